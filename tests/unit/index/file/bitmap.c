/*
 * Bitmaps against arrays of truth values: random sets from a fixed seed, with universes of every
 * size around the limits of words and steps.
 */

#include "index/file/bitmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/base/random.h"

enum { UNIVERSE_MAX = 9000, ROUNDS = 3000 };

/* A set in both forms, in memory of exactly its size. */
struct set {
    uint32_t size;
    bool bits[UNIVERSE_MAX];
    struct bitmap bitmap;
};

static const uint32_t sizes[] = {1,   2,   63,  64,   65,   127,  128,  129,  447,  448,  449,
                                 511, 512, 513, 1000, 1024, 4032, 4095, 4096, 4097, 8192, 9000};

static void set_open(struct set *set, uint32_t size)
{
    set->size = size;
    memset(set->bits, 0, sizeof set->bits);
    set->bitmap = (struct bitmap){
        .words = malloc(bitmap_words(size) * sizeof *set->bitmap.words),
        .size = size,
    };
    assert_non_null(set->bitmap.words);
    memset(set->bitmap.words, 0xA5, bitmap_words(size) * sizeof *set->bitmap.words);
    bitmap_clear(&set->bitmap);
}

static void set_close(struct set *set)
{
    free(set->bitmap.words);
}

static void set_put(struct set *set, uint32_t first, uint32_t end, bool on)
{
    bitmap_put(&set->bitmap, first, end, on);
    for (uint32_t i = first; i < end; i++)
        set->bits[i] = on;
}

static void set_random(struct set *set, uint32_t size, uint64_t *seed)
{
    uint32_t count = random_below(seed, 40), longest = 1 + random_below(seed, size);

    set_open(set, size);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = random_below(seed, size + 1);
        uint32_t length = random_below(seed, longest + 1);

        length = length < size - first ? length : size - first;
        set_put(set, first, first + length, random_below(seed, 4) != 0);
    }
}

/* Does the bitmap equal the array: bit by bit, by walking, by runs, and empty past its end? */
static void assert_same(const struct set *set)
{
    struct posting_run *runs;
    struct postings postings;
    uint32_t count = 0, total = 0, after = 0, at;
    bool any = false;

    for (uint32_t i = 0; i < set->size; i++) {
        assert_int_equal(bitmap_has(&set->bitmap, i), set->bits[i]);
        any = any || set->bits[i];
        count += set->bits[i] && (i == 0 || !set->bits[i - 1]);
    }
    for (size_t i = set->size; i < bitmap_document_words(set->size) * 64; i++)
        assert_false(set->bitmap.words[i / 64] >> (i % 64) & 1);
    assert_int_equal(bitmap_empty(&set->bitmap), !any);
    at = bitmap_next(&set->bitmap, 0, set->size);
    for (uint32_t i = 0; i < set->size; i++) {
        if (!set->bits[i])
            continue;
        assert_int_equal(at, i);
        at = bitmap_next(&set->bitmap, i + 1, set->size);
    }
    assert_int_equal(at, set->size);

    assert_int_equal(bitmap_runs(&set->bitmap), count);
    runs = malloc(count * sizeof *runs + !count);
    assert_non_null(runs);
    bitmap_encode(&set->bitmap, runs, &postings);
    assert_int_equal(postings.count, count);
    for (uint32_t run = 0; run < count; run++) {
        uint32_t first = posting_first(&postings, run), end = posting_end(&postings, run);

        assert_true(first < end && end <= set->size && (run == 0 || first > after));
        assert_int_equal(posting_rank(&postings, run), total);
        for (uint32_t i = first; i < end; i++)
            assert_true(set->bits[i]);
        total += end - first;
        after = end;
    }
    for (uint32_t i = 0; i < set->size; i++)
        total -= set->bits[i];
    assert_int_equal(total, 0);
    free(runs);
}

static void test_random_ranges(void **state)
{
    uint64_t seed = 0x9E3779B97F4A7C15;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct set set;

        set_random(&set, sizes[round % (sizeof sizes / sizeof *sizes)], &seed);
        assert_same(&set);
        set_close(&set);
    }
}

