/*
 * The hits of a text as it is: a query, a full name, both, or neither.
 */

#include "index/search/text_hits.h"

#include <errno.h>

#include "tests/unit/index/search/world.h"

struct fixture {
    struct budget budget;
    struct query query;
    struct query_error error;
    struct hits hits;
    bool is_sequence;
};

static int find(const struct charindex *index, enum search_scope scope, const char *text,
                struct fixture *fixture)
{
    const struct search_options options = {.scope = scope};
    const struct hits_request request = {index, &options, &fixture->budget};

    fixture->budget = (struct budget)BUDGET_INIT;
    memset(&fixture->hits, 0xA5, sizeof fixture->hits);
    fixture->is_sequence = true;
    return text_hits_find(&request, slice_of(text), &fixture->query, &fixture->hits,
                          &fixture->is_sequence, &fixture->error);
}

static void assert_only(struct fixture *fixture, uint32_t document)
{
    assert_int_equal(fixture->hits.set.postings.total, 1);
    assert_int_equal(posting_first(&fixture->hits.set.postings, 0), document);
    hits_release(&fixture->hits);
}

static void test_a_query(void **state)
{
    struct fixture fixture;

    assert_int_equal(find(*state, SCOPE_NAME, "registered sign", &fixture), 0);
    assert_false(fixture.is_sequence);
    assert_int_equal(fixture.query.count, 2);
    assert_only(&fixture, document_of(*state, 0xAE));
}

/* The name adds to what the query finds. */
static void test_a_name_that_is_a_query_as_well(void **state)
{
    struct fixture fixture;

    assert_int_equal(find(*state, SCOPE_NAME, "cjk unified ideograph-4e00", &fixture), 0);
    assert_int_equal(fixture.hits.set.postings.total, 2);
    assert_true(set_has(&fixture.hits.set.postings, document_of(*state, 0x4E00)));
    assert_true(set_has(&fixture.hits.set.postings, document_of(*state, 0x1F229)));
    hits_release(&fixture.hits);
}

/* As a query, it would exclude the letter a. */
static void test_a_name_with_an_exclusion(void **state)
{
    struct fixture fixture;

    assert_int_equal(find(*state, SCOPE_NAME, "tibetan letter -a", &fixture), 0);
    assert_only(&fixture, document_of(*state, 0xF60));
    assert_int_equal(find(*state, SCOPE_NAME, "tibetan letter -b", &fixture), 0);
    assert_true(fixture.hits.set.postings.total > 20);
    hits_release(&fixture.hits);
}

static void test_sequences_are_in_scope_all_only(void **state)
{
    static const char name[] = "flag: Turks & Caicos Islands";
    struct fixture fixture;

    if (!world_has(*state, SOURCE_EMOJI))
        skip();
    assert_int_equal(find(*state, SCOPE_ALL, name, &fixture), 0);
    assert_true(fixture.is_sequence);
    assert_only(&fixture, sequence_of(*state, "\U0001F1F9\U0001F1E8"));
    assert_int_equal(find(*state, SCOPE_NAME, name, &fixture), 0);
    assert_false(fixture.is_sequence);
    assert_int_equal(fixture.hits.set.postings.total, 0);
    hits_release(&fixture.hits);
}

/* A name that the query finds is not a reason to look for sequences. */
static void test_what_the_query_finds_comes_first(void **state)
{
    struct fixture fixture;

    assert_int_equal(find(*state, SCOPE_ALL, "red heart", &fixture), 0);
    assert_false(fixture.is_sequence);
    assert_true(fixture.hits.set.postings.total > 0);
    hits_release(&fixture.hits);
}

static void test_what_is_not_a_query_has_an_error_and_no_hits(void **state)
{
    static const struct {
        const char *text;
        size_t column;
    } bad[] = {{"cat U+", 7}, {"sun \xFF", 5}, {"\xC3\xA4 block:arows", 9}, {"cat |", 5}};
    struct fixture fixture;

    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(find(*state, SCOPE_ALL, bad[i].text, &fixture), -EINVAL);
        assert_int_equal(fixture.error.column, bad[i].column);
        assert_null(fixture.hits.plan);
        assert_int_equal(fixture.hits.set.postings.total, 0);
    }
}

/* The error is at the clause for which the budget did not suffice, counted in code points. */
static void test_what_is_too_expensive_has_an_error_and_no_hits(void **state)
{
    char text[QUERY_MAX_SIZE + 1] = "\xC3\xA4*";
    struct fixture fixture;
    size_t size = strlen(text);

    for (int i = 0; size + 8 < sizeof text; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "|%c%.*s*", 'a' + i % 26, i / 26,
                                 "aeiouaeiou");
    assert_int_equal(find(*state, SCOPE_NAME, text, &fixture), -EINVAL);
    assert_in_range(fixture.error.column, 1, size - 1);
    assert_non_null(strstr(fixture.error.message, "too expensive"));
    assert_null(fixture.hits.plan);
}

static void test_a_text_that_is_too_long_is_not_a_name(void **state)
{
    char text[QUERY_MAX_SIZE + 2];
    struct fixture fixture;

    memset(text, '-', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(find(*state, SCOPE_ALL, text, &fixture), -EINVAL);
    assert_null(fixture.hits.plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_query),
        cmocka_unit_test(test_a_name_that_is_a_query_as_well),
        cmocka_unit_test(test_a_name_with_an_exclusion),
        cmocka_unit_test(test_sequences_are_in_scope_all_only),
        cmocka_unit_test(test_what_the_query_finds_comes_first),
        cmocka_unit_test(test_what_is_not_a_query_has_an_error_and_no_hits),
        cmocka_unit_test(test_what_is_too_expensive_has_an_error_and_no_hits),
        cmocka_unit_test(test_a_text_that_is_too_long_is_not_a_name),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
