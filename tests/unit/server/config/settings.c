/* The table of settings: its rows are what the rest relies on. */

#include "server/config/settings.h"

#include "tests/unit/server/config/loading.h"

static void test_keys_and_flags_are_unique_and_alike(void **state)
{
    (void)state;
    for (size_t id = 0; id < SETTING_COUNT; id++) {
        const char *key = setting_table[id].key, *flag = setting_table[id].flag;

        for (size_t other = 0; other < id; other++)
            assert_string_not_equal(setting_table[other].key, key);
        for (size_t i = 0; flag && (flag[i] || key[i]); i++)
            assert_int_equal(flag[i] == '-' ? '_' : flag[i], key[i]);
    }
}

static void test_names_for_numbers(void **state)
{
    (void)state;
    assert_string_equal(setting_table[SETTING_TELNET].key, "telnet");
    assert_string_equal(setting_table[SETTING_HTTP].key, "http");
    assert_string_equal(setting_table[SETTING_SESSIONS_EACH].key, "max_sessions_per_address");
    assert_string_equal(setting_table[SETTING_CONNECTIONS_EACH].key, "max_connections_per_address");
}

static enum setting_scope scope_of(const char *key)
{
    for (size_t id = 0; id < SETTING_COUNT; id++)
        if (strcmp(setting_table[id].key, key) == 0)
            return setting_scope(id);
    fail_msg("%s is not a setting", key);
    return SETTING_OF_PROCESS;
}

static void test_who_works_with_a_setting(void **state)
{
    (void)state;
    assert_int_equal(scope_of("telnet"), SETTING_OF_PROCESS);
    assert_int_equal(scope_of("state_dir"), SETTING_OF_PROCESS);
    assert_int_equal(scope_of("threads"), SETTING_OF_PROCESS);
    assert_int_equal(scope_of("font_dirs"), SETTING_OF_PROCESS);
    assert_int_equal(scope_of("log_level"), SETTING_OF_SERVICE);
    assert_int_equal(scope_of("max_sessions_per_address"), SETTING_OF_SERVICE);
    assert_int_equal(scope_of("public_url"), SETTING_OF_SERVICE);
    assert_int_equal(scope_of("languages"), SETTING_OF_INDEX);
    assert_int_equal(scope_of("names_dirs"), SETTING_OF_INDEX);
}

/* All others by tests/unit/server/config/change.c. */
static void test_what_is_absent_is_a_value_too(void **state)
{
    struct config one, other;

    (void)state;
    assert_parsed(&one, "{}");
    assert_parsed(&other, "{\"state_dir\": \"/x\", \"names_dirs\": []}");
    for (size_t id = 0; id < SETTING_COUNT; id++) {
        const char *key = setting_table[id].key;
        bool differs = strcmp(key, "state_dir") == 0 || strcmp(key, "names_dirs") == 0;

        assert_int_equal(setting_equal(id, &one, &other), !differs);
        assert_true(setting_equal(id, &one, &one));
    }
    config_release(&one);
    config_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_and_flags_are_unique_and_alike),
        cmocka_unit_test(test_names_for_numbers),
        cmocka_unit_test(test_who_works_with_a_setting),
        cmocka_unit_test(test_what_is_absent_is_a_value_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
