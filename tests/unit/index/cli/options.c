/*
 * Command lines: which are accepted, and which are refused with a message.
 */

#include "index/cli/options.h"

#include <getopt.h>

#include "tests/unit/index/cli/capture.h"

enum { ARGUMENTS_MAX = 8 };

static struct options options;

/* Parses "charfinder" and these arguments, up to NULL. Captures standard error. */
static bool parse(const char *const *arguments, struct capture *capture)
{
    static char copies[ARGUMENTS_MAX][64];
    static char *argv[ARGUMENTS_MAX + 1];
    int argc = 0;
    bool parsed;

    for (; argc == 0 || arguments[argc - 1]; argc++) {
        (void)snprintf(copies[argc], sizeof copies[argc], "%s",
                       argc == 0 ? "charfinder" : arguments[argc - 1]);
        argv[argc] = copies[argc];
    }
    argv[argc] = NULL;
    optind = 0; /* glibc: reset */
    capture_begin(capture, stderr);
    parsed = options_parse(&options, argc, argv);
    (void)capture_end(capture);
    return parsed;
}

#define PARSE(capture, ...) parse((const char *const[]){__VA_ARGS__, NULL}, capture)

static void test_a_search_with_the_defaults(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE(&capture, "cat", "face"));
    assert_string_equal(capture.text, "");
    assert_int_equal(options.action, ACTION_SEARCH);
    assert_int_equal(options.output, OUTPUT_LINES);
    assert_int_equal(options.limit, OPTIONS_NO_LIMIT);
    assert_int_equal(options.scope, SCOPE_NAME);
    assert_int_equal(options.sort, SORT_CODE_POINT);
    assert_false(options.unfold);
    assert_null(options.lang);
    assert_null(options.state_dir);
    assert_null(options.sources.languages);
    assert_string_equal(options.sources.directory, SOURCES_DIRECTORY);
    assert_int_equal(options.word_count, 2);
    assert_string_equal(options.words[0], "cat");
    assert_string_equal(options.words[1], "face");
}

static void test_every_option_of_a_search(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE(&capture, "--json", "--limit=3", "--scope=all", "--sort=relevance", "x"));
    assert_int_equal(options.output, OUTPUT_JSON);
    assert_int_equal(options.limit, 3);
    assert_int_equal(options.scope, SCOPE_ALL);
    assert_int_equal(options.sort, SORT_RELEVANCE);
    assert_true(PARSE(&capture, "--tsv", "--lang=de,fr", "--only-lang=de", "--variants=show", "x"));
    assert_int_equal(options.output, OUTPUT_TSV);
    assert_string_equal(options.lang, "de,fr");
    assert_string_equal(options.only_lang, "de");
    assert_true(options.unfold);
    assert_true(PARSE(&capture, "--variants=show", "--variants=fold", "x"));
    assert_false(options.unfold);
    assert_true(PARSE(&capture, "--state-dir=/a", "--sources-dir=/b", "--languages=de,fr", "x"));
    assert_string_equal(options.state_dir, "/a");
    assert_string_equal(options.sources.directory, "/b");
    assert_int_equal(options.sources.language_count, 2);
    assert_string_equal(options.sources.languages[1], "fr");
    assert_null(options.sources.site);
    assert_true(PARSE(&capture, "--languages=all", "x"));
    assert_true(options.sources.all_languages);
    assert_true(PARSE(&capture, "--names-dir=/n", "--names-dir", "/m", "x"));
    assert_int_equal(options.sources.site_count, 2);
    assert_string_equal(options.sources.site[0], "/n");
    assert_string_equal(options.sources.site[1], "/m");
}

static void test_words_after_two_dashes_are_not_options(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE(&capture, "--", "sun", "-black"));
    assert_int_equal(options.word_count, 2);
    assert_string_equal(options.words[1], "-black");
    assert_true(PARSE(&capture, "sun", "--tsv", "moon"));
    assert_int_equal(options.word_count, 2);
    assert_string_equal(options.words[1], "moon");
}

static void test_other_actions(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE(&capture, "--inspect", "\xE2\x98\x80"));
    assert_int_equal(options.action, ACTION_INSPECT);
    assert_string_equal(options.inspected, "\xE2\x98\x80");
    assert_true(PARSE(&capture, "--explain", "cat", "face"));
    assert_int_equal(options.action, ACTION_EXPLAIN);
    assert_int_equal(options.word_count, 2);
    assert_true(PARSE(&capture, "--sources"));
    assert_int_equal(options.action, ACTION_SOURCES);
    assert_true(PARSE(&capture, "--dump-index"));
    assert_int_equal(options.action, ACTION_DUMP_INDEX);
    assert_true(PARSE(&capture, "--help"));
    assert_int_equal(options.action, ACTION_HELP);
    assert_true(PARSE(&capture, "--version", "--nonsense")); /* the first one wins */
    assert_int_equal(options.action, ACTION_VERSION);
    assert_true(PARSE(&capture, "sun", "--help"));
    assert_int_equal(options.action, ACTION_HELP);
}

