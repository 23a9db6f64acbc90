/*
 * Folding walks once over the sequences of a result; only sequences are variants. Two bitmaps (the
 * documents shown, and the bases that already have a row) make it a few nanoseconds a sequence, and
 * there are only some thousands of them. A result without sequences is not copied.
 */

#include "index/search/match/fold.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>

#include "index/file/bitmap.h"

struct folding {
    const struct charindex *index;
    const struct plan *plan;
    bool words;            /* the query consists of words: it may be a name */
    struct bitmap shown;   /* the result */
    struct bitmap settled; /* bases that already have a row */
    uint64_t *memory;      /* of both bitmaps */
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
    r = posting_set_assign(set, &folding.shown);
    free(folding.memory);
    return r;
}
