/*
 * The search from end to end: parses the text (grammar.h), runs the query (hits.h), reads the text
 * as something other than words (readings.h), tries alternatives if it finds nothing in scope all
 * (fallback.h), and ranks the hits (rank.h). A full name always finds its character or sequence
 * (full_name.h).
 *
 * This module only passes the result of one step to the next. Each step bounds its own work by the
 * budget.
 */

#include "index/search/search.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/search/fallback/fallback.h"
#include "index/search/foreign.h"
#include "index/search/full_name.h"
#include "index/search/match/evaluate.h"
#include "index/search/match/hits.h"
#include "index/search/match/preference.h"
#include "index/search/rank/exact.h"
#include "index/search/rank/rank.h"
#include "index/search/rank/weak.h"
#include "index/search/reading/readings.h"

enum { FALLBACK_CLAUSES = 16 }; /* longer queries are not names, and have no alternatives */

static void refuse(struct query_error *error, struct slice text, size_t begin)
{
    error->column = utf8_length(text.bytes, begin) + 1;
    (void)snprintf(error->message, sizeof error->message,
                   "query too expensive: use longer prefixes or fewer terms");
}

static bool excludes(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].negated)
            return true;
    return false;
}

/* The hits of the text itself. A full name that is not a valid query, or excludes something, finds
 * only its character; any other full name finds its character as well. */
static int find(const struct hits_request *request, struct slice text, struct query *query,
                struct hits *hits, struct query_error *error)
{
    bool parsed = query_parse(query, text.bytes, text.size, error), named;
    uint32_t document, begin;
    struct slice name;
    int r;

    if (text.size <= QUERY_MAX_SIZE)
        (void)budget_take(request->budget, BUDGET_EVALUATE, text.size * QUERY_BYTE_STEPS);

    named = text.size <= QUERY_MAX_SIZE &&
            full_name_of_character(request->index, text, &name, &document);
    if (named && (!parsed || excludes(query)))
        return full_name_hits(request, name, document, query, hits);
    if (!parsed)
        return SEARCH_BAD_QUERY;
    r = hits_find(request, query, hits, &begin);
    if (r == BUDGET_EXCEEDED) {
        refuse(error, text, begin);
        return SEARCH_BAD_QUERY;
    }
    if (r == BUDGET_OK && named && hits_add(hits, document) < 0) {
        hits_release(hits);
        return -ENOMEM;
    }
    return r;
}

/* Finds alternatives to a query that finds nothing in scope all. */
static int find_alternative(const struct hits_request *request, struct slice text,
                            struct query *query, struct hits *hits, char **suggestion)
{
    struct hits wider;
    uint32_t document;
    int r;

    if (!full_name_of_sequence(request->index, text, &document)) {
        r = fallback_find(request, text, query, hits, &wider, suggestion);
        if (r == 0 && *suggestion) {
            hits_release(hits);
            *hits = wider;
        }
        return r;
    }
    hits_release(hits);
    return full_name_hits(request, text, document, query, hits);
}

static bool may_try_others(const struct search_options *options, const struct query *query)
{
    return options->scope == SCOPE_ALL && query->count > 0 && query->count <= FALLBACK_CLAUSES;
}

/* Ranks the hits and moves them into the search. Frees the plan if it is not needed to rank or
 * explain rows. */
static int take_hits(struct search *search, struct hits *hits)
{
    const struct search_options *options = &search->options;
    int r = 0;

    if (options->scope == SCOPE_ALL || options->sort == SORT_RELEVANCE || options->explain) {
        scorer_init_hits(&search->scorer, search->index, hits);
        search->plan = hits->plan;
    }
    if (options->sort == SORT_RELEVANCE && !evaluate_is_text(hits->plan))
        r = rank_result(&search->scorer, &search->budget, &hits->set);
    if (r < 0)
        return r;
    if (!search->plan)
        free(hits->plan);
    search->result = hits->set;
    posting_set_release(&hits->foreign); /* empty, but perhaps with memory */
    return 0;
}

/*
 * Results with hits in other languages.
 */

/* Takes the foreign hits, with the plan that found them, out of the hits. */
static int set_aside(struct hits *hits, struct hits *aside)
{
    struct plan *plan = plan_understood(hits->plan);

    if (!plan)
        return -ENOMEM;
    *aside = (struct hits){.plan = hits->plan, .set = hits->foreign};
    hits->plan = plan;
    hits->foreign = (struct posting_set){.owned = NULL};
    return 0;
}

/* The query found nothing that counts: other words do, unless its words are a name in another
 * language. What there is in other languages is set aside. */
static int widen(struct search *search, const struct hits_request *request, struct slice text,
                 struct query *query, struct hits *hits, struct hits *aside)
{
    int r = 0;

