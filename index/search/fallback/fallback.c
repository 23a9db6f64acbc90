/*
 * Runs alternatives to a query that finds nothing good, the likeliest first: the query without function
 * words (relax.h), words that mean the same (meaning.h), typical misspellings of a word that has only a
 * more general meaning, that meaning, other spellings (spelling.h), and fewer words (quorum.h).
 */

#include "index/search/fallback/fallback.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/fallback/meaning.h"
#include "index/search/fallback/quorum.h"
#include "index/search/fallback/relax.h"
#include "index/search/fallback/spelling.h"
#include "index/search/query/grammar.h"
#include "index/search/rank/exact.h"
#include "index/search/rank/tiers.h"
#include "index/search/rank/weak.h"

static const char label_fewer[] = "fewer words";

enum {
    CONTENT_WORDS = 3,   /* queries of fewer words are names, or are still being typed */
    DOUBTED_KNOWN = 100, /* better-known hits are not doubted: emoji, or what HTML has a name for */
    DOUBTED_GAIN = 40,   /* of prominence by a correction */
    SPELLING_SURE = SCORE_NEUTRAL + 80, /* a score: a well-known character is called so */
    SPELLING_GAIN = 120,    /* of the score of the best hit, by a spelling that is less near */
    SPELLINGS_COMPARED = 3, /* after the first good one */
    DOCUMENTS_SCORED = 8,   /* at most, to find it */
};

struct fallback {
    const struct hits_request *request;
    struct slice text;
    const struct query *query;
    const struct hits *found;
    struct plan *plan;              /* of the query, parallel to it; owned */
    const char *label;              /* of what is being tried */
    struct fallback_result good;    /* the first one that has good hits */
    struct fallback_result reserve; /* the first one that has weak hits */
};

static bool has_found(const struct fallback *fallback)
{
    return fallback->good.hits.plan != NULL;
}

void fallback_result_release(struct fallback_result *result)
{
    hits_release(&result->hits);
    free(result->text);
    *result = (struct fallback_result){.text = NULL};
}

/* Does the set have documents that the query itself does not find? Returns 1, 0 or -ENOMEM. */
static int has_others(const struct fallback *fallback, const struct postings *set)
{
    struct posting_set others = posting_set_borrow(set);
    int r = 0;

    if (set->total > 0 && fallback->found->set.postings.total > 0)
        r = posting_set_exclude(&others, &fallback->found->set.postings);
    if (r == 0)
        r = others.postings.total > 0;
    posting_set_release(&others);
    return r;
}

/* Keeps the hits in either place, or releases them. Takes them over in any case. */
static int keep(struct fallback *fallback, const char *text, struct hits *hits)
{
    const struct hits_request *request = fallback->request;
    struct fallback_result *place = &fallback->good;
    int r = has_others(fallback, &hits->set.postings);

    if (r > 0) {
        struct scorer scorer;

        scorer_init_hits(&scorer, request->index, hits);
        r = hits_weak(&scorer, &hits->set.postings, request->budget);
        if (r > 0)
            place = &fallback->reserve;
        if (r >= 0 && !place->text) {
            place->text = strdup(text);
            if (place->text) {
                place->hits = *hits;
                place->label = fallback->label;
                return 0;
            }
            r = -ENOMEM;
        }
    }
    hits_release(hits);
    return r < 0 ? r : 0;
}

/* Runs a proposal, unless it is too expensive. */
static int run_proposal(struct fallback *fallback, const char *other)
{
    struct query query;
    struct query_error error;
    struct hits hits;
    uint32_t begin;
    int r;

    if (!budget_reserve(fallback->request->budget, BUDGET_EVALUATE,
                        strlen(other) * QUERY_BYTE_STEPS) ||
        !query_parse(&query, charindex_repertoire(fallback->request->index), other, strlen(other),
                     &error))
        return 0;
    r = hits_find(fallback->request, &query, &hits, &begin);
    if (r == BUDGET_OK)
        r = keep(fallback, other, &hits);
    return r < 0 ? r : 0;
}

