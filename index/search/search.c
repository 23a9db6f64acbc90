/*
 * The search from end to end: text, clauses (query.h), terms (plan.h), a set of documents
 * (evaluate.h), rows without variants (fold.h), an order (rank.h). What finds nothing in scope all
 * is asked again with other forms of its words, other spellings, or fewer words (relax.h, spelling.h).
 *
 * This room only hands one's result to the next. Each of them bounds its own work.
 */

#include "index/search/search.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/file/posting_set.h"
#include "index/search/evaluate.h"
#include "index/search/fold.h"
#include "index/search/plan.h"
#include "index/search/rank.h"
#include "index/search/relax.h"
#include "index/search/spelling.h"
#include "index/unicode/words.h"

enum { MENDED_MAX = 16 }; /* clauses of a query that is asked again: longer ones are no names */

/*
 * Running a query.
 */

/* A result that the search may keep, and the plan that it is of. */
struct found {
    struct plan *plan;
    struct posting_set set; /* ascending, unless the query is pasted text alone */
};

static void found_release(struct found *found)
{
    free(found->plan);
    posting_set_release(&found->set);
    *found = (struct found){.plan = NULL};
}

static int fold(const struct search *search, struct found *found)
{
    if (search->options.unfold || evaluate_is_text(found->plan))
        return 0;
    return fold_variants(search->index, found->plan, &found->set);
}

/* On SEARCH_OK *found is the caller's; otherwise there is nothing to release, and on
 * SEARCH_BAD_QUERY *begin is the byte of the text where it became too much. */
static int run(const struct search *search, const struct query *query, struct budget *budget,
               struct found *found, uint32_t *begin)
{
    uint32_t clause;
    int r;

    *found = (struct found){.plan = plan_new(search->index, query, &search->options)};
    if (!found->plan)
        return -ENOMEM;
    r = evaluate(search->index, found->plan, budget, &found->set, &clause);
    if (r == EVALUATE_OK)
        r = fold(search, found);
    if (r == EVALUATE_TOO_MUCH)
        *begin = found->plan->clauses[clause].begin;
    if (r == 0)
        return SEARCH_OK;
    found_release(found);
    return r < 0 ? r : SEARCH_BAD_QUERY;
}

static void refuse(struct query_error *error, const char *text, size_t begin)
{
    error->column = utf8_length(text, begin) + 1;
    (void)snprintf(error->message, sizeof error->message,
                   "more would have to be looked at than one query may cost: "
                   "send longer beginnings of words, or fewer clauses");
}

/*
 * The whole text as an official name. The clauses find every name but those whose hexadecimal
 * ending is not indexed (CJK UNIFIED IDEOGRAPH-4E00; its words stand in another name too) and
 * those that the grammar reads as something else (TIBETAN LETTER -A). Both kinds have a hyphen,
 * so nobody else pays for looking.
 */
static bool find_name(const struct charindex *index, const char *text, size_t size,
                      struct slice *name, uint32_t *document)
{
    char upper[WORD_MAX_SIZE];
    size_t begin = 0;

    if (!memchr(text, '-', size))
        return false;
    while (begin < size && text[begin] == ' ')
        begin++;
    while (size > begin && text[size - 1] == ' ')
        size--;
    if (size - begin > sizeof upper)
        return false;
    for (size_t i = begin; i < size; i++) {
        upper[i - begin] = text[i];
        if (text[i] >= 'a' && text[i] <= 'z')
            upper[i - begin] = (char)(text[i] - ('a' - 'A'));
    }
    *name = (struct slice){.bytes = text + begin, .size = size - begin};
    return charindex_find_name(index, upper, name->size, document);
}

static int add_document(struct found *found, uint32_t document)
{
    struct posting_run run = posting_run(document, 0);
    struct postings added = {.runs = &run, .count = 1, .total = 1};

    return posting_set_unite(&found->set, &added);
}

static bool excludes(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].negated)
            return true;
    return false;
}

/* A name that the grammar reads as something else is the result by itself; what the plan says of
 * it is that its words are a phrase. */
