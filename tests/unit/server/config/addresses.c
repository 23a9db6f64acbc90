/*
 * Lists of addresses: what is taken and what each wrong list is told, options of Unix sockets, and
 * addresses of which only one can be listened on.
 */

#include "server/config/addresses.h"

#include "tests/unit/server/config/loading.h"

static void test_one_several_and_none(void **state)
{
    struct config config;

    (void)state;
    assert_parsed(&config, "{\"http\": \"127.0.0.1:80\", \"telnet\": null}");
    assert_int_equal(config.http.count, 1);
    assert_ipv4(&config.http.list[0], "127.0.0.1", 80);
    assert_int_equal(config.telnet.count, 0);
    config_release(&config);

    assert_parsed(&config, "{\"http\": [\"127.0.0.1:80\", \"[::1]:80\", \"unix:/run/x\"],\n"
                           "\"telnet\": [\"*:23\"]}");
    assert_int_equal(config.http.count, 3);
    assert_ipv4(&config.http.list[0], "127.0.0.1", 80);
    assert_ipv6(&config.http.list[1], "::1", 80);
    assert_string_equal(config.http.list[2].text, "unix:/run/x");
    assert_int_equal(config.telnet.count, 1);
    config_release(&config);
}

static void test_objects(void **state)
{
    struct config config;
    const struct config_address *list = config.http.list;

    (void)state;
    assert_parsed(&config, "{\"http\": {\"address\": \"127.0.0.1:80\"}}");
    assert_int_equal(config.http.count, 1);
    assert_ipv4(&list[0], "127.0.0.1", 80);
    config_release(&config);

    assert_parsed(&config,
                  "{\"http\": [\"127.0.0.1:80\",\n"
                  "{\"mode\": \"0660\", \"address\": \"unix:/run/x\", \"owner\": \"me\",\n"
                  "\"group\": \"us\"}, {\"address\": \"unix:/run/y\", \"mode\": \"600\"}]}");
    assert_int_equal(config.http.count, 3);
    assert_string_equal(list[1].text, "unix:/run/x");
    assert_int_equal(list[1].file.mode, 0660);
    assert_string_equal(list[1].file.owner, "me");
    assert_string_equal(list[1].file.group, "us");
    assert_int_equal(list[2].file.mode, 0600);
    assert_string_equal(list[2].file.owner, "");
    assert_false(list[2].proxy_protocol);
    config_release(&config);
}

