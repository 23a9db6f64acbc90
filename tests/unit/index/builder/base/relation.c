/*
 * Pairs in any order become keys, offsets and values in ascending order.
 */

#include "index/builder/base/relation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_numbers(const struct chunks *chunks, enum format_chunk chunk,
                           const uint32_t *expected, size_t count)
{
    const struct buffer *written = &chunks->list[chunk];

    assert_int_equal(written->size, count * sizeof *expected);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(format_u32_at(written->bytes, i), expected[i]);
}

static void test_pairs_in_any_order(void **state)
{
    static const uint32_t pairs[][2] = {{9, 2}, {3, 8}, {9, 1}, {3, 8}, {5, 5}, {9, 2}, {3, 0}};
    static const uint32_t keys[] = {3, 5, 9}, begins[] = {0, 2, 3, 5}, values[] = {0, 8, 5, 1, 2};
    struct relation relation = {.pairs = VECTOR_INIT};
    struct chunks chunks = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        relation_add(&relation, pairs[i][0], pairs[i][1]);
    relation_write(&relation, &chunks, CHUNK_VARK);
    assert_numbers(&chunks, CHUNK_VARK, keys, 3);
    assert_numbers(&chunks, CHUNK_VARB, begins, 4);
    assert_numbers(&chunks, CHUNK_VARV, values, 5);
    chunks_release(&chunks);
    relation_release(&relation);
}

static void test_no_pairs(void **state)
{
    static const uint32_t zero[] = {0};
    struct relation relation = {.pairs = VECTOR_INIT};
    struct chunks chunks = {0};

    (void)state;
    relation_write(&relation, &chunks, CHUNK_CONK);
    assert_numbers(&chunks, CHUNK_CONK, NULL, 0);
    assert_numbers(&chunks, CHUNK_CONB, zero, 1);
    assert_numbers(&chunks, CHUNK_CONV, NULL, 0);
    assert_false(chunks_failed(&chunks));
    chunks_release(&chunks);
}

static void test_losing_pairs_is_reported(void **state)
{
    struct relation relation = {.pairs = {.failed = true}};
    struct chunks chunks = {0};

    (void)state;
    relation_add(&relation, 1, 2);
    relation_write(&relation, &chunks, CHUNK_CONK);
    assert_true(chunks_failed(&chunks));
    chunks_release(&chunks);
    relation_release(&relation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_in_any_order),
        cmocka_unit_test(test_no_pairs),
        cmocka_unit_test(test_losing_pairs_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
