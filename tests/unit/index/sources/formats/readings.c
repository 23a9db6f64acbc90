/*
 * Readings of ideographs: in all the ways in which they are typed, the likeliest ideograph first.
 */

#include "index/sources/formats/readings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

struct line {
    uint32_t code_point;
    const char *property, *value;
};

/* The spellings of these lines of the file. The caller frees them. */
static char *print_readings(const struct line *lines, size_t count)
{
    struct records records = RECORDS_INIT;
    struct buffer printed = BUFFER_INIT;
    struct readings *readings = readings_new(&records);
    size_t size;

    assert_non_null(readings);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(readings_add(readings, lines[i].code_point, slice_of(lines[i].property),
                                      slice_of(lines[i].value)),
                         0);
    assert_int_equal(readings_finish(readings), 0);
    readings_free(readings);
    assert_int_equal(records_hand_over(&records, &printer, &printed), 0);
    records_release(&records);
    buffer_append(&printed, "", 1);
    return buffer_detach(&printed, &size);
}

static void assert_readings(const struct line *lines, size_t count, const char *expected)
{
    char *printed = print_readings(lines, count);

    assert_string_equal(printed, expected);
    free(printed);
}

static void assert_reading(const char *property, const char *value, const char *expected)
{
    const struct line line = {0x20000, property, value}; /* in no standard: weighs nothing */

    assert_readings(&line, 1, expected);
}

static void test_mandarin(void **state)
{
    (void)state;
    assert_reading("kMandarin", "hu\u01D2",
                   "20000 mandarin (32) huo\n"
                   "20000 mandarin (32) huo3\n"
                   "20000 mandarin (32) hu\u01D2\n");
    assert_reading("kMandarin", "ma", "20000 mandarin (32) ma\n20000 mandarin (32) ma5\n");
    assert_reading("kMandarin", "l\u01DC",
                   "20000 mandarin (32) l\u00FC\n20000 mandarin (32) l\u00FC4\n"
                   "20000 mandarin (32) l\u01DC\n"
                   "20000 mandarin (32) lv\n20000 mandarin (32) lv4\n"
                   "20000 mandarin (32) lu:\n20000 mandarin (32) lu:4\n");
    assert_reading("kMandarin", "a b",
                   "20000 mandarin (32) a\n20000 mandarin (32) a5\n"
                   "20000 mandarin (16) b\n20000 mandarin (16) b5\n");
}

static void test_dictionaries(void **state)
{
    (void)state;
    assert_reading("kHanyuPinyin", "10093.130:a,b 74609.020:b",
                   "20000 mandarin (0) a\n20000 mandarin (0) a5\n"
                   "20000 mandarin (0) b\n20000 mandarin (0) b5\n");
    assert_reading("kXHC1983", "0002.011,0002.061*:a",
                   "20000 mandarin (0) a\n20000 mandarin (0) a5\n");
    assert_reading("kTGHZ2013", "482.140:a", "20000 mandarin (0) a\n20000 mandarin (0) a5\n");
}

static void test_what_is_counted_weighs_more(void **state)
{
    static const struct line lines[] = {
        {0x20000, "kHanyuPinlu", "a(10) b(2)"},
        {0x20000, "kMandarin", "b"},
        {0x20001, "kHanyuPinlu", "a(99999999999999999999) b(4000000)"},
    };

    (void)state;
    assert_readings(lines, COUNT(lines),
                    "20000 mandarin (640) a\n20000 mandarin (640) a5\n"
                    "20000 mandarin (160) b\n20000 mandarin (160) b5\n"
                    "20001 mandarin (64000000) a\n20001 mandarin (64000000) a5\n"
                    "20001 mandarin (64000000) b\n20001 mandarin (64000000) b5\n");
}

static void test_standards_decide_between_equals(void **state)
{
    static const struct line lines[] = {
        {0x56FD, "kHanyuPinlu", "a(1)"}, /* simplified */
        {0x570B, "kHanyuPinlu", "a(1)"}, /* traditional */
    };

    (void)state;
    assert_readings(lines, COUNT(lines),
                    "56FD mandarin (71) a\n56FD mandarin (71) a5\n"
                    "570B mandarin (68) a\n570B mandarin (68) a5\n");
}

static void test_cantonese(void **state)
{
    static const struct line lines[] = {
        {0x20000, "kCantonese", "seoi2 hung1"},
        {0x20000, "kHanyuPinlu", "shu\u01D0(10)"},
    };

    (void)state;
    assert_reading("kCantonese", "seoi2", "20000 cantonese (0) seoi2\n20000 cantonese (0) seoi\n");
    assert_reading("kCantonese", "m", "20000 cantonese (0) m\n");
    assert_reading("kCantonese", "2", "20000 cantonese (0) 2\n");
    assert_readings(lines, COUNT(lines),
                    "20000 mandarin (640) shui\n20000 mandarin (640) shui3\n"
                    "20000 mandarin (640) shu\u01D0\n"
                    "20000 cantonese (160) seoi2\n20000 cantonese (160) seoi\n"
                    "20000 cantonese (80) hung1\n20000 cantonese (80) hung\n");
}

