/*
 * What a configuration refers to: tables of names with mistakes, by file and line; folders and
 * languages that are not there.
 */

#include "server/config/check.h"

#include "tests/unit/server/config/loading.h"

#include <sys/stat.h>

struct checked {
    char folder[64], path[sizeof "/icons.tsv" + 64];
    struct config config;
    char *said;
    size_t size;
    int outcome;
};

static void write_table(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void hear(void *context, const char *key, const char *text)
{
    (void)fprintf(context, "%s: %s\n", key ? key : "(no setting)", text);
}

static void check_text_for(struct checked *checked, const char *text, enum config_check_scope scope)
{
    struct config_hearer hearer = {.hear = hear};
    struct reason reason;
    FILE *out;

    assert_int_equal(config_parse(&checked->config, "test", text, strlen(text), &reason),
                     CONFIG_OK);
    out = open_memstream(&checked->said, &checked->size);
    assert_non_null(out);
    hearer.context = out;
    checked->outcome = config_check(&checked->config, scope, &hearer);
    assert_int_equal(fclose(out), 0);
}

static void check_text(struct checked *checked, const char *text)
{
    check_text_for(checked, text, CONFIG_CHECK_START);
}

/* Checks a configuration with this table, or without any folder (NULL). */
static void check(struct checked *checked, const char *table)
{
    char text[256];

    (void)snprintf(checked->folder, sizeof checked->folder, "/tmp/charfinder-check-XXXXXX");
    assert_non_null(mkdtemp(checked->folder));
    (void)snprintf(checked->path, sizeof checked->path, "%s/icons.tsv", checked->folder);
    if (table)
        write_table(checked->path, table);
    else
        assert_int_equal(rmdir(checked->folder), 0);
    (void)snprintf(text, sizeof text, "{\"names_dirs\": [\"%s\"]}", checked->folder);
    check_text(checked, text);
}

static void forget(struct checked *checked)
{
    free(checked->said);
    config_release(&checked->config);
    (void)unlink(checked->path);
    (void)rmdir(checked->folder);
}

static void test_good_tables(void **state)
{
    struct checked checked;

    (void)state;
    check(&checked, "U+E0A0\tname\tgit branch\nU+1F1E8 U+1F1ED\talias\tred with a cross\n");
    assert_int_equal(checked.outcome, 0);
    assert_string_equal(checked.said, "");
    forget(&checked);
}

static void test_each_mistake_is_named(void **state)
{
    struct checked checked;

    (void)state;
    check(&checked, "U+E0A0\tname\tgit branch\nU+E0A1\tnonsense\tx\nU+E0A2\tkeyword\tno name\n"
                    "U+1F1FD U+1F1FD\talias\tno flag\n");
    assert_int_equal(checked.outcome, 3);
    assert_non_null(strstr(checked.said, "names_dirs: /tmp/charfinder-check-"));
    assert_non_null(strstr(checked.said, "/icons.tsv:2: unknown kind \"nonsense\""));
    assert_non_null(strstr(checked.said, "/icons.tsv:3: U+E0A2 has no name"));
    assert_non_null(strstr(checked.said, "/icons.tsv:4: no source names this sequence"));
    forget(&checked);
}

static void test_a_folder_that_does_not_exist(void **state)
{
    struct checked checked;

    (void)state;
    check(&checked, NULL);
    assert_int_equal(checked.outcome, 1);
    assert_non_null(strstr(checked.said, "No such file or directory"));
    forget(&checked);
}

#define TEN(text) text text text text text text text text text text
#define LONG_PATH "/tmp/" TEN(TEN("abc"))

/* Each setting by itself is a valid one. */
static void test_what_is_not_there(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"{\"languages\": [\"en\", \"de\", \"pt_PT\"]}", ""},
        {"{\"languages\": \"all\"}", ""},
        {"{\"languages\": [\"all\"]}", ""},
        {"{\"languages\": [\"de\", \"xx\"]}",
         "languages: no annotations in a language \"xx\" in /usr/share/"},
        {"{\"sources_dir\": \"/nonexistent\"}",
         "sources_dir: /nonexistent: No such file or directory\n"},
        {"{\"sources_dir\": \"/etc/passwd\"}", "sources_dir: /etc/passwd: Not a directory\n"},
        {"{\"state_dir\": \"/tmp/nonexistent/deep/inside\"}", ""}, /* it would be created */
        {"{\"state_dir\": \"/etc/passwd\"}", "state_dir: /etc/passwd is not a folder\n"},
        {"{\"state_dir\": \"/etc/passwd/x\"}", "state_dir: /etc/passwd/x: Not a directory\n"},
        {"{\"state_dir\": \"" LONG_PATH "\"}", "state_dir: " LONG_PATH ": File name too long\n"},
        {"{\"sources_dirs\": [\"/usr/share\", \"" LONG_PATH "\"]}",
         "sources_dirs: " LONG_PATH ": File name too long\n"},
        {"{\"font_dirs\": []}", ""},
        {"{\"font_dirs\": [\"/usr/share\", \"/nonexistent\"]}",
         "font_dirs: /nonexistent: No such file or directory\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct checked checked = {.folder = "", .path = ""};

        check_text(&checked, cases[i].text);
        assert_int_equal(checked.outcome, cases[i].said[0] != '\0');
        assert_ptr_equal(strstr(checked.said, cases[i].said), checked.said);
        forget(&checked);
    }
}

