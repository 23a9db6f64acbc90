/*
 * The order of defaults, file and flags, and the command line: what it takes, what it refuses, and
 * what --help prints.
 */

#include "server/config/config.h"

#include "server/base/limits.h"
#include "tests/unit/server/config/loading.h"

static void assert_defaults(const struct config *config)
{
    assert_ipv4(&config->telnet.list[0], "127.0.0.1", 2323);
    assert_string_equal(config->telnet.list[0].text, "127.0.0.1:2323");
    assert_ipv4(&config->http.list[0], "127.0.0.1", 8888);
    assert_string_equal(config->http.list[0].text, "127.0.0.1:8888");
    assert_in_range(config->threads, 1, LIMIT_REACTORS);
    assert_int_equal(config->max_sessions, 20000);
    assert_int_equal(config->max_connections, 20000);
    assert_int_equal(config->live.idle_seconds, 3600);
    assert_int_equal(config->live.keep_alive_seconds, 60);
    assert_int_equal(config->live.header_seconds, 10);
    assert_int_equal(config->live.write_seconds, 120);
    assert_int_equal(config->live.shutdown_seconds, 10);
    assert_languages(config, "en");
    assert_string_equal(config->index.sources_dir, "/usr/share");
    assert_string_equal(config->live.security_contact, "");
    assert_int_equal(config->access_log, ACCESS_OFF);
    assert_string_equal(config->access_log_file, "-");
    assert_false(config->live.access_log_queries);
    assert_int_equal(config->live.log_level, LOG_LEVEL_INFO);
}

static void test_the_defaults(void **state)
{
    struct config config;
    struct reason reason;

    (void)state;
    assert_int_equal(setenv("STATE_DIRECTORY", "/var/lib/of-the-test", 1), 0);
    assert_int_equal(LOAD(&config, &reason, NULL), CONFIG_OK);
    assert_defaults(&config);
    assert_string_equal(config.state_dir, "/var/lib/of-the-test");
    config_release(&config);
    assert_null(config.state_dir);
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
}

static void test_without_a_home_there_is_no_state_directory(void **state)
{
    const char *set = getenv("HOME");
    char *home = set ? strdup(set) : NULL;
    struct config config;
    struct reason reason;

    (void)state;
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_int_equal(LOAD(&config, &reason, NULL), CONFIG_OK);
    assert_null(config.state_dir);
    config_release(&config);
    if (home)
        assert_int_equal(setenv("HOME", home, 1), 0);
    free(home);
}

/* config/charfinderd.json says what the defaults say. The build names it: __FILE__ may be relative to a
 * directory that is not this process's, as a compiler cache has it. */
static void test_the_example_that_is_shipped(void **state)
{
    struct config config;
    struct reason reason;

    (void)state;
    if (LOAD(&config, &reason, "--config", SHIPPED_CONFIG, "--check-config") != CONFIG_CHECKED)
        fail_msg("%s", reason.text);
    assert_defaults(&config);
    config_release(&config);
}

static void test_an_empty_object_changes_nothing(void **state)
{
    struct config config;

    (void)state;
    assert_parsed(&config, "{}");
    assert_defaults(&config);
    assert_null(config.state_dir);
    config_release(&config);
}

static void test_a_flag_overrides_the_file(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"telnet\": \"127.0.0.1:1\", \"http\": null, \"threads\": 2,\n"
                            "\"state_dir\": \"/of/the/file\", \"log_level\": \"error\",\n"
                            "\"idle_seconds\": 77}");
    assert_int_equal(LOAD(&config, &reason, "--telnet=127.0.0.1:2", "--threads", "3", "--config",
                          place->file, "--state-dir", "/of/the/flag"),
                     CONFIG_OK);
    assert_ipv4(&config.telnet.list[0], "127.0.0.1", 2);
    assert_int_equal(config.http.count, 0);
    assert_int_equal(config.threads, 3);
    assert_string_equal(config.state_dir, "/of/the/flag");
    assert_int_equal(config.live.log_level, LOG_LEVEL_ERROR);
    assert_int_equal(config.live.idle_seconds, 77);
    config_release(&config);

    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--http", "[::]:80",
                          "--log-level", "notice", "--telnet", "off"),
                     CONFIG_OK);
    assert_int_equal(config.telnet.count, 0);
    assert_ipv6(&config.http.list[0], "::", 80);
    assert_int_equal(config.live.log_level, LOG_LEVEL_NOTICE);
    assert_string_equal(config.state_dir, "/of/the/file");
    config_release(&config);
}

static void test_the_last_of_two_flags_wins(void **state)
{
    struct config config;
    struct reason reason;

    (void)state;
    assert_int_equal(
        LOAD(&config, &reason, "--state-dir", "/a", "--threads", "3", "--state-dir", "/b"),
        CONFIG_OK);
    assert_string_equal(config.state_dir, "/b");
    assert_int_equal(config.threads, 3);
    config_release(&config);
}

