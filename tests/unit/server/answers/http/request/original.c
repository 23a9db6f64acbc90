/*
 * What proxies say about a request, what clients say who pretend to be proxies, and what is believed.
 */

#include "server/answers/http/request/original.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Proxies are 10.… and fd…. */
static bool is_proxy(const void *context, const char *address)
{
    assert_null(context);
    return strncmp(address, "10.", 3) == 0 || strncmp(address, "fd", 2) == 0;
}

static void read_fields(struct original *original, const struct original_fields *fields)
{
    memset(original, 0xA5, sizeof *original);
    original_read(original, fields, &(struct original_trust){.has = is_proxy});
}

struct story {
    struct original_fields fields;
    bool tls;
    const char *host, *prefix, *client;
};

static void tell(const struct story *stories, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct story *story = &stories[i];
        struct original original;

        read_fields(&original, &story->fields);
        if (original.tls != story->tls || strcmp(original.host, story->host) != 0 ||
            strcmp(original.prefix, story->prefix) != 0 ||
            strcmp(original.client, story->client) != 0)
            fail_msg("story %zu: %s \"%s\" \"%s\" \"%s\"", i, original.tls ? "https" : "http",
                     original.host, original.prefix, original.client);
    }
}

static void test_one_proxy(void **state)
{
    static const struct story stories[] = {
        {{.forwarded = NULL}, false, "", "", ""},
        {{.forwarded = ""}, false, "", "", ""},
        {{.forwarded = "for=192.0.2.1;proto=https;host=x.org"}, true, "x.org", "", "192.0.2.1"},
        {{.forwarded = "proto=HTTPS;host=\"[::1]:8443\""}, true, "[::1]:8443", "", ""},
        {{.forwarded = "for=\"[2001:db8::1]:99\""}, false, "", "", "2001:db8::1"},
        {{.proto = "https", .host = "x.org:8443", .prefix = "/cf", .clients = "192.0.2.1"},
         true,
         "x.org:8443",
         "/cf",
         "192.0.2.1"},
        {{.proto = "HTTPS"}, true, "", "", ""},
        {{.prefix = "/cf/"}, false, "", "/cf", ""},
        {{.prefix = "/"}, false, "", "", ""},
        {{.forwarded = "for=192.0.2.1;proto=https", .prefix = "/a/b", .host = "x"},
         true,
         "x",
         "/a/b",
         "192.0.2.1"},
    };

    (void)state;
    tell(stories, COUNT(stories));
}

/* Proxies that are trusted count from the end; what is before them is what the client wrote. */
static void test_several_proxies(void **state)
{
    static const struct story stories[] = {
        /* The outer proxy knows the host, the inner one only what it was asked. */
        {{.forwarded = "for=192.0.2.1;proto=https;host=x.org, for=10.0.0.1;proto=http;host=inner"},
         true,
         "x.org",
         "",
         "192.0.2.1"},
        {{.forwarded = "for=192.0.2.1, for=10.0.0.1;proto=https, for=fd00::1;host=inner"},
         true,
         "inner",
         "",
         "192.0.2.1"},
        {{.forwarded = "for=6.6.6.6;host=evil;proto=https, for=192.0.2.1;proto=http"},
         false,
         "",
         "",
         "192.0.2.1"},
        {{.forwarded = "for=6.6.6.6;host=evil, for=unknown, for=10.0.0.1;host=x"},
         false,
         "x",
         "",
         ""},
        {{.forwarded = "host=evil, proto=https"},
         true,
         "",
         "",
         ""}, /* without for, it ends there */
        {{.forwarded = "for=10.0.0.2;host=x, for=10.0.0.1"}, false, "x", "", "10.0.0.2"},
        {{.clients = "6.6.6.6, 192.0.2.1, 10.0.0.2, 10.0.0.1"}, false, "", "", "192.0.2.1"},
        {{.clients = "6.6.6.6,[2001:db8::1]:80 ,10.0.0.1:81,,"}, false, "", "", "2001:db8::1"},
        {{.clients = "6.6.6.6, garbage, 10.0.0.1"}, false, "", "", ""},
        {{.clients = "::ffff:192.0.2.1"},
         false,
         "",
         "",
         "192.0.2.1"}, /* of a socket of both kinds */
        {{.clients = "2001:DB8:0:0::1, ::ffff:10.0.0.1"}, false, "", "", "2001:db8::1"},
        {{.forwarded = "for=\"[::ffff:192.0.2.1]\"", .clients = "192.0.2.1"},
         false,
         "",
         "",
         "192.0.2.1"},
        {{.proto = "https, http"}, false, "", "", ""},
        {{.host = "evil, x.org"}, false, "x.org", "", ""},
        {{.prefix = "/evil, /cf"}, false, "", "/cf", ""},
        {{.clients =
              "6.6.6.6, 10.1.1.1, 10.1.1.1, 10.1.1.1, 10.1.1.1, 10.1.1.1, 10.1.1.1, 10.1.1.1, "
              "10.1.1.1"},
         false,
         "",
         "",
         "10.1.1.1"}, /* a chain of that many proxies is none */
    };

    (void)state;
    tell(stories, COUNT(stories));
}

