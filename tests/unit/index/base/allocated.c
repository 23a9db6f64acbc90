/*
 * Blocks take at least the size that was requested, and together what the allocator says is in use.
 */

#include "index/base/allocated.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_no_block(void **state)
{
    (void)state;
    assert_int_equal(allocated(NULL), 0);
}

static void test_a_block_takes_more_than_was_asked_for(void **state)
{
    (void)state;
    for (size_t size = 0; size < 5000; size += 7) {
        void *block = malloc(size);

        assert_non_null(block);
        assert_true(allocated(block) >= size + sizeof(size_t));
        assert_true(allocated(block) <= size + 64);
        free(block);
    }
}

static void test_many_small_blocks(void **state)
{
    enum { COUNT = 10000 };
    void **blocks = calloc(COUNT, sizeof *blocks);
    size_t before, sum = 0, grown;

    (void)state;
    assert_non_null(blocks);
    before = mallinfo2().uordblks;
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = malloc(1 + i % 100);
        sum += allocated(blocks[i]);
    }
    grown = mallinfo2().uordblks - before;
    if (grown > 0) /* a sanitizer has an allocator of its own */
        assert_in_range(sum, grown * 99 / 100, grown * 101 / 100);
    for (size_t i = 0; i < COUNT; i++)
        free(blocks[i]);
    free(blocks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_block),
        cmocka_unit_test(test_a_block_takes_more_than_was_asked_for),
        cmocka_unit_test(test_many_small_blocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