/* Addresses of two flags are two addresses; together they override the file. */
static void test_flags_of_one_service_add_up(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"http\": [\"127.0.0.1:1\", \"127.0.0.1:2\"]}");
    assert_int_equal(LOAD(&config, &reason, "--http", "127.0.0.1:3", "--config", place->file,
                          "--http", "[::1]:4,unix:/x", "--telnet", "off"),
                     CONFIG_OK);
    assert_int_equal(config.http.count, 3);
    assert_ipv4(&config.http.list[0], "127.0.0.1", 3);
    assert_ipv6(&config.http.list[1], "::1", 4);
    assert_string_equal(config.http.list[2].text, "unix:/x");
    assert_int_equal(config.telnet.count, 0);
    config_release(&config);
}

static void test_wrong_command_lines(void **state)
{
    static const struct {
        const char *arguments[4], *complaint;
    } bad[] = {
        {{"--verbose"}, "'--verbose' is not an option, or abbreviates several; see --help"},
        {{"--t", "1"}, "'--t' is not an option, or abbreviates several; see --help"},
        {{"--idle-seconds", "1"},
         "'--idle-seconds' is not an option, or abbreviates several; see --help"},
        {{"--a\nb"}, "'--a\\nb' is not an option, or abbreviates several; see --help"},
        {{"-v"}, "'-v' is not an option; see --help"},
        {{"-hx"}, "'-h' is not an option; see --help"},
        {{"serve"}, "'serve' is not an option; see --help"},
        {{""}, "'' is not an option; see --help"},
        {{"--threads", "2", "3"}, "'3' is not an option; see --help"},
        {{"serve", "--help"}, "'serve' is not an option; see --help"},
        {{"--", "--help"}, "'--help' is not an option; see --help"},
        {{"--config"}, "'--config' needs a value; see --help"},
        {{"--telnet"}, "'--telnet' needs a value; see --help"},
        {{"--http"}, "'--http' needs a value; see --help"},
        {{"--state-dir"}, "'--state-dir' needs a value; see --help"},
        {{"--threads"}, "'--threads' needs a value; see --help"},
        {{"--log-level"}, "'--log-level' needs a value; see --help"},
        {{"--help=yes"}, "'--help=yes' takes no value; see --help"},
        {{"--version=2"}, "'--version=2' takes no value; see --help"},
        {{"--check-config=a"}, "'--check-config=a' takes no value; see --help"},
        {{"--languages", ""},
         "--languages: '' is not a list of languages, such as en,pt_PT, or all"},
        {{"--languages", "de,"},
         "--languages: 'de,' is not a list of languages, such as en,pt_PT, or all"},
        {{"--languages", "de, fr"},
         "--languages: 'de, fr' is not a list of languages, such as en,pt_PT, or all"},
        {{"--languages", "../de"},
         "--languages: '../de' is not a list of languages, such as en,pt_PT, or all"},
        {{"--sources-dir", ""}, "--sources-dir: '' is not a path of 1 to 4095 bytes"},
        {{"--threads", "0"}, "--threads: '0' is not a whole number from 1 to 16"},
        {{"--threads", "17"}, "--threads: '17' is not a whole number from 1 to 16"},
        {{"--threads", "-1"}, "--threads: '-1' is not a whole number from 1 to 16"},
        {{"--threads", "two"}, "--threads: 'two' is not a whole number from 1 to 16"},
        {{"--threads", "2 "}, "--threads: '2 ' is not a whole number from 1 to 16"},
        {{"--threads", ""}, "--threads: '' is not a whole number from 1 to 16"},
        {{"--threads", "2\xff"}, "--threads: '2\\xff' is not a whole number from 1 to 16"},
        {{"--threads", "99999999999999999999"},
         "--threads: '99999999999999999999' is not a whole number from 1 to 16"},
        {{"--state-dir", ""}, "--state-dir: '' is not a path of 1 to 4095 bytes"},
        {{"--log-level", "loud"},
         "--log-level: 'loud' is not one of error, warning, notice, info, debug"},
        {{"--log-level", "6"},
         "--log-level: '6' is not one of error, warning, notice, info, debug"},
        {{"--http", "127.0.0.1"},
         "--http: '127.0.0.1' has no :PORT; write HOST:PORT, such as 127.0.0.1:8888, or "
         "unix:/PATH"},
        {{"--http", "127.0.0.1:65536"},
         "--http: '127.0.0.1:65536' has a port that is not a number from 0 to 65535; "
         "write HOST:PORT, such as 127.0.0.1:8888, or unix:/PATH"},
        {{"--telnet", "[::g]:1"},
         "--telnet: '[::g]:1' has no IPv6 address in its brackets; "
         "write HOST:PORT, such as 127.0.0.1:2323, or unix:/PATH"},
        {{"--http", "OFF"},
         "--http: 'OFF' has no :PORT; write HOST:PORT, such as 127.0.0.1:8888, or unix:/PATH"},
        {{"--http", "off", "--http", "*:80"},
         "--http: '*:80' cannot be combined with \"off\" before it"},
        {{"--http", "*:80", "--http", "off"},
         "--http: 'off' cannot be combined with an address before it"},
        {{"--http", "*:80,off"},
         "--http: '*:80,off' has 'off', which has no :PORT; write HOST:PORT, such as "
         "127.0.0.1:8888, or unix:/PATH"},
        {{"--http", "*:80,"},
         "--http: '*:80,' has '', which has no :PORT; write HOST:PORT, such as 127.0.0.1:8888, or "
         "unix:/PATH"},
        {{"--http", "*:80", "--http", "127.0.0.1:80"},
         "--http: '127.0.0.1:80' has *:80 and 127.0.0.1:80: only one of them can be listened on"},
        {{"--telnet", "127.0.0.1:8888"},
         "--telnet: '127.0.0.1:8888' has 127.0.0.1:8888, and http has 127.0.0.1:8888: only one of "
         "them can be listened on"},
        {{"--http", "off", "--telnet", "off"},
         "--http: 'off' leaves nothing to serve: telnet is off as well"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *arguments[COUNT(bad[i].arguments) + 1] = {NULL};
        struct config config;
        struct reason reason;

        memcpy(arguments, bad[i].arguments, sizeof bad[i].arguments);
        if (load(&config, &reason, arguments) != CONFIG_BAD_CALL)
            fail_msg("taken, and should not be: %s", bad[i].complaint);
        assert_string_equal(reason.text, bad[i].complaint);
        assert_null(config.state_dir);
    }
}

static void test_flags_that_end_the_program(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"threads\": 0}");
    assert_int_equal(LOAD(&config, &reason, "--version"), CONFIG_VERSION);
    assert_int_equal(LOAD(&config, &reason, "--help"), CONFIG_HELP);
    /* They do not look at anything else. */
    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--help"), CONFIG_HELP);
    assert_int_equal(LOAD(&config, &reason, "--threads", "x", "--version", "y"), CONFIG_VERSION);
    /* Nor does a check pass over anything. */
    assert_int_equal(LOAD(&config, &reason, "--check-config", "--config", place->file),
                     CONFIG_BAD_FILE);
    assert_int_equal(LOAD(&config, &reason, "--check-config", "--threads", "x"), CONFIG_BAD_CALL);
    assert_int_equal(LOAD(&config, &reason, "--check-config", "--threads", "4"), CONFIG_CHECKED);
    assert_int_equal(config.threads, 4);
    config_release(&config);
}

