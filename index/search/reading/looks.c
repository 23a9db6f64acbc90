/*
 * Characters by what they look like: "backwards e", "o with a slash through it". Phrases that people
 * use become the words that names have (looks_table.h), words that only join them are left out, and
 * the rest stays. The result is run as a query, first with the best alternative of each phrase, then
 * with all of them. Texts without such a phrase are not read.
 */

#include "index/search/reading/looks_table.h"
#include "index/search/reading/table.h"
#include "index/search/reading/tokens.h"
#include "index/search/reading/whole_name.h"

enum whose { PEOPLE, NAMES };

struct look {
    const char *phrase, *words;
    enum whose whose;
};

#define LOOK_ENTRY(whose, phrase, words) {phrase, words, whose},
static const struct look looks[] = {LOOKS(LOOK_ENTRY)};
#undef LOOK_ENTRY

enum { LOOK_COUNT = sizeof looks / sizeof *looks, REWRITING_SIZE = 1024 };

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

/* A thing in general: what comes before it is an article. */
static bool is_noun(struct slice token)
{
    static const char *const words[] = {"character", "kind",   "one",  "shape",
                                        "sign",      "symbol", "thing"};

    return is_one_of(token, words, sizeof words / sizeof *words);
}

/* Is an "i" before this word a person, not a letter? */
static bool is_done_by_people(struct slice token)
{
    static const char *const words[] = {"can",  "do",  "enter", "find", "get",  "insert", "make",
                                        "need", "put", "type",  "use",  "want", "write"};

    return is_one_of(token, words, sizeof words / sizeof *words);
}

/* A word that says nothing of the looks. */
static bool is_joint(struct slice token)
{
    static const char *const words[] = {
        "with",   "on",     "top",     "of",     "that", "which", "it",        "its",    "in",
        "into",   "is",     "has",     "having", "and",  "to",    "from",      "at",     "by",
        "like",   "looks",  "looking", "one",    "some", "thing", "character", "symbol", "sign",
        "shape",  "shaped", "kind",    "who",    "goes", "going", "written",   "how",    "do",
        "does",   "you",    "we",      "can",    "type", "make",  "write",     "get",    "what",
        "called", "insert", "my",      "around"};

    return is_one_of(token, words, sizeof words / sizeof *words);
}

/* Is this an article of the tokens? An "a" is one before a word, and a letter before a joint or at the
 * end. */
static bool is_article_at(const struct tokens *tokens, size_t at)
{
    if (at + 1 == tokens->count || !is_article(tokens->list[at]))
        return false;
    return tokens->list[at].size > 1 || is_noun(tokens->list[at + 1]) ||
           !is_joint(tokens->list[at + 1]);
}

/* Says the token nothing of the looks? */
static bool is_left_out(const struct tokens *tokens, size_t at)
{
    if (slice_is(tokens->list[at], "i"))
        return at + 1 < tokens->count && is_done_by_people(tokens->list[at + 1]);
    return is_joint(tokens->list[at]);
}

/* Removes articles. Returns whether there were any. */
static bool remove_articles(struct tokens *tokens)
{
    size_t count = 0;
    bool removed;

    for (size_t i = 0; i < tokens->count; i++) {
        if (is_article_at(tokens, i))
            continue;
        tokens->list[count] = tokens->list[i];
        tokens->original[count++] = tokens->original[i];
    }
    removed = count < tokens->count;
    tokens->count = count;
    return removed;
}

/* The longest phrase that begins here. Returns how many tokens it takes; 0: none. */
static size_t find_phrase(const struct tokens *tokens, size_t at, const struct look **look)
{
    const void *row = NULL;
    size_t count = tokens_find(tokens, at, looks, LOOK_COUNT, sizeof *looks, &row);

    *look = row;
    return count;
}

struct rewriting {
    char text[REWRITING_SIZE];
    size_t size;
    bool described; /* other words stand for some: not only "sign" and "symbol" were left out */
};

static bool append(struct rewriting *rewriting, struct slice words)
{
    if (words.size == 0)
        return true;
    if (rewriting->size + words.size + 1 > sizeof rewriting->text)
        return false;
    if (rewriting->size > 0)
        rewriting->text[rewriting->size++] = ' ';
    memcpy(rewriting->text + rewriting->size, words.bytes, words.size);
    rewriting->size += words.size;
    return true;
}

/* The first of the alternatives. */
static struct slice best_of(struct slice words)
{
    const char *end = memchr(words.bytes, '|', words.size);

    return end ? (struct slice){words.bytes, (size_t)(end - words.bytes)} : words;
}

/* Rewrites the tokens, with all alternatives or the best ones. Returns false if no phrase among them
 * counts, or if the result is too long. */
static bool rewrite(const struct tokens *tokens, bool article, bool best,
                    struct rewriting *rewriting)
{
    bool found = false;

    rewriting->size = 0;
    rewriting->described = false;
    for (size_t at = 0; at < tokens->count;) {
        const struct look *look = NULL;
        size_t count = find_phrase(tokens, at, &look);

        if (look) {
            struct slice words = slice_of(look->words);

            if (!append(rewriting, best ? best_of(words) : words))
                return false;
            found = found || article || look->whose == PEOPLE;
            rewriting->described = rewriting->described || words.size > 0;
        } else if (!is_left_out(tokens, at) && !append(rewriting, tokens->original[at])) {
            return false;
        }
        at += look ? count : 1;
    }
    return found && rewriting->size > 0;
}

static bool may_have_phrase(const struct tokens *tokens)
{
    const struct look *look;

    for (size_t at = 0; at < tokens->count; at++)
        if (is_article(tokens->list[at]) || find_phrase(tokens, at, &look) > 0)
            return true;
    return false;
}

void reading_looks(struct reader *reader)
{
    struct rewriting best, all;
    struct tokens tokens;
    bool article;

    if (!tokens_split(&tokens, reader->text) || !may_have_phrase(&tokens))
        return;
    article = remove_articles(&tokens);
    if (!rewrite(&tokens, article, true, &best))
        return;
    /* Its own name is better than what it might describe. */
    if (!best.described || whole_name(reader->index, reader->text, reader->budget))
        reader_place(reader, READING_AFTER_EXACT);
    reader_add_query(reader, (struct slice){best.text, best.size});
    if (rewrite(&tokens, article, false, &all) && all.size > best.size)
        reader_add_query(reader, (struct slice){all.text, all.size});
}
