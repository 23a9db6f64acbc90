/*
 * What each setting takes: types, ranges, lists of languages, and what is checked when all values
 * are known. Each message names the file, the line, the key and what to write instead.
 */

#include "server/config/draft.h"

#include "tests/unit/server/config/loading.h"

static void test_every_key_sets_its_member(void **state)
{
    struct config config;

    (void)state;
    assert_parsed(&config, "{\"telnet\": null, \"http\": \"[::1]:0\", \"state_dir\": \"/x\",\n"
                           "\"threads\": 2, \"max_sessions\": 3, \"max_connections\": 4,\n"
                           "\"max_sessions_per_address\": 2,\n"
                           "\"max_connections_per_address\": 0,\n"
                           "\"public_url\": \"https://x/y/\",\n"
                           "\"trusted_proxies\": [\"10.0.0.0/8\", \"unix:\", \"::1\"],\n"
                           "\"idle_seconds\": 0, \"keep_alive_seconds\": 5,\n"
                           "\"header_seconds\": 6, \"write_seconds\": 7,\n"
                           "\"shutdown_seconds\": 8, \"languages\": [\"de\", \"pt_PT\"],\n"
                           "\"sources_dir\": \"/s\", \"names_dirs\": [\"/n\", \"m\"],\n"
                           "\"font_dirs\": [\"/f\"],\n"
                           "\"security_contact\": \"mailto:a@b\",\n"
                           "\"access_log\": \"json\", \"access_log_file\": \"/log\",\n"
                           "\"access_log_queries\": true,\n"
                           "\"log_level\": \"debug\"}\n");
    assert_int_equal(config.telnet.count, 0);
    assert_ipv6(&config.http.list[0], "::1", 0);
    assert_string_equal(config.state_dir, "/x");
    assert_int_equal(config.threads, 2);
    assert_int_equal(config.max_sessions, 3);
    assert_int_equal(config.max_connections, 4);
    assert_int_equal(config.live.max_sessions_per_address, 2);
    assert_int_equal(config.live.max_connections_per_address, 0);
    assert_string_equal(config.live.public_url, "https://x/y");
    assert_int_equal(config.live.trusted_proxies.count, 2);
    assert_true(config.live.trusted_proxies.unix_sockets);
    assert_int_equal(config.live.idle_seconds, 0);
    assert_int_equal(config.live.keep_alive_seconds, 5);
    assert_int_equal(config.live.header_seconds, 6);
    assert_int_equal(config.live.write_seconds, 7);
    assert_int_equal(config.live.shutdown_seconds, 8);
    assert_languages(&config, "de,pt_PT");
    assert_string_equal(config.index.sources_dir, "/s");
    assert_int_equal(config.index.names_dirs.count, 2);
    assert_string_equal(config.index.names_dirs.list[0], "/n");
    assert_string_equal(config.index.names_dirs.list[1], "m");
    assert_int_equal(config.font_dirs.count, 1);
    assert_string_equal(config.font_dirs.list[0], "/f");
    assert_string_equal(config.live.security_contact, "mailto:a@b");
    assert_int_equal(config.access_log, ACCESS_JSON);
    assert_string_equal(config.access_log_file, "/log");
    assert_true(config.live.access_log_queries);
    assert_int_equal(config.live.log_level, LOG_LEVEL_DEBUG);
    config_release(&config);
}

static void test_languages(void **state)
{
    static const struct {
        const char *text, *languages;
    } good[] = {
        {"[]", ""},
        {"[\"en\"]", "en"},
        {"[\"de\", \"en\", \"de\"]", "de,en"},
        {"[\"sr_Cyrl_BA\", \"ca_ES_VALENCIA\", \"es_419\"]", "sr_Cyrl_BA,ca_ES_VALENCIA,es_419"},
        {"[\"abcdefgh\"]", "abcdefgh"},
        {"\"all\"", "all"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct config config;
        char text[LINE_SIZE];

        (void)snprintf(text, sizeof text, "{\"languages\": %s,\n\"threads\": 2}", good[i].text);
        assert_parsed(&config, text);
        assert_languages(&config, good[i].languages);
        assert_int_equal(config.threads, 2);
        config_release(&config);
    }
}

static void test_languages_by_flag(void **state)
{
    static const struct {
        const char *flag, *languages;
    } good[] = {{"de", "de"}, {"de,fr", "de,fr"}, {"fr,de,fr", "fr,de"}, {"all", "all"}};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct config config;
        struct reason reason;

        assert_int_equal(LOAD(&config, &reason, "--languages", good[i].flag, "--sources-dir", "/d"),
                         CONFIG_OK);
        assert_languages(&config, good[i].languages);
        assert_string_equal(config.index.sources_dir, "/d");
        config_release(&config);
    }
}

