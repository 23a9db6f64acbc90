/*
 * The text of --help.
 */

#include "index/cli/usage.h"

#include "tests/unit/index/cli/capture.h"

static void test_usage_in_90_columns(void **state)
{
    static const char *const parts[] = {
        "QUERY",       "--inspect",     "--dump-index", "--scope",   "--sort", "--lang",
        "--only-lang", "--variants",    "--limit",      "--json",    "--tsv",  "--state-dir",
        "--languages", "--sources-dir", "--help",       "--version", "U+2600", "&starf;",
        "Exit status", "--format",      "--all",        "--color",   "--list", "CHARFINDER_OPTS",
    };
    struct capture capture;

    (void)state;
    capture_begin(&capture, stdout);
    usage_print(stdout);
    (void)capture_end(&capture);
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!strstr(capture.text, parts[i]))
            fail_msg("%s is missing", parts[i]);
    for (char *rest = capture.text, *line; (line = strsep(&rest, "\n"));)
        assert_true(strlen(line) <= 92); /* bytes: one line has a character of 3 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usage_in_90_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
