/*
 * Relatives of a character in words: "looks like a", "lookalikes of U+0430", "letters based on a".
 * The text becomes the clause that it stands for, like:a or base:a.
 */

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "index/base/utf8.h"
#include "index/search/reading/table.h"

enum {
    CODE_POINT_MAX = 8, /* bytes of U+10FFFF */
    CLAUSE_SIZE = 32,
};

/* What may stand before the character, in lower case. */
static const struct phrase {
    const char *words, *key;
} phrases[] = {
    {"looks like", "like"},        {"look like", "like"},       {"looking like", "like"},
    {"looks similar to", "like"},  {"look similar to", "like"}, {"similar to", "like"},
    {"looks the same as", "like"}, {"confusable with", "like"}, {"confused with", "like"},
    {"confusables of", "like"},    {"confusables for", "like"}, {"homoglyphs of", "like"},
    {"homoglyphs for", "like"},    {"homoglyph of", "like"},    {"lookalikes of", "like"},
    {"lookalikes for", "like"},    {"lookalike of", "like"},    {"look-alikes of", "like"},
    {"look-alikes for", "like"},   {"look-alike of", "like"},   {"look alikes of", "like"},
    {"based on", "base"},          {"variants of", "base"},     {"decomposes to", "base"},
    {"decompose to", "base"},
};

/* Words before the phrase that add nothing. */
static const char *const fillers[] = {
    "what",    "that",    "characters", "character", "chars", "char",      "letters",  "letter",
    "symbols", "symbol",  "all",        "the",       "which", "is",        "are",      "can",
    "be",      "unicode", "other",      "find",      "show",  "something", "accented",
};

static bool is_filler(struct slice word)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strlen(fillers[i]) == word.size && strncasecmp(fillers[i], word.bytes, word.size) == 0)
            return true;
    return false;
}

static bool are_fillers(struct slice text)
{
    while (text.size > 0) {
        const char *space = memchr(text.bytes, ' ', text.size);
        size_t size = space ? (size_t)(space - text.bytes) : text.size;

        if (size > 0 && !is_filler((struct slice){text.bytes, size}))
            return false;
        size += space != NULL;
        text = (struct slice){text.bytes + size, text.size - size};
    }
    return true;
}

/* Does the text end in that phrase, after nothing but fillers? */
static bool ends_in(struct slice text, const char *words)
{
    size_t size = strlen(words), before;

    if (text.size < size)
        return false;
    before = text.size - size;
    if (strncasecmp(text.bytes + before, words, size) != 0 ||
        (before > 0 && text.bytes[before - 1] != ' '))
        return false;
    return are_fillers((struct slice){text.bytes, before});
}

/* Writes "like:U+0061" for a character, with or without quotes, or for a code point; returns its
 * size, 0: it is neither. Words are names of other things. */
static size_t write_clause(const char *key, struct slice value, char out[static CLAUSE_SIZE])
{
    size_t at = 0;
    int32_t point;

    if (value.size > 2 && value.bytes[0] == '"' && value.bytes[value.size - 1] == '"')
        value = (struct slice){value.bytes + 1, value.size - 2};
    point = utf8_next(value.bytes, value.size, &at);
    if (at == value.size)
        return (size_t)snprintf(out, CLAUSE_SIZE, "%s:U+%04X", key, (unsigned)point);
    if (value.size > CODE_POINT_MAX || strncasecmp(value.bytes, "U+", 2) != 0)
        return 0;
    return (size_t)snprintf(out, CLAUSE_SIZE, "%s:%.*s", key, (int)value.size, value.bytes);
}

void reading_relatives(struct reader *reader)
{
    struct slice text = reader->text;
    const char *space = memrchr(text.bytes, ' ', text.size);
    struct slice value, before;

    if (!space)
        return;
    value = (struct slice){space + 1, text.size - (size_t)(space + 1 - text.bytes)};
    before = slice_trim((struct slice){text.bytes, (size_t)(space - text.bytes)});
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        char clause[CLAUSE_SIZE];
        size_t size;

        if (!ends_in(before, phrases[i].words))
            continue;
        size = write_clause(phrases[i].key, value, clause);
        if (size > 0)
            reader_add_query(reader, (struct slice){clause, size});
        return;
    }
}