static int run_name(const struct search *search, struct slice name, uint32_t document,
                    struct query *query, struct found *found)
{
    char quoted[WORD_MAX_SIZE + 2];
    struct query_error error;

    *found = (struct found){.plan = NULL};
    quoted[0] = '"';
    memcpy(quoted + 1, name.bytes, name.size);
    quoted[name.size + 1] = '"';
    if (!query_parse(query, quoted, name.size + 2, &error))
        query->count = query->word_count = query->point_count = query->group_count = 0;
    found->plan = plan_new(search->index, query, &search->options);
    if (found->plan && add_document(found, document) == 0)
        return SEARCH_OK;
    found_release(found);
    return -ENOMEM;
}

static int run_text(const struct search *search, const char *text, size_t size, struct query *query,
                    struct budget *budget, struct found *found, struct query_error *error)
{
    bool parsed = query_parse(query, text, size, error), named;
    uint32_t document, begin = 0;
    struct slice name;
    int r;

    named = size <= QUERY_MAX_SIZE && find_name(search->index, text, size, &name, &document);
    if (named && (!parsed || excludes(query)))
        return run_name(search, name, document, query, found);
    if (!parsed)
        return SEARCH_BAD_QUERY;
    r = run(search, query, budget, found, &begin);
    if (r == SEARCH_BAD_QUERY)
        refuse(error, text, begin);
    if (r == SEARCH_OK && named && add_document(found, document) < 0) {
        found_release(found);
        r = -ENOMEM;
    }
    return r;
}

/* Runs the proposals one by one, until one finds something: then *found becomes its result. */
static int run_proposals(struct search *search, const struct spelling *proposals,
                         struct budget *budget, struct found *found)
{
    struct query query;
    int r = SEARCH_OK;

    for (size_t i = 0; r >= 0 && i < proposals->count; i++) {
        const char *other = proposals->queries[i];
        struct query_error error;
        struct found second;
        uint32_t begin;

        if (!query_parse(&query, other, strlen(other), &error))
            continue;
        r = run(search, &query, budget, &second, &begin);
        if (r != SEARCH_OK)
            continue;
        if (second.set.postings.total > 0) {
            found_release(found);
            *found = second;
            search->suggestion = strdup(other);
            return search->suggestion ? SEARCH_OK : -ENOMEM;
        }
        found_release(&second);
    }
    return r < 0 ? r : SEARCH_OK;
}

static int ask_for_forms(struct search *search, const char *text, const struct query *query,
                         bool all_known, struct budget *budget, struct found *found)
{
    struct spelling proposals;
    int r = relax_forms(search->index, query, found->plan, text, all_known, budget, &proposals);

    return r < 0 ? r : run_proposals(search, &proposals, budget, found);
}

/* Fewer of the words. */
static int ask_for_less(struct search *search, const char *text, const struct query *query,
                        const struct plan *plan, struct budget *budget, struct found *found)
{
    struct spelling proposals;

    relax_words(search->index, query, plan, text, &proposals);
    return run_proposals(search, &proposals, budget, found);
}

/* Fewer of the words as they were probably meant. */
static int ask_for_less_respelt(struct search *search, const char *respelt, struct budget *budget,
                                struct found *found)
{
    struct query_error error;
    struct query query;
    struct plan *plan;
    int r;

    if (!query_parse(&query, respelt, strlen(respelt), &error))
        return SEARCH_OK;
    plan = plan_new(search->index, &query, &search->options);
    if (!plan)
        return -ENOMEM;
    r = ask_for_less(search, respelt, &query, plan, budget, found);
    free(plan);
    return r;
}

/* Another query instead of one that has found nothing: other forms of its words, other spellings,
 * fewer words. A word that is unknown is rather misspelt than another form. */
