/*
 * Terms by their endings.
 */

#include "index/file/endings.h"

#include <assert.h>

#include "index/base/bisect.h"
#include "index/file/charindex.h"
#include "index/file/view.h"

int endings_compare(struct slice a, struct slice b)
{
    size_t common = a.size < b.size ? a.size : b.size;

    for (size_t i = 1; i <= common; i++) {
        unsigned char left = (unsigned char)a.bytes[a.size - i];
        unsigned char right = (unsigned char)b.bytes[b.size - i];

        if (left != right)
            return left < right ? -1 : 1;
    }
    return (a.size > b.size) - (a.size < b.size);
}

uint32_t charindex_ending_term(const struct charindex *index, uint32_t place)
{
    assert(place < index->terms);
    return view_u32(index, CHUNK_TEND, place);
}

/* The last bytes of the term at that place, at most as many as `size`. */
static struct slice end_of(const struct charindex *index, uint32_t place, size_t size)
{
    struct slice text = charindex_term_text(index, charindex_ending_term(index, place));

    if (text.size <= size)
        return text;
    return (struct slice){.bytes = text.bytes + text.size - size, .size = size};
}

struct term_range charindex_terms_ending(const struct charindex *index, struct slice ending)
{
    struct bisection first = {.low = 0, .high = index->terms};
    struct bisection end = {.high = index->terms};

    while (bisect(&first))
        bisect_narrow(&first,
                      endings_compare(end_of(index, first.middle, ending.size), ending) < 0);
    end.low = first.low;
    while (bisect(&end))
        bisect_narrow(&end, endings_compare(end_of(index, end.middle, ending.size), ending) <= 0);
    return (struct term_range){.first = first.low, .end = end.low};
}