/* Runs the proposals one by one, until one has good hits. */
static int run_proposals(struct fallback *fallback, const struct proposals *proposals)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < proposals->count && !has_found(fallback); i++)
        r = run_proposal(fallback, proposals->queries[i]);
    return r;
}

/* The scores of the best known hits, until some have been looked at. */
struct scoring {
    const struct scorer *scorer;
    struct budget *budget;
    uint32_t best, seen;
};

/* A tiers_visit. */
static bool score_one(void *context, uint32_t document)
{
    struct scoring *scoring = context;
    const uint32_t score = score_document(scoring->scorer, document, scoring->budget);

    scoring->best = score > scoring->best ? score : scoring->best;
    return ++scoring->seen < DOCUMENTS_SCORED;
}

static uint32_t best_score(const struct fallback *fallback, const struct hits *hits)
{
    const struct charindex *index = fallback->request->index;
    struct scorer scorer;
    struct scoring scoring = {.scorer = &scorer, .budget = fallback->request->budget};

    scorer_init_hits(&scorer, index, hits);
    tiers_walk(index, &hits->set.postings, score_one, &scoring);
    return scoring.best;
}

/* Runs the proposals, which are spellings of one query: if a later one has much better hits than the first good
 * one, or than what has been found already, it is likelier. "casing" is as near to "caming" as "camping", but only
 * by its letters. */
static int run_spellings(struct fallback *fallback, const struct proposals *proposals)
{
    struct fallback_result best = fallback->good;
    uint32_t least = has_found(fallback) ? best_score(fallback, &best.hits) + SPELLING_GAIN : 0;
    unsigned others = 0;
    bool sure = false;
    int r = 0;

    fallback->good = (struct fallback_result){.text = NULL};
    for (size_t i = 0; r == 0 && i < proposals->count && others < SPELLINGS_COMPARED && !sure;
         i++) {
        others += least > 0;
        r = run_proposal(fallback, proposals->queries[i]);
        if (r == 0 && has_found(fallback)) {
            const uint32_t score = best_score(fallback, &fallback->good.hits);

            sure = score >= SPELLING_SURE;
            if (score >= least) {
                fallback_result_release(&best);
                best = fallback->good;
                fallback->good = (struct fallback_result){.text = NULL};
                least = score + SPELLING_GAIN;
            }
            fallback_result_release(&fallback->good);
        }
    }
    fallback->good = best;
    return r;
}

/* Tries a query without its function words. */
static int try_content_of(struct fallback *fallback, const char *text, const struct query *query,
                          const struct plan *plan)
{
    struct proposals proposals = {.count = 0};
    struct relaxation relaxation;

    relax_words(fallback->request->index, query, plan, text, &relaxation);
    if (relaxation.content != relaxation.all && (relaxation.content & ~relaxation.known) == 0)
        relax_append(&relaxation, relaxation.content, " ", &proposals);
    return run_proposals(fallback, &proposals);
}

static int try_content(struct fallback *fallback)
{
    fallback->label = label_fewer;
    return try_content_of(fallback, fallback->text.bytes, fallback->query, fallback->plan);
}

static int try_meanings(struct fallback *fallback, enum meaning_kind kind)
{
    struct proposals proposals;

    fallback->label = "meaning";
    meaning_propose(fallback->request->index, fallback->query, fallback->text, kind, &proposals);
    return run_proposals(fallback, &proposals);
}

static int try_spellings(struct fallback *fallback, enum spelling_errors errors,
                         struct proposals *proposals)
{
    const struct hits_request *request = fallback->request;
    int r = spelling_correct(request->index, fallback->query, fallback->plan, fallback->text,
                             errors, request->budget, proposals);

    fallback->label = "spelling";
    return r < 0 ? r : run_spellings(fallback, proposals);
}

/* Tries something more general. Somebody who slips may write a rare word that has a meaning, too: a
 * calender is a machine. */
