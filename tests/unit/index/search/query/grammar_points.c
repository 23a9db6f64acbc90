/*
 * Code points in every notation, ranges of code points and pasted text, and their errors.
 */

#include "tests/unit/index/search/query/parsing.h"

static void test_code_points(void **state)
{
    static const struct reading readings[] = {
        {"U+2600", "U+2600@0-6"},
        {"u+2600", "U+2600@0-6"},
        {"U+0", "U+0000@0-3"},
        {"U+41", "U+0041@0-4"},
        {"U+10ffFF", "U+10FFFF@0-8"},
        {"U+00010FFFF", "U+10FFFF@0-11"},
        {"U+D800", "U+D800@0-6"}, /* well-formed, but not assigned */
        {"0x2600", "U+2600@0-6"},
        {"0X1f600", "U+1F600@0-7"},
        {"0x0", "U+0000@0-3"},
        {"\\u2600", "U+2600@0-6"},
        {"\\U0001F600", "U+1F600@0-10"},
        {"\\u{1F600}", "U+1F600@0-9"},
        {"\\u{7}", "U+0007@0-5"},
        {"\\xe9", "U+00E9@0-4"},
        {"&#9728;", "U+2600@0-7"},
        {"&#x2600;", "U+2600@0-8"},
        {"&#X1F600;", "U+1F600@0-9"},
        {"&#0;", "U+0000@0-4"},
        {"&starf;", "U+2605@0-7"},
        {"&amp;", "U+0026@0-5"},
        {"&Tab;", "U+0009@0-5"},
        {"U+2600,0x2600 &#9728;", "U+2600@0-6 U+2600@7-13 U+2600@14-21"},
        {"black U+2600 sun", "black@0-5 U+2600@6-12 sun@13-16"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_several_code_points_in_one_are_text(void **state)
{
    static const struct reading readings[] = {
        {"\\u2600\\u2601", "[U+2600 U+2601]@0-12"},
        {"\\ud83d\\ude00", "U+1F600@0-12"}, /* JSON's surrogates are one character */
        {"\\uD83D\\uDE00\\uD83D\\uDE01", "[U+1F600 U+1F601]@0-24"},
        {"\\uDE00\\uD83D", "[U+DE00 U+D83D]@0-12"}, /* in the wrong order they are not */
        {"\\u{D83D}\\xe9", "[U+D83D U+00E9]@0-12"},
        {"\\x41\\U0001F600\\u{42}", "[U+0041 U+1F600 U+0042]@0-20"},
        {"&#9728;&starf;", "[U+2600 U+2605]@0-14"},
        {"&nvlt;", "[U+003C U+20D2]@0-6"}, /* HTML's own pair */
        {"&lt;&nvlt;&gt;", "[U+003C U+003C U+20D2 U+003E]@0-14"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_pasted_text(void **state)
{
    static const struct reading readings[] = {
        {"\xE2\x98\x80", "[U+2600]@0-3"},
        {"\xE2\x98\x81\xE2\x98\x80", "[U+2601 U+2600]@0-6"},
        {"\xE2\x98\x80 \xE2\x98\x81", "[U+2600 U+2601]@0-7"}, /* neighbours join */
        {"\xE2\x98\x80,, \xE2\x98\x81 !", "[U+2600 U+2601 U+0021]@0-11"},
        {"\xE2\x98\x80 cat \xE2\x98\x81", "[U+2600]@0-3 cat@4-7 [U+2601]@8-11"},
        {"\xE2\x98\x80 U+2601 \xE2\x98\x82", "[U+2600]@0-3 U+2601@4-10 [U+2602]@11-14"},
        {"\\u2600\\u2601 \xE2\x98\x82", "[U+2600 U+2601]@0-12 [U+2602]@13-16"},
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "[U+1F469 U+200D U+1F4BB]@0-11"},
        {"\xCC\x81", "[U+0301]@0-2"},
        {"\xE2\x80\x8B", "[U+200B]@0-3"},
        {"!", "[U+0021]@0-1"},
        {"-", "[U+002D]@0-1"},
        {"--", "[U+002D U+002D]@0-2"},
        {"*", "[U+002A]@0-1"},
        {"->", "[U+002D U+003E]@0-2"},
        {"-->", "[U+002D U+002D U+003E]@0-3"},
        {"-*", "[U+002D U+002A]@0-2"},
        {"-\"", "[U+002D U+0022]@0-2"},
        {"**", "[U+002A U+002A]@0-2"},
        {"*\xE2\x98\x80", "[U+002A U+2600]@0-4"},
        {"\xE2\x98\x80\"", "[U+2600 U+0022]@0-4"},
        {"cat \"", "cat@0-3 [U+0022]@4-5"}, /* not a valid phrase */
        {"cat \", ", "cat@0-3 [U+0022]@4-5"},
        {"- cat", "[U+002D]@0-1 cat@2-5"},
        {"cat - dog", "cat@0-3 [U+002D]@4-5 dog@6-9"},
        {"||", "[U+007C U+007C]@0-2"},
        {" | | ", "[U+007C U+007C]@1-4"},
        {"<|>", "[U+003C U+007C U+003E]@0-3"},
        {"\xE2\x98\x80..\xE2\x98\x83", "[U+2600 U+002E U+002E U+2603]@0-8"},
        {"1\xEF\xB8\x8F\xE2\x83\xA3", "[U+0031 U+FE0F U+20E3]@0-7"}, /* keycaps */
        {"1\xE2\x83\xA3"
         "2\xEF\xB8\x8F\xE2\x83\xA3\xE2\x98\x80",
         "[U+0031 U+20E3 U+0032 U+FE0F U+20E3 U+2600]@0-14"},
        {"|", "[U+007C]@0-1"},
        {"\"", "[U+0022]@0-1"},
        {":", "[U+003A]@0-1"},
        {"..", "[U+002E U+002E]@0-2"},
        {"+", "[U+002B]@0-1"},
        {"&", "[U+0026]@0-1"},
        {"&;", "[U+0026 U+003B]@0-2"},
        {"&&", "[U+0026 U+0026]@0-2"},
        {"&\xE2\x98\x80", "[U+0026 U+2600]@0-4"},
        {"&\xC3\x97", "[U+0026 U+00D7]@0-3"},
        {"&\xF0\x9F\x98\x80", "[U+0026 U+1F600]@0-5"},
        {"\\", "[U+005C]@0-1"},
        {"\\\\", "[U+005C U+005C]@0-2"},
        {"\\\xE2\x98\x80", "[U+005C U+2600]@0-4"},
        {"\x01\x7F", "[U+0001 U+007F]@0-2"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
    assert_parsed("\0", 1, "[U+0000]@0-1");
    assert_parsed("\\\0", 2, "[U+005C U+0000]@0-2");
    assert_parsed("&\0", 2, "[U+0026 U+0000]@0-2");
}

/* Texts that begin like a code point but are words: 0x. */
static void test_words_that_resemble_code_points(void **state)
{
    static const struct reading readings[] = {
        {"0x", "0x@0-2"},
        {"0xyz", "0xyz@0-4"},
        {"0x110000", "0x110000@0-8"},
        {"0x2600g", "0x2600g@0-7"},
        {"U2600", "u2600@0-5"},
        {"u", "u@0-1"},
        {"\\n", "n@1-2"},
        {"x\\u2600", "x@0-1 u2600@2-7"},
        {"a&amp;", "a@0-1 amp@2-5"},
        {"&\xC3\xA9;", "\xC3\xA9(U+00E9)@1-3"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_ranges(void **state)
{
    static const struct reading readings[] = {
        {"U+2600..U+26FF", "U+2600..U+26FF@0-14"},
        {"u+2600..0x26FF", "U+2600..U+26FF@0-14"},
        {"0x2600..0x26FF", "U+2600..U+26FF@0-14"},
        {"\\u2600..\\u{26FF}", "U+2600..U+26FF@0-16"},
        {"\\ud83d\\ude00..\\U0001F64F", "U+1F600..U+1F64F@0-24"},
        {"&#9728;..&#x26FF;", "U+2600..U+26FF@0-17"},
        {"&starf;..&star;", "U+2605..U+2606@0-15"},
        {"U+0..U+10FFFF", "U+0000..U+10FFFF@0-13"},
        {"U+41..U+41", "U+0041..U+0041@0-10"},
        {"cat U+2600..U+26FF", "cat@0-3 U+2600..U+26FF@4-18"},
        {"plane:1", "U+10000..U+1FFFF@0-7"},
        {"plane:0", "U+0000..U+FFFF@0-7"},
        {"PLANE:16", "U+100000..U+10FFFF@0-8"},
        {"x -plane:\"2\"", "x@0-1 -U+20000..U+2FFFF@3-12"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_wrong_code_points(void **state)
{
    static const char digits[] = "malformed code point: use hexadecimal digits";
    static const struct refusal refusals[] = {
        {"U+", 3, digits},
        {"U+110000", 3, digits},
        {"U+FFFFFFFFFFFFFFFFFFFF", 3, digits},
        {"U+G", 3, digits},
        {"U+2600x", 3, digits},
        {"U+-1", 3, digits},
        {"u+\xE2\x98\x80", 3, digits},
        {"cat U+", 7, digits},
        {"\xE2\x98\x80 U+xyz", 5, digits}, /* columns count code points, not bytes */
        {"\xF0\x9F\x98\x80\xCF\x80\xE3\x80\x80U+xyz", 6, digits},
        {"U+2600 U+2601 U+", 17, digits},
        {"U+2600;", 3, digits},
        {"U+2600 | U+26G0", 12, digits},
        {"-U+", 4, digits},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_escapes(void **state)
{
    static const char form[] = "malformed escape";
    static const struct refusal refusals[] = {
        {"\\u", 1, form},
        {"\\u26", 1, form},
        {"\\u260", 1, form},
        {"\\u260g", 1, form},
        {"\\U0001F60", 1, form},
        {"\\U00110000", 1, form},
        {"\\UFFFFFFFF", 1, form},
        {"\\x", 1, form},
        {"\\xg0", 1, form},
        {"\\u{", 1, form},
        {"\\u{}", 1, form},
        {"\\u{2600", 1, form},
        {"\\u{110000}", 1, form},
        {"\\u{2600}x", 9, form},
        {"\\u2600\\u26", 7, form},
        {"\\u2600cat", 7, form},
        {"\\u2600..\\u26F", 9, form},
        {"\\u2600\\n", 7, form},
        {"\\u2600\xE2\x98\x80", 7, form},
        {"\xE2\x98\x80\xE2\x98\x80 \\u2600\\u", 10, form},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_references(void **state)
{
    static const char form[] = "malformed reference";
    static const char none[] = "unknown HTML character: use its number";
    static const struct refusal refusals[] = {
        {"&starf", 1, form},       {"&#9728", 1, form},
        {"&#9728;&", 8, form},     {"&#9728;x", 8, form},
        {"&#9728;x;", 8, form},    {"&#9728;\xE2\x98\x80", 8, form},
        {"&_", 1, form},           {"&1", 1, form},
        {"cat &starf", 5, form},   {"\xE2\x98\x80 &starf;&starf", 10, form},
        {"&nosuch;", 1, none},     {"&STARF;", 1, none},
        {"&#;", 1, none},          {"&#x;", 1, none},
        {"&#xG;", 1, none},        {"&#1114112;", 1, none},
        {"&#x110000;", 1, none},   {"&#99999999999999999999;", 1, none},
        {"&#-1;", 1, none},        {"&#\x1B[2J;", 1, none},
        {"&lt;&nosuch;", 5, none}, {"\xF0\x9F\x98\x80 \xC3\xA9, &lt;&nosuch;", 10, none},
        {"&amp;;", 6, form},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_wrong_ranges(void **state)
{
    static const char both[] = "incomplete range: put a code point at both ends";
    static const char from[] = "invalid range: use code points";
    static const struct refusal refusals[] = {
        {"U+2600..", 9, both},
        {"..U+2600", 1, both},
        {"U+2600..x", 9, both},
        {"x..U+2600", 1, both},
        {"U+2600...U+26FF", 9, both},
        {"U+2600..\xE2\x98\x83", 9, both},
        {"\\u2600\\u2601..\\u2602", 1, both},
        {"\\u2600..\\u2601\\u2602", 9, both},
        {"&nvlt;..U+2600", 1, both},
        {"U+2600..U+2601..U+2602", 11, "hexadecimal"},
        {"cat U+..", 7, "hexadecimal"},
        {"U+2600..U+110000", 11, "hexadecimal"},
        {"U+26FF..U+2600", 9, "reversed range"},
        {"\xC3\xA9 U+2..U+1", 8, "reversed range"},
        {"a..z", 2, from},
        {"\xC3\xA9 a..z", 4, from},
        {"\xD0\xB0..\xD1\x8F", 2, from},
        {"0x110000..0x110001", 9, from},
        {"name:U+2600..U+26FF", 12, from},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void test_the_most_code_points(void **state)
{
    struct query query;

    (void)state;
    parse_pattern(&query, "!");
    assert_int_equal(query.count, 1);
    assert_int_equal(query.point_count, QUERY_MAX_POINTS);
    parse_pattern(&query, "! ");
    assert_int_equal(query.count, 1);
    assert_int_equal(query.point_count, QUERY_MAX_POINTS / 2);
    parse_pattern(&query, "\\xe9"); /* the shortest escape */
    assert_int_equal(query.clauses[0].count, QUERY_MAX_SIZE / 4);
    parse_pattern(&query, "&#9;"); /* the shortest reference */
    assert_int_equal(query.clauses[0].count, QUERY_MAX_SIZE / 4);
}

/* Each name is looked up by parsing HTML, so a limit bounds the cost of a query. */
static void test_the_most_named_characters(void **state)
{
    char text[QUERY_MAX_SIZE];
    struct query_error error;
    struct query query;

    (void)state;
    for (size_t i = 0; i <= QUERY_MAX_NAMED; i++)
        memcpy(text + 6 * i, "&acE; ", 6);
    assert_true(parse(&query, text, 6 * QUERY_MAX_NAMED, &error));
    assert_int_equal(query.count, QUERY_MAX_NAMED);
    assert_int_equal(query.point_count, 2 * QUERY_MAX_NAMED);
    assert_refused(text, 6 * (QUERY_MAX_NAMED + 1), 6 * QUERY_MAX_NAMED + 1,
                   "too many named references");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_several_code_points_in_one_are_text),
        cmocka_unit_test(test_pasted_text),
        cmocka_unit_test(test_words_that_resemble_code_points),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_wrong_code_points),
        cmocka_unit_test(test_wrong_escapes),
        cmocka_unit_test(test_wrong_references),
        cmocka_unit_test(test_wrong_ranges),
        cmocka_unit_test(test_the_most_code_points),
        cmocka_unit_test(test_the_most_named_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