static const struct {
    const char *key, *expected;
} text_keys[] = {
    {"telnet",
     "is not \"HOST:PORT\", such as \"127.0.0.1:2323\", \"unix:/PATH\", a list of these, or null"},
    {"http",
     "is not \"HOST:PORT\", such as \"127.0.0.1:8888\", \"unix:/PATH\", a list of these, or null"},
    {"state_dir", "is not a path of 1 to 4095 bytes"},
    {"sources_dir", "is not a path of 1 to 4095 bytes"},
    {"log_level", "is not one of error, warning, notice, info, debug"},
};

static const struct {
    const char *key;
    long least, most;
} number_keys[] = {
    {"threads", 1, 16},
    {"max_sessions", 1, 65536},
    {"max_connections", 1, 65536},
    {"idle_seconds", 0, 86400},
    {"keep_alive_seconds", 1, 3600},
    {"header_seconds", 1, 3600},
    {"write_seconds", 1, 3600},
    {"shutdown_seconds", 1, 3600},
    {"max_sessions_per_address", 0, 65536},
    {"max_connections_per_address", 0, 65536},
};

/* A quarter of the places, rounded up, whatever the order of the keys; and what is written counts. */
static void test_the_share_of_one_address(void **state)
{
    static const struct {
        const char *text;
        unsigned sessions, connections;
    } shares[] = {
        {"{}", 5000, 5000},
        {"{\"max_sessions\": 1, \"max_connections\": 9}", 1, 3},
        {"{\"max_sessions\": 65536, \"max_connections\": 4}", 16384, 1},
        {"{\"max_sessions_per_address\": 0}", 0, 5000},
        {"{\"max_connections_per_address\": 7, \"max_connections\": 1}", 5000, 7},
    };
    struct place *place = *state;

    for (size_t i = 0; i < COUNT(shares); i++) {
        struct config config;
        struct reason reason;

        place_write(place, shares[i].text, strlen(shares[i].text));
        assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_OK);
        assert_int_equal(config.live.max_sessions_per_address, shares[i].sessions);
        assert_int_equal(config.live.max_connections_per_address, shares[i].connections);
        config_release(&config);
    }
}

static void test_trusted_proxies(void **state)
{
    static const char kind[] = "is not a list of addresses and networks, such as "
                               "[\"192.0.2.7\", \"10.0.0.0/8\"]";
    static const char *const no_lists[] = {"null",           "true", "1",   "\"\"",
                                           "\"10.0.0.0/8\"", "{}",   "[1]", "[\"::1\",null]"};
    struct config config;

    (void)state;
    assert_parsed(&config, "{\"trusted_proxies\": []}");
    assert_int_equal(config.live.trusted_proxies.count, 0);
    config_release(&config);
    for (size_t i = 0; i < COUNT(no_lists); i++)
        assert_value_refused("trusted_proxies", no_lists[i], kind);
    assert_value_refused("trusted_proxies", "[\"::1\",\"proxy\"]",
                         "has 'proxy', which is not an IPv4 or IPv6 address");
    assert_value_refused("trusted_proxies", "[\"10.1.0.0/8\"]",
                         "has '10.1.0.0/8', which has bits after the prefix: write them as 0");
    assert_value_refused("trusted_proxies", "[\"10.0.0.0/33\"]",
                         "has '10.0.0.0/33', which has a prefix that is not a number from 0 to 32");
}

