/*
 * The order of results, on the index of the installed sources: it is a permutation, however large
 * the result, and starts with the promised documents.
 */

#include "index/search/rank/rank.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/rank/score.h"
#include "index/search/search.h"
#include "tests/indexes/fixture.h"

static void find(struct charindex *index, const char *query, enum search_sort sort,
                 struct search *search)
{
    const struct search_options options = {.scope = SCOPE_ALL, .sort = sort};
    struct query_error error;

    if (search_open(search, index, &options, query, strlen(query), &error) != SEARCH_OK)
        fail_msg("%.40s: %s", query, error.message);
}

/* Counts the occurrences of each document; returns their total. */
static uint32_t count_documents(const struct search *search, uint8_t *times)
{
    struct search_cursor cursor;
    uint32_t first, found, total = 0;

    search_seek(search, 0, &cursor);
    while ((found = search_next(&cursor, 1000, &first)) > 0) {
        for (uint32_t i = 0; i < found; i++)
            times[first + i]++;
        total += found;
    }
    return total;
}

static void ranking_is_a_permutation(void **state)
{
    static const char *const queries[] = {
        "cjk",
        "letter",
        "sign",
        "small",
        "a*",
        "heart",
        "sun",
        "cat face",
        "U+0..U+10FFFF -black",
        "e* -letter",
        "si",
        "le|sign",
        "sign ma -letter",
    };
    struct charindex *index = *state;
    uint32_t documents = charindex_documents(index);

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        uint8_t *ranked = calloc(documents, 1), *plain = calloc(documents, 1);
        struct search search;

        assert_non_null(ranked);
        assert_non_null(plain);
        find(index, queries[i], SORT_RELEVANCE, &search);
        assert_int_equal(count_documents(&search, ranked), search_total(&search));
        assert_true(search_total(&search) > 1);
        search_release(&search);
        find(index, queries[i], SORT_CODE_POINT, &search);
        assert_int_equal(count_documents(&search, plain), search_total(&search));
        search_release(&search);
        assert_memory_equal(ranked, plain, documents);
        free(ranked);
        free(plain);
    }
}

/* Every offset leads to the same row as walking there. */
static void any_offset_is_reached(void **state)
{
    struct charindex *index = *state;
    struct search_cursor walking, seeking;
    struct search search;

    find(index, "arrow", SORT_RELEVANCE, &search);
    search_seek(&search, 0, &walking);
    for (uint32_t offset = 0; offset < search_total(&search); offset++) {
        uint32_t walked, sought;

        search_seek(&search, offset, &seeking);
        assert_int_equal(search_next(&walking, 1, &walked), 1);
        assert_int_equal(search_next(&seeking, 1, &sought), 1);
        assert_int_equal(walked, sought);
    }
    search_release(&search);
}

static void the_contract_names_the_first_result(void **state)
{
    static const struct {
        const char *query;
        uint32_t code_point;
    } firsts[] = {
        {"plus", '+'},          {"euro", 0x20AC},       {"pi", 0x3C0},  {"right arrow", 0x2192},
        {"em dash", 0x2014},    {"lambda", 0x3BB},      {"nbsp", 0xA0}, {"heart", 0x2764},
        {"thumbs up", 0x1F44D}, {"check mark", 0x2713},
    };
    struct charindex *index = *state;

    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        struct search_cursor cursor;
        struct search search;
        uint32_t document;

        find(index, firsts[i].query, SORT_RELEVANCE, &search);
        search_seek(&search, 0, &cursor);
        assert_int_equal(search_next(&cursor, 1, &document), 1);
        if (charindex_code_point(index, document) != firsts[i].code_point)
            fail_msg("'%s' finds U+%04X first", firsts[i].query,
                     (unsigned)charindex_code_point(index, document));
        search_release(&search);
    }
}

static bool has_word(const struct charindex *index, uint32_t document, const char *word)
{
    struct word_list words = charindex_name_words(index, document);

    for (uint32_t i = 0; i < words.count; i++) {
        struct slice term = charindex_term_text(index, le32toh(words.terms_le[i]));

        if (term.size == strlen(word) && memcmp(term.bytes, word, term.size) == 0)
            return true;
    }
    return false;
}

enum { READINGS_AMONG = 8 }; /* at most, among the whole words: see assembly.c */

/* However many better known documents match as prefixes: 5,900 have SIGN, SIX or SIDE. */
static void whole_words_come_before_prefixes(void **state)
{
    static const char *const names[] = {"si", "le", "ma", "ki", "lat"};
    struct charindex *index = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char exact[16], query[16];
        struct search_cursor cursor;
        struct search search, known;
        uint32_t document;

        (void)snprintf(query, sizeof query, "%s", names[i]);
        (void)snprintf(exact, sizeof exact, "\"%s\"", names[i]);
        find(index, query, SORT_RELEVANCE, &search);
        find(index, exact, SORT_CODE_POINT, &known);
        assert_true(search_total(&search) > search_total(&known));
        search_seek(&search, search_total(&known) + READINGS_AMONG, &cursor);
        while (search_next(&cursor, 1, &document) > 0)
            if (has_word(index, document, names[i]))
                fail_msg("%s: %.*s comes after prefix matches", names[i],
                         (int)charindex_name(index, document).size,
                         charindex_name(index, document).bytes);
        search_release(&search);
        search_release(&known);
    }
}

