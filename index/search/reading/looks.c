/*
 * Characters by what they look like: "backwards e", "o with a slash through it". Phrases that people
 * use become the words that names have (looks_table.h), words that only join them are left out, and
 * the rest stays. The result is run as a query. Texts without such a phrase are not read.
 */

#include "index/search/reading/looks_table.h"
#include "index/search/reading/table.h"
#include "index/search/reading/tokens.h"

#define LOOK_ENTRY(phrase, words) {phrase, words},
static const struct {
    const char *phrase, *words;
} looks[] = {LOOKS(LOOK_ENTRY)};
#undef LOOK_ENTRY

enum { LOOK_COUNT = sizeof looks / sizeof *looks, ALTERNATIVES_MAX = 1024 };

static bool is_one_of(struct slice token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_is(token, words[i]))
            return true;
    return false;
}

static bool is_article(struct slice token)
{
    static const char *const words[] = {"a", "an", "the"};

    return is_one_of(token, words, sizeof words / sizeof *words);
}

/* A word that says nothing of the looks. */
static bool is_joint(struct slice token)
{
    static const char *const words[] = {
        "with",  "on",     "top",     "of",     "that", "which", "it",        "its",    "in",
        "into",  "is",     "has",     "having", "and",  "to",    "from",      "at",     "by",
        "like",  "looks",  "looking", "one",    "some", "thing", "character", "symbol", "sign",
        "shape", "shaped", "kind",    "who",    "goes", "going", "through",   "written"};

    return is_one_of(token, words, sizeof words / sizeof *words);
}

/* Removes articles: an "a" is one before a word, and a letter before a joint or at the end. */
static void remove_articles(struct tokens *tokens)
{
    size_t count = 0;

    for (size_t i = 0; i < tokens->count; i++) {
        bool last = i + 1 == tokens->count;

        if (is_article(tokens->list[i]) && !last && !is_joint(tokens->list[i + 1]))
            continue;
        tokens->list[count] = tokens->list[i];
        tokens->original[count++] = tokens->original[i];
    }
    tokens->count = count;
}

/* The longest phrase that begins here. Returns how many tokens it takes; 0: none. */
static size_t find_phrase(const struct tokens *tokens, size_t at, const char **words)
{
    struct slice token = tokens->list[at];
    size_t low = 0, high = LOOK_COUNT, longest = 0;

    while (low < high) { /* the first phrase that begins with the token */
        size_t middle = (low + high) / 2;

        if (strncmp(looks[middle].phrase, token.bytes, token.size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < LOOK_COUNT && strncmp(looks[low].phrase, token.bytes, token.size) == 0; low++) {
        size_t count = tokens_match(tokens, at, looks[low].phrase);

        if (count > longest) {
            longest = count;
            *words = looks[low].words;
        }
    }
    return longest;
}

struct rewriting {
    char text[ALTERNATIVES_MAX];
    size_t size;
};

static bool append(struct rewriting *rewriting, struct slice words)
{
    if (rewriting->size + words.size + 1 > sizeof rewriting->text)
        return false;
    if (rewriting->size > 0)
        rewriting->text[rewriting->size++] = ' ';
    memcpy(rewriting->text + rewriting->size, words.bytes, words.size);
    rewriting->size += words.size;
    return true;
}

void reading_looks(struct reader *reader)
{
    struct rewriting rewriting = {.size = 0};
    struct tokens tokens;
    const char *words = NULL;
    bool found = false;

    if (!tokens_split(&tokens, reader->text))
        return;
    for (size_t at = 0; at < tokens.count && !found; at++)
        found = find_phrase(&tokens, at, &words) > 0 || is_article(tokens.list[at]);
    if (!found)
        return;
    remove_articles(&tokens);
    found = false;
    for (size_t at = 0; at < tokens.count;) {
        size_t count = find_phrase(&tokens, at, &words);

        if (count > 0 ? !append(&rewriting, slice_of(words))
                      : !is_joint(tokens.list[at]) && !append(&rewriting, tokens.original[at]))
            return;
        found = found || count > 0;
        at += count ? count : 1;
    }
    if (found)
        reader_add_query(reader, (struct slice){rewriting.text, rewriting.size});
}