static void test_public_url(void **state)
{
    static const char kind[] = "is not a URL, such as \"https://example.org/charfinder\", or null";
    static const char *const no_texts[] = {"true", "1", "[]", "{}", "[\"https://x\"]"};
    struct config config;

    (void)state;
    assert_parsed(&config, "{\"public_url\": null}");
    assert_string_equal(config.live.public_url, "");
    config_release(&config);
    for (size_t i = 0; i < COUNT(no_texts); i++)
        assert_value_refused("public_url", no_texts[i], kind);
    assert_value_refused("public_url", "\"x.org\"", "does not begin with http:// or https://");
    assert_value_refused("public_url", "\"https://x:0\"",
                         "has a port that is not a number from 1 to 65535");
    assert_value_refused("public_url", "\"https://x/?\"", "has a query or a fragment: remove it");
}

static void test_the_number_of_trusted_proxies(void **state)
{
    char text[LINE_SIZE * 4];
    struct config config;
    struct reason reason;

    (void)state;
    for (size_t count = NETWORKS_MAX; count <= 300; count += 236) {
        size_t size = (size_t)snprintf(text, sizeof text, "{\"trusted_proxies\": [");

        for (size_t i = 0; i < count; i++)
            size += (size_t)snprintf(text + size, sizeof text - size, "%s\"::\"", i ? "," : "");
        size += (size_t)snprintf(text + size, sizeof text - size, "]}");
        assert_true(size < sizeof text);
        if (count <= NETWORKS_MAX) {
            assert_parsed(&config, text);
            assert_int_equal(config.live.trusted_proxies.count, count);
            config_release(&config);
        } else {
            assert_int_equal(config_parse(&config, "c.json", text, size, &reason), CONFIG_BAD_FILE);
            assert_non_null(strstr(reason.text, "has more than 64 networks"));
        }
    }
}

static void test_names_dirs(void **state)
{
    static const char kind[] = "is not a list of paths, such as [\"/etc/charfinder/names.d\"]";
    static const char *const no_lists[] = {"null", "true", "1",      "\"/n\"",
                                           "{}",   "[1]",  "[\"\"]", "[\"/n\",null]"};
    const char *pointers[LANGUAGES_MAX];
    char many[LINE_SIZE] = "{\"names_dirs\": [\"/n\"";
    struct config config;
    struct reason reason;

    (void)state;
    assert_parsed(&config, "{}");
    assert_null(index_settings_options(&config.index, pointers).site); /* the default */
    config_release(&config);
    assert_parsed(&config, "{\"names_dirs\": []}");
    assert_non_null(index_settings_options(&config.index, pointers).site); /* none */
    assert_int_equal(index_settings_options(&config.index, pointers).site_count, 0);
    config_release(&config);
    assert_parsed(&config, "{\"names_dirs\": [\"/n\", \"/m\"]}");
    assert_int_equal(index_settings_options(&config.index, pointers).site_count, 2);
    assert_string_equal(index_settings_options(&config.index, pointers).site[1], "/m");
    config_release(&config);
    for (size_t i = 0; i < COUNT(no_lists); i++)
        assert_value_refused("names_dirs", no_lists[i], kind);
    for (size_t i = 0; i < CONFIG_PATHS_MAX; i++)
        memcpy(many + strlen(many), ",\"/n\"", sizeof ",\"/n\"");
    memcpy(many + strlen(many), "]}", sizeof "]}");
    assert_int_equal(config_parse(&config, "c.json", many, strlen(many), &reason), CONFIG_BAD_FILE);
    assert_non_null(strstr(reason.text, "has more than 16 paths"));
}

static void test_the_security_contact(void **state)
{
    static const char *const no_texts[] = {"null", "true", "1", "[]", "{}"};
    struct config config;

    (void)state;
    assert_parsed(&config, "{}");
    assert_string_equal(config.live.security_contact, "");
    config_release(&config);
    for (size_t i = 0; i < COUNT(no_texts); i++)
        assert_value_refused("security_contact", no_texts[i], "is not a text");
    assert_value_refused("security_contact", "\"me@example.org\"",
                         "is not a URI such as mailto:security@example.org or "
                         "https://example.org/security");
}

