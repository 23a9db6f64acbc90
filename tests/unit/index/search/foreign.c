/*
 * Words of other languages, with German in the index, which is not requested.
 */

#include "index/search/foreign.h"

#include "index/search/match/preference.h"

#include "tests/unit/index/search/finding.h"

static bool is_name(const struct charindex *index, const char *text, struct budget *budget)
{
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    const struct hits_request request = {index, &options, budget};
    struct query query;
    struct hits hits;
    uint32_t begin;
    bool name;

    parse_good(&query, text);
    assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
    assert_int_equal(foreign_is_name(index, &hits, budget, &name), 0);
    hits_release(&hits);
    return name;
}

static void test_names_in_another_language(void **state)
{
    static const char *const names[] = {"Sonne", "katzengesicht", "rotes herz"};

    if (charindex_sources(*state)->language_count != 2)
        skip();
    for (size_t i = 0; i < COUNT(names); i++) {
        struct budget budget = BUDGET_INIT;

        if (!is_name(*state, names[i], &budget))
            fail_msg("\"%s\" is not a name", names[i]);
    }
}

/* Keywords, parts of names, other orders, prefixes, and names in English, which are not foreign. */
static void test_what_is_not_a_name_in_another_language(void **state)
{
    static const char *const others[] = {"gelbes",
                                         "herz rotes",
                                         "katzengesich",
                                         "smyle",
                                         "cat face",
                                         "sun",
                                         "rotes herz block:arrows",
                                         "\u2600"};

    for (size_t i = 0; i < COUNT(others); i++) {
        struct budget budget = BUDGET_INIT;

        if (is_name(*state, others[i], &budget))
            fail_msg("\"%s\" is a name", others[i]);
    }
}

static void test_without_steps_nothing_is_a_name(void **state)
{
    struct budget budget = BUDGET_INIT;

    budget.left[BUDGET_RANK] = 0;
    assert_false(is_name(*state, "Sonne", &budget));
}

/*
 * The whole search.
 */

static void test_names_count_as_found(void **state)
{
    struct charindex *index = *state;
    struct search search;

    if (charindex_sources(index)->language_count != 2)
        skip();
    open_with(&search, index, &everywhere, "rotes herz", 10);
    assert_null(search.suggestion);
    assert_true(search_total(&search) > 0);
    search_release(&search);
}

/* Other words follow, and what German has is last. */
static void test_keywords_come_after_corrections(void **state)
{
    struct charindex *index = *state;
    const uint32_t sun = document_of(index, 0x2600);
    struct search_options german = everywhere;
    struct search search;
    struct slice bad;
    uint32_t *list;

    if (charindex_sources(index)->language_count != 2)
        skip();
    assert_true(preference_parse(index, "de", 2, &german.preferred, &bad));
    open_with(&search, index, &german, "strahlen", 8);
    assert_null(search.suggestion);
    list = list_all(&search);
    assert_int_equal(list[0], sun);
    free(list);
    search_release(&search);
}

/* A preference changes the order, never the number. */
static void test_a_preference_excludes_nothing(void **state)
{
    static const char *const queries[] = {"radio", "arm", "ball", "star", "uhr", "ring|sonne"};
    static const char *const lists[] = {"de", "en", "de,en", "all"};
    struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        uint32_t total = 0;

        for (size_t k = 0; k < COUNT(lists); k++) {
            struct search_options options = everywhere;
            struct search search;
            struct slice bad;

            assert_true(
                preference_parse(index, lists[k], strlen(lists[k]), &options.preferred, &bad));
            open_with(&search, index, &options, queries[i], strlen(queries[i]));
            if (k > 0 && !search.suggestion && search_total(&search) != total)
                fail_msg("\"%s\" has %u with %s", queries[i], search_total(&search), lists[k]);
            total = search_total(&search);
            search_release(&search);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_in_another_language),
        cmocka_unit_test(test_what_is_not_a_name_in_another_language),
        cmocka_unit_test(test_without_steps_nothing_is_a_name),
        cmocka_unit_test(test_names_count_as_found),
        cmocka_unit_test(test_keywords_come_after_corrections),
        cmocka_unit_test(test_a_preference_excludes_nothing),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
