/*
 * Ideographs by their meaning: "chinese water", "kanji for mountain", "fire in japanese". The words of
 * the text that stand for the script become the condition script:Han, and the others are looked for in
 * definitions only, because no other text says what an ideograph means. The whole meaning comes first,
 * then its words one by one.
 */

#include "index/search/reading/table.h"
#include "index/search/reading/tokens.h"

enum {
    CLAUSES_SIZE = 256,
    MEANING_WORDS_MAX = 6, /* longer texts are sentences */
};

/* Which script. The second kind can only be characters, so that it may also stand last: "fire kanji". */
static const char *const languages[] = {"chinese", "japanese"};
static const char *const scripts[] = {"cjk",       "hanja",      "hanzi", "ideogram", "ideograms",
                                      "ideograph", "ideographs", "kanji", "kanjis"};
/* What stands between the script and the meaning, or before both. */
static const char *const characters[] = {"character", "characters", "glyph",
                                         "glyphs",    "symbol",     "symbols"};
static const char *const texts[] = {"letter", "letters", "sign", "signs", "word", "words"};
static const char *const joints[] = {"for", "of", "meaning", "means"};
static const char *const fillers[] = {"a", "an", "the", "that", "which", "what", "is", "to"};

#define IS_IN(token, words) is_in(token, words, sizeof(words) / sizeof *(words))

static bool is_in(struct slice token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_is(token, words[i]))
            return true;
    return false;
}

static bool is_script(struct slice token)
{
    return IS_IN(token, languages) || IS_IN(token, scripts);
}

/* Some tokens of a text. */
struct range {
    size_t first, end;
};

static void skip_fillers(const struct tokens *tokens, struct range *range)
{
    while (range->first + 1 < range->end && IS_IN(tokens->list[range->first], fillers))
        range->first++;
}

/* Skips what stands between the script and the meaning: "characters for", "symbol that means". A
 * "chinese word" means a word, but a "chinese word for" does not. */
static void skip_characters(const struct tokens *tokens, struct range *range)
{
    struct range after = *range;

    while (after.first + 1 < after.end &&
           (IS_IN(tokens->list[after.first], characters) ||
            IS_IN(tokens->list[after.first], texts) || IS_IN(tokens->list[after.first], scripts)))
        after.first++;
    skip_fillers(tokens, &after);
    if (after.first + 1 < after.end && IS_IN(tokens->list[after.first], joints)) {
        after.first++;
        skip_fillers(tokens, &after);
        *range = after;
        return;
    }
    while (range->first + 1 < range->end && (IS_IN(tokens->list[range->first], characters) ||
                                             IS_IN(tokens->list[range->first], scripts)))
        range->first++;
}

/* Drops a last "kanji", "in japanese" or "chinese character". */
static bool drop_script(const struct tokens *tokens, struct range *range)
{
    size_t end = range->end;
    bool script;

    if (end > range->first && IS_IN(tokens->list[end - 1], characters))
        end--;
    script = end > range->first && IS_IN(tokens->list[end - 1], scripts);
    if (!script && (end <= range->first || !IS_IN(tokens->list[end - 1], languages)))
        return false;
    end--;
    if (end > range->first && slice_is(tokens->list[end - 1], "in"))
        end--;
    else if (!script && end + 1 == range->end)
        return false; /* "learn chinese" */
    range->end = end;
    return end > range->first;
}

/* The tokens that are the meaning. Returns false if the text does not name a script. */
static bool find_meaning(const struct tokens *tokens, struct range *meaning)
{
    *meaning = (struct range){0, tokens->count};
    skip_fillers(tokens, meaning);
    if (is_script(tokens->list[meaning->first]) && meaning->first + 1 < meaning->end) {
        meaning->first++;
        skip_characters(tokens, meaning);
    } else {
        skip_characters(tokens, meaning);
        if (!drop_script(tokens, meaning))
            return false;
    }
    return meaning->end - meaning->first <= MEANING_WORDS_MAX;
}

struct clauses {
    char text[CLAUSES_SIZE];
    size_t size;
};
_Static_assert((int)CLAUSES_SIZE >= TOKENS_SIZE + MEANING_WORDS_MAX * 16 + 16,
               "every word of a text fits, with its key");

static void append(struct clauses *clauses, struct slice text)
{
    memcpy(clauses->text + clauses->size, text.bytes, text.size);
    clauses->size += text.size;
}

/* Appends the words, each after these bytes. */
static void append_words(const struct tokens *tokens, struct range range, const char *before,
                         struct clauses *clauses)
{
    for (size_t i = range.first; i < range.end; i++) {
        append(clauses, slice_of(before));
        append(clauses, tokens->original[i]);
    }
}

void reading_ideographs(struct reader *reader)
{
    struct clauses clauses = {.size = 0};
    struct tokens tokens;
    struct range meaning;

    if (!tokens_split(&tokens, reader->text) || !find_meaning(&tokens, &meaning))
        return;
    if (meaning.end - meaning.first > 1) {
        append(&clauses, slice_of("script:Han definition:\""));
        append_words(&tokens, meaning, " ", &clauses);
        append(&clauses, slice_of("\""));
        reader_add_query(reader, (struct slice){clauses.text, clauses.size});
        clauses.size = 0;
    }
    append(&clauses, slice_of("script:Han"));
    append_words(&tokens, meaning, " definition:", &clauses);
    reader_add_query(reader, (struct slice){clauses.text, clauses.size});
}