/* A reload does not listen anew, and must not fail where the network does. */
static void test_a_check_of_a_reload_resolves_nothing(void **state)
{
    const struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"http\": \"host.invalid:80\"}");
    assert_int_equal(LOAD(&config, &reason, "--check-reload", "--config", place->file),
                     CONFIG_CHECKED_RELOAD);
    assert_int_equal(config.http.list[0].size, 0);
    config_release(&config);
    place_write_text(place, "{\"http\": 80}");
    assert_int_equal(LOAD(&config, &reason, "--check-reload", "--config", place->file),
                     CONFIG_BAD_FILE);
}

static void test_help_knows_every_flag(void **state)
{
    static const char *const flags[] = {
        "--config FILE",     "--telnet ADDRESS", "--http ADDRESS", "--state-dir DIR", "--threads N",
        "--log-level LEVEL", "--check-config",   "--check-reload", "--version",       "--help"};

    (void)state;
    for (size_t i = 0; i < COUNT(flags); i++)
        if (!strstr(config_help, flags[i]))
            fail_msg("--help does not contain %s", flags[i]);
    for (const char *line = config_help; *line; line = strchr(line, '\n') + 1)
        assert_in_range(strchr(line, '\n') - line, 0, 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_defaults),
        cmocka_unit_test(test_without_a_home_there_is_no_state_directory),
        cmocka_unit_test(test_the_example_that_is_shipped),
        cmocka_unit_test(test_an_empty_object_changes_nothing),
        cmocka_unit_test_setup_teardown(test_a_flag_overrides_the_file, place_make, place_clear),
        cmocka_unit_test(test_the_last_of_two_flags_wins),
        cmocka_unit_test_setup_teardown(test_flags_of_one_service_add_up, place_make, place_clear),
        cmocka_unit_test(test_wrong_command_lines),
        cmocka_unit_test_setup_teardown(test_flags_that_end_the_program, place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_a_check_of_a_reload_resolves_nothing, place_make,
                                        place_clear),
        cmocka_unit_test(test_help_knows_every_flag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