static void assert_refused(const char *const *arguments, const char *part)
{
    struct capture capture;

    if (parse(arguments, &capture))
        fail_msg("%s was taken", arguments[0] ? arguments[0] : "no argument");
    if (!strstr(capture.text, part))
        fail_msg("%s: %s", arguments[0] ? arguments[0] : "no argument", capture.text);
}

static void test_what_is_refused_and_why(void **state)
{
    static const struct {
        const char *arguments[4], *part;
    } refusals[] = {
        {{NULL}, "missing QUERY"},
        {{"--json"}, "missing QUERY"},
        {{"--nonsense", "x"}, "nonsense"},
        {{"--limit"}, "limit"},
        {{"--limit=0", "x"},
         "invalid value '0' for --limit: use a number of rows, 1 or more, or all"},
        {{"--limit=-1", "x"}, "invalid value '-1'"},
        {{"--limit=1x", "x"}, "invalid value '1x'"},
        {{"--limit=", "x"}, "invalid value ''"},
        {{"--limit=4294967295", "x"}, "invalid value '4294967295'"},
        {{"--limit=99999999999999999999", "x"}, "for --limit: use"},
        {{"--scope=names", "x"}, "invalid value 'names' for --scope: use name or all"},
        {{"--sort=name", "x"}, "for --sort: use codepoint or relevance"},
        {{"--variants=no", "x"}, "for --variants: use fold or show"},
        {{"--languages=de-DE", "x"}, "for --languages: use"},
        {{"--languages=", "x"}, "for --languages: use"},
        {{"--inspect", "x", "y"}, "--inspect takes one TEXT"},
        {{"--inspect", "x", "--json"}, "--inspect takes one TEXT"},
        {{"--inspect", "\xFF"}, "invalid UTF-8 in the text of --inspect"},
        {{"--explain"}, "missing QUERY"},
        {{"--explain", "x", "--json"}, "--explain prints lines only"},
        {{"sun", "-face"}, "'-face' is not an option: write two hyphens"}, /* not -f with "ace" */
        {{"-at", "x"}, "'-at' is not an option"},
        {{"-b", "x"}, "'-b' is not an option, abbreviates several, or takes no value; to exclude"},
        {{"-n"}, "'-n' needs a value"},
        {{"--limt=3", "x"}, "; the nearest is --limit"},
        {{"--scope=nam", "x"}, "use name or all; the nearest is name"},
        {{"--color=alwys", "x"}, "the nearest is always"},
        {{"--list=scirpts"}, "; the nearest is scripts"},
        {{"--list=blocks", "x"}, "--list takes no QUERY"},
        {{"--all", "--format=x", "x"}, "remove one of them"},
        {{"--all", "--tsv", "x"}, "--tsv has columns of its own"},
        {{"--explain", "--all", "x"}, "--explain prints lines only"},
        {{"--inspect=x", "--all"}, "--inspect takes one TEXT"},
        {{"--all"}, "missing QUERY"},
        {{"--sources", "x"}, "--sources takes no QUERY"},
        {{"--dump-index", "x"}, "--dump-index takes no QUERY"},
        {{"--dump-index", "--tsv"}, "--dump-index takes no QUERY"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++)
        assert_refused(refusals[i].arguments, refusals[i].part);
}

/*
 * On a terminal.
 */

/* Parses "charfinder" and these arguments after the words of the defaults; an empty text is no source. */
static bool parse_on_terminal(const char *file, const char *variable, const char *const *arguments,
                              struct capture *capture)
{
    static char copies[ARGUMENTS_MAX][64], program[] = "charfinder";
    static char texts[DEFAULTS_SOURCES][64];
    const char *given[] = {file, variable};
    struct defaults defaults = {.sources = {{.name = (char[]){"the file"}, .count = 0},
                                            {.name = (char[]){"the variable"}, .count = 0}}};
    static char *argv[ARGUMENTS_MAX + 1]; /* the options point into it */
    int argc = 1;
    bool parsed;

    for (int i = 0; i < DEFAULTS_SOURCES; i++) {
        struct defaults_source *source = &defaults.sources[i];
        char *rest = texts[i], *word;

        (void)snprintf(texts[i], sizeof texts[i], "%s", given[i]);
        while ((word = strtok_r(rest, " ", &rest))) {
            source->words[0] = program;
            source->count = source->count > 0 ? source->count : 1;
            source->words[source->count++] = word;
        }
    }
    argv[0] = program;
    for (; arguments[argc - 1]; argc++) {
        (void)snprintf(copies[argc], sizeof copies[argc], "%s", arguments[argc - 1]);
        argv[argc] = copies[argc];
    }
    argv[argc] = NULL;
    capture_begin(capture, stderr);
    parsed = options_parse(&options, argc, argv) &&
             options_parse_on_terminal(&options, &defaults, argc, argv);
    (void)capture_end(capture);
    return parsed;
}

#define PARSE_ON_TERMINAL(capture, file, variable, ...)                                            \
    parse_on_terminal(file, variable, (const char *const[]){__VA_ARGS__, NULL}, capture)

static void test_defaults_of_a_terminal(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE_ON_TERMINAL(&capture, "", "", "sun", "--", "-black"));
    assert_int_equal(options.scope, SCOPE_ALL);
    assert_int_equal(options.sort, SORT_RELEVANCE);
    assert_int_equal(options.limit, OPTIONS_TERMINAL_LIMIT);
    assert_int_equal(options.word_count, 2);
    assert_string_equal(options.words[0], "sun");
    assert_string_equal(options.words[1], "-black");
    assert_true(PARSE_ON_TERMINAL(&capture, "", "", "--scope=name", "-n", "all", "x"));
    assert_int_equal(options.scope, SCOPE_NAME);
    assert_int_equal(options.limit, OPTIONS_NO_LIMIT);
    assert_true(PARSE_ON_TERMINAL(&capture, "", "", "--explain", "x"));
    assert_int_equal(options.limit, OPTIONS_NO_LIMIT); /* it has a limit of its own */
    assert_string_equal(capture.text, "");
}

