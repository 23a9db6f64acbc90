/*
 * For which site a request is: what is configured, what a trusted proxy says, what anybody says.
 */

#include "server/transport/http/http_site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/server/transport/scripted_http.h"

#define FORWARDED "Forwarded: for=192.0.2.1;proto=https;host=x.org\r\n"

/* Asks for the OpenSearch description with these fields; its own address must be this one. NULL: there
 * is none. */
static void assert_site(const char *fields, const char *url)
{
    struct client client = connect_client();
    char request[1024], expected[512];

    (void)snprintf(request, sizeof request, "GET /opensearch.xml HTTP/1.0\r\n%s\r\n", fields);
    say_text(&client, request);
    assert_status(&client, url ? 200 : 400);
    (void)snprintf(expected, sizeof expected, "template=\"%s/opensearch.xml\"", url ? url : "");
    if (url && !strstr(text_of(&client), expected))
        fail_msg("no %s in\n%s", expected, text_of(&client));
    leave(&client);
}

static void test_nobody_is_trusted_by_default(void **state)
{
    (void)state;
    assert_site(HOST, "http://localhost");
    assert_site(HOST FORWARDED, "http://localhost");
    assert_site(HOST "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\n"
                     "X-Forwarded-Prefix: /evil\r\n",
                "http://localhost");
    assert_site(FORWARDED, NULL);
    assert_site("", NULL);
}

static void test_a_trusted_proxy_says_how_it_was_asked(void **state)
{
    (void)state;
    service.settings.trusted_proxies.unix_sockets = true; /* the test's sockets are */
    assert_site(HOST, "http://localhost");
    assert_site(HOST FORWARDED, "https://x.org");
    assert_site(FORWARDED, "https://x.org");
    assert_site(HOST "X-Forwarded-Proto: https\r\n", "https://localhost");
    assert_site(HOST "X-Forwarded-Prefix: /cf/\r\n", "http://localhost/cf");
    assert_site(HOST "X-Forwarded-Prefix: /evil\r\nx-forwarded-prefix: /cf \t\r\n",
                "http://localhost/cf"); /* the last one */
    assert_site(HOST "Forwarded: for=6.6.6.6;host=evil\r\n" FORWARDED, "https://x.org");
    assert_site(HOST "Forwarded: for=\"\r\n" FORWARDED, "https://x.org");
}

static void test_what_a_proxy_garbles_is_ignored(void **state)
{
    static const char *const garbled[] = {
        "Forwarded: for=\"\r\n",
        "Forwarded: host=a b\r\n",
        "Forwarded: \xFF\r\n",
        "X-Forwarded-Host: x, y z\r\n",
        "X-Forwarded-Host: \r\n",
        "X-Forwarded-Proto: gopher\r\n",
        "X-Forwarded-Prefix: //evil.org\r\n",
        "X-Forwarded-Prefix: /a/../b\r\n",
        "X-Forwarded-For: ,,,\r\n",
    };
    char fields[256];

    (void)state;
    service.settings.trusted_proxies.unix_sockets = true;
    for (size_t i = 0; i < COUNT(garbled); i++) {
        (void)snprintf(fields, sizeof fields, HOST "%s", garbled[i]);
        assert_site(fields, "http://localhost");
    }
}

static void test_the_configured_site_is_everybody_s(void **state)
{
    (void)state;
    (void)strcpy(service.settings.public_url, "https://example.org/cf");
    assert_site(HOST, "https://example.org/cf");
    assert_site("", "https://example.org/cf");
    service.settings.trusted_proxies.unix_sockets = true;
    assert_site(HOST FORWARDED "X-Forwarded-Prefix: /evil\r\n", "https://example.org/cf");
}

/* What one client is told is never told another, though both ask for the same. */
static void test_the_cache_keeps_prefixes_apart(void **state)
{
    static const char *const prefixes[] = {"", "/cf", "/evil", "/cf", ""};
    unsigned long before = service.counters.http_cached;

    (void)state;
    service.settings.trusted_proxies.unix_sockets = true;
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        struct client client = connect_client();
        char request[256], expected[256];

        (void)snprintf(request, sizeof request,
                       "GET /api/v1/search?q=a&limit=1 HTTP/1.1\r\n" HOST
                       "X-Forwarded-Prefix: %s\r\n\r\n",
                       prefixes[i]);
        (void)snprintf(expected, sizeof expected, "\"next\":\"%s/api/v1/search?", prefixes[i]);
        say_text(&client, request);
        assert_status(&client, 200);
        assert_non_null(strstr(text_of(&client), expected));
        assert_non_null(strstr(text_of(&client), "Vary: Accept-Encoding, X-Forwarded-Prefix\r\n"));
        leave(&client);
    }
    assert_int_equal(service.counters.http_cached - before, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_nobody_is_trusted_by_default),
        STORY(test_a_trusted_proxy_says_how_it_was_asked),
        STORY(test_what_a_proxy_garbles_is_ignored),
        STORY(test_the_configured_site_is_everybody_s),
        STORY(test_the_cache_keeps_prefixes_apart),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
