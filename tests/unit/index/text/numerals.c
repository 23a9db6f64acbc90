/*
 * Numbers and plurals in several languages: CLDR's own examples.
 */

#include "index/text/numerals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_number(const char *language, uint32_t number, const char *expected)
{
    struct buffer out = BUFFER_INIT;

    number_append(&out, language, number);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void test_numbers_are_grouped_as_the_language_does(void **state)
{
    (void)state;
    assert_number("en", 0, "0");
    assert_number("en", 999, "999");
    assert_number("en", 1000, "1,000");
    assert_number("en", UINT32_MAX, "4,294,967,295");
    assert_number("de", 149186, "149.186");
    assert_number("fr", 149186, "149\u202F186");
    assert_number("es", 1234, "1234");
    assert_number("es", 149186, "149.186");
    assert_number("zh", 149186, "149,186");
    assert_number("ja", 149186, "149,186");
}

static void test_digits_are_ascii_in_every_language(void **state)
{
    static const char *const languages[] = {"ar", "fa", "my", "ne", "ar-XB"};

    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct buffer out = BUFFER_INIT;

        number_append(&out, languages[i], 7654321);
        assert_int_equal(out.bytes[0], '7');
        buffer_release(&out);
    }
}

static void test_plurals(void **state)
{
    static const struct {
        const char *language;
        uint32_t number;
        enum plural expected;
    } cases[] = {
        {"en", 0, PLURAL_OTHER},      {"en", 1, PLURAL_ONE},   {"en", 2, PLURAL_OTHER},
        {"fr", 0, PLURAL_ONE},        {"fr", 1, PLURAL_ONE},   {"fr", 2, PLURAL_OTHER},
        {"fr", 1000000, PLURAL_MANY}, {"ja", 1, PLURAL_OTHER}, {"zh", 1, PLURAL_OTHER},
        {"ar", 0, PLURAL_ZERO},       {"ar", 1, PLURAL_ONE},   {"ar", 2, PLURAL_TWO},
        {"ar", 3, PLURAL_FEW},        {"ar", 11, PLURAL_MANY}, {"ar", 100, PLURAL_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(plural_of(cases[i].language, cases[i].number), cases[i].expected);
}

static void test_what_icu_does_not_know_has_numbers_all_the_same(void **state)
{
    (void)state;
    assert_number("", 12, "12");
    assert_number("not a language at all, and longer than any that there could ever be, by far",
                  12345, "12,345");
    assert_int_equal(plural_of("xx", 1), PLURAL_OTHER);
    assert_int_equal(plural_of("", 1), PLURAL_OTHER);
}

static void test_a_failed_buffer_stays_failed(void **state)
{
    struct buffer out = {.failed = true};

    (void)state;
    number_append(&out, "de", 12345);
    assert_true(out.failed);
    assert_int_equal(out.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_grouped_as_the_language_does),
        cmocka_unit_test(test_digits_are_ascii_in_every_language),
        cmocka_unit_test(test_plurals),
        cmocka_unit_test(test_what_icu_does_not_know_has_numbers_all_the_same),
        cmocka_unit_test(test_a_failed_buffer_stays_failed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