static void test_defaults_of_a_person(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE_ON_TERMINAL(&capture, "-n 3 --color=never", "-n 4 --variants=show", "x"));
    assert_int_equal(options.limit, 4); /* the variable comes after the file */
    assert_int_equal(options.color, COLOR_NEVER);
    assert_true(options.unfold);
    assert_true(PARSE_ON_TERMINAL(&capture, "-n 3", "", "-n5", "x"));
    assert_int_equal(options.limit, 5); /* and the command line last */
    assert_true(PARSE_ON_TERMINAL(&capture, "--format=%(char)", "", "x"));
    assert_string_equal(options.format, "%(char)");
    assert_true(PARSE_ON_TERMINAL(&capture, "--format=%(char)", "", "--all", "x"));
    assert_null(options.format); /* one replaces the other */
    assert_true(PARSE_ON_TERMINAL(&capture, "--all", "", "--list=blocks"));
    assert_true(PARSE_ON_TERMINAL(&capture, "--all", "", "--inspect=x"));
    assert_false(PARSE_ON_TERMINAL(&capture, "--limt=3", "", "x"));
    assert_non_null(strstr(capture.text, "the nearest is --limit"));
    assert_non_null(strstr(capture.text, "these options are in the file"));
    assert_false(PARSE_ON_TERMINAL(&capture, "", "sun", "x"));
    assert_non_null(strstr(capture.text, "these options are in the variable"));
    assert_false(PARSE_ON_TERMINAL(&capture, "", "--json", "x"));
    assert_false(PARSE_ON_TERMINAL(&capture, "", "--help", "x"));
    assert_false(PARSE_ON_TERMINAL(&capture, "", "--dump-index", "x"));
}

static void test_what_is_for_people(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE(&capture, "x") && options_for_person(&options));
    assert_true(PARSE(&capture, "-a", "x") && options_for_person(&options));
    assert_true(PARSE(&capture, "-L", "blocks") && options_for_person(&options));
    assert_true(PARSE(&capture, "-f", "%(char)", "x") && options_for_person(&options));
    assert_true(PARSE(&capture, "--json", "x") && !options_for_person(&options));
    assert_true(PARSE(&capture, "-t", "x") && !options_for_person(&options));
    assert_true(PARSE(&capture, "--help") && !options_for_person(&options));
    assert_true(PARSE(&capture, "--dump-index") && !options_for_person(&options));
}

static void test_short_options(void **state)
{
    struct capture capture;

    (void)state;
    assert_true(PARSE(&capture, "-s", "all", "-o", "relevance", "-n5", "x"));
    assert_int_equal(options.scope, SCOPE_ALL);
    assert_int_equal(options.sort, SORT_RELEVANCE);
    assert_int_equal(options.limit, 5);
    assert_true(PARSE(&capture, "-l", "de", "-a", "-j", "x"));
    assert_string_equal(options.lang, "de");
    assert_true(options.all);
    assert_int_equal(options.output, OUTPUT_JSON);
    assert_true(PARSE(&capture, "-f%(char)", "x"));
    assert_string_equal(options.format, "%(char)");
    assert_true(PARSE(&capture, "-i", "-"));
    assert_string_equal(options.inspected, "-");
    assert_true(PARSE(&capture, "-h"));
    assert_int_equal(options.action, ACTION_HELP);
    assert_true(PARSE(&capture, "-x", "-", "x"));
    assert_int_equal(options.word_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_search_with_the_defaults),
        cmocka_unit_test(test_every_option_of_a_search),
        cmocka_unit_test(test_words_after_two_dashes_are_not_options),
        cmocka_unit_test(test_other_actions),
        cmocka_unit_test(test_what_is_refused_and_why),
        cmocka_unit_test(test_defaults_of_a_terminal),
        cmocka_unit_test(test_defaults_of_a_person),
        cmocka_unit_test(test_what_is_for_people),
        cmocka_unit_test(test_short_options),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
