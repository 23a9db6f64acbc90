/*
 * Counted bits, compared with the compiler's own count.
 */

#include "index/base/bits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_none_and_all(void **state)
{
    (void)state;
    assert_int_equal(bits_count(0), 0);
    assert_int_equal(bits_count(UINT64_MAX), 64);
}

static void test_every_run_of_bits(void **state)
{
    (void)state;
    for (unsigned size = 1; size < 64; size++)
        for (unsigned at = 0; at + size <= 64; at++)
            assert_int_equal(bits_count(((UINT64_C(1) << size) - 1) << at), size);
}

static void test_mixed_bits(void **state)
{
    uint64_t bits = 1;

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        assert_int_equal(bits_count(bits), __builtin_popcountll(bits));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none_and_all),
        cmocka_unit_test(test_every_run_of_bits),
        cmocka_unit_test(test_mixed_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
