/* A configuration that is read again: what of it counts at once, and what does not. */

#include "server/config/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "server/config/config.h"
#include "tests/unit/server/config/loading.h"

static const char before[] =
    "{\"telnet\": \"127.0.0.1:1\", \"threads\": 2, \"idle_seconds\": 5, \"state_dir\": \"/a\","
    " \"languages\": [\"de\"], \"names_dirs\": [\"/n\"], \"trusted_proxies\": [\"10.0.0.0/8\"]}";

static struct config_changes change(struct config *config, const char *text)
{
    struct config wanted;
    struct config_changes changes;

    assert_parsed(config, before);
    assert_parsed(&wanted, text);
    changes = config_change(config, &wanted);
    config_release(&wanted);
    return changes;
}

static void test_the_same_again_changes_nothing(void **state)
{
    struct config config;
    struct config_changes changes = change(&config, before);

    (void)state;
    assert_int_equal(changes.applied_count, 0);
    assert_int_equal(changes.pending_count, 0);
    assert_false(changes.live || changes.index);
    config_release(&config);
}

static void test_limits_and_times_count_at_once(void **state)
{
    struct config config;
    struct config_changes changes =
        change(&config, "{\"telnet\": \"127.0.0.1:1\", \"threads\": 2, \"idle_seconds\": 6,"
                        " \"state_dir\": \"/a\", \"log_level\": \"debug\","
                        " \"public_url\": \"https://x\", \"trusted_proxies\": [\"unix:\"],"
                        " \"languages\": [\"de\"], \"names_dirs\": [\"/n\"]}");

    (void)state;
    assert_true(changes.live);
    assert_false(changes.index);
    assert_int_equal(changes.pending_count, 0);
    assert_int_equal(changes.applied_count, 4);
    assert_string_equal(changes.applied[0], "public_url");
    assert_string_equal(changes.applied[1], "trusted_proxies");
    assert_string_equal(changes.applied[2], "idle_seconds");
    assert_string_equal(changes.applied[3], "log_level");
    assert_string_equal(config.live.public_url, "https://x");
    assert_int_equal(config.live.idle_seconds, 6);
    assert_int_equal(config.live.trusted_proxies.count, 0);
    assert_int_equal(config.live.log_level, LOG_LEVEL_DEBUG);
    config_release(&config);
}

static void test_what_is_indexed_counts_at_once(void **state)
{
    struct config config;
    struct config_changes changes =
        change(&config, "{\"telnet\": \"127.0.0.1:1\", \"threads\": 2, \"idle_seconds\": 5,"
                        " \"state_dir\": \"/a\", \"trusted_proxies\": [\"10.0.0.0/8\"],"
                        " \"languages\": [\"fr\"], \"names_dirs\": [], \"sources_dir\": \"/s\"}");

    (void)state;
    assert_true(changes.index);
    assert_false(changes.live);
    assert_int_equal(changes.applied_count, 3);
    assert_int_equal(changes.pending_count, 0);
    assert_languages(&config, "fr");
    assert_string_equal(config.index.sources_dir, "/s");
    assert_int_equal(config.index.names_dirs.count, 0);
    config_release(&config);
}

/* They are named at each reload, since they are still not what the file says. */
static void test_what_needs_a_restart_stays_and_is_named(void **state)
{
    static const char text[] =
        "{\"telnet\": null, \"threads\": 3, \"idle_seconds\": 5, \"state_dir\": \"/b\","
        " \"languages\": [\"de\"], \"names_dirs\": [\"/n\"],"
        " \"trusted_proxies\": [\"10.0.0.0/8\"]}";
    struct config config, again;
    struct config_changes changes = change(&config, text);

    (void)state;
    assert_int_equal(changes.applied_count, 0);
    assert_int_equal(changes.pending_count, 3);
    assert_string_equal(changes.pending[0], "telnet");
    assert_string_equal(changes.pending[1], "state_dir");
    assert_string_equal(changes.pending[2], "threads");
    assert_int_equal(config.telnet.count, 1);
    assert_string_equal(config.state_dir, "/a");
    assert_int_equal(config.threads, 2);

    assert_parsed(&again, text);
    assert_int_equal(config_change(&config, &again).pending_count, 3);
    config_release(&again);
    config_release(&config);
}

/* Every setting of the table is compared: one that differs is found, whatever its kind. */
static void test_every_setting_is_compared(void **state)
{
    static const char other[] =
        "{\"telnet\": \"*:9\", \"http\": \"*:8\", \"max_sessions_per_address\": 7,"
        " \"max_connections_per_address\": 7, \"state_dir\": \"/z\", \"threads\": 16,"
        " \"max_sessions\": 99, \"max_connections\": 99, \"trusted_proxies\": [\"::1\"], "
        "\"public_url\": \"https://example.org/\","
        " \"idle_seconds\": 1, \"keep_alive_seconds\": 2, \"header_seconds\": 3,"
        " \"write_seconds\": 4, \"drain_seconds\": 5, \"shutdown_seconds\": 6,"
        " \"languages\": \"all\", \"sources_dir\": \"/z\", \"sources_dirs\": [\"/y\"], "
        "\"names_dirs\": [],"
        " \"font_dirs\": [],"
        " \"log_level\": \"error\", \"security_contact\": \"tel:+41\", \"access_log\": "
        "\"json\",\"access_log_file\": \"/z\", \"access_log_queries\": true}";
    struct config config;
    struct config_changes changes = change(&config, other);

    (void)state;
    assert_int_equal(changes.applied_count + changes.pending_count, SETTING_COUNT);
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_again_changes_nothing),
        cmocka_unit_test(test_limits_and_times_count_at_once),
        cmocka_unit_test(test_what_is_indexed_counts_at_once),
        cmocka_unit_test(test_what_needs_a_restart_stays_and_is_named),
        cmocka_unit_test(test_every_setting_is_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
