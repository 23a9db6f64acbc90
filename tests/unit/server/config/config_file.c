/*
 * The configuration file: texts that are not JSON or not an object, unknown keys, the line that a
 * message names, and files that cannot be read. Each message is compared word for word.
 */

#include "server/config/config_file.h"

#include <sys/stat.h>

#include "server/base/limits.h"
#include "tests/unit/server/config/loading.h"

static void test_texts_that_are_not_a_configuration(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"", "c.json:1:0: '[' or '{' expected near end of file"},
        {" \n\n", "c.json:3:0: '[' or '{' expected near end of file"},
        {"{", "c.json:1:1: string or '}' expected near end of file"},
        {"{\"threads\": 2", "c.json:1:13: '}' expected near end of file"},
        {"{\n\"threads\": 2,\n}", "c.json:3:1: string or '}' expected near '}'"},
        {"{\"threads\": 2}\n{}", "c.json:2:1: end of file expected near '{'"},
        {"{\"threads\": 2} # two", "c.json:1:16: end of file expected near '#'"},
        {"// no comments\n{}", "c.json:1:1: '[' or '{' expected near '/'"},
        {"threads: 2", "c.json:1:7: '[' or '{' expected near 'threads'"},
        {"{threads: 2}", "c.json:1:8: string or '}' expected near 'threads'"},
        {"{'threads': 2}", "c.json:1:2: string or '}' expected near '''"},
        {"{\"threads\": 2, \"threads\": 2}",
         "c.json:1:24: duplicate object key near '\"threads\"'"},
        {"{\"threads\": 2,\n \"thre\\u0061ds\": 3}",
         "c.json:2:15: duplicate object key near '\"thre\\u0061ds\"'"},
        {"{\"state_dir\": \"\xff\"}", "c.json:1:15: unable to decode byte 0xff near '\"'"},
        {"{\"state_dir\": \"\xc0\xaf\"}", "c.json:1:15: unable to decode byte 0xc0 near '\"'"},
        {"{\"state_dir\": \"\xed\xa0\x80\"}", "c.json:1:15: unable to decode byte 0xed near '\"'"},
        {"{\"state_dir\": \"a\nb\"}", "c.json:1:16: unexpected newline near '\"a'"},
        {"{\"state_dir\": \"a\\\nb\"}", "c.json:2:0: invalid escape near '\"a\\ '"},
        {"{\"state_dir\": \"a\\u0000b\"}",
         "c.json:1:24: \\u0000 is not allowed without JSON_ALLOW_NUL near '\"a\\u0000b\"'"},
        {"{\"idle_seconds\": 99999999999999999999}",
         "c.json:1:37: too big integer near '99999999999999999999'"},
        {"{\"idle_seconds\": 010}", "c.json:1:18: invalid token near '0'"},
        {"[{\"threads\": 2}]", "c.json: the settings must be one object: {\"key\": value}"},
        {"[]", "c.json: the settings must be one object: {\"key\": value}"},
        {"null", "c.json:1:4: '[' or '{' expected near 'null'"},
        {"3", "c.json:1:1: '[' or '{' expected near '3'"},
        {"\"http\"", "c.json:1:6: '[' or '{' expected near '\"http\"'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(bad[i].text, strlen(bad[i].text), bad[i].complaint);
}

static void test_a_nul_does_not_end_the_text(void **state)
{
    static const char text[] = "{}\0{}";

    (void)state;
    assert_file_refused(text, sizeof text - 1,
                        "c.json: contains a NUL byte; save it as UTF-8 text");
}

static void test_unknown_keys(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"{\"thread\": 2}", "c.json:1: unknown key 'thread'; did you mean 'threads'?"},
        {"{\"Threads\": 2}", "c.json:1: unknown key 'Threads'; did you mean 'threads'?"},
        {"{\"log-level\": \"info\"}",
         "c.json:1: unknown key 'log-level'; did you mean 'log_level'?"},
        {"{\n\"http\": null,\n\n\"htpp\": null}",
         "c.json:4: unknown key 'htpp'; did you mean 'http'?"},
        {"{\"idle_second\": 2}",
         "c.json:1: unknown key 'idle_second'; did you mean 'idle_seconds'?"},
        {"{\"maxSessions\": 2}",
         "c.json:1: unknown key 'maxSessions'; did you mean 'max_sessions'?"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(bad[i].text, strlen(bad[i].text), bad[i].complaint);
}

