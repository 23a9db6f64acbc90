/*
 * The heap: what is freed goes back to the system.
 */

#include "server/base/heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Resident bytes of this process; 0 where they mean nothing. */
static size_t resident(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return 0;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return 0;
#endif
#endif
    unsigned long size, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file) {
        if (fscanf(file, "%lu %lu", &size, &pages) != 2) // NOLINT(cert-err34-c)
            pages = 0;
        (void)fclose(file);
    }
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static char *block(size_t size)
{
    char *bytes = malloc(size);

    assert_non_null(bytes);
    memset(bytes, 1, size);
    return bytes;
}

/* Blocks below the last one cannot be given back by shrinking the heap. */
static void test_memory_between_used_blocks_returns(void **state)
{
    enum { BLOCKS = 10000, SIZE = 2000 };
    static char *blocks[BLOCKS];
    size_t before = resident(), with, after;
    char *last;

    (void)state;
    for (size_t i = 0; i < BLOCKS; i++)
        blocks[i] = block(SIZE);
    last = block(SIZE);
    with = resident();
    for (size_t i = 0; i < BLOCKS; i++)
        free(blocks[i]);
    heap_trim();
    after = resident();
    if (with > 0) {
        assert_true(with - before > (size_t)BLOCKS * SIZE / 2);
        assert_true(after - before < (size_t)BLOCKS * SIZE / 10);
    }
    assert_int_equal(last[SIZE - 1], 1);
    free(last);
}

/* By default the threshold rises with every large block that was freed. */
static void test_a_large_block_returns_at_once_again_and_again(void **state)
{
    enum { SIZE = 8 * 1024 * 1024 };
    size_t before = resident();

    (void)state;
    for (int i = 0; i < 3; i++) {
        char *bytes = block(SIZE);

        if (before > 0) /* asked, so that the compiler does not leave the block out */
            assert_true(resident() > before + SIZE / 2);
        free(bytes);
        if (before > 0)
            assert_true(resident() < before + SIZE / 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_between_used_blocks_returns),
        cmocka_unit_test(test_a_large_block_returns_at_once_again_and_again),
    };

    heap_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
