/*
 * The conventions of the text files of the Unicode Character Database: lines, fields, code points,
 * and files that are something else.
 */

#include "index/sources/formats/ucd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct slice span_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

static void assert_span(struct slice span, const char *expected)
{
    if (!slice_is(span, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)span.size, span.bytes, expected);
}

static void test_lines_and_data_lines(void **state)
{
    static const char text[] = "# a comment\n\n0041;A \n \t\n  # indented\nlast\n";
    struct reason reason = {.text = ""};
    struct slice line;
    struct ucd ucd;

    (void)state;
    assert_true(ucd_open(&ucd, text, sizeof text - 1, &reason));
    assert_true(ucd_line(&ucd, &line));
    assert_span(line, "# a comment");
    assert_true(ucd_line(&ucd, &line));
    assert_span(line, "");
    assert_true(ucd_data_line(&ucd, &line));
    assert_span(line, "0041;A ");
    assert_int_equal(ucd.line, 3);
    assert_true(ucd_data_line(&ucd, &line));
    assert_span(line, "last");
    assert_int_equal(ucd.line, 6);
    assert_int_equal(ucd_damaged(&ucd, "no sense", &reason), SOURCE_DAMAGED);
    assert_string_equal(reason.text, "line 6: no sense");
    assert_false(ucd_data_line(&ucd, &line));
    assert_false(ucd_line(&ucd, &line));
}

/* Git and editors of other systems write CR LF. */
static void test_lines_that_end_with_a_return(void **state)
{
    static const char text[] = "# Blocks-17.0.0.txt\r\n\r\n0041;A\r\n# EOF\r\n";
    uint8_t version[UCD_VERSION_SIZE];
    struct reason reason = {.text = ""};
    struct slice line;
    struct ucd ucd;

    (void)state;
    assert_true(ucd_version(text, sizeof text - 1, version));
    assert_int_equal(version[0], 17);
    assert_true(ucd_open_complete(&ucd, text, sizeof text - 1, &reason));
    assert_true(ucd_data_line(&ucd, &line));
    assert_span(line, "0041;A");
    assert_false(ucd_data_line(&ucd, &line));
}

static void test_what_is_not_a_text_file(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *reason;
    } files[] = {
        {"", 0, "the file is empty"},
        {"0041;A", 6, "the file ends in the middle of a line"},
        {"0041;A\n0042", 11, "the file ends in the middle of a line"},
        {"a\0b\n", 4, "it contains a NUL byte"},
        {"caf\xE9\n", 5, "it is not UTF-8"},
        {"\xC0\xAF\n", 3, "it is not UTF-8"},         /* overlong */
        {"\xED\xA0\x80\n", 4, "it is not UTF-8"},     /* a surrogate */
        {"\xF4\x90\x80\x80\n", 5, "it is not UTF-8"}, /* beyond U+10FFFF */
        {"\xFF\xFE"
         "A\n",
         4, "it is not UTF-8"}, /* UTF-16 */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct reason reason = {.text = ""};
        struct ucd ucd;

        assert_false(ucd_open(&ucd, files[i].bytes, files[i].size, &reason));
        assert_string_equal(reason.text, files[i].reason);
    }
}

static void test_the_end_of_a_file(void **state)
{
    static const char *const complete[] = {"# EOF\n", "#EOF\n", "a;b\n\n# EOF\n", "a\n#EOF \n\n",
                                           "a # EOF\n"};
    static const char *const cut[] = {
        "", "\n", "EOF\n", "# EO\n", "# EOF!\n", "# EOF\n0041;A\n", "# EOF\n# more\n", "a;b\n"};
    struct reason reason = {.text = ""};

    (void)state;
    for (size_t i = 0; i < COUNT(complete); i++)
        if (!ucd_is_complete(complete[i], strlen(complete[i]), &reason))
            fail_msg("\"%s\": %s", complete[i], reason.text);
    for (size_t i = 0; i < COUNT(cut); i++) {
        reason.text[0] = '\0';
        if (ucd_is_complete(cut[i], strlen(cut[i]), &reason))
            fail_msg("\"%s\"", cut[i]);
        assert_string_equal(reason.text, "the end of the file is missing");
    }
}