/* A proxy writes one generation of fields and lets the other through. */
static void test_contradictions_are_not_believed(void **state)
{
    static const struct story stories[] = {
        {{.forwarded = "host=x", .host = "X"}, false, "x", "", ""},
        {{.forwarded = "host=evil", .host = "x"}, false, "", "", ""},
        {{.forwarded = "proto=https", .proto = "http"}, false, "", "", ""},
        {{.forwarded = "proto=http", .proto = "https"}, false, "", "", ""},
        {{.forwarded = "proto=https", .proto = "https"}, true, "", "", ""},
        {{.forwarded = "for=6.6.6.6", .clients = "192.0.2.1"}, false, "", "", ""},
        {{.forwarded = "for=192.0.2.1;host=x", .clients = "192.0.2.1"},
         false,
         "x",
         "",
         "192.0.2.1"},
        {{.forwarded = "for=\"", .proto = "https", .host = "x"}, true, "x", "", ""},
    };

    (void)state;
    tell(stories, COUNT(stories));
}

static void test_what_is_malformed_is_not_known(void **state)
{
    static const char *const hosts[] = {"",      ",",     "x y",  "user@x",      "x/y",
                                        "\"x\"", "x:1:2", "[::1", "x\"><script>"};
    static const char *const prefixes[] = {
        "",      "cf",      "//evil.org",        "/a//b", "/../x",    "/a\"b",
        "/a%00", "/%2e%2e", "https://evil.org/", "/a b",  "/a>;rel=x"};
    static const char *const protos[] = {
        "", "wss", "httpss", "https:", "http s", "\"https\"", "on"};
    static const char *const clients[] = {
        "",     ",",           "unknown",     "_hidden",         "1.2.3",           "1.2.3.4.5",
        "[::1", "::1]",        "1.2.3.4:5:6", "localhost",       "1.2.3.4 5.6.7.8", "[]",
        ":80",  "2001:db8::g", "[1.2.3.4",    "::ffff:1.2.3.256"};
    char longest[SITE_AUTHORITY_MAX + 2];
    struct original original;

    (void)state;
    for (size_t i = 0; i < COUNT(hosts); i++) {
        read_fields(&original, &(struct original_fields){.host = hosts[i]});
        assert_string_equal(original.host, "");
    }
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        read_fields(&original, &(struct original_fields){.prefix = prefixes[i]});
        assert_string_equal(original.prefix, "");
    }
    for (size_t i = 0; i < COUNT(protos); i++) {
        read_fields(&original, &(struct original_fields){.proto = protos[i]});
        assert_false(original.tls);
    }
    for (size_t i = 0; i < COUNT(clients); i++) {
        read_fields(&original, &(struct original_fields){.clients = clients[i]});
        assert_string_equal(original.client, "");
    }
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    read_fields(&original, &(struct original_fields){.host = longest});
    assert_string_equal(original.host, "");
    read_fields(&original, &(struct original_fields){.host = longest + 1});
    assert_string_equal(original.host, longest + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_proxy),
        cmocka_unit_test(test_several_proxies),
        cmocka_unit_test(test_contradictions_are_not_believed),
        cmocka_unit_test(test_what_is_malformed_is_not_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
