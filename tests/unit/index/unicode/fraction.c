/*
 * Numbers as text and back: every numeric value of Unicode keeps its value, and what is not a number
 * is refused.
 */

#include "index/unicode/fraction.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Reads a copy of exactly the text's size. */
static bool read(const char *text, size_t size, float *value)
{
    char *copy = malloc(size ? size : 1);
    bool done;

    assert_non_null(copy);
    memcpy(copy, text, size);
    done = fraction_read(copy, size, value);
    free(copy);
    return done;
}

static void numbers_are_read_and_written(void **state)
{
    static const struct {
        const char *text;
        double value;
        const char *written;
    } numbers[] = {
        {"0", 0, "0"},
        {"-0", 0, "0"},
        {"7", 7, "7"},
        {"007", 7, "7"},
        {"1/2", 0.5, "1/2"},
        {"2/4", 0.5, "1/2"},
        {"0.5", 0.5, "1/2"},
        {"-1/2", -0.5, "-1/2"},
        {"1/3", 1.0 / 3, "1/3"},
        {"17/2", 8.5, "17/2"},
        {"3/320", 3.0 / 320, "3/320"},
        {"216000", 216000, "216000"},
        {"10000000000000000", 1e16, "10000000000000000"},
        {"1000000000000", 1e12, "1000000000000"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        char text[FRACTION_SIZE];
        float value;

        assert_true(read(numbers[i].text, strlen(numbers[i].text), &value));
        assert_true(value == (float)numbers[i].value);
        fraction_write(value, text);
        assert_string_equal(text, numbers[i].written);
    }
}

static void what_is_not_a_number(void **state)
{
    static const char *const texts[] = {
        "",
        "-",
        "/",
        "1/",
        "/2",
        "1/0",
        "1/-2",
        "1.",
        ".5",
        "1,5",
        "1e3",
        "0x1",
        "+1",
        "--1",
        "1/2/3",
        "1.5/2",
        "na",
        "NaNs",
        "inf",
        "1 2",
        " 1",
        "1 ",
        "\xC2\xBD",
        "123456789012345678901",
        "1/000000000000000000001",
    };
    float value;

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        if (read(texts[i], strlen(texts[i]), &value))
            fail_msg("\"%s\" is %f", texts[i], (double)value);
    assert_false(read("1\0", 2, &value));
}

static void a_character_without_a_number_has_nan(void **state)
{
    char text[FRACTION_SIZE];
    float value = 0;

    (void)state;
    assert_true(read("nan", 3, &value));
    assert_true(isnan(value));
    fraction_write(value, text);
    assert_string_equal(text, "NaN");
    assert_true(isnan(fraction_of_bits(fraction_bits(value))));
}

static void numbers_are_ordered(void **state)
{
    static const float ascending[] = {-0.5F, 0, 0.003125F, 0.5F, 1, 1e12F, NAN};

    (void)state;
    for (size_t i = 0; i < COUNT(ascending); i++)
        for (size_t k = 0; k < COUNT(ascending); k++) {
            int order = fraction_compare(ascending[i], ascending[k]);

            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
}

static void every_number_of_unicode_keeps_its_value(void **state)
{
    size_t numbers = 0;

    (void)state;
    for (UChar32 c = 0; c <= 0x10FFFF; c++) {
        double number = u_getNumericValue(c);
        char text[FRACTION_SIZE];
        float value;

        if (number == U_NO_NUMERIC_VALUE)
            continue;
        numbers++;
        fraction_write((float)number, text);
        assert_true(read(text, strlen(text), &value));
        assert_true(value == (float)number);
        assert_true(fabs(strtod(text, NULL) - number) < 1 || strchr(text, '/'));
    }
    assert_true(numbers > 1700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_and_written),
        cmocka_unit_test(what_is_not_a_number),
        cmocka_unit_test(a_character_without_a_number_has_nan),
        cmocka_unit_test(numbers_are_ordered),
        cmocka_unit_test(every_number_of_unicode_keeps_its_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
