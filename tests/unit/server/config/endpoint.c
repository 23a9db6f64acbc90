/*
 * HOST:PORT and unix:/PATH: every form that is accepted, the error for each malformed one, and look-ups that need no
 * network.
 */

#include "server/config/endpoint.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "tests/unit/server/config/loading.h"

static void test_hosts(void **state)
{
    static const struct {
        const char *text, *host;
        unsigned port;
        bool ipv6;
    } good[] = {
        {"127.0.0.1:0", "127.0.0.1", 0, false},
        {"0.0.0.0:65535", "0.0.0.0", 65535, false},
        {"*:2323", "0.0.0.0", 2323, false},
        {"localhost:80", "127.0.0.1", 80, false},
        {"LOCALHOST:80", "127.0.0.1", 80, false},
        {"[::1]:0", "::1", 0, true},
        {"[::]:2323", "::", 2323, true},
        {"[::ffff:127.0.0.1]:1", "::ffff:127.0.0.1", 1, true},
        {"[2001:DB8::1]:1", "2001:db8::1", 1, true},
        {"[fe80::1%lo]:1", "fe80::1", 1, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct config config;
        char text[LINE_SIZE];

        (void)snprintf(text, sizeof text, "{\"http\": \"%s\"}", good[i].text);
        assert_parsed(&config, text);
        assert_string_equal(config.http.list[0].text, good[i].text);
        if (good[i].ipv6)
            assert_ipv6(&config.http.list[0], good[i].host, good[i].port);
        else
            assert_ipv4(&config.http.list[0], good[i].host, good[i].port);
        config_release(&config);
    }
}

/* A name of /etc/hosts other than localhost, which needs no look-up; false: there is none. */
static bool hosts_name(char *name, size_t size)
{
    const struct hostent *entry;
    bool found = false;

    sethostent(0);
    while (!found && (entry = gethostent()))
        if (strncasecmp(entry->h_name, "localhost", 9) != 0 && strlen(entry->h_name) < size) {
            (void)snprintf(name, size, "%s", entry->h_name);
            found = true;
        }
    endhostent();
    return found;
}

static void test_a_name_is_looked_up_at_the_start(void **state)
{
    char name[CONFIG_ADDRESS_SIZE - 6], text[LINE_SIZE];
    struct config config;
    struct reason reason;

    (void)state;
    if (!hosts_name(name, sizeof name))
        skip();
    (void)snprintf(text, sizeof text, "{\"http\": \"%s:80\"}", name);
    assert_parsed(&config, text);
    assert_int_equal(config.http.count, 1);
    assert_int_equal(config.http.list[0].size, 0); /* not by config_parse() */
    config_release(&config);

    (void)snprintf(text, sizeof text, "%s:80", name);
    assert_int_equal(LOAD(&config, &reason, "--http", text), CONFIG_OK);
    assert_true(config.http.list[0].size > 0);
    assert_string_equal(config.http.list[0].text, text);
    config_release(&config);
}

static void test_malformed_addresses(void **state)
{
    static const struct {
        const char *text, *problem;
    } bad[] = {
        {"", "has no :PORT"},
        {"8888", "has no :PORT"},
        {"127.0.0.1", "has no :PORT"},
        {"localhost", "has no :PORT"},
        {"off", "has no :PORT"}, /* in the file it is null */
        {"127.0.0.1:", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:65536", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:99999999999999999999", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:-1", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:+1", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1: 80", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:80 ", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:0x50", "has a port that is not a number from 0 to 65535"},
        {"127.0.0.1:http", "has a port that is not a number from 0 to 65535"},
        {":8888", "has no host: * is every IPv4 address, [::] all"},
        {"[]:8888", "has no host: * is every IPv4 address, [::] all"},
        {"256.0.0.1:80", "is not an IPv4 address: four numbers up to 255"},
        {"1.2.3:80", "is not an IPv4 address: four numbers up to 255"},
        {"127.1:80", "is not an IPv4 address: four numbers up to 255"},
        {"0x7f000001:80", "is not an IPv4 address: four numbers up to 255"},
        {"2130706433:80", "is not an IPv4 address: four numbers up to 255"},
        {"127.0.0.01:80", "is not an IPv4 address: four numbers up to 255"},
        {"::1:2323", "has an IPv6 address without [brackets]"},
        {"fe80::1:80", "has an IPv6 address without [brackets]"},
        {"[::1]", "does not end with ]:PORT"},
        {"[::1]2323", "does not end with ]:PORT"},
        {"[::1:2323", "does not end with ]:PORT"},
        {"[::1] :2323", "does not end with ]:PORT"},
        {"[::1]:", "has a port that is not a number from 0 to 65535"},
        {"[::1]:65536", "has a port that is not a number from 0 to 65535"},
        {"[1:2:3:4:5:6:7:8:9]:80", "has no IPv6 address in its brackets"},
        {"[::g]:80", "has no IPv6 address in its brackets"},
        {"[:::]:80", "has no IPv6 address in its brackets"},
        {"[127.0.0.1]:80", "has no IPv6 address in its brackets"},
        {"[localhost]:80", "has no IPv6 address in its brackets"},
        {"[::1%nosuchlink]:80", "has no IPv6 address in its brackets"},
        {"http://127.0.0.1:8888/", "is not HOST:PORT"},
        {"127.0.0.1:80/tcp", "is not HOST:PORT"},
        {"/run/x", "is not HOST:PORT"},
        {"UNIX:/run/x", "is not HOST:PORT"},
        {"unix:", "has a path that does not begin with /"},
        {"unix:80", "has a path that does not begin with /"},
        {"unix:run/x", "has a path that does not begin with /"},
        {"unix:@x", "has a path that does not begin with /"},
        {"unix:/", "has a path that ends with /: add the name of the socket"},
        {"unix:/run/", "has a path that ends with /: add the name of the socket"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        char value[LINE_SIZE], expected[LINE_SIZE];

        (void)snprintf(value, sizeof value, "\"%s\"", bad[i].text);
        (void)snprintf(expected, sizeof expected,
                       "%s; write HOST:PORT, such as 127.0.0.1:8888, or unix:/PATH",
                       bad[i].problem);
        assert_value_refused("http", value, expected);
        (void)snprintf(expected, sizeof expected,
                       "%s; write HOST:PORT, such as 127.0.0.1:2323, or unix:/PATH",
                       bad[i].problem);
        assert_value_refused("telnet", value, expected);
    }
}

static void test_the_longest_address_and_one_byte_more(void **state)
{
    char text[LINE_SIZE], complaint[LINE_SIZE];
    struct config config;

    (void)state;
    (void)snprintf(text, sizeof text, "{\"http\": \"%0*d.example:80\"}",
                   CONFIG_ADDRESS_SIZE - 1 - (int)strlen(".example:80"), 0);
    assert_parsed(&config, text);
    assert_int_equal(strlen(config.http.list[0].text), CONFIG_ADDRESS_SIZE - 1);
    config_release(&config);

    (void)snprintf(text, sizeof text, "{\"http\": \"%0*d.example:80\"}",
                   CONFIG_ADDRESS_SIZE - (int)strlen(".example:80"), 0);
    (void)snprintf(complaint, sizeof complaint,
                   "c.json:1: http: \"%039d… is too long; write HOST:PORT, such as 127.0.0.1:8888, "
                   "or unix:/PATH",
                   0);
    assert_file_refused(text, strlen(text), complaint);
}

static void test_paths(void **state)
{
    char text[LINE_SIZE];
    struct config_address address;
    const struct sockaddr_un *local = (struct sockaddr_un *)&address.address;

    (void)state;
    assert_null(endpoint_parse(&address, "unix:/run/a b.sock"));
    assert_true(endpoint_is_unix(&address));
    assert_int_equal(address.size, sizeof *local);
    assert_string_equal(local->sun_path, "/run/a b.sock");
    assert_int_equal(address.file.mode, 0666);
    assert_true(address.file.uid == (uid_t)-1 && address.file.gid == (gid_t)-1);

    (void)snprintf(text, sizeof text, "unix:/%0106d", 0);
    assert_null(endpoint_parse(&address, text));
    assert_string_equal(address.text, text);
    (void)snprintf(text, sizeof text, "unix:/%0107d", 0);
    assert_string_equal(
        endpoint_parse(&address, text),
        "has a path of more than 107 bytes, which Linux does not take for a socket");
}

static void test_overlaps(void **state)
{
    static const struct {
        const char *one, *other;
        bool overlap;
    } pairs[] = {
        {"127.0.0.1:80", "127.0.0.1:80", true},
        {"127.0.0.1:80", "127.0.0.1:81", false},
        {"127.0.0.1:80", "127.0.0.2:80", false},
        {"127.0.0.1:0", "127.0.0.1:0", false},
        {"localhost:80", "127.0.0.1:80", true},
        {"*:80", "127.0.0.1:80", true},
        {"*:80", "0.0.0.0:80", true},
        {"*:80", "[::1]:80", false},
        {"[::]:80", "[::1]:80", true},
        {"[::]:80", "*:80", true},
        {"[::]:80", "127.0.0.1:80", true},
        {"[::]:80", "[::]:81", false},
        {"[::ffff:127.0.0.1]:80", "127.0.0.1:80", true},
        {"[fe80::1%lo]:80", "[fe80::1]:80", false},
        {"unix:/tmp/x", "unix:/tmp/x", true},
        {"unix:/tmp/x", "unix:/tmp//./x", true},
        {"unix:/tmp/x", "unix:/tmp/y", false},
        {"unix:/tmp/x", "unix:/x", false},
        {"unix:/nowhere/x", "unix:/nowhere/x", true},
        {"unix:/nowhere/x", "unix:/nowhere2/x", false},
        {"unix:/tmp/x", "127.0.0.1:80", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct config_address one, other;

        assert_null(endpoint_parse(&one, pairs[i].one));
        assert_null(endpoint_parse(&other, pairs[i].other));
        if (endpoint_overlaps(&one, &other) != pairs[i].overlap ||
            endpoint_overlaps(&other, &one) != pairs[i].overlap)
            fail_msg("%s and %s", pairs[i].one, pairs[i].other);
    }
}

/* A label of 64 bytes fits in no DNS message, so no resolver sends anything for it. */
static void test_a_host_that_cannot_be_found(void **state)
{
    struct place *place = *state;
    char address[CONFIG_ADDRESS_SIZE], text[LINE_SIZE];
    struct config config;
    struct reason reason;

    (void)snprintf(address, sizeof address, "n%063d:80", 0);
    assert_int_equal(LOAD(&config, &reason, "--http", address), -EHOSTUNREACH);
    assert_non_null(strstr(reason.text, "--http: 'n00000"));
    assert_non_null(strstr(reason.text, "… has a host that cannot be found: "));

    (void)snprintf(text, sizeof text, "{\n\n\"telnet\": \"%s\"}", address);
    place_write_text(place, text);
    assert_int_equal(LOAD(&config, &reason, "--config", place->file), -EHOSTUNREACH);
    assert_non_null(strstr(reason.text, ":3: telnet: \"n00000"));

    /* The flag overrides the file, so the host is never looked up. */
    assert_int_equal(LOAD(&config, &reason, "--config", place->file, "--telnet", "off"), CONFIG_OK);
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_a_name_is_looked_up_at_the_start),
        cmocka_unit_test(test_malformed_addresses),
        cmocka_unit_test(test_the_longest_address_and_one_byte_more),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_overlaps),
        cmocka_unit_test_setup_teardown(test_a_host_that_cannot_be_found, place_make, place_clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
