/*
 * Formats: what is taken, what is printed, and what is refused.
 */

#include "index/cli/format.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_index.h"

static const struct languages english;

static bool parse(const char *text, struct format *format, struct capture *errors)
{
    bool parsed;

    capture_begin(errors, stderr);
    parsed = format_parse(format, text);
    (void)capture_end(errors);
    return parsed;
}

/* Appends the lines of these documents. */
static void assert_lines(const char *text, const char *lines, bool safe)
{
    static const uint32_t documents[] = {SMALL_IS_A, SMALL_IS_FACE, SMALL_IS_BELL};
    struct buffer out = BUFFER_INIT;
    struct fields_subject subject;
    struct format format;
    struct capture errors;

    if (!parse(text, &format, &errors))
        fail_msg("%s", errors.text);
    for (size_t i = 0; i < COUNT(documents); i++) {
        fields_begin(&subject, small, documents[i], &english);
        format_measure(&format, &subject);
    }
    for (size_t i = 0; i < COUNT(documents); i++) {
        fields_begin(&subject, small, documents[i], &english);
        format_append(&out, &format, &subject, safe);
    }
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, lines);
    buffer_release(&out);
}

static void test_lines(void **state)
{
    (void)state;
    assert_lines("%(char) %(codepoint)", "A U+0041\n\U0001F600 U+1F600\n\u2407 U+0007\n", false);
    assert_lines("%(hex l:6)|", "41    |\n1F600 |\n7     |\n", false);
    assert_lines("%(hex r:6 f:0)|", "000041|\n01F600|\n000007|\n", false);
    assert_lines("%(hex c:6 f:\u00B7)",
                 "\u00B7\u00B741\u00B7\u00B7\n1F600\u00B7\n\u00B7\u00B77"
                 "\u00B7\u00B7\u00B7\n",
                 false);
    assert_lines("%(hex  r:auto )", "   41\n1F600\n    7\n", false);
    assert_lines("%(char l:3)|", "A  |\n\U0001F600 |\n\u2407  |\n", false);
    assert_lines("%(name l:8 t)|", "LATIN C\u2026|\nGRINNIN\u2026|\n<contro\u2026|\n", false);
    assert_lines("%(hex l:3)", "41 \n1F600\n7  \n", false); /* wider values are not cut */
    assert_lines("100%% \\t\\n\\\\ \\x %",
                 "100% \t\n\\ \\x %\n100% \t\n\\ \\x %\n100% \t\n\\ \\x %\n", false);
    assert_lines("%%(hex)", "%(hex)\n%(hex)\n%(hex)\n", false);
    assert_lines("", "\n\n\n", false);
    assert_lines("%(raw)", "A\n\U0001F600\n\a\n", false);
    assert_lines("%(raw)", "A\n\U0001F600\n\\u0007\n", true);
    assert_lines("%(GC)%(lb)", "LuAlphabetic\nSoIdeographic\nCcCombining Mark\n", false);
}

static void test_objects(void **state)
{
    struct buffer out = BUFFER_INIT;
    struct fields_subject subject;
    struct format format;
    struct capture errors;

    (void)state;
    assert_true(parse("%(char) %(hex) %(char)", &format, &errors));
    fields_begin(&subject, small, SMALL_IS_BELL, &english);
    format_append_json(&out, &format, &subject);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "{\"char\":\"\\u0007\",\"hex\":\"7\"}");
    out.size = 0;
    fields_begin(&subject, small, SMALL_IS_A, &english);
    format_append_json(&out, NULL, &subject);
    buffer_append(&out, "", 1);
    assert_memory_equal(out.bytes, "{\"char\":\"A\",", 12);
    assert_non_null(strstr(out.bytes, "\"lower\":\"U+0061\""));
    assert_null(strstr(out.bytes, "\"upper\""));
    buffer_release(&out);
}

static void test_what_is_refused_and_why(void **state)
{
    static const struct {
        const char *format, *part;
    } table[] = {
        {"%(nmae)", "byte 3: unknown column 'nmae'; the nearest is name"},
        {"a %(zzzzz)", "byte 5: unknown column 'zzzzz': --list columns"},
        {"%()", "unknown column ''"},
        {"%(name", "add the ) that closes"},
        {"%(name l)", "use l:WIDTH"},
        {"%(name l:)", "use l:WIDTH"},
        {"%(name l:0)", "use a width from 1 to 1000"},
        {"%(name l:-1)", "use a width from 1 to 1000"},
        {"%(name l:99999999999999999999)", "use a width from 1 to 1000"},
        {"%(name r:x)", "use a width from 1 to 1000"},
        {"%(name x:3)", "use l:WIDTH"},
        {"%(name f:ab)", "use a fill of one cell"},
        {"%(name f:\u65E5)", "use a fill of one cell"},
        {"%(name t)", "t needs a width"},
        {"%(name l:3 \x1b)", "\\x1b"},
        {"\xFF", "invalid UTF-8"},
    };
    char many[5 * (FORMAT_PIECES_MAX + 1) + 1] = "";
    struct capture errors;
    struct format format;

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        if (parse(table[i].format, &format, &errors))
            fail_msg("%s is taken", table[i].format);
        if (!strstr(errors.text, table[i].part))
            fail_msg("%s: %s", table[i].format, errors.text);
    }
    for (size_t i = 0; i < FORMAT_PIECES_MAX; i++)
        strcat(many, "%(c)");
    assert_true(parse(many, &format, &errors));
    strcat(many, "%(c)");
    assert_false(parse(many, &format, &errors));
    assert_non_null(strstr(errors.text, "more than 64 columns"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_objects),
        cmocka_unit_test(test_what_is_refused_and_why),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