static void test_the_access_log(void **state)
{
    static const char *const no_formats[] = {"null", "true",         "1",      "[]", "{}",
                                             "\"\"", "\"combined\"", "\"Off\""};
    static const char *const no_switches[] = {"null", "1", "0", "\"true\"", "\"\"", "[]", "{}"};

    (void)state;
    for (size_t i = 0; i < COUNT(no_formats); i++)
        assert_value_refused("access_log", no_formats[i],
                             "is not one of off, common, json, journal");
    for (size_t i = 0; i < COUNT(no_switches); i++)
        assert_value_refused("access_log_queries", no_switches[i], "is not true or false");
    assert_value_refused("access_log_file", "\"\"", "is not a path of 1 to 4095 bytes");
}

static void test_wrong_types(void **state)
{
    static const char *const no_texts[] = {
        "[]", "{}", "[\"127.0.0.1:80\"]", "true", "false", "8888", "0", "-1", "1.5", "[1]"};
    static const char *const no_numbers[] = {"null", "true", "false", "\"2\"", "\"\"",     "2.0",
                                             "1.5",  "[]",   "[2]",   "{}",    "{\"a\":2}"};

    (void)state;
    for (size_t i = 0; i < COUNT(text_keys); i++)
        for (size_t k = i < 2 ? 3 : 0; k < COUNT(no_texts); k++) /* those before: see addresses.c */
            assert_value_refused(text_keys[i].key, no_texts[k], text_keys[i].expected);
    assert_value_refused("state_dir", "null", text_keys[2].expected);
    assert_value_refused("log_level", "null", text_keys[4].expected);
    for (size_t i = 0; i < COUNT(number_keys); i++)
        for (size_t k = 0; k < COUNT(no_numbers); k++) {
            char expected[LINE_SIZE];

            (void)snprintf(expected, sizeof expected, "is not a whole number from %ld to %ld",
                           number_keys[i].least, number_keys[i].most);
            assert_value_refused(number_keys[i].key, no_numbers[k], expected);
        }
}

static void test_the_ranges_of_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(number_keys); i++) {
        const long out[] = {number_keys[i].least - 1, number_keys[i].most + 1, LONG_MIN, LONG_MAX,
                            4294967296 + number_keys[i].least};
        const long in[] = {number_keys[i].least, number_keys[i].most};
        char value[32], expected[LINE_SIZE], text[LINE_SIZE];

        (void)snprintf(expected, sizeof expected, "is not a whole number from %ld to %ld",
                       number_keys[i].least, number_keys[i].most);
        for (size_t k = 0; k < COUNT(out); k++) {
            (void)snprintf(value, sizeof value, "%ld", out[k]);
            assert_value_refused(number_keys[i].key, value, expected);
        }
        for (size_t k = 0; k < COUNT(in); k++) {
            struct config config;

            (void)snprintf(text, sizeof text, "{\"%s\": %ld}", number_keys[i].key, in[k]);
            assert_parsed(&config, text);
            config_release(&config);
        }
    }
}

static void test_texts_out_of_range(void **state)
{
    char path[PATH_MAX + 64], complaint[LINE_SIZE];

    (void)state;
    assert_value_refused("state_dir", "\"\"", "is not a path of 1 to 4095 bytes");
    assert_value_refused("log_level", "\"\"", text_keys[4].expected);
    assert_value_refused("log_level", "\"Info\"", text_keys[4].expected);
    assert_value_refused("log_level", "\"info \"", text_keys[4].expected);
    assert_value_refused("log_level", "\"verbose\"", text_keys[4].expected);

    (void)snprintf(path, sizeof path, "{\"state_dir\": \"%0*d\"}", PATH_MAX, 0);
    (void)snprintf(complaint, sizeof complaint,
                   "c.json:1: state_dir: \"%039d… is not a path of 1 to 4095 bytes", 0);
    assert_file_refused(path, strlen(path), complaint);
}

