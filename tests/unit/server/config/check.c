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

static void check_text(struct checked *checked, const char *text)
{
    struct reason reason;
    FILE *out;

    assert_int_equal(config_parse(&checked->config, "test", text, strlen(text), &reason),
                     CONFIG_OK);
    out = open_memstream(&checked->said, &checked->size);
    assert_non_null(out);
    checked->outcome = config_check(&checked->config, "charfinderd", out);
    assert_int_equal(fclose(out), 0);
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
    assert_non_null(strstr(checked.said, "charfinderd: names_dirs: /tmp/charfinder-check-"));
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
         "charfinderd: languages: no annotations in a language \"xx\" in /usr/share/"},
        {"{\"sources_dir\": \"/nonexistent\"}",
         "charfinderd: sources_dir: /nonexistent: No such file or directory\n"},
        {"{\"sources_dir\": \"/etc/passwd\"}",
         "charfinderd: sources_dir: /etc/passwd: Not a directory\n"},
        {"{\"state_dir\": \"/tmp/nonexistent/deep/inside\"}", ""}, /* it would be created */
        {"{\"state_dir\": \"/etc/passwd\"}",
         "charfinderd: state_dir: /etc/passwd is not a folder\n"},
        {"{\"state_dir\": \"/etc/passwd/x\"}",
         "charfinderd: state_dir: /etc/passwd/x: Not a directory\n"},
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
    assert_non_null(strstr(checked.said, "charfinderd: Source aliases is missing: "));
    assert_non_null(strstr(checked.said, "install unicode-data"));
    assert_non_null(strstr(checked.said, "charfinderd: Source cldr is missing: "));
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
        cmocka_unit_test(test_a_folder_that_may_not_be_written),
        cmocka_unit_test(test_sources_that_are_missing),
        cmocka_unit_test(test_all_mistakes_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