static void test_empty_and_full_sets(void **state)
{
    (void)state;
    for (uint32_t size = 1; size < UNIVERSE_MAX; size++) {
        struct set set;

        set_open(&set, size);
        set_put(&set, 0, 0, true);
        set_put(&set, size, size, true);
        assert_same(&set);
        set_put(&set, 0, size, true);
        assert_same(&set);
        set_put(&set, size / 2, size / 2, false);
        assert_same(&set);
        set_put(&set, 0, size, false);
        assert_same(&set);
        set_close(&set);
    }
}

static void test_both(void **state)
{
    uint64_t seed = 3;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        uint32_t size = sizes[round % (sizeof sizes / sizeof *sizes)];
        bool left, expected = false;
        struct set a, b;

        set_random(&a, size, &seed);
        set_random(&b, size, &seed);
        left = bitmap_intersect(&a.bitmap, &b.bitmap);
        for (uint32_t i = 0; i < size; i++) {
            a.bits[i] = a.bits[i] && b.bits[i];
            expected = expected || a.bits[i];
        }
        assert_int_equal(left, expected);
        assert_same(&a);
        assert_same(&b);
        set_close(&a);
        set_close(&b);
    }
}

/* Runs are added and removed in any order, including adjacent ones. */
static void test_postings(void **state)
{
    uint64_t seed = 4;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        uint32_t size = sizes[round % (sizeof sizes / sizeof *sizes)], rank = 0;
        uint32_t count = random_below(&seed, 9);
        bool on = round % 3 != 0;
        struct posting_run runs[9];
        struct postings postings;
        struct set set;

        set_random(&set, size, &seed);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = random_below(&seed, size);
            uint32_t length = 1 + random_below(&seed, size - first);

            runs[i] = posting_run(first, rank);
            rank += length;
            for (uint32_t j = first; j < first + length; j++)
                set.bits[j] = on;
        }
        postings = (struct postings){.runs = runs, .count = count, .total = rank};
        bitmap_put_postings(&set.bitmap, &postings, on);
        assert_same(&set);
        set_close(&set);
    }
}

/* Stored words are not padded, and may have bits set after the last document, because the file is
 * not trusted. */
static void test_stored_words(void **state)
{
    uint64_t seed = 5;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        uint32_t size = sizes[round % (sizeof sizes / sizeof *sizes)];
        size_t count = ((size_t)size + 63) / 64;
        uint64_t *words_le = malloc(count * sizeof *words_le);
        bool on = round % 2;
        struct set set;

        assert_non_null(words_le);
        for (size_t i = 0; i < count; i++)
            words_le[i] =
                (uint64_t)random_below(&seed, UINT32_MAX) << 32 | random_below(&seed, UINT32_MAX);
        set_random(&set, size, &seed);
        for (uint32_t i = 0; i < size; i++)
            if (le64toh(words_le[i / 64]) >> (i % 64) & 1)
                set.bits[i] = on;
        bitmap_put_stored(&set.bitmap, words_le, on);
        assert_same(&set);
        set_close(&set);
        free(words_le);
    }
}

static void test_the_next_document_is_below_the_end(void **state)
{
    struct set set;

    (void)state;
    set_open(&set, 1000);
    set_put(&set, 70, 71, true);
    set_put(&set, 999, 1000, true);
    assert_int_equal(bitmap_next(&set.bitmap, 0, 1000), 70);
    assert_int_equal(bitmap_next(&set.bitmap, 70, 1000), 70);
    assert_int_equal(bitmap_next(&set.bitmap, 71, 1000), 999);
    assert_int_equal(bitmap_next(&set.bitmap, 0, 70), 70);
    assert_int_equal(bitmap_next(&set.bitmap, 0, 71), 70);
    assert_int_equal(bitmap_next(&set.bitmap, 71, 999), 999);
    assert_int_equal(bitmap_next(&set.bitmap, 65, 69), 69);
    assert_int_equal(bitmap_next(&set.bitmap, 1000, 1000), 1000);
    assert_int_equal(bitmap_next(&set.bitmap, 5, 5), 5);
    set_close(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_ranges),
        cmocka_unit_test(test_empty_and_full_sets),
        cmocka_unit_test(test_both),
        cmocka_unit_test(test_postings),
        cmocka_unit_test(test_stored_words),
        cmocka_unit_test(test_the_next_document_is_below_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
