/*
 * A view of chunks finds numbers, texts, postings and bare sequences by their offsets.
 */

#include "index/file/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/bare_index.h"

static void test_numbers_and_their_count(void **state)
{
    struct charindex index = {.size = 0};

    (void)state;
    BARE_INDEX_NUMBERS(&index, CHUNK_DOCS, 7, 0x41, 0x10FFFF);
    assert_int_equal(view_u32(&index, CHUNK_DOCS, 0), 7);
    assert_int_equal(view_u32(&index, CHUNK_DOCS, 2), 0x10FFFF);
    assert_int_equal(view_count(&index, CHUNK_DOCS, 4), 3);
    assert_int_equal(view_count(&index, CHUNK_DOCS, 8), 1); /* a remainder does not count */
    assert_int_equal(view_count(&index, CHUNK_DOCS, 13), 0);
    assert_int_equal(view_count(&index, CHUNK_NAME, 4), 0);
    bare_index_release(&index);
}

static void test_sequences_come_after_the_characters(void **state)
{
    const struct charindex index = {.documents = 9, .sequences = 2};
    const struct charindex characters = {.documents = 7};

    (void)state;
    assert_int_equal(view_first_sequence(&index), 7);
    assert_int_equal(view_first_sequence(&characters), 7);
}

static void test_texts_lie_between_their_offsets(void **state)
{
    struct charindex index = {.size = 0};

    (void)state;
    bare_index_give(&index, CHUNK_TTXT, "catdog", 6);
    BARE_INDEX_NUMBERS(&index, CHUNK_TERM, 0, 3, 3, 6);
    assert_true(slice_is(view_slice(&index, CHUNK_TERM, CHUNK_TTXT, 0), "cat"));
    assert_true(slice_is(view_slice(&index, CHUNK_TERM, CHUNK_TTXT, 1), ""));
    assert_true(slice_is(view_slice(&index, CHUNK_TERM, CHUNK_TTXT, 2), "dog"));
    bare_index_release(&index);
}

static void test_postings_lie_between_their_offsets(void **state)
{
    struct charindex index = {.size = 0};
    struct postings postings;

    (void)state;
    BARE_INDEX_NUMBERS(&index, CHUNK_RUNS, 5, 0, 1, 0, 8, 3);
    BARE_INDEX_NUMBERS(&index, CHUNK_LRUN, 0, 1, 3, 3);
    BARE_INDEX_NUMBERS(&index, CHUNK_LTOT, 2, 4, 0);
    postings = view_postings(&index, CHUNK_LRUN, CHUNK_RUNS, CHUNK_LTOT, 1);
    assert_int_equal(postings.count, 2);
    assert_int_equal(postings.total, 4);
    assert_int_equal(posting_first(&postings, 0), 1);
    assert_int_equal(posting_end(&postings, 0), 4);
    assert_int_equal(posting_end(&postings, 1), 9);
    postings = view_postings(&index, CHUNK_LRUN, CHUNK_RUNS, CHUNK_LTOT, 2);
    assert_int_equal(postings.count, 0);
    assert_int_equal(postings.total, 0);
    bare_index_release(&index);
}

static void test_a_bare_sequence_has_no_selectors(void **state)
{
    struct charindex index = {.sequences = 3};
    uint32_t points[SEQUENCE_MAX];

    (void)state;
    BARE_INDEX_NUMBERS(&index, CHUNK_SPTS, 0x42, 0xFE0F, 0x20E3, 0x1F600, 0x1F3FB, 0x41, 0xFE0F,
                       0xFE0F);
    BARE_INDEX_NUMBERS(&index, CHUNK_SOFF, 0, 3, 5, 8);
    assert_int_equal(view_bare(&index, 0, points), 2);
    assert_int_equal(points[0], 0x42);
    assert_int_equal(points[1], 0x20E3);
    assert_int_equal(view_bare(&index, 1, points), 2);
    assert_int_equal(points[1], 0x1F3FB);
    assert_int_equal(view_bare(&index, 2, points), 1);
    assert_int_equal(points[0], 0x41);
    bare_index_release(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_and_their_count),
        cmocka_unit_test(test_sequences_come_after_the_characters),
        cmocka_unit_test(test_texts_lie_between_their_offsets),
        cmocka_unit_test(test_postings_lie_between_their_offsets),
        cmocka_unit_test(test_a_bare_sequence_has_no_selectors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
