/*
 * What --check-config finds: mistakes of addresses, of the access log, and of what the settings refer to,
 * all at once.
 */

#include "server/check.h"

#include "tests/unit/server/config/loading.h"

struct checked {
    int outcome;
    char *said;
};

/* Checks a configuration of this text. What was said is to be freed. */
static struct checked check(const char *text, bool journal)
{
    struct access_log_options access = {.reactors = 1};
    struct checked checked;
    struct config config;
    struct reason reason;
    size_t size;
    FILE *out = open_memstream(&checked.said, &size);

    assert_non_null(out);
    if (config_parse(&config, "test", text, strlen(text), &reason) != CONFIG_OK)
        fail_msg("%s", reason.text);
    access.format = config.access_log;
    access.path = config.access_log_file;
    access.journal = journal ? (int (*)(const struct iovec *, int))abort : NULL;
    checked.outcome = check_start(&config, &access, "charfinderd", out);
    assert_int_equal(fclose(out), 0);
    config_release(&config);
    return checked;
}

static void assert_said(const struct checked *checked, const char *line)
{
    if (!strstr(checked->said, line))
        fail_msg("nothing is like \"%s\":\n%s", line, checked->said);
}

static void test_nothing_is_wrong(void **state)
{
    struct checked checked = check("{\"access_log\": \"common\", \"names_dirs\": []}", false);

    (void)state;
    assert_int_equal(checked.outcome, 0);
    free(checked.said);
}

static void test_everything_is_wrong(void **state)
{
    struct checked checked =
        check("{\"telnet\": [\"192.0.2.1:23\", \"unix:/etc/passwd\"],"
              " \"http\": [\"127.0.0.1:0\", \"unix:/nonexistent/http.sock\"],"
              " \"access_log\": \"json\", \"access_log_file\": \"/nonexistent/access.log\","
              " \"state_dir\": \"/etc/passwd\", \"languages\": [\"xx\"], \"names_dirs\": []}",
              false);

    (void)state;
    assert_int_equal(checked.outcome, 6);
    assert_said(&checked, "charfinderd: telnet: cannot listen on 192.0.2.1:23: ");
    assert_said(&checked, "charfinderd: telnet: cannot listen on unix:/etc/passwd: ");
    assert_said(&checked, "charfinderd: http: cannot listen on unix:/nonexistent/http.sock: ");
    assert_said(&checked, "charfinderd: access_log_file: cannot open '/nonexistent/access.log': ");
    assert_said(&checked, "charfinderd: state_dir: /etc/passwd is not a folder");
    assert_said(&checked, "charfinderd: languages: ");
    free(checked.said);
}

static void test_the_file_of_a_log_that_is_off_does_not_matter(void **state)
{
    struct checked checked =
        check("{\"access_log_file\": \"/nonexistent/access.log\", \"names_dirs\": []}", false);

    (void)state;
    assert_int_equal(checked.outcome, 0);
    free(checked.said);
}

/* Where the daemon listens and writes was settled at the start. */
static void test_a_reload_takes_a_part(void **state)
{
    struct config config;
    struct reason reason;
    char *said;
    size_t size;
    FILE *out = open_memstream(&said, &size);
    static const char text[] =
        "{\"http\": \"unix:/nonexistent/http.sock\", \"languages\": [\"xx\"],"
        " \"access_log\": \"json\", \"access_log_file\": \"/nonexistent/l\","
        " \"state_dir\": \"/etc/passwd\", \"names_dirs\": []}";

    (void)state;
    assert_non_null(out);
    assert_int_equal(config_parse(&config, "test", text, strlen(text), &reason), CONFIG_OK);
    assert_int_equal(check_reload(&config, "charfinderd", out), 1);
    assert_int_equal(fclose(out), 0);
    assert_ptr_equal(strstr(said, "charfinderd: languages: no annotations in a language"), said);
    free(said);
    config_release(&config);
}

static void test_the_journal_is_asked_for_where_there_is_none(void **state)
{
    struct checked checked = check("{\"access_log\": \"journal\", \"names_dirs\": []}", false);

    (void)state;
    assert_int_equal(checked.outcome, 1);
    assert_said(&checked, "charfinderd: access_log: no journal is running");
    free(checked.said);
    checked = check("{\"access_log\": \"journal\", \"names_dirs\": []}", true);
    assert_int_equal(checked.outcome, 0);
    free(checked.said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_wrong),
        cmocka_unit_test(test_everything_is_wrong),
        cmocka_unit_test(test_the_file_of_a_log_that_is_off_does_not_matter),
        cmocka_unit_test(test_a_reload_takes_a_part),
        cmocka_unit_test(test_the_journal_is_asked_for_where_there_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
