/*
 * Ways to write a code point, apart from queries: what is read, what is left to others, and what is
 * wrong, with the byte where it is. The whole table of forms is in tests/unit/index/search/grammar.c.
 */

#include "index/search/notation/notation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { NAMES = 3, POINTS_MAX = 16 };

/* From memory of exactly the text's size, into exactly the room that the contract asks for. */
static enum notation read_text(const char *text, size_t *names_left, uint32_t points[POINTS_MAX],
                               size_t *count, struct notation_error *error)
{
    size_t size = strlen(text), room = size / 2;
    uint32_t *exact = malloc(room > 0 ? room * sizeof *exact : 1);
    char *copy = malloc(size > 0 ? size : 1);
    enum notation notation;

    assert_non_null(exact);
    assert_non_null(copy);
    memcpy(copy, text, size);
    notation = notation_read(copy, size, names_left, exact, count, error);
    if (notation == NOTATION_POINTS) {
        assert_true(*count <= POINTS_MAX);
        memcpy(points, exact, *count * sizeof *points);
    }
    free(copy);
    free(exact);
    return notation;
}

static void test_what_is_read(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        uint32_t points[4];
    } texts[] = {
        {"U+2600", 1, {0x2600}},
        {"u+0", 1, {0}},
        {"0x10FFFF", 1, {0x10FFFF}},
        {"\\x41\\u2600\\U0001F600\\u{42}", 4, {0x41, 0x2600, 0x1F600, 0x42}},
        {"\\ud83d\\ude00", 1, {0x1F600}},
        {"&#9728;&#x2601;&starf;", 3, {0x2600, 0x2601, 0x2605}},
        {"&acE;&acE;", 4, {0x223E, 0x333, 0x223E, 0x333}}, /* five bytes for two */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        uint32_t points[POINTS_MAX];
        struct notation_error error;
        size_t count, names_left = NAMES;

        assert_int_equal(read_text(texts[i].text, &names_left, points, &count, &error),
                         NOTATION_POINTS);
        assert_int_equal(count, texts[i].count);
        assert_memory_equal(points, texts[i].points, count * sizeof *points);
    }
}

static void test_what_is_left_to_others(void **state)
{
    static const char *const texts[] = {"",        "U",          "u2600",  "+",   "0x",
                                        "0x2600g", "0x110000",   "\\",     "\\n", "&",
                                        "& x",     "&\xC3\xA9;", "x&amp;", "9728"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        uint32_t points[POINTS_MAX];
        struct notation_error error;
        size_t count, names_left = NAMES;

        assert_int_equal(read_text(texts[i], &names_left, points, &count, &error), NOTATION_NONE);
        assert_int_equal(names_left, NAMES);
    }
}

static void test_what_is_wrong_and_where(void **state)
{
    static const struct {
        const char *text;
        size_t at;
    } texts[] = {
        {"U+", 2},           {"U+110000", 2}, {"U+2600..", 2},     {"\\u26", 0},
        {"\\u2600\\u26", 6}, {"\\u2600x", 6}, {"&#9728", 0},       {"&#9728;&#9728", 7},
        {"&#9728;x", 7},     {"&nosuch;", 0}, {"&lt;&nosuch;", 4}, {"&#x110000;", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        uint32_t points[POINTS_MAX];
        struct notation_error error = {.at = SIZE_MAX, .message = NULL};
        size_t count, names_left = NAMES;

        assert_int_equal(read_text(texts[i].text, &names_left, points, &count, &error),
                         NOTATION_WRONG);
        assert_int_equal(error.at, texts[i].at);
        assert_non_null(error.message);
    }
}

/* Numbers cost nothing; names are counted over several calls. */
static void test_only_so_many_names_are_looked_up(void **state)
{
    uint32_t points[POINTS_MAX];
    struct notation_error error;
    size_t count, names_left = NAMES;

    (void)state;
    assert_int_equal(read_text("&lt;&#9728;&gt;", &names_left, points, &count, &error),
                     NOTATION_POINTS);
    assert_int_equal(names_left, NAMES - 2);
    assert_int_equal(read_text("&lt;&#9728;&gt;", &names_left, points, &count, &error),
                     NOTATION_COSTLY);
    assert_int_equal(error.at, 11);
    assert_int_equal(names_left, 0);
    assert_int_equal(read_text("&#9728;&#9729;", &names_left, points, &count, &error),
                     NOTATION_POINTS);
    assert_int_equal(read_text("&lt;", &names_left, points, &count, &error), NOTATION_COSTLY);
    assert_int_equal(error.at, 0);
    assert_int_equal(names_left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_what_is_left_to_others),
        cmocka_unit_test(test_what_is_wrong_and_where),
        cmocka_unit_test(test_only_so_many_names_are_looked_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
