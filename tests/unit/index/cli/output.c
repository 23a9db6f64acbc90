/*
 * Results of the small index (small_image.h) in every format.
 */

#include "index/cli/output.h"

#include <sysexits.h>

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_image.h"

static struct terminal terminal; /* none, unless a test says so */

/* The standard output for the query; standard error is in *errors. */
static const char *output_of(const char *query, struct options options, struct capture *output,
                             struct capture *errors)
{
    static struct small_image image;
    struct format format;
    struct search_options wanted = {
        .scope = options.scope, .sort = options.sort, .explain = options.output == OUTPUT_JSON};
    struct query_error error;
    struct charindex *index;
    struct search search;
    struct reason reason;

    small_image_make(&image);
    assert_int_equal(charindex_parse(image.bytes, image.size, &index, &reason), CHARINDEX_OK);
    assert_int_equal(search_open(&search, index, &wanted, query, strlen(query), &error), SEARCH_OK);
    if (options.format)
        assert_true(format_parse(&format, options.format));
    capture_begin(output, stdout);
    capture_begin(errors, stderr);
    output_search(&search, &options, &terminal, options.format ? &format : NULL, query);
    (void)capture_end(errors);
    (void)capture_end(output);
    search_release(&search);
    charindex_unref(index);
    return output->text;
}

static void test_lines_and_a_status(void **state)
{
    struct options options = {.limit = OPTIONS_NO_LIMIT};
    struct capture output, errors;

    (void)state;
    assert_string_equal(output_of("letter a", options, &output, &errors),
                        "U+0041\tA\tLATIN CAPITAL LETTER A\n"
                        "U+0061\ta\tLATIN SMALL LETTER A\n"
                        "(2 matches for 'letter a')\n");
    assert_string_equal(errors.text, "");
    assert_string_equal(output_of("grinning b", options, &output, &errors),
                        "(No match for 'grinning b')\n");
}

