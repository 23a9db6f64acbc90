/*
 * The order of results, compared with what a plain reading of rank.h makes of them: documents in the order of
 * exact matches and tiers are scored one by one and sorted by the library. With queries of the judged list as
 * they are typed, and with random ones:
 *
 *     unit.index.search.rank.rank_order tests/relevance/queries.tsv 100000
 */

#include "index/search/rank/rank.h"

#include "index/search/match/hits.h"
#include "index/search/rank/exact.h"
#include "index/unicode/prominence.h"
#include "tests/unit/index/search/world.h"

enum {
    ALL_SCORED = 128,
    RANKED_MAX = 512,
    RANDOM_WORDS = 3,
    MANY_QUERIES = 100 * 1000, /* a whole run */
    STEP = 4,                  /* letters; in other runs */
    LINE = 1024,
};

static const struct search_options everything = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};

static const char *judged_list;
static unsigned long random_queries;

struct row {
    uint32_t document, score;
    bool exact, scored;
    unsigned tier;
};

static int by_tier(const void *left, const void *right)
{
    const struct row *a = left, *b = right;

    if (a->exact != b->exact)
        return a->exact ? -1 : 1;
    if (a->tier != b->tier)
        return a->tier < b->tier ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

static int by_score(const void *left, const void *right)
{
    const struct row *a = left, *b = right;

    if (a->scored != b->scored)
        return a->scored ? -1 : 1;
    if (a->scored && a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (!a->scored && a->exact != b->exact)
        return a->exact ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

/* Scores the rows in their order, as far as the budget and the limit allow. */
static void score_rows(const struct scorer *scorer, struct row *rows, uint32_t count,
                       struct budget *budget)
{
    for (uint32_t i = 0; i < count && i < RANKED_MAX && budget_left(budget, BUDGET_RANK); i++) {
        rows[i].score = score_document(scorer, rows[i].document, budget);
        rows[i].scored = true;
    }
}

/* The set in the order in which it has to be. */
static struct row *rows_of(const struct scorer *scorer, const struct postings *set,
                           struct budget *budget)
{
    struct row *rows = calloc(set->total + 1, sizeof *rows);
    struct posting_set exact = {.owned = NULL};
    uint32_t count = 0;

    assert_non_null(rows);
    if (set->total > ALL_SCORED)
        assert_int_equal(
            exact_find(scorer->index, scorer->plan, &scorer->fields, set, budget, &exact), 0);
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            rows[count++] = (struct row){
                .document = document,
                .exact = set_has(&exact.postings, document),
                .tier = set->total > ALL_SCORED
                            ? prominence_tier(charindex_prominence(scorer->index, document))
                            : 0,
            };
    posting_set_release(&exact);
    qsort(rows, count, sizeof *rows, by_tier);
    score_rows(scorer, rows, count, budget);
    qsort(rows, count, sizeof *rows, by_score);
    return rows;
}

static void assert_order(const char *text, const struct postings *order, const struct row *rows)
{
    uint32_t at = 0;

    for (uint32_t run = 0; run < order->count; run++)
        for (uint32_t document = posting_first(order, run); document < posting_end(order, run);
             document++, at++)
            if (document != rows[at].document)
                fail_msg("\"%s\": row %u is another document", text, at);
    assert_int_equal(at, order->total);
}

static bool has_words(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (!plan->clauses[i].negated && plan->clauses[i].kind <= QUERY_PHRASE)
            return true;
    return false;
}

/* Ranks what the query finds. Returns whether it has to be ranked. */
static bool compare_order(const struct charindex *index, const char *text)
{
    struct budget budget = BUDGET_INIT, ranking = BUDGET_INIT, expecting = BUDGET_INIT;
    const struct hits_request request = {index, &everything, &budget};
    struct query_error error;
    struct query query;
    struct hits hits;
    struct scorer scorer;
    struct row *rows;
    uint32_t begin;
    bool ranked;

    if (!query_parse(&query, charindex_repertoire(index), text, strlen(text), &error) ||
        hits_find(&request, &query, &hits, &begin) != BUDGET_OK)
        return false;
    ranked = hits.set.postings.total > 1 && has_words(hits.plan) && !evaluate_is_text(hits.plan);
    if (ranked) {
        scorer_init_hits(&scorer, index, &hits);
        rows = rows_of(&scorer, &hits.set.postings, &expecting);
        assert_int_equal(rank_result(&scorer, &ranking, &hits.set), 0);
        assert_order(text, &hits.set.postings, rows);
        free(rows);
    }
    hits_release(&hits);
    return ranked;
}

/* Every query of the list, letter by letter, or some letters at a time. */
static void test_queries_as_they_are_typed(void **state)
{
    size_t step = random_queries < MANY_QUERIES ? STEP : 1;
    FILE *list = fopen(judged_list, "re");
    unsigned ranked = 0;
    char line[LINE];

    if (!list)
        fail_msg("%s cannot be read", judged_list);
    while (fgets(line, sizeof line, list)) {
        char *query = strchr(line, '\t'), *end = query ? strchr(query + 1, '\t') : NULL;
        char typed[LINE] = "";

        if (line[0] == '#' || !end)
            continue;
        query++;
        for (size_t size = 1; size <= (size_t)(end - query); size += step) {
            if (((unsigned char)query[size] & 0xC0) == 0x80)
                continue;
            memcpy(typed, query, size);
            ranked += compare_order(*state, typed);
        }
    }
    (void)fclose(list);
    assert_true(ranked > 1000);
}

/* Words of the index, often only their beginnings. */
static void test_random_words(void **state)
{
    const struct charindex *index = *state;
    uint64_t seed = 41;
    unsigned long ranked = 0;

    for (unsigned long i = 0; i < random_queries; i++) {
        uint32_t words = 1 + random_below(&seed, RANDOM_WORDS);
        char text[LINE] = "";
        size_t size = 0;

        for (uint32_t k = 0; k < words; k++) {
            struct slice word =
                charindex_term_text(index, random_below(&seed, charindex_terms(index)));
            uint32_t letters = 1 + random_below(&seed, 6);

            size += (size_t)snprintf(text + size, sizeof text - size, "%s", k > 0 ? " " : "");
            for (size_t at = 0; at < word.size && letters > 0; letters--) {
                size_t begin = at;

                (void)utf8_next(word.bytes, word.size, &at);
                memcpy(text + size, word.bytes + begin, at - begin);
                size += at - begin;
            }
            text[size] = '\0';
        }
        ranked += compare_order(index, text);
    }
    assert_true(ranked * 8 > random_queries);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queries_as_they_are_typed),
        cmocka_unit_test(test_random_words),
    };

    if (argc != 3) {
        (void)fprintf(stderr, "Usage: %s QUERIES.TSV RANDOM_QUERIES\n", argv[0]);
        return EXIT_FAILURE;
    }
    judged_list = argv[1];
    random_queries = strtoul(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