static void test_japanese(void **state)
{
    static const struct line water[] = {{0x6C34, "kJapaneseKun", "MIZU UMI"}};

    (void)state;
    assert_reading("kJapaneseOn", "SUI",
                   "20000 japanese-on (0) sui\n"
                   "20000 japanese-on (0) \u3059\u3044\n"
                   "20000 japanese-on (0) \u30B9\u30A4\n");
    assert_reading("kJapaneseKun", "HUNE",
                   "20000 japanese (0) hune\n20000 japanese (0) fune\n"
                   "20000 japanese (0) \u3075\u306D\n"
                   "20000 japanese (0) \u30D5\u30CD\n");
    assert_reading("kJapaneseKun", "XA", "20000 japanese (0) xa\n");
    assert_readings(water, COUNT(water),
                    "6C34 japanese (3210) mizu\n"
                    "6C34 japanese (3210) \u307F\u305A\n"
                    "6C34 japanese (3210) \u30DF\u30BA\n"
                    "6C34 japanese (1610) umi\n"
                    "6C34 japanese (1610) \u3046\u307F\n"
                    "6C34 japanese (1610) \u30A6\u30DF\n");
}

static void test_korean(void **state)
{
    (void)state;
    assert_reading("kHangul", "\uC815:0E \uC218:1",
                   "20000 korean (1600) \uC815\n20000 korean (1600) jeong\n"
                   "20000 korean (0) \uC218\n20000 korean (0) su\n");
    assert_reading("kKorean", "CENG", "20000 korean (0) ceng\n");
}

static void test_what_is_not_a_reading(void **state)
{
    static const struct line lines[] = {
        {0x20000, "kDefinition", "water"},
        {0x20000, "kTang", "qop"},
        {0x20000, "kVietnamese", "n\u1ED9m"},
        {0x20000, "kMandarin", ""},
        {0x20000, "kMandarin", " \xFF \u706B A 3 "},
        {0x20000, "kHanyuPinlu", "(5) 5 ((( )"},
        {0x20000, "kHanyuPinyin", "10093.130 : , ,"},
        {0x20000, "kHangul", "a:0 \uC815\uC218:0 \xFF :E \u706B:E"},
        {0x20000, "kJapaneseOn", "sui S-UI \u30B9 1"},
        {0x20000, "kKorean", "ceng CENG1"},
        {0x20000, "kCantonese", " \x1B[m "},
        {0x20000, "", "a"},
    };

    (void)state;
    assert_readings(lines, COUNT(lines), "");
}

static void test_more_readings_than_any_ideograph_has(void **state)
{
    struct buffer value = BUFFER_INIT;
    struct line line = {0x20000, "kMandarin", NULL};
    char *printed;

    (void)state;
    for (char first = 'a'; first <= 'z'; first++)
        for (char second = 'a'; second <= 'z'; second++)
            buffer_append_format(&value, "%c%c ", first, second);
    buffer_append(&value, "", 1);
    line.value = value.bytes;
    printed = print_readings(&line, 1);
    assert_non_null(strstr(printed, " ab\n"));
    assert_null(strstr(printed, " zz\n"));
    free(printed);
    buffer_release(&value);
}

static void test_ideographs_are_told_apart(void **state)
{
    static const struct line lines[] = {
        {0x20001, "kKorean", "A"}, {0x20002, "kDefinition", "x"},
        {0x20003, "kKorean", "B"}, {0x20003, "kKorean", "C"}, /* the last one counts */
        {0x20001, "kKorean", "D"},
    };

    (void)state;
    assert_readings(lines, COUNT(lines),
                    "20001 korean (0) a\n20003 korean (0) c\n20001 korean (0) d\n");
    assert_readings(NULL, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mandarin),
        cmocka_unit_test(test_dictionaries),
        cmocka_unit_test(test_what_is_counted_weighs_more),
        cmocka_unit_test(test_standards_decide_between_equals),
        cmocka_unit_test(test_cantonese),
        cmocka_unit_test(test_japanese),
        cmocka_unit_test(test_korean),
        cmocka_unit_test(test_what_is_not_a_reading),
        cmocka_unit_test(test_more_readings_than_any_ideograph_has),
        cmocka_unit_test(test_ideographs_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