/* The message ends with a list of all keys, or as many as it has space for. */
static void assert_lists_keys(const char *message, const char *begin)
{
    size_t at = strlen(begin);

    assert_int_equal(strncmp(message, begin, at), 0);
    for (size_t id = 0; id < SETTING_COUNT && message[at]; id++) {
        const char *key = setting_table[id].key;

        if (strncmp(message + at, key, strlen(key)) != 0)
            fail_msg("%s is not at %s", key, message + at);
        at += strlen(key);
        at += strspn(message + at, ", ");
        if (at > sizeof((struct reason *)0)->text - 100)
            return;
    }
}

static void test_keys_that_resemble_none(void **state)
{
    static const struct {
        const char *text, *key;
    } bad[] = {
        {"{\"limits\": {\"idle_seconds\": 2}}", "'limits'"},
        {"{\"\": 1}", "''"},
        {"{\"a\\nb\\u001b\": 1}", "'a\\nb\\x1b'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        char begin[64];
        struct config config;
        struct reason reason;

        (void)snprintf(begin, sizeof begin, "c.json:1: unknown key %s; known: ", bad[i].key);
        assert_int_equal(parse(&config, &reason, bad[i].text, strlen(bad[i].text)),
                         CONFIG_BAD_FILE);
        assert_lists_keys(reason.text, begin);
    }
}

static void test_a_very_long_unknown_key_is_cut(void **state)
{
    char text[1000];
    size_t size;
    struct config config;
    struct reason reason;

    (void)state;
    size = (size_t)snprintf(text, sizeof text, "{\"");
    for (size_t i = 0; i < 300; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "☀");
    (void)snprintf(text + size, sizeof text - size, "\": 1}");
    assert_int_equal(parse(&config, &reason, text, strlen(text)), CONFIG_BAD_FILE);
    assert_lists_keys(reason.text, "c.json:1: unknown key '☀☀☀☀☀☀☀☀☀☀☀☀☀…; known: ");
}

/* Lines are counted in the text itself; strings and inner objects must not confuse the count. */
static void test_the_line_that_a_message_names(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"{\"http\":\n\nfalse}", "c.json:1: http: false is not \"HOST:PORT\", such as "
                                 "\"127.0.0.1:8888\", \"unix:/PATH\", a list of these, or null"},
        {"\n\n{\n\"threads\" : 2\n ,\n\"idle_seconds\": -1 }",
         "c.json:6: idle_seconds: -1 is not a whole number from 0 to 86400"},
        {"{\"state_dir\": \"a,{[]}\\\"\\\\\",\n\"threads\": 0}",
         "c.json:2: threads: 0 is not a whole number from 1 to 16"},
        {"{\"thr\\u0065ads\": 2,\n\"header_seconds\": 0}",
         "c.json:2: header_seconds: 0 is not a whole number from 1 to 3600"},
        {"{\"telnet\": null,\r\n\"max_sessions\": [\n{\"threads\": 1,\n\"b\": 2}\n]}",
         "c.json:2: max_sessions: [{\"threads\":1,\"b\":2}] is not a whole number from 1 to 65536"},
        {"{\"languages\": [\"de\",\n\"fr,[\",\n\"en\"],\n\"threads\": 2}",
         "c.json:1: languages: [\"de\",\"fr,[\",\"en\"] has 'fr,[', and languages look like \"de\" "
         "or \"pt_PT\""},
        {"{\"languages\": [\"de\",\n\"fr\",\n\"en\"],\n\"threads\": 0,\n\"http\": null}",
         "c.json:4: threads: 0 is not a whole number from 1 to 16"},
        {"{\"threads\": {\"a\": [1,\n2]}, \"http\": 1}",
         "c.json:1: threads: {\"a\":[1,2]} is not a whole number from 1 to 16"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(bad[i].text, strlen(bad[i].text), bad[i].complaint);
}

static void assert_file_complaint(const char *path, const char *problem)
{
    struct config config;
    struct reason reason;

    assert_int_equal(LOAD(&config, &reason, "--config", path), CONFIG_BAD_FILE);
    if (!strstr(reason.text, problem))
        fail_msg("\"%s\" does not say \"%s\"", reason.text, problem);
    if (strlen(path) < 64)
        assert_int_equal(strncmp(reason.text, path, strlen(path)), 0);
}

static void test_files_that_cannot_be_read(void **state)
{
    struct place *place = *state;
    char long_path[PATH_MAX + 16];

    assert_file_complaint(place->file, ": cannot be read: No such file or directory");
    assert_file_complaint(place->directory, ": cannot be read: Is a directory");
    assert_file_complaint("", ": cannot be read: No such file or directory");
    (void)snprintf(long_path, sizeof long_path, "/%0*d", PATH_MAX, 0);
    assert_file_complaint(long_path, "0: cannot be read: File name too long");
    if (geteuid() != 0) {
        place_write_text(place, "{}");
        assert_int_equal(chmod(place->file, 0), 0);
        assert_file_complaint(place->file, ": cannot be read: Permission denied");
    }
}

static void test_the_largest_file_and_one_byte_more(void **state)
{
    struct place *place = *state;
    char *text = malloc(LIMIT_CONFIG_FILE + 1);
    struct config config;
    struct reason reason;

    assert_non_null(text);
    memset(text, ' ', LIMIT_CONFIG_FILE + 1);
    text[0] = '{';
    text[1] = '}';
    place_write(place, text, LIMIT_CONFIG_FILE);
    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_OK);
    config_release(&config);

    place_write(place, text, LIMIT_CONFIG_FILE + 1);
    assert_file_complaint(place->file, ": is larger than 65536 bytes");
    assert_file_complaint("/dev/zero", "/dev/zero: is larger than 65536 bytes");
    free(text);
}

