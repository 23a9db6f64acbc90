/*
 * Counts from the postings of a value. A posting is a run of documents, so the cost depends on the
 * number of runs.
 */

#include "server/answers/http/pages/values.h"

#include <stdlib.h>

#include "index/base/bisect.h"
#include "index/file/bitmap.h"
#include "index/unicode/character.h"

enum {
    VALUE_STEPS = 40, /* a value of a property written into a list: 0.2 µs */
    SAMPLES = 40,     /* documents that are tried */
};

uint32_t values_count(const struct charindex *index, uint32_t value, uint32_t *first,
                      struct budget *budget)
{
    const struct postings postings = charindex_value(index, value);
    uint32_t end = charindex_first_sequence(index), count = 0;

    (void)budget_take(budget, BUDGET_COUNT, postings.count + (size_t)VALUE_STEPS);
    for (uint32_t i = 0; i < postings.count && posting_first(&postings, i) < end; i++) {
        uint32_t run_end = posting_end(&postings, i);

        if (i == 0)
            *first = charindex_code_point(index, posting_first(&postings, i));
        count += (run_end < end ? run_end : end) - posting_first(&postings, i);
    }
    return count;
}

static bool has_value(const struct postings *postings, uint32_t document)
{
    struct bisection search = {.low = 0, .high = postings->count};

    while (bisect(&search))
        bisect_narrow(&search, posting_end(postings, search.middle) <= document);
    return search.low < postings->count && posting_first(postings, search.low) <= document;
}

/* How many of the sequences from `first` to `end` - 1 are variants that another row stands for: that of
 * their base, or of a variant before. */
static uint32_t count_folded(const struct charindex *index, const struct postings *postings,
                             struct bitmap *settled, uint32_t first, uint32_t end)
{
    uint32_t count = 0;

    for (uint32_t document = first; document < end; document++) {
        uint32_t base = charindex_base(index, document);

        if (base == document)
            continue;
        count += bitmap_has(settled, base) || has_value(postings, base);
        bitmap_put(settled, base, base + 1, true);
    }
    return count;
}

uint32_t values_rows(const struct charindex *index, uint32_t value, struct budget *budget)
{
    const struct postings postings = charindex_value(index, value);
    const uint32_t first = charindex_first_sequence(index);
    struct bitmap settled = {.size = charindex_documents(index)};
    uint32_t folded = 0, i = postings.count;

    (void)budget_take(budget, BUDGET_COUNT, postings.count + (size_t)VALUE_STEPS);
    while (i > 0 && posting_end(&postings, i - 1) > first)
        i--;
    if (i == postings.count)
        return postings.total;
    settled.words = malloc(bitmap_words(settled.size) * sizeof *settled.words);
    if (!settled.words)
        return 0;
    bitmap_clear(&settled);
    for (; i < postings.count; i++) {
        uint32_t begin = posting_first(&postings, i), end = posting_end(&postings, i);

        begin = begin < first ? first : begin;
        (void)budget_take(budget, BUDGET_COUNT, end - begin);
        folded += count_folded(index, &postings, &settled, begin, end);
    }
    free(settled.words);
    return postings.total - folded;
}

static bool is_drawn(const struct repertoire *repertoire, uint32_t code_point)
{
    struct character_facts facts;

    character_facts(repertoire, code_point, &facts);
    return facts.category[0] != 'M' && facts.category[0] != 'Z' && facts.category[0] != 'C' &&
           !character_is_invisible(repertoire, code_point);
}

uint32_t values_sample(const struct charindex *index, uint32_t value)
{
    const struct postings postings = charindex_value(index, value);
    unsigned tried = 0;

    for (uint32_t i = 0; i < postings.count; i++)
        for (uint32_t at = posting_first(&postings, i); at < posting_end(&postings, i); at++) {
            if (is_drawn(charindex_repertoire(index), charindex_code_point(index, at)))
                return at;
            if (++tried == SAMPLES)
                return posting_first(&postings, 0);
        }
    return posting_first(&postings, 0);
}
