/*
 * Gathers in the order of cost: the words, the readings, and other words if these find nothing or
 * only weak hits. Each step bounds its own work by the budget.
 */

#include "index/search/findings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/foreign.h"
#include "index/search/match/preference.h"
#include "index/search/rank/weak.h"
#include "index/search/text_hits.h"

enum {
    FALLBACK_CLAUSES = 16, /* longer queries are not names, and have no alternatives */
    PAIR_SIZE = 2,         /* bytes of a digraph */
    DOUBTED = 100, /* a prominence: readings that find better-known characters are not doubted */
};

void findings_release(struct findings *findings)
{
    hits_release(&findings->words);
    hits_release(&findings->foreign);
    fallback_result_release(&findings->others);
    for (uint32_t i = 0; i < findings->answers.query_count; i++)
        hits_release(&findings->answers_hits[i]);
    free(findings->suggestion);
}

/*
 * Readings.
 */

/* Runs the query of a reading. One that is malformed or too expensive finds nothing. */
static int run_reading(const struct hits_request *request, const char *text, struct hits *hits)
{
    struct query_error error;
    struct query query;
    uint32_t begin;
    int r;

    *hits = (struct hits){.plan = NULL};
    if (!budget_reserve(request->budget, BUDGET_EVALUATE, strlen(text) * QUERY_BYTE_STEPS) ||
        !query_parse(&query, charindex_repertoire(request->index), text, strlen(text), &error))
        return 0;
    r = hits_find(request, &query, hits, &begin);
    return r < 0 ? r : 0;
}

static bool has_answer(const struct findings *findings, const struct reading_answer *answer)
{
    return answer->is_query ? findings->answers_hits[answer->first].set.postings.total > 0
                            : answer->count > 0;
}

/* Is the answer good enough not to try other words? A query that finds little-known characters only is not. */
static bool is_good(const struct charindex *index, const struct findings *findings,
                    const struct reading_answer *answer)
{
    const struct postings *set;

    if (!answer->is_query || answer->place == READING_LAST)
        return answer->place != READING_LAST;
    set = &findings->answers_hits[answer->first].set.postings;
    for (uint32_t i = 0, run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            if (++i > FALLBACK_FEW_HITS || charindex_prominence(index, document) > DOUBTED)
                return true;
    return false;
}

static int read_text(const struct hits_request *request, struct slice text,
                     struct findings *findings)
{
    struct reading_answers *answers = &findings->answers;
    int r = 0;

    readings_find(request->index, text, request->budget, answers);
    for (uint32_t i = 0; i < answers->query_count; i++)
        findings->answers_hits[i] = (struct hits){.plan = NULL};
    for (uint32_t i = 0; r == 0 && i < answers->query_count; i++)
        r = run_reading(request, answers->queries[i], &findings->answers_hits[i]);
    for (uint32_t i = 0; i < answers->count; i++) {
        const struct reading_answer *answer = &answers->list[i];
        const bool answered = has_answer(findings, answer);

        findings->answered = findings->answered || answered;
        findings->read = findings->read || (answered && is_good(request->index, findings, answer));
    }
    if (findings->answered)
        findings->reads_late = preference_writes(request->index, request->options, text);
    return r;
}

/*
 * Other words.
 */

/* Are the words a name in a language that was not asked for? Then its hits are those of the words. */
static int find_name(const struct hits_request *request, struct findings *findings, bool *named)
{
    struct hits *words = &findings->words;
    int r;

    *named = false;
    if (words->foreign.postings.total == 0)
        return 0;
    r = foreign_is_name(request->index, words, request->budget, named);
    if (r == 0 && *named) {
        posting_set_release(&words->set);
        words->set = words->foreign;
        words->foreign = (struct posting_set){.owned = NULL};
        words->divided = false;
    }
    return r;
}

/* Are the words so little that others are to be tried? Returns 1, 0 or -ENOMEM. */
static int need_others(const struct hits_request *request, struct findings *findings)
{
    const struct hits *words = &findings->words;
    struct scorer scorer;
    bool named;
    int r;

    if (findings->query.count == 0 || findings->query.count > FALLBACK_CLAUSES)
        return 0;
    if (findings->read)
        return words->set.postings.total == 0 && findings->reads_late;
    if (words->set.postings.total == 0) {
        r = find_name(request, findings, &named);
        return r < 0 ? r : !named;
    }
    scorer_init_hits(&scorer, request->index, words);
    return hits_weak(&scorer, &words->set.postings, request->budget);
}

/* Puts the other hits in the place of the words, which find nothing, unless in other languages: these
 * hits stay, with their plan. */
static void replace_words(struct findings *findings, const struct fallback_result *others)
{
    struct hits *words = &findings->words;

    if (words->foreign.postings.total > 0) {
        findings->foreign = (struct hits){.plan = words->plan, .set = words->foreign};
        words->plan = NULL;
        words->foreign = (struct posting_set){.owned = NULL};
    }
    hits_release(words);
    *words = others->hits;
    findings->suggestion = others->text;
}

/* Is one of these few hits called exactly so? "ceres" */
static bool are_named(const struct hits_request *request, const struct hits *hits)
{
    const struct postings *set = &hits->set.postings;
    struct scorer scorer;
    bool named = false;

    scorer_init_hits(&scorer, request->index, hits);
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run);
             document < posting_end(set, run) && !named; document++) {
            struct score_text text;

            named = score_best_text(&scorer, document, request->budget, &text) == SCORE_TEXT &&
                    text.exact;
        }
    return named;
}

