/*
 * Sites: public URLs as operators write them, prefixes as proxies send them, and paths below them.
 */

#include "server/base/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_public_urls(void **state)
{
    static const struct {
        const char *written, *normal, *authority, *prefix;
        bool tls;
    } urls[] = {
        {"https://example.org", "https://example.org", "example.org", "", true},
        {"https://example.org/", "https://example.org", "example.org", "", true},
        {"HTTP://Example.org:8080/", "http://Example.org:8080", "Example.org:8080", "", false},
        {"hTTps://[::1]:8443/a/b-c/", "https://[::1]:8443/a/b-c", "[::1]:8443", "/a/b-c", true},
        {"https://x/caf%C3%A9", "https://x/caf%C3%A9", "x", "/caf%C3%A9", true},
        {"http://x/...", "http://x/...", "x", "/...", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(urls); i++) {
        char url[SITE_URL_SIZE];
        const char *problem = site_normalize(url, urls[i].written);
        struct site site;

        if (problem)
            fail_msg("%s %s", urls[i].written, problem);
        assert_string_equal(url, urls[i].normal);
        site = site_of_url(url);
        assert_int_equal(site.source, SITE_OF_CONFIG);
        assert_int_equal(site.tls, urls[i].tls);
        assert_true(slice_is(site.authority, urls[i].authority));
        assert_true(slice_is(site.prefix, urls[i].prefix));
    }
}

static void test_urls_that_are_refused(void **state)
{
    static const struct {
        const char *written, *says;
    } urls[] = {
        {"", "does not begin with http"},
        {"example.org", "does not begin with http"},
        {"//example.org", "does not begin with http"},
        {"ftp://example.org", "does not begin with http"},
        {" https://x", "does not begin with http"},
        {"https:/x", "does not begin with http"},
        {"https://", "no valid host"},
        {"https:///x", "no valid host"},
        {"https://user:secret@x/", "no valid host"},
        {"https://b\xC3\xBC"
         "cher.example",
         "no valid host"},
        {"https://x y/", "no valid host"},
        {"https://x:", "port"},
        {"https://x:0", "port"},
        {"https://x:65536", "port"},
        {"https://x:123456", "port"},
        {"https://x/?a", "query or a fragment"},
        {"https://x/#a", "query or a fragment"},
        {"https://x//", "no valid path"},
        {"https://x/a//b", "no valid path"},
        {"https://x/a/../b", "no valid path"},
        {"https://x/%2E%2e/b", "no valid path"},
        {"https://x/a%2Fb", "no valid path"},
        {"https://x/a b", "no valid path"},
        {"https://x/%", "no valid path"},
        {"https://x/%00", "no valid path"},
        {"https://x/%0a", "no valid path"},
        {"https://x/%FF", "no valid path"},
        {"https://x/caf\xC3\xA9", "no valid path"},
        {"https://x/\">", "no valid path"},
    };
    char url[SITE_URL_SIZE], longest[SITE_URL_SIZE + 1] = "https://x/";

    (void)state;
    for (size_t i = 0; i < COUNT(urls); i++) {
        const char *problem = site_normalize(url, urls[i].written);

        if (!problem || !strstr(problem, urls[i].says))
            fail_msg("%s: %s", urls[i].written, problem ? problem : "accepted");
    }
    memset(longest + strlen(longest), 'a', SITE_URL_SIZE - strlen(longest));
    assert_non_null(strstr(site_normalize(url, longest), "longer than 255"));
    longest[SITE_URL_SIZE - 1] = '\0';
    assert_non_null(strstr(site_normalize(url, longest), "no valid path")); /* over 128 bytes */
}

static void test_prefixes(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } prefixes[] = {
        {"/charfinder", true}, {"/a/b/c", true},      {"/~me/x;y=1,2", true}, {"/%E2%98%80", true},
        {"/.x", true},         {"", false},           {"/", false},           {"/a/", false},
        {"a", false},          {"//a", false},        {"/a//b", false},       {"/.", false},
        {"/..", false},        {"/%2e%2E", false},    {"/a/./b", false},      {"/a%2fb", false},
        {"/a%", false},        {"/a%4", false},       {"/a%zz", false},       {"/a%00b", false},
        {"/a%0Db", false},     {"/%C3", false},       {"/a\"b", false},       {"/a>b", false},
        {"/a b", false},       {"/a\\b", false},      {"/a?b", false},        {"/a#b", false},
        {"/\xC3\xA9", false},  {"/a\r\nX: y", false},
    };
    char longest[SITE_PREFIX_MAX + 1];

    (void)state;
    for (size_t i = 0; i < COUNT(prefixes); i++)
        if (site_is_prefix(slice_of(prefixes[i].text)) != prefixes[i].valid)
            fail_msg("%s", prefixes[i].text);
    memset(longest, 'a', sizeof longest);
    longest[0] = '/';
    assert_true(site_is_prefix((struct slice){longest, SITE_PREFIX_MAX}));
    assert_false(site_is_prefix((struct slice){longest, SITE_PREFIX_MAX + 1}));
    assert_false(site_is_prefix((struct slice){"/a\0b", 4}));
}

