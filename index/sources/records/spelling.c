/*
 * What the kinds of spellings are called. The rows are in spelling_kinds.h.
 */

#include "index/sources/records/spelling.h"

#include <assert.h>

static const struct {
    const char *word, *label;
} kinds[SPELLING_KINDS] = {
#define SPELLING_NAMES(name, word, label) {word, label},
    SPELLINGS(SPELLING_NAMES)
#undef SPELLING_NAMES
};

enum spelling_kind spelling_find(struct slice word)
{
    unsigned kind = 0;

    while (kind < SPELLING_KINDS && !slice_is(word, kinds[kind].word))
        kind++;
    return (enum spelling_kind)kind;
}

const char *spelling_word(enum spelling_kind kind)
{
    assert((unsigned)kind < SPELLING_KINDS);
    return kinds[kind].word;
}

const char *spelling_label(enum spelling_kind kind)
{
    assert((unsigned)kind < SPELLING_KINDS);
    return kinds[kind].label;
}