/* Have the words that were meant better hits, without function words or with an error corrected? */
static int find_corrected(const struct hits_request *request, struct slice text,
                          struct findings *findings)
{
    int r;

    if (findings->words.set.postings.total > FALLBACK_FEW_HITS ||
        request->options->sort != SORT_RELEVANCE || findings->query.count == 0 ||
        findings->query.count > FALLBACK_CLAUSES)
        return 0;
    r = fallback_content(request, text, &findings->query, &findings->words, &findings->others);
    if (r == 0 && !findings->others.text)
        r = fallback_doubt(request, text, &findings->query, &findings->words, &findings->others);
    findings->others_first =
        r == 0 && findings->others.text && !are_named(request, &findings->words);
    return r;
}

static int find_others(const struct hits_request *request, struct slice text,
                       struct findings *findings)
{
    struct fallback_result others;
    int r = need_others(request, findings);

    if (r < 0)
        return r;
    if (r == 0)
        return find_corrected(request, text, findings);
    r = fallback_find(request, text, &findings->query, &findings->words, &others);
    if (r < 0 || !others.text)
        return r;
    if (findings->words.set.postings.total == 0 && !findings->answered)
        replace_words(findings, &others);
    else
        findings->others = others;
    return 0;
}

/*
 * The whole.
 */

/* A pattern of two bytes may take all steps, also those of readings: "?I" is a digraph. */
static bool reads_first(const struct hits_request *request, struct slice text)
{
    return request->options->scope == SCOPE_ALL && text.size == PAIR_SIZE &&
           (text.bytes[0] == '?' || text.bytes[0] == '*');
}

/* After the words: what else there is in scope all. */
static int gather_more(const struct hits_request *request, struct slice text,
                       struct findings *findings)
{
    int r = reads_first(request, text) ? 0 : read_text(request, text, findings);

    if (r < 0)
        return r;
    if (!findings->words.plan)
        return findings->answered ? 0 : -EINVAL;
    return find_others(request, text, findings);
}

int findings_gather(const struct hits_request *request, struct slice text,
                    struct findings *findings, struct query_error *error)
{
    bool is_sequence = false;
    int r = 0;

    findings->words = (struct hits){.plan = NULL};
    findings->foreign = (struct hits){.plan = NULL};
    findings->others = (struct fallback_result){.text = NULL};
    findings->suggestion = NULL;
    findings->answered = findings->read = false;
    findings->reads_late = findings->others_first = false;
    findings->answers.count = findings->answers.query_count = 0;
    if (reads_first(request, text))
        r = read_text(request, text, findings);
    if (r == 0)
        r = text_hits_find(request, text, &findings->query, &findings->words, &is_sequence, error);
    if (r != -ENOMEM && request->options->scope == SCOPE_ALL && !is_sequence)
        r = gather_more(request, text, findings);
    if (r < 0)
        findings_release(findings);
    else
        error->column = 0; /* a reading may have excused an error of the words */
    return r;
}
