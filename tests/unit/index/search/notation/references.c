/*
 * References of HTML, alone and in a row.
 */

#include "tests/unit/index/search/notation/reading.h"

static void test_numbers_and_names(void **state)
{
    static const struct reading readings[] = {
        {"&#9728;", 1, {0x2600}}, {"&#x2600;", 1, {0x2600}}, {"&#X1F600;", 1, {0x1F600}},
        {"&#0;", 1, {0}},         {"&starf;", 1, {0x2605}},  {"&nvlt;", 2, {0x3C, 0x20D2}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_several_in_a_row(void **state)
{
    static const struct reading readings[] = {
        {"&#9728;&starf;", 2, {0x2600, 0x2605}},
        {"&lt;&nvlt;&gt;", 4, {0x3C, 0x3C, 0x20D2, 0x3E}},
        {"&acE;&acE;", 4, {0x223E, 0x333, 0x223E, 0x333}}, /* five bytes for two */
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_ampersands_without_a_reference(void **state)
{
    static const char *const texts[] = {"&", "&&", "&;", "& lt;", "&\xC3\xA9;", "x&lt;", "&-"};

    (void)state;
    assert_no_match(texts, COUNT(texts));
}

static void test_malformed_from_the_reference_on(void **state)
{
    static const struct misreading misreadings[] = {
        {"&starf", 0},   {"&#9728", 0},       {"&#9728;&", 7},   {"&#9728;x;", 7}, {"&amp;;", 5},
        {"&nosuch;", 0}, {"&lt;&nosuch;", 4}, {"&#;", 0},        {"&#x;", 0},      {"&#xG;", 0},
        {"&STARF;", 0},  {"&#1114112;", 0},   {"&#x110000;", 0}, {"&#-1;", 0},     {"&#A;", 0},
    };

    (void)state;
    assert_malformed(misreadings, COUNT(misreadings));
}

/* Numbers are free; names are counted over several calls. */
static void test_lookups_of_names_are_limited(void **state)
{
    uint32_t points[POINTS_MAX];
    struct notation_error error;
    size_t count, names_left = NAMES;

    (void)state;
    assert_int_equal(read_text("&lt;&#9728;&gt;", &names_left, points, &count, &error),
                     NOTATION_OK);
    assert_int_equal(names_left, NAMES - 2);
    assert_int_equal(read_text("&lt;&#9728;&gt;", &names_left, points, &count, &error),
                     NOTATION_ERROR);
    assert_int_equal(error.at, 11);
    assert_int_equal(names_left, 0);
    assert_int_equal(read_text("&#9728;&#9729;", &names_left, points, &count, &error), NOTATION_OK);
    assert_int_equal(read_text("&lt;", &names_left, points, &count, &error), NOTATION_ERROR);
    assert_int_equal(error.at, 0);
    assert_int_equal(names_left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_and_names),
        cmocka_unit_test(test_several_in_a_row),
        cmocka_unit_test(test_ampersands_without_a_reference),
        cmocka_unit_test(test_malformed_from_the_reference_on),
        cmocka_unit_test(test_lookups_of_names_are_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