static void test_the_version_of_a_file(void **state)
{
    static const struct {
        const char *text;
        uint8_t version[UCD_VERSION_SIZE]; /* zeros: none */
    } files[] = {
        {"# NameAliases-15.1.0.txt\n# Date: 2023\n", {15, 1, 0}},
        {"# NamedSequences-255.0.255.txt", {255, 0, 255}},
        {"#A-1.2.3.txt\n", {1, 2, 3}},
        {"", {0}},
        {"\n# NameAliases-15.1.0.txt\n", {0}},
        {"0041;A\n# NameAliases-15.1.0.txt\n", {0}},
        {"NameAliases-15.1.0.txt\n", {0}},
        {"# NameAliases.txt\n", {0}},
        {"# NameAliases-\n", {0}},
        {"# NameAliases-15\n", {0}},
        {"# NameAliases-15.1.txt\n", {0}},
        {"# NameAliases-15.1.0\n", {0}},
        {"# NameAliases-15.1.0.txt.bz2\n", {0}},
        {"# NameAliases-15..0.txt\n", {0}},
        {"# NameAliases-256.1.0.txt\n", {0}},
        {"# NameAliases-0015.1.0.txt\n", {0}},
        {"# NameAliases--15.1.0.txt\n", {0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        static const uint8_t none[UCD_VERSION_SIZE] = {0};
        uint8_t version[UCD_VERSION_SIZE] = {9, 9, 9, 9};
        const bool expected = memcmp(files[i].version, none, sizeof none) != 0;

        if (ucd_version(files[i].text, strlen(files[i].text), version) != expected)
            fail_msg("\"%s\"", files[i].text);
        assert_memory_equal(version, files[i].version, sizeof version);
    }
}

static void test_fields(void **state)
{
    struct slice rest = span_of(" 00A0 ;\tNBSP; ;abbreviation");

    (void)state;
    assert_span(ucd_field(&rest, ';'), "00A0");
    assert_span(ucd_field(&rest, ';'), "NBSP");
    assert_span(ucd_field(&rest, ';'), "");
    assert_span(ucd_field(&rest, ';'), "abbreviation");
    assert_int_equal(rest.size, 0);
    assert_span(ucd_field(&rest, ';'), "");
    assert_span(ucd_field(&rest, ';'), "");
}

static void test_code_points(void **state)
{
    static const struct {
        const char *text;
        uint32_t code_point;
    } good[] = {{"0000", 0},        {"0041", 0x41},   {"00e9", 0xE9},
                {"D7FF", 0xD7FF},   {"E000", 0xE000}, {"FFFF", 0xFFFF},
                {"1F600", 0x1F600}, {"000041", 0x41}, {"10FFFF", 0x10FFFF}};
    static const char *const bad[] = {
        "",       "41",     "041",  "0000041", "D800",   "DFFF",
        "110000", "FFFFFF", "004G", "0x41",    "U+0041", " 0041",
        "0041 ",  "-041",   "+041", "00 41",   "0041\t", "\xC3\xA9\xC3\xA9"};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        uint32_t code_point = 0xDEAD;

        if (!ucd_code_point(span_of(good[i].text), &code_point) || code_point != good[i].code_point)
            fail_msg("\"%s\" is U+%04X", good[i].text, code_point);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        uint32_t code_point = 0xDEAD;

        if (ucd_code_point(span_of(bad[i]), &code_point))
            fail_msg("\"%s\" is U+%04X", bad[i], code_point);
        assert_int_equal(code_point, 0xDEAD);
    }
}

static void test_lists_of_code_points(void **state)
{
    static const char *const none[] = {"",        "   ",       "0041,0042",  "0041 ; 0042",
                                       "0041 42", "0041 D800", "0041 0042 x"};
    uint32_t points[SEQUENCE_MAX + 1] = {0};
    char text[5 * (SEQUENCE_MAX + 4) + 1] = "";

    (void)state;
    assert_int_equal(ucd_code_points(span_of("  0023  FE0F 20E3 "), points), 3);
    assert_int_equal(points[0], 0x23);
    assert_int_equal(points[1], 0xFE0F);
    assert_int_equal(points[2], 0x20E3);
    for (size_t i = 0; i < COUNT(none); i++)
        if (ucd_code_points(span_of(none[i]), points) != 0)
            fail_msg("\"%s\"", none[i]);

    /* Those that do not fit are counted but not stored. */
    points[SEQUENCE_MAX] = 0xDEAD;
    for (size_t count = 1; count <= SEQUENCE_MAX + 4; count++) {
        memcpy(text + 5 * (count - 1), "1234 ", sizeof "1234 ");
        assert_int_equal(ucd_code_points(span_of(text), points), count);
        assert_int_equal(points[SEQUENCE_MAX], 0xDEAD);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_and_data_lines),
        cmocka_unit_test(test_lines_that_end_with_a_return),
        cmocka_unit_test(test_what_is_not_a_text_file),
        cmocka_unit_test(test_the_version_of_a_file),
        cmocka_unit_test(test_the_end_of_a_file),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_lists_of_code_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