static void test_a_file_that_comes_through_a_pipe(void **state)
{
    static const char text[] = "{\"threads\": 5}";
    struct config config;
    struct reason reason;
    char path[32];
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, sizeof text - 1), sizeof text - 1);
    close(ends[1]);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(LOAD(&config, &reason, "--config", path), CONFIG_OK);
    assert_int_equal(config.threads, 5);
    config_release(&config);
    close(ends[0]);
}

static void test_a_wrong_file_stays_wrong_whatever_the_flags_say(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"threads\": 0}");
    assert_int_equal(LOAD(&config, &reason, "--threads", "1", "--config", place->file),
                     CONFIG_BAD_FILE);
    assert_non_null(strstr(reason.text, ": threads: 0 is not a whole number from 1 to 16"));
    assert_null(config.state_dir);
}

static void test_a_long_path_leaves_space_for_the_error(void **state)
{
    struct place *place = *state;
    char path[PATH_MAX];
    struct config config;
    struct reason reason;

    place_write_text(place, "{\n\"http\": \"127.0.0.1:80/tcp\"}");
    (void)snprintf(path, sizeof path, "%s/././././././././././././././././././././././././.%s",
                   place->directory, strrchr(place->file, '/'));
    assert_int_equal(LOAD(&config, &reason, "--config", path), CONFIG_BAD_FILE);
    assert_int_equal(strncmp(reason.text, "…", strlen("…")), 0);
    assert_non_null(strstr(reason.text,
                           "/c.json:2: http: \"127.0.0.1:80/tcp\" is not "
                           "HOST:PORT; write HOST:PORT, such as 127.0.0.1:8888, or unix:/PATH"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_that_are_not_a_configuration),
        cmocka_unit_test(test_a_nul_does_not_end_the_text),
        cmocka_unit_test(test_unknown_keys),
        cmocka_unit_test(test_keys_that_resemble_none),
        cmocka_unit_test(test_a_very_long_unknown_key_is_cut),
        cmocka_unit_test(test_the_line_that_a_message_names),
        cmocka_unit_test_setup_teardown(test_files_that_cannot_be_read, place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_the_largest_file_and_one_byte_more, place_make,
                                        place_clear),
        cmocka_unit_test(test_a_file_that_comes_through_a_pipe),
        cmocka_unit_test_setup_teardown(test_a_wrong_file_stays_wrong_whatever_the_flags_say,
                                        place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_a_long_path_leaves_space_for_the_error, place_make,
                                        place_clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
