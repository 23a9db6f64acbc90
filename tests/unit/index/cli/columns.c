/*
 * Rows of the small index in columns.
 */

#include "index/cli/columns.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_index.h"

/* What is printed for the query. */
static void print(const char *query, struct terminal terminal, uint32_t limit,
                  struct capture *output)
{
    struct search_options wanted = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE, .explain = true};
    struct query_error error;
    struct search search;

    assert_int_equal(search_open(&search, small, &wanted, query, strlen(query), &error), SEARCH_OK);
    capture_begin(output, stdout);
    columns_print(&search, &terminal, limit);
    (void)capture_end(output);
    search_release(&search);
}

static void test_cells_are_aligned(void **state)
{
    struct terminal terminal = {.columns = true};
    struct capture output;

    (void)state;
    print("grinning|letter", terminal, 10, &output);
    assert_non_null(strstr(output.text, "\nA   U+0041   LATIN CAPITAL LETTER A\n"));
    assert_non_null(strstr(output.text, "\U0001F600  U+1F600  GRINNING FACE\n"));
    print("U+0007", terminal, 10, &output);
    assert_memory_equal(output.text, "\u2407   U+0007  <control-0007>", 26);
}

static void test_matches_are_bold(void **state)
{
    struct terminal terminal = {.columns = true, .colour = true};
    struct capture output;

    (void)state;
    print("grinning", terminal, 1, &output);
    assert_string_equal(output.text, "\x1b[36m\U0001F600\x1b[0m  \x1b[2mU+1F600\x1b[0m  "
                                     "\x1b[1mGRINNING\x1b[0m FACE\n");
    print("smile", terminal, 1, &output);
    assert_non_null(strstr(output.text, "GRINNING FACE \x1b[2m\u2190\x1b[0m \x1b[2mkeyword\x1b[0m "
                                        "\x1b[1msmile\x1b[0m\n"));
}

static void test_a_name_continues_below_itself(void **state)
{
    struct terminal terminal = {.columns = true, .width = 33};
    struct capture output;

    (void)state;
    print("latin capital", terminal, 1, &output);
    assert_string_equal(output.text, "A   U+0041  LATIN CAPITAL LETTER\n"
                                     "            A\n");
    terminal.width = 10; /* too narrow for columns */
    print("latin capital", terminal, 1, &output);
    assert_string_equal(output.text, "A   U+0041  LATIN CAPITAL LETTER A\n");
}

static void test_limits(void **state)
{
    struct terminal terminal = {.columns = true};
    struct capture output;

    (void)state;
    print("letter", terminal, 2, &output);
    assert_non_null(strchr(output.text, '\n'));
    assert_string_equal(strchr(strchr(output.text, '\n') + 1, '\n'), "\n");
    print("nothing at all", terminal, 2, &output);
    assert_string_equal(output.text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_are_aligned),
        cmocka_unit_test(test_matches_are_bold),
        cmocka_unit_test(test_a_name_continues_below_itself),
        cmocka_unit_test(test_limits),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
