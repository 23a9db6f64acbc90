/*
 * Which of two characters is better known, a pair for each kind of evidence. No absolute value is
 * tested, so the weights may change as long as these pairs keep their order.
 */

#include "index/unicode/prominence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index/file/charindex.h"

static unsigned bare(const struct prominence *prominence, uint32_t code_point)
{
    struct prominence_evidence evidence = {.code_point = code_point};

    return prominence_of(prominence, &evidence);
}

static void test_the_better_known_of_two(void **state)
{
    static const struct {
        uint32_t better, lesser;
    } pairs[] = {
        {'a', 0x1D41A},    /* a letter before its mathematical bold form */
        {'A', 0xFF21},     /* and its fullwidth form */
        {0x436, 0x416},    /* the lowercase letter before the uppercase one */
        {0x3A9, 0x2126},   /* a letter before the sign that normalizes to it */
        {0xE9, 0x1E17},    /* a letter of many European languages before one of few */
        {0x430, 0x1C80},   /* a Cyrillic letter before a historic one */
        {0x5D0, 0x10900},  /* a living script before a dead one */
        {0x2192, 0x1F872}, /* an arrow of Unicode 1.1 before one of 7.0 */
        {'+', 0x2795},     /* ASCII before dingbats */
        {0x20AC, 0x20BF},  /* a currency with keywords before one without */
        {'n', 0x149},      /* a letter before a deprecated one */
    };
    const struct prominence *prominence = *state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (bare(prominence, pairs[i].better) <= bare(prominence, pairs[i].lesser))
            fail_msg("U+%04X is not better known than U+%04X", (unsigned)pairs[i].better,
                     (unsigned)pairs[i].lesser);
}

static void test_each_list_is_evidence(void **state)
{
    static const struct prominence_evidence lists[] = {
        {.code_point = 0x2713, .emoji_order = 1}, {.code_point = 0x2713, .emoji_order = 3000},
        {.code_point = 0x2713, .annotations = 1}, {.code_point = 0x2713, .html_names = 1},
        {.code_point = 0x2713, .html_names = 2},  {.code_point = 0x2713, .aliases = 1},
    };
    const struct prominence *prominence = *state;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        assert_true(prominence_of(prominence, &lists[i]) > bare(prominence, 0x2713));
    assert_true(prominence_of(prominence, &lists[4]) > prominence_of(prominence, &lists[3]));
}

/* The counts differ by factors: twice as often is as much more, whether of 2 or of 2,000. */
static void test_ideographs_that_are_written_often(void **state)
{
    static const uint32_t counts[] = {0, 1, 2, 16, 1024, 1000000};
    const struct prominence *prominence = *state;
    unsigned last = 0;

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const struct prominence_evidence evidence = {.code_point = 0x6C34, .written = counts[i]};
        const unsigned known = prominence_of(prominence, &evidence);

        assert_true(known > last);
        last = known;
    }
    assert_int_equal(
        last, prominence_of(prominence, &(struct prominence_evidence){.code_point = 0x6C34,
                                                                      .written = UINT32_MAX}));
}

static void test_a_sequence_is_not_its_first_character(void **state)
{
    const struct prominence *prominence = *state;
    struct prominence_evidence keycap = {.code_point = '1', .sequence = true, .emoji_order = 9};
    struct prominence_evidence hand = {.code_point = 0x1F44D, .emoji_order = 9};
    struct prominence_evidence toned = {
        .code_point = 0x1F44D, .sequence = true, .variant = true, .emoji_order = 10};

    assert_true(prominence_of(prominence, &keycap) < bare(prominence, '1'));
    assert_true(prominence_of(prominence, &toned) < prominence_of(prominence, &hand));
    toned.variant = false;
    assert_true(prominence_of(prominence, &toned) < prominence_of(prominence, &hand));
}

static void test_every_prominence_is_in_range(void **state)
{
    const struct prominence *prominence = *state;
    unsigned min = 255, max = 0;

    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point += 7) {
        struct prominence_evidence all = {
            .code_point = code_point,
            .emoji_order = 1,
            .annotations = UINT32_MAX,
            .html_names = UINT32_MAX,
            .aliases = UINT32_MAX,
            .written = UINT32_MAX,
        };
        struct prominence_evidence none = {
            .code_point = code_point, .sequence = true, .variant = true};
        unsigned figure = prominence_of(prominence, &all);

        max = figure > max ? figure : max;
        figure = prominence_of(prominence, &none);
        min = figure < min ? figure : min;
        assert_true(prominence_of(prominence, &all) <= 255);
    }
    assert_true(max > 200); /* the range is used */
    assert_true(min < 20);
}

static void test_tiers_fall_with_prominence(void **state)
{
    (void)state;
    assert_int_equal(prominence_tier(255), 0);
    assert_int_equal(prominence_tier(0), CHARINDEX_TIERS - 1);
    for (unsigned prominence = 1; prominence <= 255; prominence++) {
        assert_true(prominence_tier(prominence) <= prominence_tier(prominence - 1));
        assert_true(prominence_tier(prominence) < CHARINDEX_TIERS);
    }
}

static int open_all(void **state)
{
    *state = prominence_new();
    return *state ? 0 : -1;
}

static int close_all(void **state)
{
    prominence_free(*state);
    prominence_free(NULL); /* NULL is allowed */
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_better_known_of_two),
        cmocka_unit_test(test_each_list_is_evidence),
        cmocka_unit_test(test_ideographs_that_are_written_often),
        cmocka_unit_test(test_a_sequence_is_not_its_first_character),
        cmocka_unit_test(test_every_prominence_is_in_range),
        cmocka_unit_test(test_tiers_fall_with_prominence),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
