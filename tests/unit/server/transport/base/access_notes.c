/*
 * What the access log gets of requests and queries, and what it does not get unless it is asked for.
 */

#include "server/transport/base/access_notes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/answers/http/routes.h"

static struct counters counters;
static char told[4096];

static int journal(const struct iovec *fields, int count)
{
    for (int i = 0; i < count; i++)
        (void)snprintf(told + strlen(told), sizeof told - strlen(told), "%.*s\n",
                       (int)fields[i].iov_len, (const char *)fields[i].iov_base);
    return 0;
}

static struct access_notes open_notes(bool queries)
{
    const struct access_log_options options = {
        .format = ACCESS_JOURNAL, .path = "-", .reactors = 1, .journal = journal};
    struct access_notes notes = {.queries = queries, .counters = &counters};
    struct reason reason;

    told[0] = '\0';
    memset(&counters, 0, sizeof counters);
    assert_int_equal(access_log_open(&notes.log, &options, &reason), 0);
    return notes;
}

static void assert_told(const char *field, const char *value)
{
    char line[256];

    (void)snprintf(line, sizeof line, "%s=%s\n", field, value);
    if (!strstr(told, line))
        fail_msg("no %s in %s", line, told);
}

static unsigned number_of(const char *path)
{
    return path ? (unsigned)(route_find(slice_of(path), strlen(path)) - routes) : COUNTED_NOWHERE;
}

static void note(bool queries, const char *target, const char *route, int socket)
{
    struct access_notes notes = open_notes(queries);
    struct request_account account = {
        .status = 200, .route = number_of(route), .sent = 7, .cached = true};

    access_note_reply(&notes, &account, socket, "GET", target);
    access_note_request(&notes, &account, socket, target, 5);
    access_log_close(notes.log);
    assert_int_equal(counters.access_lines, 1);
}

static void test_what_is_personal_is_left_out(void **state)
{
    static const struct {
        const char *target, *route, *shown;
    } cases[] = {
        {"/", "/", "/"},
        {"/?query=secret", "/", "/"},
        {"/api/v1/search?q=secret&limit=1", "/api/v1/search", "/api/v1/search"},
        {"http://localhost/search?q=secret", "/search", "http://localhost/search"},
        {"/api/v1/characters/U+2600?a=b", "/api/v1/characters/", "/api/v1/characters/"},
        {"/api/v1/characters/U+2600/glyph.svg", "/api/v1/characters/{character}/glyph.svg",
         "/api/v1/characters/{character}/glyph.svg"},
        {"/fonts/s-1f1e8-1f1ed-0.woff2", "/fonts/", "/fonts/"},
        {"/api/v1/%63haracters/U+2600", "/api/v1/characters/", "/api/v1/characters/"},
        {"/static/x/main.js", "/static/", "/static/x/main.js"},
        {"/search%3Fq=secret", NULL, "/search"},
        {"/nothing?secret", NULL, "/nothing"},
        {"/U+2600", "/{character}", "/{character}"},
        {"/U+2600", NULL, "/{character}"}, /* refused */
        {"/U+2600?secret", NULL, "/{character}"},
        {"/below/a/path/U+2600", NULL, "/{character}"},
        {"http://localhost/U+2600", NULL, "/{character}"},
        {"/api/v1/characters/secret", NULL, "/api/v1/characters/"},
        {"/api/v1/characters/U+2600/glyph.svg", NULL, "/api/v1/characters/{character}/glyph.svg"},
        {"/below/api/v1/characters/secret", NULL, "/api/v1/characters/"},
        {"/fonts/s-2600-0.woff2", NULL, "/fonts/"},
        {"/static/x/main.js", NULL, "/static/x/main.js"},
        {"", NULL, ""},
        {"*", NULL, "*"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        note(false, cases[i].target, cases[i].route, -1);
        assert_told("CHARFINDER_TARGET", cases[i].shown);
        assert_null(strstr(told, "secret"));
        assert_null(strstr(told, "2600"));
        note(true, cases[i].target, cases[i].route, -1);
        assert_told("CHARFINDER_TARGET", cases[i].target);
    }
}

static void test_bytes_of_a_character_are_left_out(void **state)
{
    (void)state;
    note(false, "/below/\xE2\x98\x80secret", NULL, -1);
    assert_told("CHARFINDER_TARGET", "/below/");
    note(true, "/below/\xE2\x98\x80", NULL, -1);
    assert_told("CHARFINDER_TARGET", "/below/%E2%98%80");
}

static void test_the_rest_of_a_request(void **state)
{
    (void)state;
    note(false, "/", "/", -1);
    assert_told("CHARFINDER_METHOD", "GET");
    assert_told("CHARFINDER_STATUS", "200");
    assert_told("CHARFINDER_BYTES", "7");
    assert_told("CHARFINDER_DURATION", "0.000005");
    assert_told("CHARFINDER_CACHE", "hit");
}

/* A connected socket of that family, on the loopback interface; -1 where there is no such family. */
static int connect_loopback(int family, int *listener)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr *address = family == AF_INET ? (struct sockaddr *)&in : (struct sockaddr *)&in6;
    socklen_t size = family == AF_INET ? sizeof in : sizeof in6;
    int client;

    *listener = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (*listener < 0 || bind(*listener, address, size) < 0 || listen(*listener, 1) < 0)
        return -1;
    assert_int_equal(getsockname(*listener, address, &size), 0);
    client = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(client, address, size), 0);
    return client;
}

