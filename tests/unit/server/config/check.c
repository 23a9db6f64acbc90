/*
 * Tables of names that the configuration names: what is wrong with them, by file and line.
 */

#include "server/config/check.h"

#include "tests/unit/server/config/loading.h"

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

/* Checks a configuration with this table, or without any folder (NULL). */
static void check(struct checked *checked, const char *table)
{
    char text[256];
    struct reason reason;
    FILE *out;

    (void)snprintf(checked->folder, sizeof checked->folder, "/tmp/charfinder-check-XXXXXX");
    assert_non_null(mkdtemp(checked->folder));
    (void)snprintf(checked->path, sizeof checked->path, "%s/icons.tsv", checked->folder);
    if (table)
        write_table(checked->path, table);
    else
        assert_int_equal(rmdir(checked->folder), 0);
    (void)snprintf(text, sizeof text, "{\"names_dirs\": [\"%s\"]}", checked->folder);
    assert_int_equal(config_parse(&checked->config, "test", text, strlen(text), &reason),
                     CONFIG_OK);
    out = open_memstream(&checked->said, &checked->size);
    assert_non_null(out);
    checked->outcome = config_check_tables(&checked->config, "charfinderd", out);
    assert_int_equal(fclose(out), 0);
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
    assert_non_null(strstr(checked.said, "charfinderd: /tmp/charfinder-check-"));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_tables),
        cmocka_unit_test(test_each_mistake_is_named),
        cmocka_unit_test(test_a_folder_that_does_not_exist),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
