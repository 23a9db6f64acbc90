/*
 * A sorted table, and a binary search in it.
 */

#include "index/text/irregular.h"

#include "index/base/bisect.h"

static const struct {
    const char *word, *base;
} rows[] = {
#define ROW(word, base) {word, base},
#include "index/text/irregular_table.h"
#undef ROW
};

bool irregular_base(struct slice word, struct slice *base)
{
    const uint32_t count = sizeof rows / sizeof *rows;
    struct bisection search = {.low = 0, .high = count};

    while (bisect(&search))
        bisect_narrow(&search, slice_compare(slice_of(rows[search.middle].word), word) < 0);
    if (search.low == count || !slice_is(word, rows[search.low].word))
        return false;
    *base = slice_of(rows[search.low].base);
    return true;
}
