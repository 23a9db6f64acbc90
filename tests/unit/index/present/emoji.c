/*
 * The forms of emoji. The index is the real one; tests/integration/test_emoji.py compares all tones with
 * emoji-test.txt.
 */

#include "index/present/emoji.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/indexes/fixture.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static uint32_t document_of(const struct charindex *index, const uint32_t *points, size_t count)
{
    uint32_t document;

    if (count == 1)
        assert_true(charindex_find(index, points[0], &document));
    else
        assert_int_equal(charindex_find_sequence(index, points, count, &document), count);
    return document;
}

static void test_the_usual_form(void **state)
{
    static const struct {
        uint32_t point;
        const char *form;
    } cases[] = {
        {0x2764, "emoji"}, {0x2600, "emoji"},  {0x2708, "emoji"}, {0x1F336, "emoji"},
        {0xA9, "text"},    {0x2122, "text"},   {0x2660, "text"},  {0x2194, "text"},
        {0x231A, "emoji"}, {0x1F44D, "emoji"}, /* without a selector */
        {0x1F996, NULL},                       /* an emoji without a text presentation */
        {0x2605, NULL},                        /* not an emoji */
        {'1', NULL},       {'#', NULL},        {'A', NULL},       {0x1F1E8, NULL},
        {0xFE0F, NULL},    {0x1F3FB, NULL},    {0, NULL},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *form = emoji_presentation(*state, document_of(*state, &cases[i].point, 1));

        if (!cases[i].form)
            assert_null(form);
        else
            assert_string_equal(form, cases[i].form);
    }
}

static void test_the_form_without_a_selector(void **state)
{
    static const struct {
        uint32_t point;
        const char *form;
        bool takes_selector; /* in its usual form */
    } cases[] = {
        {0x2764, "text", true}, {0xA9, "text", false}, {0x231A, "emoji", false},
        {0x1F996, NULL, false}, {'1', NULL, false},    {0x1F1E8, NULL, false},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        const uint32_t document = document_of(*state, &cases[i].point, 1);
        const char *form = emoji_default_presentation(*state, document);

        if (!cases[i].form)
            assert_null(form);
        else
            assert_string_equal(form, cases[i].form);
        assert_int_equal(emoji_takes_selector(*state, document), cases[i].takes_selector);
    }
}

static void test_a_sequence_has_one_form(void **state)
{
    static const uint32_t flame[] = {0x2764, 0x200D, 0x1F525};

    assert_null(emoji_presentation(*state, document_of(*state, flame, COUNT(flame))));
    assert_null(emoji_default_presentation(*state, document_of(*state, flame, COUNT(flame))));
}

static void test_tones(void **state)
{
    static const struct {
        uint32_t points[6], toned[8];
        size_t count, size;
    } cases[] = {
        {{0x1F44D}, {0x1F44D, 0x1F3FD}, 1, 2},
        {{0x1F48F}, {0x1F48F, 0x1F3FD}, 1, 2}, /* two people */
        {{0x1F9D1, 0x200D, 0x1F91D, 0x200D, 0x1F9D1},
         {0x1F9D1, 0x1F3FD, 0x200D, 0x1F91D, 0x200D, 0x1F9D1, 0x1F3FD},
         5,
         7}, /* but not their hands */
        {{0x1F469, 0x200D, 0x1F680}, {0x1F469, 0x1F3FD, 0x200D, 0x1F680}, 3, 4},
        {{0x1F575, 0x200D, 0x2640}, {0x1F575, 0x1F3FD, 0x200D, 0x2640, 0xFE0F}, 3, 5},
        {{0x1F44D, 0x1F3FD}, {0}, 2, 0},                          /* it has one */
        {{0x1F468, 0x200D, 0x1F469, 0x200D, 0x1F466}, {0}, 5, 0}, /* a family */
        {{0x1F46A}, {0}, 1, 0},
        {{0x1F3FD}, {0}, 1, 0},
        {{0x2764}, {0}, 1, 0},
        {{'A'}, {0}, 1, 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t toned[SEQUENCE_MAX];
        const size_t size =
            emoji_toned(*state, document_of(*state, cases[i].points, cases[i].count), toned);

        assert_int_equal(size, cases[i].size);
        assert_memory_equal(toned, cases[i].toned, size * sizeof *toned);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_usual_form),
        cmocka_unit_test(test_the_form_without_a_selector),
        cmocka_unit_test(test_a_sequence_has_one_form),
        cmocka_unit_test(test_tones),
    };

    return cmocka_run_group_tests(tests, english_setup, index_teardown);
}