static void test_clients_have_no_port(void **state)
{
    static const struct sockaddr_un hostile = {.sun_family = AF_UNIX, .sun_path = "/tmp/\"a:1"};
    int listener, client = connect_loopback(AF_INET, &listener), pair[2];

    (void)state;
    note(false, "/", "/", client);
    assert_told("CHARFINDER_CLIENT", "127.0.0.1");
    (void)close(client);
    (void)close(listener);
    client = connect_loopback(AF_INET6, &listener);
    if (client >= 0) {
        note(false, "/", "/", client);
        assert_told("CHARFINDER_CLIENT", "::1");
        (void)close(client);
    }
    (void)close(listener);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(bind(pair[1], (struct sockaddr *)&hostile, sizeof hostile), 0);
    note(false, "/", "/", pair[0]);
    assert_told("CHARFINDER_CLIENT", "-");
    (void)close(pair[0]);
    (void)close(pair[1]);
    (void)unlink(hostile.sun_path);
}

static void test_a_request_without_a_reply(void **state)
{
    struct access_notes notes = open_notes(true);
    const struct request_account account = {.route = COUNTED_NOWHERE};

    (void)state;
    access_note_request(&notes, &account, -1, "/", 5);
    access_note_request(&notes, &account, -1, NULL, 5);
    access_log_close(notes.log);
    assert_int_equal(counters.access_lines, 1);
    assert_told("CHARFINDER_STATUS", "499");
    assert_told("CHARFINDER_METHOD", "-");
}

static void test_queries(void **state)
{
    struct access_notes notes = open_notes(false);

    (void)state;
    access_note_query(&notes, -1, "black cat", 9, 3, 5);
    access_log_close(notes.log);
    assert_told("CHARFINDER_RESULTS", "3");
    assert_null(strstr(told, "cat"));
    notes = open_notes(true);
    access_note_query(&notes, -1, "black cat", 9, 3, 5);
    access_log_close(notes.log);
    assert_told("CHARFINDER_TARGET", "black%20cat");
}

static void test_without_a_log(void **state)
{
    const struct access_notes notes = {.log = NULL};
    struct request_account account = {.status = 200};

    (void)state;
    access_note_reply(&notes, &account, -1, "GET", "/");
    access_note_reply(NULL, &account, -1, "GET", "/");
    assert_string_equal(account.method, "");
    access_note_request(&notes, &account, -1, "/", 5);
    access_note_request(NULL, &account, -1, "/", 5);
    access_note_query(&notes, -1, "cat", 3, 0, 5);
    access_note_query(NULL, -1, "cat", 3, 0, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_personal_is_left_out),
        cmocka_unit_test(test_bytes_of_a_character_are_left_out),
        cmocka_unit_test(test_the_rest_of_a_request),
        cmocka_unit_test(test_clients_have_no_port),
        cmocka_unit_test(test_a_request_without_a_reply),
        cmocka_unit_test(test_queries),
        cmocka_unit_test(test_without_a_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