static int try_general_meanings(struct fallback *fallback)
{
    struct proposals general, slips;
    int r;

    meaning_propose(fallback->request->index, fallback->query, fallback->text, MEANING_GENERAL,
                    &general);
    if (general.count == 0)
        return 0;
    r = try_spellings(fallback, SPELLING_LIKELY, &slips);
    return r < 0 || has_found(fallback) ? r : try_meanings(fallback, MEANING_GENERAL);
}

/* Finds what has the most of the words, other than function words, and keeps it with a text that has
 * those of the words that were found. */
static int try_most(struct fallback *fallback, const char *words)
{
    struct proposals proposals = {.count = 0};
    struct relaxation found;
    struct query_error error;
    struct query query;
    struct hits hits;
    unsigned used;
    int r;

    if (!query_parse(&query, charindex_repertoire(fallback->request->index), words, strlen(words),
                     &error))
        return 0;
    r = quorum_find(fallback->request, &query, &hits, &used);
    if (r != BUDGET_OK)
        return r < 0 ? r : 0;
    found = (struct relaxation){.query = &query, .text = words};
    relax_append(&found, used, "|", &proposals);
    if (proposals.count > 0)
        return keep(fallback, proposals.queries[0], &hits);
    hits_release(&hits);
    return 0;
}

static int try_fewer_words(struct fallback *fallback, const char *text, const struct query *query,
                           const struct plan *plan)
{
    struct proposals known = {.count = 0};
    struct relaxation relaxation;
    int r;

    fallback->label = label_fewer;
    relax_words(fallback->request->index, query, plan, text, &relaxation);
    relaxation.content &= relaxation.known;
    if (relaxation.content == 0)
        relaxation.content = relaxation.known;
    relax_append(&relaxation, relaxation.content, " ", &known);
    if (known.count == 0)
        return 0;
    r = relaxation.content == relaxation.all ? 0 : run_proposals(fallback, &known);
    if (r == 0 && !has_found(fallback))
        r = try_most(fallback, known.queries[0]);
    return r;
}

/* Tries fewer words of the likeliest spelling, those that `fewer` leaves. */
static int try_respelt(struct fallback *fallback, const char *respelt,
                       int (*fewer)(struct fallback *fallback, const char *text,
                                    const struct query *query, const struct plan *plan))
{
    const struct hits_request *request = fallback->request;
    struct query_error error;
    struct query query;
    struct plan *plan;
    int r;

    if (!query_parse(&query, charindex_repertoire(fallback->request->index), respelt,
                     strlen(respelt), &error))
        return 0;
    plan = plan_for_guesses(request->index, &query, request->options);
    if (!plan)
        return -ENOMEM;
    r = fewer(fallback, respelt, &query, plan);
    free(plan);
    return r;
}

/* The highest prominence of the documents. */
static unsigned best_known(const struct charindex *index, const struct postings *set)
{
    unsigned known = 0;

    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++) {
            unsigned prominence = charindex_prominence(index, document);

            known = prominence > known ? prominence : known;
        }
    return known;
}

/* Are these only few characters that few people know? */
static bool is_doubtful(const struct charindex *index, const struct postings *set)
{
    return set->total > 0 && set->total <= FALLBACK_FEW_HITS &&
           best_known(index, set) <= DOUBTED_KNOWN;
}

static int try_all(struct fallback *fallback)
{
    struct proposals respelt = {.count = 0};
    int r = try_content(fallback);

    if (r == 0 && has_found(fallback) &&
        is_doubtful(fallback->request->index, &fallback->good.hits.set.postings))
        r = try_spellings(fallback, SPELLING_LIKELY, &respelt);
    if (r == 0 && !has_found(fallback))
        r = try_meanings(fallback, MEANING_SAME);
    if (r == 0 && !has_found(fallback))
        r = try_general_meanings(fallback);
    if (r == 0 && !has_found(fallback))
        r = try_spellings(fallback, SPELLING_ALL, &respelt);
    if (r == 0 && !has_found(fallback))
        r = try_fewer_words(fallback, fallback->text.bytes, fallback->query, fallback->plan);
    if (r == 0 && !has_found(fallback) && respelt.count > 0)
        r = try_respelt(fallback, respelt.queries[0], try_fewer_words);
    return r;
}

