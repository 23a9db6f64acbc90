/*
 * Writing proposed queries: those that are too long, too many or empty are dropped.
 */

#include "index/search/fallback/proposals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void propose(struct proposals *proposals, struct slice first, struct slice second)
{
    struct proposal proposal;

    proposal_begin(&proposal, proposals);
    proposal_append(&proposal, first);
    proposal_append(&proposal, second);
    proposal_end(&proposal);
}

static void test_queries_are_written_one_after_the_other(void **state)
{
    struct proposals proposals = {.count = 0};

    (void)state;
    propose(&proposals, slice_of("cat"), slice_of(" face"));
    propose(&proposals, slice_of(""), slice_of(""));
    propose(&proposals, slice_of(""), slice_of("sun"));
    assert_int_equal(proposals.count, 2);
    assert_string_equal(proposals.queries[0], "cat face");
    assert_string_equal(proposals.queries[1], "sun");
}

static void test_the_longest_query_fits_and_no_longer_one(void **state)
{
    static char text[QUERY_MAX_SIZE];
    struct slice all = {.bytes = text, .size = sizeof text};
    struct slice half = {.bytes = text, .size = sizeof text / 2};
    struct proposals proposals = {.count = 0};

    (void)state;
    memset(text, 'a', sizeof text);
    propose(&proposals, half, half);
    assert_int_equal(proposals.count, 1);
    assert_int_equal(strlen(proposals.queries[0]), QUERY_MAX_SIZE);
    propose(&proposals, all, slice_of("a"));
    propose(&proposals, slice_of("a"), all);
    assert_int_equal(proposals.count, 1);
}

static void test_a_full_list_stays_as_it_is(void **state)
{
    struct proposals proposals = {.count = 0};

    (void)state;
    for (int i = 0; i < PROPOSALS_MAX + 2; i++)
        propose(&proposals, slice_of("cat"), slice_of(""));
    assert_int_equal(proposals.count, PROPOSALS_MAX);
    assert_string_equal(proposals.queries[PROPOSALS_MAX - 1], "cat");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queries_are_written_one_after_the_other),
        cmocka_unit_test(test_the_longest_query_fits_and_no_longer_one),
        cmocka_unit_test(test_a_full_list_stays_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
