/*
 * The search: every clause is a set of documents, the result is what is in all of them.
 *
 * One word's set is the index's own postings, used where they are. Several are intersected from
 * the rarest on, so that the rarest word sets the price and an impossible combination ends at once.
 */

#include "index/search/search.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct evaluation {
    const struct charindex *index;
    const struct query *query;
    struct posting_run *own; /* runs of one document each: for code points and pasted text */
    uint32_t own_count;
    struct postings operands[QUERY_MAX_CLAUSES];
    size_t count;
};

static const struct postings nothing = {.runs = NULL};

static struct postings own_postings(struct evaluation *evaluation, uint32_t begin)
{
    uint32_t count = evaluation->own_count - begin;

    return (struct postings){.runs = evaluation->own + begin, .count = count, .total = count};
}

static struct postings single(struct evaluation *evaluation, uint32_t code_point)
{
    uint32_t document, begin = evaluation->own_count;

    if (!charindex_find(evaluation->index, code_point, &document))
        return nothing;
    evaluation->own[evaluation->own_count++] = posting_run(document, 0);
    return own_postings(evaluation, begin);
}

static struct postings word(struct evaluation *evaluation, const struct query_clause *clause)
{
    struct postings postings;

    if (charindex_term(evaluation->index, evaluation->query->folded + clause->first, clause->size,
                       &postings))
        return postings;
    return clause->letter >= 0 ? single(evaluation, (uint32_t)clause->letter) : nothing;
}

/*
 * Pasted text: each character once. Alone, it keeps the text's order; beside other clauses it is
 * a set like any other and has to ascend.
 */

struct pasted {
    uint32_t document, place;
};

static int pasted_by_document(const void *left, const void *right)
{
    const struct pasted *a = left, *b = right;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int pasted_by_place(const void *left, const void *right)
{
    const struct pasted *a = left, *b = right;

    return (a->place > b->place) - (a->place < b->place);
}

static struct postings text(struct evaluation *evaluation, const struct query_clause *clause)
{
    struct pasted list[QUERY_MAX_POINTS];
    uint32_t count = 0, kept = 0, begin = evaluation->own_count;

    for (uint32_t i = 0; i < clause->size; i++) {
        uint32_t point = evaluation->query->points[clause->first + i];

        if (charindex_find(evaluation->index, point, &list[count].document))
            list[count++].place = i;
    }
    qsort(list, count, sizeof *list, pasted_by_document);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || list[i].document != list[kept - 1].document)
            list[kept++] = list[i];
    if (evaluation->query->count == 1)
        qsort(list, kept, sizeof *list, pasted_by_place);
    for (uint32_t i = 0; i < kept; i++)
        evaluation->own[evaluation->own_count++] = posting_run(list[i].document, i);
    return own_postings(evaluation, begin);
}

static struct postings evaluate(struct evaluation *evaluation, const struct query_clause *clause)
{
    switch (clause->kind) {
    case QUERY_WORD:
        return word(evaluation, clause);
    case QUERY_CODE_POINT:
        return single(evaluation, clause->first);
    case QUERY_TEXT:
        return text(evaluation, clause);
    }
    assert(!"a clause of no kind");
    return nothing;
}

/* Rarest first; the same set twice ends up side by side. */
static int operand_compare(const void *left, const void *right)
{
    const struct postings *a = left, *b = right;

    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return (a->runs > b->runs) - (a->runs < b->runs);
}

/* Intersects the sorted operands. On success *owned is the memory of the result's runs, or NULL
 * where they are an operand's. */
static int intersect_all(const struct evaluation *evaluation, struct postings *result,
                         struct posting_run **owned)
{
    *result = evaluation->operands[0];
    *owned = NULL;
    for (size_t i = 1; i < evaluation->count && result->total > 0; i++) {
        const struct postings *next = &evaluation->operands[i];
        struct posting_run *runs;

        if (next->runs == evaluation->operands[i - 1].runs)
            continue;
        runs = malloc(((size_t)result->count + next->count) * sizeof *runs);
        if (!runs) {
            free(*owned);
            return -ENOMEM;
        }
        postings_intersect(result, next, runs, result);
        free(*owned);
        *owned = runs;
    }
    return 0;
}