    if (hits->foreign.postings.total > 0) {
        bool named;

        r = foreign_is_name(search->index, hits, &search->budget, &named);
        if (r == 0 && named) {
            hits->set = hits->foreign;
            hits->foreign = (struct posting_set){.owned = NULL};
            hits->divided = false;
            return 0;
        }
        if (r == 0)
            r = set_aside(hits, aside);
    }
    return r < 0 ? r : find_alternative(request, text, query, hits, &search->suggestion);
}

/* Adds hits in other languages, which the plan found. Takes over `owned`: that plan, or NULL. */
static int add_foreign(struct parts *parts, const struct charindex *index, const struct plan *plan,
                       const struct postings *set, struct plan *owned)
{
    struct scorer scorer;

    scorer_init(&scorer, index, plan);
    return parts_add_set(parts, PART_WORDS, NULL, set, &scorer, owned);
}

/* Sets the search's result to the hits, and after them those in other languages: what was set aside
 * or, if that is nothing, those that the hits have themselves. */
static int take_both(struct search *search, struct hits *hits, struct hits *aside)
{
    const struct plan *plan = aside->plan ? aside->plan : hits->plan;
    const struct posting_set *foreign = aside->plan ? &aside->set : &hits->foreign;
    struct parts *parts = parts_new(search->options.sort, &search->budget);
    int r;

    if (!parts)
        return -ENOMEM;
    scorer_init_hits(&search->scorer, search->index, hits);
    r = parts_add_set(parts, PART_WORDS, NULL, &hits->set.postings, &search->scorer, NULL);
    if (r == 0) {
        r = add_foreign(parts, search->index, plan, &foreign->postings, aside->plan);
        aside->plan = NULL;
    }
    if (r == 0)
        r = parts_finish(parts, &search->result);
    if (r < 0) {
        parts_free(parts);
        return r;
    }
    search->parts = parts;
    search->plan = hits->plan;
    posting_set_release(&hits->set);
    posting_set_release(&hits->foreign);
    return 0;
}

static int take_all(struct search *search, struct hits *hits, struct hits *aside)
{
    return aside->plan || hits->foreign.postings.total > 0 ? take_both(search, hits, aside)
                                                           : take_hits(search, hits);
}

/*
 * Results with readings.
 */

/* A search with readings of its text, in progress. */
struct reading_search {
    const struct hits_request *request;
    const struct reading_answers *answers;
    const struct hits *hits; /* of the words; without a plan if the text is not a valid query */
    struct scorer scorer;    /* of their plan */
    struct parts *parts;
    struct slice text;
    const struct query *query;
    bool is_words; /* in a language that was asked for: words before they are letters */
    char **wider;
};

/* Adds what the query of a reading finds. One that is malformed or too expensive finds nothing. */
static int add_query(const struct reading_search *reading, const struct reading_answer *answer)
{
    const char *text = reading->answers->queries[answer->first];
    const struct hits_request *request = reading->request;
    struct query_error error;
    struct scorer scorer;
    struct query query;
    struct hits hits;
    uint32_t begin;
    int r;

    if (!budget_reserve(request->budget, BUDGET_EVALUATE, strlen(text) * QUERY_BYTE_STEPS) ||
        !query_parse(&query, text, strlen(text), &error))
        return 0;
    r = hits_find(request, &query, &hits, &begin);
    if (r != BUDGET_OK)
        return r < 0 ? r : 0;
    scorer_init_hits(&scorer, request->index, &hits);
    r = parts_add_set(reading->parts, PART_READING, answer->label, &hits.set.postings, &scorer,
                      hits.plan);
    posting_set_release(&hits.set);
    posting_set_release(&hits.foreign);
    return r;
}

/* Adds the answers that stand in this place. */
static int add_answers(const struct reading_search *reading, enum reading_place place)
{
    const struct reading_answers *answers = reading->answers;
    int r = 0;

    for (uint32_t i = 0; r == 0 && i < answers->count; i++) {
        const struct reading_answer *answer = &answers->list[i];

        if (answer->place != place)
            continue;
        r = answer->is_query
                ? add_query(reading, answer)
                : parts_add_documents(reading->parts, answer->label,
                                      answers->documents + answer->first, answer->count);
    }
    return r;
}

