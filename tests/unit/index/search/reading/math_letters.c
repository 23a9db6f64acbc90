/*
 * Names of letters, and their places in the mathematical alphabets.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/reading/math_letters.h"
#include "index/unicode/character.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const enum math_alphabet last = MATH_MONOSPACE;

static void assert_symbol(const char *name, uint32_t first, uint32_t second)
{
    struct math_symbol symbol;

    if (!math_symbol(slice_of(name), &symbol))
        fail_msg("\"%s\" is not a symbol", name);
    assert_int_equal(symbol.points[0], first);
    assert_int_equal(symbol.count, second == 0 ? 1 : 2);
    assert_int_equal(symbol.points[1], second);
}

static void test_names(void **state)
{
    (void)state;
    assert_symbol("R", 'R', 0);
    assert_symbol("7", '7', 0);
    assert_symbol("seven", '7', 0);
    assert_symbol("alpha", 0x3B1, 0);
    assert_symbol("\\Omega", 0x3A9, 0);
    assert_symbol("\xCE\xB1", 0x3B1, 0);
    assert_symbol("sigma", 0x3C3, 0);
    assert_symbol("varsigma", 0x3C2, 0);
    assert_symbol("Sigma", 0x3A3, 0);
    assert_symbol("epsilon", 0x3F5, 0x3B5);
    assert_symbol("varepsilon", 0x3B5, 0);
    assert_symbol("phi", 0x3D5, 0x3C6);
    assert_symbol("Phi", 0x3A6, 0);
    assert_symbol("nabla", 0x2207, 0);
}

static void test_capitals(void **state)
{
    static const struct {
        const char *name;
        bool is_capital;
    } cases[] = {{"R", true}, {"r", false}, {"Gamma", true}, {"gamma", false}, {"1", false}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct math_symbol symbol;

        assert_true(math_symbol(slice_of(cases[i].name), &symbol));
        assert_int_equal(symbol.is_capital, cases[i].is_capital);
    }
}

static void test_what_is_not_a_symbol(void **state)
{
    static const char *const names[] = {
        "",   "\\", "ab",  "Varepsilon", "ALPHA", "alph",     "alphas", "\\\\a",
        " a", "+",  "ten", "\xC3\xA9",   "{a}",   "Varsigma", "\\ a",   "One"};
    struct math_symbol symbol;

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        if (math_symbol(slice_of(names[i]), &symbol))
            fail_msg("\"%s\" is a symbol", names[i]);
}

/* What ICU says that the letter is a form of. */
static uint32_t plain_letter(uint32_t letter)
{
    struct character character;

    character_describe(NULL, letter, &character);
    assert_string_equal(character.decomposition_type, "Font");
    assert_int_equal(character.decomposition.count, 1);
    return character.decomposition.points[0];
}

static void test_every_letter_is_a_form_of_the_plain_one(void **state)
{
    (void)state;
    for (enum math_alphabet alphabet = MATH_BOLD; alphabet <= last; alphabet++) {
        size_t letters = 0;

        for (uint32_t point = '0'; point <= 0x2207; point++) {
            uint32_t letter = math_letter(alphabet, point);

            if (letter == 0)
                continue;
            letters++;
            if (plain_letter(letter) != point)
                fail_msg("alphabet %d has U+%04X for U+%04X", (int)alphabet, letter, point);
        }
        assert_in_range(letters, 52, 52 + 10 + 58);
    }
}

static void test_what_an_alphabet_does_not_have(void **state)
{
    (void)state;
    assert_int_equal(math_letter(MATH_FRAKTUR, '1'), 0);
    assert_int_equal(math_letter(MATH_SCRIPT, 0x3B1), 0);
    assert_int_equal(math_letter(MATH_BOLD, 0x3A2), 0);
    assert_int_equal(math_letter(MATH_BOLD, 0xE9), 0);
    assert_int_equal(math_letter(MATH_BOLD, 0), 0);
    assert_int_equal(math_letter(MATH_BOLD, 0x10FFFF), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_capitals),
        cmocka_unit_test(test_what_is_not_a_symbol),
        cmocka_unit_test(test_every_letter_is_a_form_of_the_plain_one),
        cmocka_unit_test(test_what_an_alphabet_does_not_have),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