/* Moves what was found to *result, and releases the rest. */
static int finish(struct fallback *fallback, int r, struct fallback_result *result)
{
    *result = (struct fallback_result){.text = NULL};
    if (r == 0) {
        *result = fallback->good;
        fallback->good = (struct fallback_result){.text = NULL};
    }
    fallback_result_release(&fallback->good);
    fallback_result_release(&fallback->reserve);
    free(fallback->plan);
    return r;
}

int fallback_find(const struct hits_request *request, struct slice text, const struct query *query,
                  const struct hits *found, struct fallback_result *result)
{
    struct fallback fallback = {
        .request = request,
        .text = text,
        .query = query,
        .found = found,
        .plan = plan_for_guesses(request->index, query, request->options),
    };
    int r = fallback.plan ? try_all(&fallback) : -ENOMEM;

    if (!has_found(&fallback) && found->set.postings.total == 0) {
        fallback.good = fallback.reserve;
        fallback.reserve = (struct fallback_result){.text = NULL};
    }
    return finish(&fallback, r, result);
}

/* Has one of the hits all words themselves? Returns 1, 0 or -ENOMEM. */
static int has_exact(const struct hits_request *request, const struct hits *found)
{
    struct posting_set exact;
    struct scorer scorer;
    int r;

    scorer_init_hits(&scorer, request->index, found);
    r = exact_find_strong(request->index, found->plan, &scorer.fields, &found->set.postings,
                          request->budget, &exact);
    if (r == 0)
        r = exact.postings.total > 0;
    posting_set_release(&exact);
    return r;
}

/* Is there a function word before the last word, which may still be being typed? */
static bool has_function_word(const struct fallback *fallback)
{
    struct relaxation words;

    relax_words(fallback->request->index, fallback->query, fallback->plan, fallback->text.bytes,
                &words);
    return (words.all & ~words.content & ~(1u << (fallback->query->count - 1))) != 0;
}

int fallback_content(const struct hits_request *request, struct slice text,
                     const struct query *query, const struct hits *found,
                     struct fallback_result *result)
{
    const struct postings *set = &found->set.postings;
    struct fallback fallback = {.request = request, .text = text, .query = query, .found = found};
    int r;

    *result = (struct fallback_result){.text = NULL};
    if (query->count < CONTENT_WORDS || query->count > RELAX_WORDS_MAX || set->total == 0 ||
        set->total > FALLBACK_FEW_HITS)
        return 0;
    r = has_exact(request, found);
    if (r != 0)
        return r < 0 ? r : 0;
    fallback.plan = plan_for_guesses(request->index, query, request->options);
    if (!fallback.plan)
        return -ENOMEM;
    return finish(&fallback, has_function_word(&fallback) ? try_content(&fallback) : 0, result);
}

int fallback_doubt(const struct hits_request *request, struct slice text, const struct query *query,
                   const struct hits *found, struct fallback_result *result)
{
    const struct postings *set = &found->set.postings;
    struct fallback fallback = {
        .request = request,
        .text = text,
        .query = query,
        .found = found,
        .label = "spelling",
    };
    struct proposals proposals;
    unsigned known;
    int r;

    *result = (struct fallback_result){.text = NULL};
    if (!is_doubtful(request->index, set))
        return 0;
    known = best_known(request->index, set);
    fallback.plan = plan_for_guesses(request->index, query, request->options);
    if (!fallback.plan)
        return -ENOMEM;
    r = spelling_doubt(request->index, query, fallback.plan, text, known + DOUBTED_GAIN,
                       request->budget, &proposals);
    if (r == 0)
        r = run_proposals(&fallback, &proposals);
    if (r == 0 && !has_found(&fallback) && proposals.count > 0)
        r = try_respelt(&fallback, proposals.queries[0], try_content_of);
    return finish(&fallback, r, result);
}
