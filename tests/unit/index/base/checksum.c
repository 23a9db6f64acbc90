/*
 * Digests and hashes. The expected values come from the reference program: xxhsum -H2 for 128 bits,
 * -H3 for 64.
 */

#include "index/base/checksum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_digest(const void *bytes, size_t size, const char *expected)
{
    uint8_t digest[CHECKSUM_SIZE];
    char text[2 * CHECKSUM_SIZE + 1];

    checksum_of(bytes, size, digest);
    for (size_t i = 0; i < CHECKSUM_SIZE; i++)
        (void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(text, expected);
}

static void test_digests_are_those_of_the_specification(void **state)
{
    (void)state;
    assert_digest("", 0, "99aa06d3014798d86001c324468d497f");
    assert_digest("a", 1, "a96faf705af16834e6c632b61e964e1f");
    assert_digest("abc", 3, "06b05ab6733a618578af5f94892f3950");
}

static void test_hashes_are_the_low_half_of_64_bits(void **state)
{
    (void)state;
    assert_int_equal(checksum_hash("", 0), 0x38D394C2);
    assert_int_equal(checksum_hash("a", 1), 0x1E964E1F);
    assert_int_equal(checksum_hash("abc", 3), 0x892F3950);
}

/* The algorithm has a separate path for each of these ranges of sizes. */
static void test_every_bit_counts(void **state)
{
    static const size_t sizes[] = {1, 3, 4, 8, 9, 16, 17, 128, 129, 240, 241, 1024, 1100};
    uint8_t bytes[1100], before[CHECKSUM_SIZE], after[CHECKSUM_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 7);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        checksum_of(bytes, sizes[i], before);
        for (size_t bit = 0; bit < sizes[i] * 8; bit++) {
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            checksum_of(bytes, sizes[i], after);
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            assert_memory_not_equal(before, after, CHECKSUM_SIZE);
        }
        checksum_of(bytes, sizes[i], after);
        assert_memory_equal(before, after, CHECKSUM_SIZE);
    }
}

static void test_a_seed_makes_another_hash(void **state)
{
    (void)state;
    assert_int_equal(checksum_hash_seeded("abc", 3, 0), checksum_hash("abc", 3));
    assert_int_equal(checksum_hash_seeded("abc", 3, 42), checksum_hash_seeded("abc", 3, 42));
    assert_int_not_equal(checksum_hash_seeded("abc", 3, 42), checksum_hash("abc", 3));
    assert_int_not_equal(checksum_hash_seeded("abc", 3, 42), checksum_hash_seeded("abc", 3, 43));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digests_are_those_of_the_specification),
        cmocka_unit_test(test_hashes_are_the_low_half_of_64_bits),
        cmocka_unit_test(test_every_bit_counts),
        cmocka_unit_test(test_a_seed_makes_another_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