/* Adds what the words themselves found. Pasted text is always exact. */
static int add_exact(const struct reading_search *reading)
{
    const struct hits *hits = reading->hits;
    struct posting_set exact;
    int r;

    if (hits->set.postings.total == 0)
        return 0;
    if (evaluate_is_text(hits->plan))
        return parts_add_text(reading->parts, &hits->set.postings);
    r = exact_find_strong(reading->request->index, hits->plan, &reading->scorer.fields,
                          &hits->set.postings, reading->request->budget, &exact);
    if (r == 0)
        r = parts_add_set(reading->parts, PART_WORDS, NULL, &exact.postings, &reading->scorer,
                          NULL);
    posting_set_release(&exact);
    return r;
}

/* Adds the other hits of the words. Pasted text has none, and is not in ascending order. */
static int add_words(const struct reading_search *reading)
{
    const struct hits *hits = reading->hits;

    if (hits->set.postings.total == 0 || evaluate_is_text(hits->plan))
        return 0;
    return parts_add_set(reading->parts, PART_WORDS, NULL, &hits->set.postings, &reading->scorer,
                         NULL);
}

/* Adds what other words find, if these find nothing. */
static int add_wider(const struct reading_search *reading)
{
    const struct hits_request *request = reading->request;
    struct scorer scorer;
    struct hits wider;
    int r;

    if (reading->hits->set.postings.total > 0 || !may_try_others(request->options, reading->query))
        return 0;
    r = fallback_find(request, reading->text, reading->query, reading->hits, &wider,
                      reading->wider);
    if (r < 0 || !*reading->wider)
        return r;
    scorer_init_hits(&scorer, request->index, &wider);
    r = parts_add_set(reading->parts, PART_WIDER, "other words", &wider.set.postings, &scorer,
                      wider.plan);
    wider.plan = NULL;
    hits_release(&wider);
    return r;
}

/* Adds the parts in their order. */
static int add_parts(const struct reading_search *reading)
{
    const struct hits *hits = reading->hits;
    int r = add_answers(reading, READING_FIRST);

    if (r == 0)
        r = add_exact(reading);
    if (r == 0 && !reading->is_words)
        r = add_answers(reading, READING_AFTER_EXACT);
    if (r == 0)
        r = add_words(reading);
    if (r == 0 && hits->plan && reading->is_words)
        r = add_wider(reading);
    if (r == 0 && hits->foreign.postings.total > 0)
        r = add_foreign(reading->parts, reading->request->index, hits->plan,
                        &hits->foreign.postings, NULL);
    if (r == 0 && reading->is_words)
        r = add_answers(reading, READING_AFTER_EXACT);
    if (r == 0)
        r = add_answers(reading, READING_AFTER_WORDS);
    return r;
}

/* Sets the search's result, with the hits and the readings of its text. If the readings find
 * nothing, changes nothing and sets *read to false. */
static int take_readings(struct search *search, const struct hits_request *request,
                         struct slice text, const struct query *query,
                         const struct reading_answers *answers, struct hits *hits, bool *read)
{
    struct reading_search reading = {
        .request = request,
        .answers = answers,
        .hits = hits,
        .text = text,
        .query = query,
        .is_words = preference_writes(search->index, &search->options, text),
        .wider = &search->wider,
    };
    int r;

    *read = false;
    if (answers->count == 0)
        return 0;
    reading.parts = parts_new(search->options.sort, &search->budget);
    if (!reading.parts)
        return -ENOMEM;
    if (hits->plan)
        scorer_init_hits(&reading.scorer, search->index, hits);
    r = add_parts(&reading);
    if (r == 0 && reading.parts->read)
        r = parts_finish(reading.parts, &search->result);
    *read = r == 0 && reading.parts->read;
    if (!*read) {
        parts_free(reading.parts);
        return r;
    }
    search->parts = reading.parts;
    search->plan = hits->plan;
    search->scorer = reading.scorer;
    posting_set_release(&hits->set);
    posting_set_release(&hits->foreign);
    return 0;
}

/* Sets the search's result to the weak hits and then those of other words, unless there are none:
 * then changes nothing. */
static int take_wider(struct search *search, const struct hits_request *request, struct slice text,
                      const struct query *query, struct hits *hits)
{
    struct hits wider;
    struct scorer scorer;
    struct parts *parts;
    int r = fallback_find(request, text, query, hits, &wider, &search->wider);

    if (r < 0 || !search->wider)
        return r;
    parts = parts_new(search->options.sort, &search->budget);
    r = parts ? 0 : -ENOMEM;
    if (r == 0) {
        scorer_init_hits(&search->scorer, search->index, hits);
        r = parts_add_set(parts, PART_WORDS, NULL, &hits->set.postings, &search->scorer, NULL);
    }
    if (r == 0) {
        scorer_init_hits(&scorer, search->index, &wider);
        r = parts_add_set(parts, PART_WIDER, "other words", &wider.set.postings, &scorer,
                          wider.plan);
        wider.plan = NULL;
    }
    if (r == 0)
        r = add_foreign(parts, search->index, hits->plan, &hits->foreign.postings, NULL);
    if (r == 0)
        r = parts_finish(parts, &search->result);
    hits_release(&wider);
    if (r < 0) {
        parts_free(parts);
        return r;
    }
    search->parts = parts;
    search->plan = hits->plan;
    posting_set_release(&hits->set);
    posting_set_release(&hits->foreign);
    *hits = (struct hits){.plan = NULL};
    return 0;
}