static void test_wrong_lists(void **state)
{
    static const char hint[] = "; write HOST:PORT, such as 127.0.0.1:8888, or unix:/PATH";
    static const char kind[] = "is not \"HOST:PORT\", such as \"127.0.0.1:8888\", \"unix:/PATH\", "
                               "a list of these, or null";
    static const struct {
        const char *value, *problem;
        bool hinted;
    } bad[] = {
        {"[]", "has no address: write null to switch the service off", false},
        {"[\"x\"]", "has 'x', which has no :PORT", true},
        {"[\"*:1\",\"*:x\"]", "has '*:x', which has a port that is not a number from 0 to 65535",
         true},
        {"[\"*:1\",null]", kind, false},
        {"[\"*:1\",[\"*:2\"]]", kind, false},
        {"[\"*:1\",8888]", kind, false},
        {"[\"a:1\",\"a:2\",\"a:3\",\"a:4\",\"a:5\",\"a:6\",\"a…", "has more than 8 addresses",
         false},
        {"{}", "has no \"address\": {\"address\": \"unix:/PATH\"}", false},
        {"{\"mode\":\"0660\"}", "has no \"address\": {\"address\": \"unix:/PATH\"}", false},
        {"{\"address\":null}", "has \"address\", which is not a text", false},
        {"{\"address\":\"x\"}", "has 'x', which has no :PORT", true},
        {"{\"unix\":\"/x\"}",
         "has the unknown 'unix'; known: address, mode, owner, group, "
         "proxy_protocol",
         false},
        {"{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":…", "has more than 8 members",
         false},
        {"{\"address\":\"*:1\",\"mode\":\"0660\"}",
         "has \"mode\" for *:1, which is not a Unix socket", false},
        {"{\"address\":\"*:1\",\"group\":\"root\"}",
         "has \"group\" for *:1, which is not a Unix socket", false},
        {"{\"address\":\"unix:/x\",\"mode\":660}",
         "has \"mode\", which is not a text of octal digits, such as \"0660\"", false},
        {"{\"address\":\"unix:/x\",\"mode\":\"66\"}",
         "has a \"mode\" that is not a text of octal digits, such as \"0660\"", false},
        {"{\"address\":\"unix:/x\",\"mode\":\"0680\"}",
         "has a \"mode\" that is not a text of octal digits, such as \"0660\"", false},
        {"{\"address\":\"unix:/x\",\"mode\":\"4755\"}",
         "has a \"mode\" that is not a text of octal digits, such as \"0660\"", false},
        {"{\"address\":\"unix:/x\",\"owner\":\"\"}",
         "has \"owner\", which is not the name of a user", false},
        {"{\"address\":\"*:1\",\"proxy_protocol\":1}",
         "has \"proxy_protocol\", which is not true or false", false},
        {"{\"address\":\"unix:/x\",\"group\":33}",
         "has \"group\", which is not the name of a group", false},
    };
    static const char nine[] = "[\"a:1\",\"a:2\",\"a:3\",\"a:4\",\"a:5\",\"a:6\",\"a:7\",\"a:8\","
                               "\"a:9\"]";
    static const char members[] = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,"
                                  "\"h\":1,\"i\":1}";

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *value = bad[i].value;
        char text[LINE_SIZE], complaint[2 * LINE_SIZE];
        struct config config;
        struct reason reason;
        char shown[VALUE_SHOWN];

        if (strstr(value, "…"))
            value = *value == '[' ? nine : members;
        value_show(shown, value, strlen(value));
        (void)snprintf(text, sizeof text, "{\"http\": %s}", value);
        (void)snprintf(complaint, sizeof complaint, "c.json:1: http: %s %s%s", shown,
                       bad[i].problem, bad[i].hinted ? hint : "");
        assert_int_equal(parse(&config, &reason, text, strlen(text)), CONFIG_BAD_FILE);
        assert_string_equal(reason.text, complaint);
    }
}

static void test_seventeen_objects(void **state)
{
    char text[LINE_SIZE * 2] = "{\"http\": [{}";
    struct config config;
    struct reason reason;

    (void)state;
    for (int i = 0; i < SETTING_OBJECTS; i++)
        memcpy(text + strlen(text), ",{}", 4);
    memcpy(text + strlen(text), "]}", 3);
    assert_int_equal(parse(&config, &reason, text, strlen(text)), CONFIG_BAD_FILE);
    assert_non_null(strstr(reason.text, "has more than 8 addresses"));
}

static int load_text(const struct place *place, struct config *config, struct reason *reason,
                     const char *text)
{
    place_write_text(place, text);
    return LOAD(config, reason, "--check-config", "--config", place->file);
}

static void test_users_and_groups(void **state)
{
    const struct place *place = *state;
    struct config config;
    struct reason reason;

    assert_int_equal(load_text(place, &config, &reason,
                               "{\"http\": {\"address\": \"unix:/x\", \"owner\": \"root\","
                               "\"group\": \"4711\"}}"),
                     CONFIG_CHECKED);
    assert_int_equal(config.http.list[0].file.uid, 0);
    assert_int_equal(config.http.list[0].file.gid, 4711);
    config_release(&config);

    assert_int_equal(load_text(place, &config, &reason,
                               "{\"http\": {\"address\": \"unix:/x\", \"owner\": \"no-such\"}}"),
                     CONFIG_BAD_FILE);
    assert_non_null(
        strstr(reason.text, "has the owner 'no-such', but this system has no such user"));
    assert_int_equal(load_text(place, &config, &reason,
                               "{\"http\": {\"address\": \"unix:/x\", \"group\": \"no-such\"}}"),
                     CONFIG_BAD_FILE);
    assert_non_null(
        strstr(reason.text, "has the group 'no-such', but this system has no such group"));
}

