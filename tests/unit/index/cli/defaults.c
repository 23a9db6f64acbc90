/*
 * Default options, from the environment and from a file in a temporary folder.
 */

#include "index/cli/defaults.h"

#include <sys/stat.h>

#include "tests/unit/index/cli/capture.h"

static char folder[64], path[128];

static int folder_make(void **state)
{
    char sub[128];

    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/defaults.XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(sub, sizeof sub, "%s/charfinder", folder);
    (void)snprintf(path, sizeof path, "%s/charfinder/options", folder);
    return mkdir(sub, 0700);
}

static int folder_remove(void **state)
{
    char sub[128];

    (void)state;
    (void)unlink(path);
    (void)snprintf(sub, sizeof sub, "%s/charfinder", folder);
    return rmdir(sub) == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void write_file(const char *text, size_t size)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Reads with this environment; NULL: not set. Captures the messages. */
static bool read_with(struct defaults *defaults, const char *config, const char *home,
                      const char *variable, struct capture *errors)
{
    static const char *const names[] = {"XDG_CONFIG_HOME", "HOME", "CHARFINDER_OPTS"};
    const char *values[] = {config, home, variable};
    bool read;

    for (size_t i = 0; i < COUNT(names); i++)
        (void)(values[i] ? setenv(names[i], values[i], 1) : unsetenv(names[i]));
    capture_begin(errors, stderr);
    read = defaults_read(defaults);
    (void)capture_end(errors);
    return read;
}

static void test_words(void **state)
{
    static const struct {
        const char *text;
        int count; /* -1: refused */
        const char *words[4];
    } table[] = {
        {"", 0, {NULL}},
        {"  ", 0, {NULL}},
        {"-n 5", 2, {"-n", "5"}},
        {" --limit=5\t--all\n", 2, {"--limit=5", "--all"}},
        {"--format '%(char) %(name)'", 2, {"--format", "%(char) %(name)"}},
        {"--format=\"a b\"c", 1, {"--format=a bc"}},
        {"a\\ b", 1, {"a b"}},
        {"'a\\b' \"c\\\"d\"", 2, {"a\\b", "c\"d"}},
        {"''", 1, {""}},
        {"a # b", 3, {"a", "#", "b"}}, /* a comment in the file only */
        {"a\\", 1, {"a\\"}},
        {"'a", -1, {NULL}},
        {"\"a\\\"", -1, {NULL}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct defaults defaults;
        struct capture errors;
        bool read = read_with(&defaults, NULL, NULL, table[i].text, &errors);
        const struct defaults_source *source = &defaults.sources[DEFAULTS_VARIABLE];

        if (read != (table[i].count >= 0))
            fail_msg("'%s': %s", table[i].text, errors.text);
        assert_int_equal(strlen(errors.text) > 0, !read);
        if (read && table[i].text[0])
            assert_int_equal(source->count, table[i].count + 1);
        for (int k = 0; k < table[i].count; k++)
            assert_string_equal(source->words[k + 1], table[i].words[k]);
        assert_int_equal(defaults.sources[DEFAULTS_FILE].count, 0);
        defaults_release(&defaults);
    }
}

static void test_too_many_words(void **state)
{
    char text[4 * DEFAULTS_WORDS_MAX] = "";
    struct defaults defaults;
    struct capture errors;

    (void)state;
    for (int i = 0; i < DEFAULTS_WORDS_MAX; i++)
        strcat(text, "-a ");
    assert_true(read_with(&defaults, NULL, NULL, text, &errors));
    assert_int_equal(defaults.sources[DEFAULTS_VARIABLE].count, DEFAULTS_WORDS_MAX + 1);
    assert_null(defaults.sources[DEFAULTS_VARIABLE].words[DEFAULTS_WORDS_MAX + 1]);
    defaults_release(&defaults);
    strcat(text, "x");
    assert_false(read_with(&defaults, NULL, NULL, text, &errors));
    assert_non_null(strstr(errors.text, "CHARFINDER_OPTS: too many options"));
    defaults_release(&defaults);
}

static void test_a_file(void **state)
{
    static const char text[] = "# what I like\n--limit 5 # five\n\n --variants=show\n#";
    const struct defaults_source *source;
    struct defaults defaults;
    struct capture errors;

    (void)state;
    write_file(text, sizeof text - 1);
    assert_true(read_with(&defaults, folder, NULL, NULL, &errors));
    source = &defaults.sources[DEFAULTS_FILE];
    assert_string_equal(source->name, path);
    assert_int_equal(source->count, 4);
    assert_string_equal(source->words[1], "--limit");
    assert_string_equal(source->words[2], "5");
    assert_string_equal(source->words[3], "--variants=show");
    assert_null(source->words[4]);
    defaults_release(&defaults);

    /* A relative folder is not one. */
    assert_true(read_with(&defaults, "relative", "relative", "-a", &errors));
    assert_int_equal(defaults.sources[DEFAULTS_FILE].count, 0);
    assert_int_equal(defaults.sources[DEFAULTS_VARIABLE].count, 2);
    assert_string_equal(errors.text, "");
    defaults_release(&defaults);
}

static void test_files_that_cannot_be_used(void **state)
{
    static char long_text[DEFAULTS_SIZE_MAX];
    struct defaults defaults;
    struct capture errors;

    (void)state;
    (void)unlink(path);
    assert_true(read_with(&defaults, folder, NULL, NULL, &errors));
    assert_string_equal(errors.text, ""); /* a missing one is the usual case */
    defaults_release(&defaults);

    assert_int_equal(mkdir(path, 0700), 0);
    assert_true(read_with(&defaults, folder, NULL, "-a", &errors));
    assert_non_null(strstr(errors.text, "cannot read the options in"));
    assert_int_equal(defaults.sources[DEFAULTS_VARIABLE].count, 2);
    defaults_release(&defaults);
    assert_int_equal(rmdir(path), 0);

    write_file("-a\0-b", 5);
    assert_false(read_with(&defaults, folder, NULL, NULL, &errors));
    assert_non_null(strstr(errors.text, "byte 0"));
    defaults_release(&defaults);

    memset(long_text, ' ', sizeof long_text);
    write_file(long_text, sizeof long_text);
    assert_false(read_with(&defaults, folder, NULL, NULL, &errors));
    assert_non_null(strstr(errors.text, "too long"));
    defaults_release(&defaults);

    write_file("--format 'a", 11);
    assert_false(read_with(&defaults, folder, NULL, NULL, &errors));
    assert_non_null(strstr(errors.text, path));
    defaults_release(&defaults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_too_many_words),
        cmocka_unit_test(test_a_file),
        cmocka_unit_test(test_files_that_cannot_be_used),
    };

    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