/* After a query that finds nothing, or weak hits only. */
static int try_others(struct search *search, const struct hits_request *request, struct slice text,
                      struct query *query, struct hits *hits, struct hits *aside)
{
    struct scorer scorer;
    int r;

    if (hits->set.postings.total == 0)
        return widen(search, request, text, query, hits, aside);
    scorer_init_hits(&scorer, search->index, hits);
    r = hits_weak(&scorer, &hits->set.postings, request->budget);
    return r > 0 ? take_wider(search, request, text, query, hits) : r;
}

/* Is the text the full name of a sequence, which its words do not find? */
static bool is_sequence(const struct charindex *index, struct slice text, const struct hits *hits)
{
    uint32_t document;

    return hits->plan && hits->set.postings.total == 0 &&
           full_name_of_sequence(index, text, &document);
}

/* After the words of the query: readings of its text, or other words. */
static int complete(struct search *search, const struct hits_request *request, struct slice text,
                    struct query *query, struct hits *hits)
{
    struct reading_answers answers;
    struct hits aside = {.plan = NULL};
    bool read;
    int r;

    answers.count = 0;
    if (search->options.scope == SCOPE_ALL && !is_sequence(search->index, text, hits))
        readings_find(search->index, text, &search->budget, &answers);
    r = take_readings(search, request, text, query, &answers, hits, &read);
    if (r < 0 || read)
        return r;
    if (!hits->plan)
        return SEARCH_BAD_QUERY;
    if (may_try_others(&search->options, query))
        r = try_others(search, request, text, query, hits, &aside);
    if (r == 0 && !search->parts)
        r = take_all(search, hits, &aside);
    hits_release(&aside);
    return r;
}

/* Finds out why the result is empty. The reason is left out if memory runs out. */
static void explain_nothing(struct search *search, const struct hits_request *request,
                            struct slice text, const struct query *query)
{
    if (search_total(search) > 0 || search->options.scope != SCOPE_ALL)
        return;
    search->nothing = malloc(sizeof *search->nothing);
    if (search->nothing && !nothing_explain(request, text, query, search->nothing)) {
        free(search->nothing);
        search->nothing = NULL;
    }
}

int search_open(struct search *search, struct charindex *index,
                const struct search_options *options, const char *text, size_t size,
                struct query_error *error)
{
    const struct slice slice = {.bytes = text, .size = size};
    const struct hits_request request = {index, options, &search->budget};
    struct hits hits = {.plan = NULL};
    struct query query;
    int r;

    *search = (struct search){.index = index, .options = *options, .budget = BUDGET_INIT};
    r = find(&request, slice, &query, &hits, error);
    if (r >= 0)
        r = complete(search, &request, slice, &query, &hits);
    if (r < 0) {
        hits_release(&hits);
        free(search->suggestion);
        free(search->wider);
    }
    if (r != SEARCH_OK) {
        const struct budget budget = search->budget;

        *search = (struct search){.budget = budget};
        return r;
    }
    explain_nothing(search, &request, slice, &query);
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
        posting_set_release(&search->result);
        parts_free(search->parts);
        free(search->suggestion);
        free(search->wider);
        free(search->nothing);
        free(search->plan);
        free(search->sharers);
    }
    charindex_unref(search->index);
    *search = (struct search){.index = NULL};
}

void search_seek(const struct search *search, uint32_t offset, struct search_cursor *cursor)
{
    *cursor = (struct search_cursor){.search = search, .run = search->result.postings.count};
    if (offset >= search_total(search))
        return;
    cursor->run = postings_run_at(&search->result.postings, offset);
    cursor->within = offset - posting_rank(&search->result.postings, cursor->run);
}

uint32_t search_next(struct search_cursor *cursor, uint32_t limit, uint32_t *first)
{
    const struct postings *result = &cursor->search->result.postings;
    uint32_t left;

    assert(limit > 0);
    if (cursor->run >= result->count)
        return 0;
    *first = posting_first(result, cursor->run) + cursor->within;
    left = posting_end(result, cursor->run) - *first;
    if (left > limit) {
        cursor->within += limit;
        return limit;
    }
    cursor->run++;
    cursor->within = 0;
    return left;
}
