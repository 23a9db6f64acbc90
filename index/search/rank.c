/*
 * A result by relevance, in bounded time.
 *
 * Scoring a document means reading its texts, so not all 98,000 of "cjk" can be scored. Documents
 * are therefore looked at tier by tier of prominence, the best known first, until the work that one
 * query may cost is used up; what was not reached follows in the order of code points. What is
 * lost is small: whoever wants one of the least known among thousands has to say more.
 *
 * (Tiered indexes: K. M. Risvik, Y. Aasheim, M. Lidal, "Multi-tier architecture for web search
 * engines", 2003; C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information Retrieval",
 * 2008, section 7.2.1.)
 */

#include "index/search/rank.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/match.h"

enum {
    RANKED_MAX = 512, /* documents that are scored; a reader sees some fifty of them */
    WORK_MAX = 50000, /* comparisons of words; a fifth of a millisecond */
};

struct ranking {
    struct matcher matcher;
    size_t work;
    uint32_t count;
    uint64_t list[RANKED_MAX]; /* see scored() */
};

/* A scored document as one number, so that sorting compares and moves no more than that: the greater
 * score first, then the lower document. */
static uint64_t scored(uint32_t document, uint32_t score)
{
    return (uint64_t)(UINT32_MAX - score) << 32 | document;
}

static uint32_t document_of(uint64_t scored)
{
    return (uint32_t)scored;
}

static int by_score(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static int by_document(const void *left, const void *right)
{
    uint32_t a = document_of(*(const uint64_t *)left), b = document_of(*(const uint64_t *)right);

    return (a > b) - (a < b);
}

/* Returns false when no more may be scored. */
static bool score_all(struct ranking *ranking, const struct postings *set)
{
    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t end = posting_end(set, run);

        for (uint32_t document = posting_first(set, run); document < end; document++) {
            if (ranking->count == RANKED_MAX || ranking->work >= WORK_MAX)
                return false;
            ranking->list[ranking->count++] =
                scored(document, match_score(&ranking->matcher, document, &ranking->work));
        }
    }
    return true;
}

/* Scores the best known documents of the set. Returns 0 or -ENOMEM. */
static int score_tiers(struct ranking *ranking, const struct postings *set)
{
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++) {
        struct postings known = charindex_tier(ranking->matcher.index, tier), both;
        struct posting_run *runs = malloc(((size_t)set->count + known.count + 1) * sizeof *runs);
        bool more;

        if (!runs)
            return -ENOMEM;
        postings_intersect(set, &known, runs, &both);
        more = score_all(ranking, &both);
        free(runs);
        if (!more)
            break;
    }
    return 0;
}

/* The runs of the set without the scored documents, which ascend. */
static uint32_t append_others(const struct ranking *ranking, const struct postings *set,
                              struct posting_run *out, uint32_t count)
{
    uint32_t rank = ranking->count, next = 0;

    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t first = posting_first(set, run), end = posting_end(set, run);

        for (; next < ranking->count && document_of(ranking->list[next]) < end; next++) {
            uint32_t document = document_of(ranking->list[next]);

            if (document > first) {
                out[count++] = posting_run(first, rank);
                rank += document - first;
            }
            first = document + 1;
        }
        if (end > first) {
            out[count++] = posting_run(first, rank);
            rank += end - first;
        }
    }
    return count;
}

static int lay_out(struct ranking *ranking, const struct postings *set, struct postings *ranked,
                   struct posting_run **owned)
{
    size_t most = (size_t)set->count + 2 * (size_t)ranking->count + 1;
    struct posting_run *runs = malloc(most * sizeof *runs);
    uint32_t count = ranking->count;

    if (!runs)
        return -ENOMEM;
    qsort(ranking->list, ranking->count, sizeof *ranking->list, by_score);
    for (uint32_t i = 0; i < count; i++)
        runs[i] = posting_run(document_of(ranking->list[i]), i);
    if (set->total > count) {
        qsort(ranking->list, ranking->count, sizeof *ranking->list, by_document);
        count = append_others(ranking, set, runs, count);
    }
    *ranked = (struct postings){.runs = runs, .count = count, .total = set->total};
    *owned = runs;
    return 0;
}

/* Where no word was asked for, nothing is more relevant than anything else. */
static bool has_words(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (!plan->clauses[i].negated && plan->clauses[i].kind <= QUERY_PHRASE)
            return true;
    return false;
}

int rank_result(const struct charindex *index, const struct plan *plan, const struct postings *set,
                struct postings *ranked, struct posting_run **owned)
{
    struct ranking ranking;
    int r = 0;

    *ranked = *set;
    *owned = NULL;
    if (set->total < 2 || !has_words(plan))
        return 0;
    matcher_init(&ranking.matcher, index, plan);
    ranking.work = ranking.count = 0;
    if (set->total > RANKED_MAX / 4)
        r = score_tiers(&ranking, set);
    else
        (void)score_all(&ranking, set);
    return r < 0 ? r : lay_out(&ranking, set, ranked, owned);
}