/* The daemon would make no folder there. */
static void test_a_state_folder_that_is_a_link_to_nowhere(void **state)
{
    char folder[] = "/tmp/charfinder-check-XXXXXX", path[64], text[96];
    struct checked checked = {.folder = "", .path = ""};

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/link", folder);
    assert_int_equal(symlink("/nonexistent", path), 0);
    (void)snprintf(text, sizeof text, "{\"state_dir\": \"%s\"}", path);
    check_text(&checked, text);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(checked.outcome, 1);
    assert_non_null(strstr(checked.said, "/link: No such file or directory\n"));
    forget(&checked);
}

/* What is told to whom: at the start of the daemon, for a reload, by --check-config. */
static void test_scopes(void **state)
{
    static const char text[] =
        "{\"languages\": [\"xx\", \"de\"], \"names_dirs\": [\"/nonexistent\"],"
        " \"sources_dirs\": [\"/nowhere\", \"/usr/share\"],"
        " \"state_dir\": \"/etc/passwd\"}";
    static const char named[] = "sources_dirs: /nowhere: No such file or directory\n"
                                "languages: no annotations in a language \"xx\" in /usr/share/"
                                "unicode/cldr/common/annotations\n";
    static const char tables[] = "names_dirs: /nonexistent: No such file or directory\n";
    static const char folder[] = "state_dir: /etc/passwd is not a folder\n";

    (void)state;
    for (enum config_check_scope scope = CONFIG_CHECK_NAMED; scope <= CONFIG_CHECK_START; scope++) {
        struct checked checked = {.folder = "", .path = ""};
        char expected[512];

        (void)snprintf(expected, sizeof expected, "%s%s%s",
                       scope == CONFIG_CHECK_START ? folder : "", named,
                       scope == CONFIG_CHECK_NAMED ? "" : tables);
        check_text_for(&checked, text, scope);
        assert_string_equal(checked.said, expected);
        assert_int_equal(checked.outcome, 2 + (int)scope);
        forget(&checked);
    }
}

static void test_a_folder_that_may_not_be_written(void **state)
{
    char folder[] = "/tmp/charfinder-check-XXXXXX", text[64];
    struct checked checked = {.folder = "", .path = ""};

    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chmod(folder, 0555), 0);
    (void)snprintf(text, sizeof text, "{\"state_dir\": \"%s/state\"}", folder);
    if (getuid() == 0)
        assert_int_equal(seteuid(65534), 0);
    check_text(&checked, text);
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(checked.outcome, 1);
    assert_non_null(strstr(checked.said, "state_dir: "));
    assert_non_null(
        strstr(checked.said, ": Permission denied: run the check as the daemon's user"));
    assert_int_equal(rmdir(folder), 0);
    forget(&checked);
}

/* A package that is not installed is reported, but is not an error in the settings. */
static void test_sources_that_are_missing(void **state)
{
    char folder[] = "/tmp/charfinder-check-XXXXXX", text[128];
    struct checked checked = {.folder = "", .path = ""};

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(text, sizeof text, "{\"sources_dir\": \"%s\"}", folder);
    check_text(&checked, text);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(checked.outcome, 0);
    assert_non_null(strstr(checked.said, "(no setting): Source aliases is missing: "));
    assert_non_null(strstr(checked.said, "install unicode-data"));
    assert_non_null(strstr(checked.said, "(no setting): Source cldr is missing: "));
    forget(&checked);
}

static void test_all_mistakes_are_told(void **state)
{
    struct checked checked = {.folder = "", .path = ""};

    (void)state;
    check_text(&checked, "{\"languages\": [\"xx\", \"yy\"], \"names_dirs\": [\"/nonexistent\"],"
                         " \"state_dir\": \"/etc/passwd\"}");
    assert_int_equal(checked.outcome, 4);
    assert_non_null(strstr(checked.said, "\"xx\""));
    assert_non_null(strstr(checked.said, "\"yy\""));
    assert_non_null(strstr(checked.said, "names_dirs: /nonexistent"));
    assert_non_null(strstr(checked.said, "state_dir: "));
    forget(&checked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_tables),
        cmocka_unit_test(test_each_mistake_is_named),
        cmocka_unit_test(test_a_folder_that_does_not_exist),
        cmocka_unit_test(test_what_is_not_there),
        cmocka_unit_test(test_a_state_folder_that_is_a_link_to_nowhere),
        cmocka_unit_test(test_scopes),
        cmocka_unit_test(test_a_folder_that_may_not_be_written),
        cmocka_unit_test(test_sources_that_are_missing),
        cmocka_unit_test(test_all_mistakes_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