static void test_malformed_languages(void **state)
{
    static const char none[] =
        "is not a list of languages, such as [\"en\", \"pt_PT\"], or \"all\"";
    static const char *const no_lists[] = {"null", "true",       "2",          "\"\"",   "\"en\"",
                                           "{}",   "[\"en\",2]", "[[\"en\"]]", "[null]", "\"All\""};
    static const char *const no_names[] = {
        "",
        "e",
        "abcdefghi",
        "en-GB",
        "en_",
        "_en",
        "en__GB",
        "e1",
        "../en",
        "en/..",
        "en.xml",
        "en GB",
        "aaaaaaaa_aaaaaaa",
        "en,de",
        "é",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(no_lists); i++)
        assert_value_refused("languages", no_lists[i], none);
    for (size_t i = 0; i < COUNT(no_names); i++) {
        char value[LINE_SIZE], expected[LINE_SIZE];

        (void)snprintf(value, sizeof value, "[\"de\",\"%s\"]", no_names[i]);
        (void)snprintf(expected, sizeof expected,
                       "has '%s', and languages look like \"de\" or \"pt_PT\"", no_names[i]);
        assert_value_refused("languages", value, expected);
    }
}

/* A list that is too long is refused without looking at its names. */
static void test_too_many_languages(void **state)
{
    char text[LINE_SIZE * 4], flag[LINE_SIZE * 4], complaint[LINE_SIZE];
    struct config config;
    struct reason reason;
    size_t size = 0, flag_size = 0;

    (void)state;
    size += (size_t)snprintf(text, sizeof text, "{\"languages\": [");
    for (int i = 0; i < LANGUAGES_MAX + 2; i++) {
        size += (size_t)snprintf(text + size, sizeof text - size, "%s\"%c%c\"", i ? "," : "",
                                 'a' + i / 26, 'a' + i % 26);
        flag_size += (size_t)snprintf(flag + flag_size, sizeof flag - flag_size, "%s%c%c",
                                      i ? "," : "", 'a' + i / 26, 'a' + i % 26);
    }
    (void)snprintf(text + size, sizeof text - size, "]}");
    (void)snprintf(complaint, sizeof complaint,
                   "c.json:1: languages: [\"aa\",\"ab\",\"ac\",\"ad\",\"ae\",\"af\",\"ag\",\"ah\"… "
                   "has more than %d languages",
                   LANGUAGES_MAX);
    assert_file_refused(text, size + 2, complaint);
    assert_int_equal(LOAD(&config, &reason, "--languages", flag), CONFIG_BAD_CALL);
    assert_non_null(strstr(reason.text, "has more than"));
}

static void test_both_services_off(void **state)
{
    struct place *place = *state;
    struct config config;
    struct reason reason;

    place_write_text(place, "{\"http\": null,\n\"telnet\": null}");
    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_BAD_FILE);
    assert_non_null(
        strstr(reason.text, ":2: telnet: null leaves nothing to serve: http is off as well"));

    place_write_text(place, "{\"http\": null}");
    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--telnet", "off"),
                     CONFIG_BAD_CALL);
    assert_string_equal(reason.text,
                        "--telnet: 'off' leaves nothing to serve: http is off as well");

    assert_int_equal(LOAD(&config, &reason, "--config", place->file), CONFIG_OK);
    assert_int_equal(config.http.count, 0);
    assert_int_equal(config.telnet.count, 1);
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_key_sets_its_member),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_languages_by_flag),
        cmocka_unit_test_setup_teardown(test_the_share_of_one_address, place_make, place_clear),
        cmocka_unit_test(test_trusted_proxies),
        cmocka_unit_test(test_public_url),
        cmocka_unit_test(test_the_number_of_trusted_proxies),
        cmocka_unit_test(test_names_dirs),
        cmocka_unit_test(test_the_security_contact),
        cmocka_unit_test(test_the_access_log),
        cmocka_unit_test(test_wrong_types),
        cmocka_unit_test(test_the_ranges_of_numbers),
        cmocka_unit_test(test_texts_out_of_range),
        cmocka_unit_test(test_malformed_languages),
        cmocka_unit_test(test_too_many_languages),
        cmocka_unit_test_setup_teardown(test_both_services_off, place_make, place_clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