/* The search keeps nothing of the evaluation: runs that are the evaluation's own are copied. */
static int keep(struct search *search, const struct evaluation *evaluation,
                const struct postings *result, struct posting_run *owned)
{
    bool borrowed = result->count > 0 && result->runs >= evaluation->own &&
                    result->runs < evaluation->own + evaluation->own_count;

    if (borrowed) {
        owned = malloc(result->count * sizeof *owned);
        if (!owned)
            return -ENOMEM;
        memcpy(owned, result->runs, result->count * sizeof *owned);
    }
    search->result = *result;
    search->owned = owned;
    if (owned)
        search->result.runs = owned;
    return 0;
}

static int evaluate_all(struct search *search, struct evaluation *evaluation)
{
    struct postings result;
    struct posting_run *owned;
    int r;

    for (size_t i = 0; i < evaluation->query->count; i++) {
        struct postings operand = evaluate(evaluation, &evaluation->query->clauses[i]);

        if (operand.total == 0) {
            search->result = nothing;
            return 0;
        }
        evaluation->operands[evaluation->count++] = operand;
    }
    qsort(evaluation->operands, evaluation->count, sizeof *evaluation->operands, operand_compare);
    r = intersect_all(evaluation, &result, &owned);
    return r < 0 ? r : keep(search, evaluation, &result, owned);
}

static int run_query(struct search *search, const struct query *query)
{
    struct posting_run own[QUERY_MAX_POINTS + QUERY_MAX_CLAUSES];
    struct evaluation evaluation = {.index = search->index, .query = query, .own = own};

    search->result = nothing;
    search->owned = NULL;
    return query->count == 0 ? 0 : evaluate_all(search, &evaluation);
}

/*
 * The whole text as an official name. The clauses find every name but those whose hexadecimal
 * ending is not indexed (CJK UNIFIED IDEOGRAPH-4E00; its words stand in another name too) and
 * those that the grammar reads as something else (TIBETAN LETTER -A). Both kinds have a hyphen,
 * so nobody else pays for looking.
 */
static bool find_name(const struct charindex *index, const char *text, size_t size,
                      uint32_t *document)
{
    char name[WORD_MAX_SIZE];
    size_t begin = 0;

    while (begin < size && text[begin] == ' ')
        begin++;
    while (size > begin && text[size - 1] == ' ')
        size--;
    if (size - begin > sizeof name || !memchr(text, '-', size))
        return false;
    for (size_t i = begin; i < size; i++) {
        name[i - begin] = text[i];
        if (text[i] >= 'a' && text[i] <= 'z')
            name[i - begin] = (char)(text[i] - ('a' - 'A'));
    }
    return charindex_find_name(index, name, size - begin, document);
}

static int add_document(struct search *search, uint32_t document)
{
    struct posting_run run = posting_run(document, 0);
    struct postings added = {.runs = &run, .count = 1, .total = 1};
    struct posting_run *runs = malloc(((size_t)search->result.count + 1) * sizeof *runs);

    if (!runs)
        return -ENOMEM;
    postings_unite(&search->result, &added, runs, &search->result);
    free(search->owned);
    search->owned = runs;
    return 0;
}

int search_open(struct search *search, struct charindex *index, const char *text, size_t size,
                struct query_error *error)
{
    struct query query;
    uint32_t document;
    bool parsed = query_parse(&query, text, size, error);
    int r = SEARCH_OK;

    *search = (struct search){.index = index};
    if (parsed)
        r = run_query(search, &query);
    if (r < 0)
        return r;
    if (find_name(index, text, size, &document))
        r = add_document(search, document);
    else if (!parsed)
        r = SEARCH_BAD_QUERY;
    if (r == SEARCH_OK)
        charindex_ref(index);
    else
        free(search->owned);
    return r;
}

void search_release(struct search *search)
{
    free(search->owned);
    charindex_unref(search->index);
    *search = (struct search){.index = NULL};
}

void search_seek(const struct search *search, uint32_t offset, struct search_cursor *cursor)
{
    *cursor = (struct search_cursor){.search = search, .run = search->result.count};
    if (offset >= search->result.total)
        return;
    cursor->run = postings_run_at(&search->result, offset);
    cursor->within = offset - posting_rank(&search->result, cursor->run);
}

uint32_t search_next(struct search_cursor *cursor, uint32_t most, uint32_t *first)
{
    const struct postings *result = &cursor->search->result;
    uint32_t left;

    assert(most > 0);
    if (cursor->run >= result->count)
        return 0;
    *first = posting_first(result, cursor->run) + cursor->within;
    left = posting_end(result, cursor->run) - *first;
    if (left > most) {
        cursor->within += most;
        return most;
    }
    cursor->run++;
    cursor->within = 0;
    return left;
}