static void test_rows_alone(void **state)
{
    struct options options = {.limit = OPTIONS_NO_LIMIT, .output = OUTPUT_TSV};
    struct capture output, errors;

    (void)state;
    assert_string_equal(output_of("grinning", options, &output, &errors),
                        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\n");
    assert_string_equal(output_of("grinning b", options, &output, &errors), "");
}

static void test_a_limit_of_rows(void **state)
{
    struct options options = {.limit = 1};
    struct capture output, errors;

    (void)state;
    assert_string_equal(output_of("letter", options, &output, &errors),
                        "U+0041\tA\tLATIN CAPITAL LETTER A\n(3 matches for 'letter')\n");
    options.output = OUTPUT_TSV;
    assert_string_equal(output_of("letter", options, &output, &errors),
                        "U+0041\tA\tLATIN CAPITAL LETTER A\n");
    options.output = OUTPUT_JSON;
    (void)output_of("letter", options, &output, &errors);
    assert_non_null(strstr(output.text, "U+0041"));
    assert_null(strstr(output.text, "U+0042"));
}

static void test_an_array_of_objects(void **state)
{
    struct options options = {.limit = OPTIONS_NO_LIMIT, .output = OUTPUT_JSON};
    struct capture output, errors;
    const char *comma;

    (void)state;
    (void)output_of("letter a", options, &output, &errors);
    assert_memory_equal(output.text, "[\n{\"char\":\"A\",\"codepoint\":\"U+0041\"", 34);
    comma = strstr(output.text, "},\n{\"char\":\"a\"");
    assert_non_null(comma);
    assert_string_equal(output.text + strlen(output.text) - 4, "}\n]\n");
    assert_string_equal(output_of("grinning b", options, &output, &errors), "[\n]\n");
}

/* A suggestion is shown: before the lines, or on standard error for programs. */
static void test_suggestions(void **state)
{
    struct options options = {.limit = OPTIONS_NO_LIMIT, .scope = SCOPE_ALL};
    struct capture output, errors;

    (void)state;
    (void)output_of("grining", options, &output, &errors);
    assert_memory_equal(output.text, "Did you mean 'grinning'?\nU+1F600\t", 33);
    assert_non_null(strstr(output.text, "for 'grinning')\n"));
    assert_string_equal(errors.text, "");
    options.output = OUTPUT_TSV;
    (void)output_of("grining", options, &output, &errors);
    assert_memory_equal(output.text, "U+1F600\t", 8);
    assert_string_equal(errors.text, "Did you mean 'grinning'?\n");
    options.output = OUTPUT_JSON;
    (void)output_of("grining", options, &output, &errors);
    assert_string_equal(errors.text, "Did you mean 'grinning'?\n");
}

static void test_lines_of_a_format(void **state)
{
    struct options options = {.limit = OPTIONS_NO_LIMIT, .format = "%(char)=%(hex r:auto)"};
    struct capture output, errors;

    (void)state;
    assert_string_equal(output_of("letter a", options, &output, &errors), "A=41\na=61\n");
    assert_string_equal(output_of("grinning b", options, &output, &errors), "");
    options.output = OUTPUT_JSON;
    assert_string_equal(output_of("capital a", options, &output, &errors),
                        "[\n{\"char\":\"A\",\"hex\":\"41\"}\n]\n");
    options.limit = 1;
    options.output = OUTPUT_LINES;
    terminal.is = true;
    assert_string_equal(output_of("letter a", options, &output, &errors),
                        "A=41\n\u2026 1 more: --limit all\n");
    terminal.is = false;
}

static void test_all_that_is_known(void **state)
{
    struct options options = {.limit = OPTIONS_NO_LIMIT, .all = true};
    struct capture output, errors;

    (void)state;
    (void)output_of("letter a", options, &output, &errors);
    assert_memory_equal(output.text, "U+0041\tA\tLATIN CAPITAL LETTER A\n  ", 34);
    assert_non_null(strstr(output.text, "\n\nU+0061\ta\tLATIN SMALL LETTER A\n  "));
    options.output = OUTPUT_JSON;
    (void)output_of("capital a", options, &output, &errors);
    assert_non_null(strstr(output.text, "\"block\":\"Basic Latin\""));
}

static void test_a_terminal(void **state)
{
    struct options options = {.limit = 1};
    struct capture output, errors;

    (void)state;
    terminal = (struct terminal){.is = true, .columns = true};
    assert_string_equal(output_of("letter a", options, &output, &errors),
                        "A   U+0041  LATIN CAPITAL LETTER A\n"
                        "\u2026 1 more: --limit all\n"
                        "(2 matches for 'letter a')\n");
    options.limit = 2;
    (void)output_of("letter a", options, &output, &errors);
    assert_null(strstr(output.text, "more"));
    terminal = (struct terminal){.is = false};
}

static void test_a_full_disk(void **state)
{
    FILE *full = fopen("/dev/full", "w");
    struct capture errors;
    int original, status;

    (void)state;
    assert_non_null(full);
    assert_int_equal(output_finish(0), 0);
    assert_int_equal(output_finish(1), 1);
    (void)fflush(stdout);
    original = dup(STDOUT_FILENO);
    (void)dup2(fileno(full), STDOUT_FILENO);
    capture_begin(&errors, stderr);
    (void)fputs("x", stdout);
    status = output_finish(0);
    (void)capture_end(&errors);
    (void)dup2(original, STDOUT_FILENO);
    clearerr(stdout);
    (void)close(original);
    (void)fclose(full);
    assert_int_equal(status, EX_IOERR);
    assert_non_null(strstr(errors.text, "cannot write the results"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_and_a_status), cmocka_unit_test(test_rows_alone),
        cmocka_unit_test(test_a_limit_of_rows),    cmocka_unit_test(test_an_array_of_objects),
        cmocka_unit_test(test_suggestions),        cmocka_unit_test(test_a_full_disk),
        cmocka_unit_test(test_lines_of_a_format),  cmocka_unit_test(test_all_that_is_known),
        cmocka_unit_test(test_a_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