static void test_one_address_twice(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"{\"http\": [\"*:80\",\"*:80\"]}", "has *:80 and *:80: only one"},
        {"{\"http\": [\"*:80\",\"*:81\",\"127.0.0.1:80\"]}", "has *:80 and 127.0.0.1:80: only one"},
        {"{\"telnet\": [\"unix:/x\", \"unix://x\"]}", "has unix:/x and unix://x: only one"},
        {"{\"telnet\": \"[::]:80\",\n\"http\": \"*:80\"}",
         ":2: http: \"*:80\" has *:80, and telnet has [::]:80: only one"},
        {"{\"http\": \"unix:/x\",\n\"telnet\": \"unix:/x\"}",
         "http: \"unix:/x\" has unix:/x, and telnet has unix:/x: only one"},
    };
    const struct place *place = *state;
    struct config config;
    struct reason reason;

    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(load_text(place, &config, &reason, bad[i].text), CONFIG_BAD_FILE);
        if (!strstr(reason.text, bad[i].complaint))
            fail_msg("%s", reason.text);
    }
    /* Port 0 is another port each time. */
    assert_int_equal(load_text(place, &config, &reason, "{\"http\": [\"*:0\",\"*:0\"]}"),
                     CONFIG_CHECKED);
    config_release(&config);
}

static void test_what_is_equal(void **state)
{
    static const char *const texts[] = {
        "null",
        "\"*:1\"",
        "\"*:2\"",
        "[\"*:1\", \"*:2\"]",
        "[\"*:2\", \"*:1\"]",
        "{\"address\": \"*:1\", \"proxy_protocol\": true}",
        "\"unix:/x\"",
        "{\"address\": \"unix:/x\", \"mode\": \"0660\"}",
        "{\"address\": \"unix:/x\", \"owner\": \"a\"}",
        "{\"address\": \"unix:/x\", \"group\": \"a\"}",
    };
    struct config configs[COUNT(texts)];

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        char text[LINE_SIZE];

        (void)snprintf(text, sizeof text, "{\"http\": %s}", texts[i]);
        assert_parsed(&configs[i], text);
    }
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t k = 0; k < COUNT(texts); k++)
            assert_int_equal(addresses_equal(&configs[i].http, &configs[k].http), i == k);
    for (size_t i = 0; i < COUNT(texts); i++)
        config_release(&configs[i]);
}

static void test_proxies_need_trust(void **state)
{
    const struct place *place = *state;
    struct config config;
    struct reason reason;

    for (int service = 0; service < 2; service++) {
        static const char *const trust[] = {"[]", "[\"192.0.2.7\"]", "[\"unix:\"]"};

        for (size_t i = 0; i < COUNT(trust); i++) {
            char text[LINE_SIZE];

            (void)snprintf(text, sizeof text,
                           "{\"%s\": {\"address\": \"*:1\", \"proxy_protocol\": true},\n"
                           "\"trusted_proxies\": %s}",
                           service ? "http" : "telnet", trust[i]);
            if (i > 0) {
                assert_int_equal(load_text(place, &config, &reason, text), CONFIG_CHECKED);
                assert_true((service ? config.http : config.telnet).list[0].proxy_protocol);
                config_release(&config);
                continue;
            }
            assert_int_equal(load_text(place, &config, &reason, text), CONFIG_BAD_FILE);
            assert_non_null(strstr(reason.text, "has \"proxy_protocol\", but trusted_proxies is "
                                                "empty: list the proxies there"));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_several_and_none),
        cmocka_unit_test(test_objects),
        cmocka_unit_test(test_wrong_lists),
        cmocka_unit_test(test_seventeen_objects),
        cmocka_unit_test_setup_teardown(test_users_and_groups, place_make, place_clear),
        cmocka_unit_test_setup_teardown(test_one_address_twice, place_make, place_clear),
        cmocka_unit_test(test_what_is_equal),
        cmocka_unit_test_setup_teardown(test_proxies_need_trust, place_make, place_clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
