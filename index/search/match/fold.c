/*
 * Folding walks once over the sequences of a result; only sequences are variants. Two bitmaps (the
 * documents shown, and the bases that already have a row) make it a few nanoseconds a sequence, and
 * there are only some thousands of them. The runs of the characters, which come first, are copied
 * as they are, unless a character is hidden. A result without sequences is not copied at all.
 */

#include "index/search/match/fold.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/bisect.h"
#include "index/file/bitmap.h"

struct folding {
    const struct charindex *index;
    const struct plan *plan;
    bool words;            /* the query consists of words: it may be a name */
    struct bitmap shown;   /* the result */
    struct bitmap settled; /* bases that already have a row */
    uint64_t *memory;      /* of both bitmaps */
    bool mixed;            /* a character was hidden */
};

static bool is_words(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (clause->kind != QUERY_WORD || clause->negated ||
            (i > 0 && clause->group == clause[-1].group))
            return false;
    }
    return plan->clause_count > 0;
}

/* Is the query the name of that document, word for word? */
static bool is_its_name(const struct folding *folding, uint32_t document)
{
    const struct plan *plan = folding->plan;
    struct word_list list;

    if (!folding->words)
        return false;
    list = charindex_name_words(folding->index, document);
    if (list.count != plan->word_count)
        return false;
    for (uint32_t i = 0; i < list.count; i++)
        if (plan->words[i].term != le32toh(list.terms_le[i]))
            return false;
    return true;
}

/* Hides the current row of the variants of this base: the base, and its variants before the
 * document. */
static void hide_row(struct folding *folding, uint32_t base, uint32_t document)
{
    const uint32_t *variants_le;
    uint32_t count = charindex_variants(folding->index, base, &variants_le);

    bitmap_put(&folding->shown, base, base + 1, false);
    folding->mixed = folding->mixed || base < charindex_first_sequence(folding->index);
    for (uint32_t i = 0; i < count && le32toh(variants_le[i]) < document; i++)
        bitmap_put(&folding->shown, le32toh(variants_le[i]), le32toh(variants_le[i]) + 1, false);
}

static void fold_document(struct folding *folding, uint32_t document)
{
    uint32_t base = charindex_base(folding->index, document);
    bool has_row;

    if (base == document)
        return;
    has_row = bitmap_has(&folding->shown, base) || bitmap_has(&folding->settled, base);
    if (is_its_name(folding, document))
        hide_row(folding, base, document);
    else if (has_row)
        bitmap_put(&folding->shown, document, document + 1, false);
    bitmap_put(&folding->settled, base, base + 1, true);
}

static int folding_open(struct folding *folding, const struct postings *set)
{
    uint32_t size = charindex_documents(folding->index);
    size_t words = bitmap_words(size);

    folding->memory = malloc(words * 2 * sizeof *folding->memory);
    if (!folding->memory)
        return -ENOMEM;
    folding->shown = (struct bitmap){.words = folding->memory, .size = size};
    folding->settled = (struct bitmap){.words = folding->memory + words, .size = size};
    bitmap_clear(&folding->shown);
    bitmap_clear(&folding->settled);
    bitmap_put_postings(&folding->shown, set, true);
    return 0;
}

/* The number of runs that begin with a character. */
static uint32_t character_runs(const struct folding *folding, const struct postings *set)
{
    uint32_t limit = charindex_first_sequence(folding->index);
    struct bisection search = {.low = 0, .high = set->count};

    while (bisect(&search))
        bisect_narrow(&search, posting_first(set, search.middle) < limit);
    return search.low;
}

/* Replaces the sequences of the set by those that are shown. */
static int assign_sequences(const struct folding *folding, struct posting_set *set)
{
    const struct postings *old = &set->postings;
    uint32_t first = charindex_first_sequence(folding->index), end = folding->shown.size;
    uint32_t kept = character_runs(folding, old), at;
    struct postings result = {.count = kept, .total = posting_rank(old, kept)};
    struct posting_run *runs;

    at = kept > 0 ? posting_end(old, kept - 1) : 0;
    if (at > first)
        result.total -= at - first; /* the last run goes on with sequences */
    runs = malloc(((size_t)kept + old->total - result.total) * sizeof *runs);
    if (!runs)
        return -ENOMEM;
    if (kept > 0)
        memcpy(runs, old->runs, kept * sizeof *runs);
    at = at < first ? end : first; /* where the last run can be continued */
    for (uint32_t document = bitmap_next(&folding->shown, first, end); document < end;
         document = bitmap_next(&folding->shown, document + 1, end)) {
        if (document != at || result.count == 0)
            runs[result.count++] = posting_run(document, result.total);
        result.total++;
        at = document + 1;
    }
    result.runs = runs;
    posting_set_replace(set, &result, runs);
    return 0;
}

int fold_variants(const struct charindex *index, const struct plan *plan, struct posting_set *set)
{
    struct folding folding = {.index = index, .plan = plan, .words = is_words(plan)};
    uint32_t end = charindex_documents(index), document = charindex_first_sequence(index);
    int r;

    if (set->postings.count == 0 ||
        posting_end(&set->postings, set->postings.count - 1) <= document)
        return 0;
    if (folding_open(&folding, &set->postings) < 0)
        return -ENOMEM;
    for (document = bitmap_next(&folding.shown, document, end); document < end;
         document = bitmap_next(&folding.shown, document + 1, end))
        fold_document(&folding, document);
    r = folding.mixed ? posting_set_assign(set, &folding.shown) : assign_sequences(&folding, set);
    free(folding.memory);
    return r;
}