static void test_paths_below_a_prefix(void **state)
{
    static const struct {
        const char *prefix, *path;
        size_t size; /* of the prefix in the path */
    } paths[] = {
        {"/a", "/a", 2},
        {"/a", "/a/", 2},
        {"/a", "/a/b", 2},
        {"/a/b", "/a/b/c", 4},
        {"/caf%C3%a9", "/caf\xC3\xA9/x", 6},
        {"/a", "/ab", 0},
        {"/a", "/", 0},
        {"/a", "/b/a", 0},
        {"/a/b", "/a", 0},
        {"/a/b", "/a/", 0},
        {"", "/a", 0},
        {"/%41", "/%41/x", 0}, /* the path is decoded already */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct site site = {.prefix = slice_of(paths[i].prefix)};
        struct slice path = slice_of(paths[i].path);

        if (site_prefix_of(&site, path, path.size) != paths[i].size)
            fail_msg("%s in %s", paths[i].prefix, paths[i].path);
    }
}

/* An escaped "/" is data. */
static void test_an_escaped_slash_separates_nothing(void **state)
{
    struct site site = {.prefix = slice_of("/a/b")};

    (void)state;
    assert_int_equal(site_prefix_of(&site, slice_of("/a/b/c/d"), 6), 4);
    assert_int_equal(site_prefix_of(&site, slice_of("/a/b/c"), 4), 0); /* /a/b%2Fc */
    assert_int_equal(site_prefix_of(&site, slice_of("/a/b/c"), 2), 0); /* /a%2Fb/c */
    assert_int_equal(site_prefix_of(&site, slice_of("/a/b"), 2), 0);   /* /a%2Fb */
    assert_int_equal(site_prefix_of(&site, slice_of("/a/b"), 4), 4);
}

static void assert_key(enum site_source source, const char *prefix, const char *expected)
{
    const struct site site = {
        .source = source, .tls = true, .authority = slice_of("x:1"), .prefix = slice_of(prefix)};
    struct buffer key = BUFFER_INIT;

    site_append_key(&key, &site);
    buffer_append(&key, "", 1);
    assert_string_equal(key.bytes, expected);
    buffer_release(&key);
}

static void test_what_replies_depend_on(void **state)
{
    struct buffer origin = BUFFER_INIT;
    struct site site = site_of_url("http://x/y");

    (void)state;
    assert_key(SITE_OF_HOST, "", "");
    assert_key(SITE_OF_PROXY, "", "");
    assert_key(SITE_OF_PROXY, "/a", "/a");
    assert_key(SITE_OF_CONFIG, "", "https://x:1");
    assert_key(SITE_OF_CONFIG, "/a", "https://x:1/a");
    site_append_origin(&origin, &site);
    assert_true(slice_is((struct slice){origin.bytes, origin.size}, "http://x"));
    buffer_release(&origin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_public_urls),
        cmocka_unit_test(test_urls_that_are_refused),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_paths_below_a_prefix),
        cmocka_unit_test(test_an_escaped_slash_separates_nothing),
        cmocka_unit_test(test_what_replies_depend_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