static int ask_again(struct search *search, const char *text, size_t size,
                     const struct query *query, struct budget *budget, struct found *found)
{
    struct spelling respelt;
    int r = ask_for_forms(search, text, query, true, budget, found);

    respelt.count = 0;
    if (r >= 0 && found->set.postings.total == 0) {
        r = spelling_correct(search->index, query, found->plan, text, size, budget, &respelt);
        if (r >= 0)
            r = run_proposals(search, &respelt, budget, found);
    }
    if (r >= 0 && found->set.postings.total == 0)
        r = ask_for_forms(search, text, query, false, budget, found);
    if (r >= 0 && found->set.postings.total == 0)
        r = ask_for_less(search, text, query, found->plan, budget, found);
    if (r >= 0 && found->set.postings.total == 0 && respelt.count > 0)
        r = ask_for_less_respelt(search, respelt.queries[0], budget, found);
    return r < 0 ? r : SEARCH_OK;
}

static int lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
}

/*
 * The whole text as the name of a sequence: a few of them have a "&" or "-" that stands alone
 * ("flag: Turks & Caicos Islands") and that the grammar takes for pasted text. There are some
 * thousands of names, compared only when nothing else was found.
 */
static bool find_sequence_name(const struct charindex *index, const char *text, size_t size,
                               uint32_t *document)
{
    for (*document = charindex_first_sequence(index); *document < charindex_documents(index);
         ++*document) {
        struct slice name = charindex_name(index, *document);
        size_t same = 0;

        if (name.size != size)
            continue;
        while (same < size && lower(name.bytes[same]) == lower(text[same]))
            same++;
        if (same == size)
            return true;
    }
    return false;
}

/* What else may be meant where nothing is found in scope all. */
static int find_otherwise(struct search *search, const char *text, size_t size, struct query *query,
                          struct budget *budget, struct found *found)
{
    uint32_t document;

    if (size > WORD_MAX_SIZE || !find_sequence_name(search->index, text, size, &document))
        return ask_again(search, text, size, query, budget, found);
    found_release(found);
    return run_name(search, (struct slice){.bytes = text, .size = size}, document, query, found);
}

static int rank(const struct search *search, struct budget *budget, struct found *found)
{
    if (search->options.sort != SORT_RELEVANCE || found->set.postings.total < 2 ||
        evaluate_is_text(found->plan))
        return SEARCH_OK;
    return rank_result(search->index, found->plan, budget, &found->set);
}

static int open_found(struct search *search, const char *text, size_t size, struct found *found,
                      struct query_error *error)
{
    struct query query;
    struct budget budget = BUDGET_INIT;
    int r = run_text(search, text, size, &query, &budget, found, error);

    if (r != SEARCH_OK)
        return r;
    if (found->set.postings.total == 0 && search->options.scope == SCOPE_ALL && query.count > 0 &&
        query.count <= MENDED_MAX)
        r = find_otherwise(search, text, size, &query, &budget, found);
    if (r == SEARCH_OK)
        r = rank(search, &budget, found);
    if (r != SEARCH_OK)
        found_release(found);
    return r;
}

int search_open(struct search *search, struct charindex *index,
                const struct search_options *options, const char *text, size_t size,
                struct query_error *error)
{
    struct found found;
    int r;

    *search = (struct search){.index = index, .options = *options};
    r = open_found(search, text, size, &found, error);
    if (r != SEARCH_OK) {
        free(search->suggestion);
        search->suggestion = NULL;
        return r;
    }
    search->result = found.set.postings;
    search->owned = found.set.owned;
    if (options->scope == SCOPE_ALL || options->sort == SORT_RELEVANCE || options->explain)
        search->plan = found.plan;
    else
        free(found.plan);
    charindex_ref(index);
    return SEARCH_OK;
}

bool search_share(struct search *search, struct search *other)
{
    if (!search->sharers) {
        search->sharers = malloc(sizeof *search->sharers);
        if (!search->sharers)
            return false;
        *search->sharers = 1;
    }
    ++*search->sharers;
    *other = *search;
    charindex_ref(other->index);
    return true;
}

void search_release(struct search *search)
{
    if (!search->sharers || --*search->sharers == 0) {
        free(search->owned);
        free(search->suggestion);
        free(search->plan);
        free(search->sharers);
    }
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
