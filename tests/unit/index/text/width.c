/*
 * Cells of a terminal, for the kinds of characters that are not one cell wide.
 */

#include "index/text/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/unicode/invented.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_code_points(void **state)
{
    static const struct {
        uint32_t code_point;
        unsigned width;
    } table[] = {
        {'A', 1},     {' ', 1},     {0x00, 0},   {0x1B, 0},     {0x7F, 0},    {0x9B, 0},
        {0xA0, 1},    {0xAD, 1},    {0xE9, 1},   {0x301, 0},    {0x20DD, 0},  {0x903, 1},
        {0x600, 1},   {0x61C, 0},   {0x200B, 0}, {0x200D, 0},   {0x202E, 0},  {0x2028, 0},
        {0x2764, 1},  {0x231A, 2},  {0x3042, 2}, {0x65E5, 2},   {0xFF21, 2},  {0xFF71, 1},
        {0xAC00, 2},  {0x1100, 2},  {0x1161, 0}, {0x11A8, 0},   {0x115F, 0},  {0xFE0F, 0},
        {0x3164, 0},  {0xD800, 0},  {0xE000, 1}, {0xFDFD, 1},   {0x12219, 1}, {0x1F600, 2},
        {0xE0041, 0}, {0x1F1E8, 1}, {0x378, 1},  {0x10FFFF, 1}, {0x20000, 2}, {0x3000, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++)
        if (width_of_point(NULL, table[i].code_point) != table[i].width)
            fail_msg("U+%04X is %u wide", (unsigned)table[i].code_point,
                     width_of_point(NULL, table[i].code_point));
}

static void test_clusters_and_texts(void **state)
{
    static const struct {
        const char *text;
        size_t width;
    } table[] = {
        {"", 0},
        {"CAT FACE", 8},
        {"\u00E9t\u00E9", 3},
        {"e\u0301", 1},
        {"\u25CC\u0301", 1},
        {"\u2764", 1},
        {"\u2764\uFE0F", 2},         /* an emoji */
        {"1\uFE0F\u20E3", 2},        /* a keycap */
        {"a\uFE0F", 1},              /* not an emoji with any character after it */
        {"\U0001F1E8\U0001F1ED", 2}, /* a flag */
        {"\U0001F1E8", 1},
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467", 2},
        {"\U0001F44D\U0001F3FD", 2},
        {"\u1112\u1161\u11AB", 2}, /* one Hangul syllable */
        {"\u65E5\u672C", 4},
        {"\u200B", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++)
        if (width_of_text(NULL, table[i].text, strlen(table[i].text)) != table[i].width)
            fail_msg("text %zu is %zu wide", i,
                     width_of_text(NULL, table[i].text, strlen(table[i].text)));
}

static void test_marks(void **state)
{
    (void)state;
    assert_true(width_is_mark(NULL, 0x301));
    assert_true(width_is_mark(NULL, 0x903));
    assert_true(width_is_mark(NULL, 0x20DD));
    assert_false(width_is_mark(NULL, 'a'));
    assert_false(width_is_mark(NULL, 0x200D));
    assert_false(width_is_mark(NULL, 0x1F3FD));
}

static void test_newer_characters(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    assert_int_equal(width_of_point(repertoire, INVENTED_EMOJI), 2);
    assert_int_equal(width_of_point(NULL, INVENTED_SMALL), 2);
    assert_int_equal(width_of_point(repertoire, INVENTED_SMALL), 1);
    assert_int_equal(width_of_text(repertoire, "\U0003FF10a", 5), 3);
    assert_false(width_is_mark(repertoire, INVENTED_EMOJI));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_clusters_and_texts),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_newer_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
