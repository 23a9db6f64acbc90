/*
 * A bit for each code point says whether a file gives its age. What has none, and none of ICU's either, is
 * added as ranges.
 */

#include "index/sources/assumed_ages.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

enum { CODE_POINTS = 0x110000, WORD = 64 };

static void mark(uint64_t *marks, uint32_t first, uint32_t last)
{
    for (uint32_t c = first; c <= last; c++)
        marks[c / WORD] |= UINT64_C(1) << c % WORD;
}

/* Neither a file nor ICU says the age. A range of ideographs may be longer than ICU has it. */
static bool is_ageless(const uint64_t *marks, uint32_t c)
{
    return !(marks[c / WORD] >> c % WORD & 1) && property_number_of_icu(PROPERTY_AGE, c) == 0;
}

static void add_range(struct facts *facts, uint32_t first, uint32_t last, uint32_t version,
                      const uint64_t *marks)
{
    for (uint32_t c = first; c <= last; c++) {
        struct fact fact = {.first = c, .number = version, .property = PROPERTY_AGE};

        if (!is_ageless(marks, c))
            continue;
        while (c < last && is_ageless(marks, c + 1))
            c++;
        fact.last = c;
        vector_append(&facts->list, &fact);
    }
}

int assumed_ages_add(struct facts *facts, uint32_t version)
{
    const size_t count = facts->list.count;
    uint64_t *marks = calloc(CODE_POINTS / WORD, sizeof *marks);

    if (!marks)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++)
        if (facts->list.items[i].property == PROPERTY_AGE)
            mark(marks, facts->list.items[i].first, facts->list.items[i].last);
    for (size_t i = 0; i < facts->names.count; i++)
        add_range(facts, facts->names.items[i].first, facts->names.items[i].last, version, marks);
    if (facts->list.count > count && facts->extent[PROPERTY_AGE] == FACTS_NONE)
        facts->extent[PROPERTY_AGE] = FACTS_LISTED;
    free(marks);
    return facts->list.failed ? -ENOMEM : 0;
}
