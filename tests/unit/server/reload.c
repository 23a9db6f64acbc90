/*
 * A configuration that has changed on disk while the daemon runs: what counts at once, what needs a
 * restart, and mistakes, which change nothing.
 */

#include "server/reload.h"

#include "tests/unit/server/config/loading.h"

/* A daemon that was started with this text as its file, and with "--threads 2". */
struct story {
    struct place *place;
    struct config config;
    char *argv[6];
};

static void write_text(const struct story *story, const char *text)
{
    place_write(story->place, text, strlen(text));
}

static void begin(struct story *story, void **state, const char *text)
{
    static char name[] = "charfinderd", config[] = "--config", threads[] = "--threads", two[] = "2";
    struct reason reason;

    *story = (struct story){.place = *state};
    write_text(story, text);
    story->argv[0] = name;
    story->argv[1] = config;
    story->argv[2] = story->place->file;
    story->argv[3] = threads;
    story->argv[4] = two;
    assert_int_equal(config_load(&story->config, 5, story->argv, &reason), CONFIG_OK);
}

/* Reloads with this text. Returns the outcome; the caller frees what the log said. */
static enum reload_outcome reload(struct story *story, const char *text, char **said)
{
    char path[] = "/tmp/charfinder-reload-XXXXXX";
    int kept = dup(STDERR_FILENO), log = mkstemp(path);
    enum reload_outcome outcome;
    ssize_t size;

    if (text)
        write_text(story, text);
    assert_true(kept >= 0 && log >= 0);
    assert_int_equal(unlink(path), 0);
    (void)fflush(stderr);
    assert_true(dup2(log, STDERR_FILENO) >= 0);
    outcome = reload_configuration(&story->config, 5, story->argv);
    (void)fflush(stderr);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    *said = calloc(1, 4096);
    assert_non_null(*said);
    size = pread(log, *said, 4095, 0);
    assert_true(size >= 0);
    (void)close(log);
    (void)close(kept);
    return outcome;
}

static void assert_said(const char *said, const char *text)
{
    if (!strstr(said, text))
        fail_msg("the log has no \"%s\":\n%s", text, said);
}

static void test_the_same_changes_nothing(void **state)
{
    struct story story;
    char *said;

    begin(&story, state, "{\"idle_seconds\": 60}");
    assert_int_equal(reload(&story, NULL, &said), RELOAD_APPLIED);
    assert_string_equal(said, "");
    free(said);
    config_release(&story.config);
}

static void test_what_counts_at_once(void **state)
{
    struct story story;
    char *said;

    begin(&story, state, "{\"idle_seconds\": 60}");
    assert_int_equal(reload(&story, "{\"idle_seconds\": 90, \"header_seconds\": 5}", &said),
                     RELOAD_APPLIED);
    assert_int_equal(story.config.live.idle_seconds, 90);
    assert_int_equal(story.config.live.header_seconds, 5);
    assert_said(said, "Changed: idle_seconds, header_seconds");
    assert_null(strstr(said, "Restart"));
    free(said);
    config_release(&story.config);
}

static void test_another_index(void **state)
{
    struct story story;
    char *said;

    begin(&story, state, "{}");
    assert_int_equal(reload(&story, "{\"languages\": [\"de\"]}", &said), RELOAD_APPLIED_ALL);
    assert_said(said, "Changed: languages");
    free(said);
    config_release(&story.config);
}

static void test_what_needs_a_restart_is_named(void **state)
{
    struct story story;
    char *said;

    begin(&story, state, "{\"max_sessions\": 10, \"idle_seconds\": 60}");
    assert_int_equal(reload(&story,
                            "{\"max_sessions\": 20, \"telnet\": null, \"access_log\": \"json\", "
                            "\"idle_seconds\": 61}",
                            &said),
                     RELOAD_APPLIED);
    assert_int_equal(story.config.max_sessions, 10);
    assert_int_equal(story.config.telnet.count, 1);
    assert_int_equal(story.config.live.idle_seconds, 61);
    assert_said(said, "Restart the daemon to change: telnet, max_sessions, access_log");
    free(said);
    config_release(&story.config);
}

static void test_a_flag_still_wins(void **state)
{
    struct story story;
    char *said;

    begin(&story, state, "{\"threads\": 1}");
    assert_int_equal(reload(&story, "{\"threads\": 7}", &said), RELOAD_APPLIED);
    assert_string_equal(said, "");
    free(said);
    config_release(&story.config);
}

static void test_a_mistake_changes_nothing(void **state)
{
    static const char *const mistakes[] = {
        "",
        "{\"idle_seconds\": 90, \"header_seconds\": 0}",
        "{\"idle_seconds\": 90, \"idel_seconds\": 90}",
        "{\"idle_seconds\": 90, \"telnet\": null, \"http\": null}",
    };
    struct story story;

    begin(&story, state, "{\"idle_seconds\": 60}");
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        char *said;

        assert_int_equal(reload(&story, mistakes[i], &said), RELOAD_REFUSED);
        assert_said(said, "The configuration stays as it is: ");
        assert_said(said, "c.json");
        assert_int_equal(story.config.live.idle_seconds, 60);
        free(said);
    }
    config_release(&story.config);
}

static void test_a_file_that_is_gone_changes_nothing(void **state)
{
    struct story story;
    char *said;

    begin(&story, state, "{\"idle_seconds\": 60}");
    assert_int_equal(unlink(story.place->file), 0);
    assert_int_equal(reload(&story, NULL, &said), RELOAD_REFUSED);
    assert_said(said, "No such file or directory");
    assert_int_equal(story.config.live.idle_seconds, 60);
    free(said);
    config_release(&story.config);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, place_make, place_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_the_same_changes_nothing),
        STORY(test_what_counts_at_once),
        STORY(test_another_index),
        STORY(test_what_needs_a_restart_is_named),
        STORY(test_a_flag_still_wins),
        STORY(test_a_mistake_changes_nothing),
        STORY(test_a_file_that_is_gone_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