/* A full name cannot be more specific: it must be enough. */
static void a_name_is_first_among_a_thousand_with_that_prefix(void **state)
{
    static const struct {
        const char *name;
        uint32_t code_point;
    } names[] = {{"CUNEIFORM SIGN SI", 0x122DB}, {"CUNEIFORM SIGN SIG", 0x122DD}};
    struct charindex *index = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct search_cursor cursor;
        struct search search;
        uint32_t document;

        find(index, names[i].name, SORT_RELEVANCE, &search);
        assert_true(search_total(&search) > 1000);
        search_seek(&search, 0, &cursor);
        assert_int_equal(search_next(&cursor, 1, &document), 1);
        assert_int_equal(charindex_code_point(index, document), names[i].code_point);
        search_release(&search);
    }
}

static void without_words_the_order_is_that_of_code_points(void **state)
{
    static const char *const queries[] = {"block:arrows", "U+2190..U+21FF", "U+0..U+10FFFF -letter",
                                          "emoji:yes"};
    struct charindex *index = *state;

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct search_cursor cursor;
        struct search search;
        uint32_t document, before = 0, found = 0;

        find(index, queries[i], SORT_RELEVANCE, &search);
        search_seek(&search, 0, &cursor);
        while (search_next(&cursor, 1, &document) > 0) {
            assert_true(found++ == 0 || document > before);
            before = document;
        }
        assert_true(found > 100);
        search_release(&search);
    }
}

/*
 * Cost.
 */

enum {
    /* The promised limit, with a margin for the last document started. */
    SCORED_MOST = 600,
    STEPS_MOST = 120000,
};

/* The number of scored rows: those before the last one that follows a greater one. If there are
 * more exact matches than can be scored, those before the last but one, because the other exact
 * matches ascend, too. */
static uint32_t count_scored(const struct search *search, uint32_t *rows)
{
    struct search_cursor cursor;
    uint32_t first, found, count = 0, scored = 0, before = 0;

    search_seek(search, 0, &cursor);
    while ((found = search_next(&cursor, 1000, &first)) > 0)
        for (uint32_t i = 0; i < found; i++) {
            rows[count] = first + i;
            if (count > 0 && rows[count] < rows[count - 1]) {
                before = scored;
                scored = count;
            }
            count++;
        }
    assert_int_equal(count, search_total(search));
    return scored > SCORED_MOST ? before : scored;
}

static void assert_bounded(struct charindex *index, const char *query)
{
    uint32_t *rows = calloc(charindex_documents(index), sizeof *rows), scored;
    struct search search;
    struct scorer scorer;
    struct budget budget = BUDGET_INIT;
    int64_t steps;

    assert_non_null(rows);
    find(index, query, SORT_RELEVANCE, &search);
    scorer_init(&scorer, index, search.plan);
    scored = count_scored(&search, rows);
    for (uint32_t i = 0; i < scored; i++)
        (void)score_document(&scorer, rows[i], &budget);
    steps = budget_spent(&budget, BUDGET_RANK);
    if (scored == 0 || scored >= search_total(&search) || scored > SCORED_MOST ||
        steps > STEPS_MOST)
        fail_msg("%u of %u documents are scored, in %" PRId64 " steps, for %.40s", scored,
                 search_total(&search), steps, query);
    search_release(&search);
    free(rows);
}

/* Repeats the words up to the longest query that has complete words. */
static char *repeat(char *query, const char *words)
{
    size_t size = strlen(words), count = QUERY_MAX_SIZE / size;

    for (size_t i = 0; i < count; i++)
        memcpy(query + i * size, words, size);
    query[count * size - 1] = '\0'; /* without the last separator */
    return query;
}

static void the_work_of_every_query_is_bounded(void **state)
{
    static const char *const words[] = {
        "cjk|",          "abo*|", "letter ",      "small|sign|",
        "letter|a*|b*|", "with|", "black|white|", "-qzxwvkj letter ",
    };
    char query[QUERY_MAX_SIZE + 1];

    assert_bounded(*state, "cjk");
    assert_bounded(*state, "a*");
    assert_bounded(*state, "letter -cjk");
    assert_bounded(*state, "\"small letter\"");
    assert_bounded(*state,
                   "\"letter a\"|\"small letter\"|\"capital letter\"|\"letter\"|\"letter b\"");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_bounded(*state, repeat(query, words[i]));
}

/* Three hundred alternatives: each document is so expensive that only some can be scored. */
static void alternatives_cost_documents(void **state)
{
    struct charindex *index = *state;
    uint32_t *rows = calloc(charindex_documents(index), sizeof *rows), one, many;
    char query[QUERY_MAX_SIZE + 1] = "";
    struct search search;
    size_t size = 0;

    assert_non_null(rows);
    for (unsigned i = 0; i < 300; i++)
        size += (size_t)snprintf(query + size, sizeof query - size, "%s%c%c", i > 0 ? "|" : "",
                                 'a' + i % 26, 'a' + i / 26);
    assert_true(size <= QUERY_MAX_SIZE);
    find(index, "letter", SORT_RELEVANCE, &search);
    one = count_scored(&search, rows);
    search_release(&search);
    find(index, query, SORT_RELEVANCE, &search);
    many = count_scored(&search, rows);
    assert_int_equal(search.plan->clause_count, 300);
    search_release(&search);
    assert_true(many > 0);
    assert_true(many < one / 4);
    assert_bounded(index, query);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranking_is_a_permutation),
        cmocka_unit_test(any_offset_is_reached),
        cmocka_unit_test(the_contract_names_the_first_result),
        cmocka_unit_test(whole_words_come_before_prefixes),
        cmocka_unit_test(a_name_is_first_among_a_thousand_with_that_prefix),
        cmocka_unit_test(without_words_the_order_is_that_of_code_points),
        cmocka_unit_test(the_work_of_every_query_is_bounded),
        cmocka_unit_test(alternatives_cost_documents),
    };

    return cmocka_run_group_tests(tests, english_setup, index_teardown);
}
