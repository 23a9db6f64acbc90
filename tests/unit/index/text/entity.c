/*
 * HTML's named characters. The expected values come from the list in the HTML standard (section
 * 13.5). What only resembles a name, or would make an HTML parser do something else, is not one.
 */

#include "index/text/entity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The copy has exactly the name's size and no NUL. */
static size_t find(const char *name, size_t size, uint32_t points[static ENTITY_MAX_POINTS])
{
    char *copy = malloc(size ? size : 1);
    size_t count;

    assert_non_null(copy);
    memcpy(copy, name, size);
    count = entity_find(copy, size, points);
    free(copy);
    return count;
}

static void test_names_of_one_character(void **state)
{
    static const struct {
        const char *name;
        uint32_t point;
    } names[] = {
        {"amp", '&'},
        {"AMP", '&'},
        {"lt", '<'},
        {"gt", '>'},
        {"quot", '"'},
        {"apos", '\''},
        {"Tab", '\t'},
        {"NewLine", '\n'},
        {"nbsp", 0xA0},
        {"shy", 0xAD},
        {"copy", 0xA9},
        {"frac12", 0xBD},
        {"sup2", 0xB2},
        {"Auml", 0xC4},
        {"auml", 0xE4}, /* names are case-sensitive */
        {"not", 0xAC},
        {"notin", 0x2209}, /* the longer name, of which "in" is a prefix */
        {"there4", 0x2234},
        {"pi", 0x3C0},
        {"euro", 0x20AC},
        {"starf", 0x2605},
        {"ZeroWidthSpace", 0x200B},
        {"zwj", 0x200D},
        {"Afr", 0x1D504},
        {"CounterClockwiseContourIntegral", 0x2233}, /* the longest */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        uint32_t points[ENTITY_MAX_POINTS] = {0, 0xDEAD};

        if (find(names[i].name, strlen(names[i].name), points) != 1 || points[0] != names[i].point)
            fail_msg("&%s; is U+%04X", names[i].name, points[0]);
        assert_int_equal(points[1], 0xDEAD);
    }
}

static void test_names_of_two_characters(void **state)
{
    static const struct {
        const char *name;
        uint32_t points[ENTITY_MAX_POINTS];
    } names[] = {
        {"bne", {'=', 0x20E5}},
        {"fjlig", {'f', 'j'}},
        {"nvlt", {'<', 0x20D2}},
        {"ThickSpace", {0x205F, 0x200A}},
        {"NotEqualTilde", {0x2242, 0x338}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        uint32_t points[ENTITY_MAX_POINTS] = {0};

        assert_int_equal(find(names[i].name, strlen(names[i].name), points), 2);
        assert_memory_equal(points, names[i].points, sizeof points);
    }
}

static void test_what_is_not_a_name(void **state)
{
    static const struct {
        const char *name;
        size_t size;
    } none[] = {
        {"", 0},
        {"nosuchname", 10},
        {"Amp", 3},
        {"STARF", 5},
        {"copyx", 5}, /* "&copyx;" is "©x;" in HTML: a name and another letter */
        {"ampamp", 6},
        {"notit", 5},
        {"amp;", 4},
        {"amp;&lt", 7},
        {"&amp", 4},
        {"#65", 3},
        {"#x41", 4},
        {" amp", 4},
        {"amp ", 4},
        {"amp\0", 4},
        {"\0amp", 4},
        {"amp\n", 4},
        {"<b>", 3},
        {"lt</pre", 7},
        {"caf\xC3\xA9", 5},
        {"\xFF", 1},
        {"a", 1},
        {"zz", 2},
        {"CounterClockwiseContourIntegralx", 32},
        {"CounterClockwiseContourIntegralxx", 33},
    };
    char *endless = malloc(1024);

    (void)state;
    assert_non_null(endless);
    memset(endless, 'a', 1024);
    for (size_t i = 0; i < COUNT(none); i++) {
        uint32_t points[ENTITY_MAX_POINTS];

        if (find(none[i].name, none[i].size, points) != 0)
            fail_msg("&%s; is U+%04X", none[i].name, points[0]);
    }
    for (size_t size = 1; size <= 1024; size++) {
        uint32_t points[ENTITY_MAX_POINTS];

        assert_int_equal(entity_find(endless + 1024 - size, size, points), 0);
    }
    free(endless);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_one_character),
        cmocka_unit_test(test_names_of_two_characters),
        cmocka_unit_test(test_what_is_not_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
