/*
 * HTTP framing: unambiguous requests pass; all others are refused with the part that is at fault.
 * Most of the refused ones are known tricks of request smuggling.
 */

#include "server/answers/http/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/base/limits.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { FIELDS_MAX = 4 };

struct request {
    const char *version, *target;
    const char *fields[2 * FIELDS_MAX]; /* names and values alternately; NULL ends them */
    unsigned status;
    const char *part_of_detail;
};

/* A copy of exactly these bytes, without a NUL. */
static char *copied(const char *text, size_t size)
{
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    return copy;
}

static void add_field(struct guard *guard, const char *name, size_t name_size, const char *value,
                      size_t value_size)
{
    char *name_copy = copied(name, name_size), *value_copy = copied(value, value_size);

    guard_field(guard, name_copy, name_size, value_copy, value_size);
    free(name_copy);
    free(value_copy);
}

static unsigned judge(const struct request *request, bool bodiless, struct reason *detail)
{
    char *target = copied(request->target, strlen(request->target));
    struct guard guard;

    guard_init(&guard, request->version, bodiless, target, strlen(request->target));
    free(target);
    for (size_t i = 0; i < 2 * FIELDS_MAX && request->fields[i]; i += 2)
        add_field(&guard, request->fields[i], strlen(request->fields[i]), request->fields[i + 1],
                  strlen(request->fields[i + 1]));
    return guard_verdict(&guard, detail);
}

static void assert_judged(const struct request *requests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct request *request = &requests[i];
        struct reason detail = {""};
        unsigned status = judge(request, true, &detail);

        if (status != request->status)
            fail_msg("request %zu (%s %s): %u %s", i, request->target,
                     request->fields[0] ? request->fields[0] : "", status, detail.text);
        if (status == 0)
            assert_string_equal(detail.text, "");
        else if (!strstr(detail.text, request->part_of_detail))
            fail_msg("request %zu: \"%s\"", i, detail.text);
    }
}

static void test_unambiguous_requests_pass(void **state)
{
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {"Host", "localhost:8888"}, 0, NULL},
        {"HTTP/1.1", "/search?q=cat+face", {"host", "127.0.0.1"}, 0, NULL},
        {"HTTP/1.1", "/", {"HOST", "[::1]:8888", "Accept", "*/*"}, 0, NULL},
        {"HTTP/1.1", "/", {"Accept", "", "Host", "charfinder.example"}, 0, NULL},
        {"HTTP/1.1", "*", {"Host", "x"}, 0, NULL},
        {"HTTP/1.1", "http://x/", {"Host", "x"}, 0, NULL},
        {"HTTP/1.1", "/\xE2\x98\x80", {"Host", "x"}, 0, NULL}, /* curl sends it raw */
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "0"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "000"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "X-Text", "caf\xC3\xA9\t!"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "!#$%&'*+-.^_`|~09Az", "1"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "X-Transfer-Encoding", "chunked"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "X-Host", "y", "Content", "z"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x:"}, 0, NULL}, /* RFC 3986: the port may be empty */
        {"HTTP/1.0", "/", {NULL}, 0, NULL},         /* HTTP/1.0 needs no Host */
        {"HTTP/1.0", "/", {"Host", "x"}, 0, NULL},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

static void test_versions(void **state)
{
    static const struct request requests[] = {
        {"HTTP/1.2", "/", {"Host", "x"}, 505, "Speak HTTP/1.1"},
        {"HTTP/2.0", "/", {"Host", "x"}, 505, "Speak HTTP/1.1"},
        {"HTTP/0.9", "/", {NULL}, 505, "Speak HTTP/1.1"},
        {"HTTP/1.10", "/", {"Host", "x"}, 505, "Speak HTTP/1.1"},
        {"http/1.1", "/", {"Host", "x"}, 505, "Speak HTTP/1.1"},
        {"", "/", {"Host", "x"}, 505, "Speak HTTP/1.1"},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

static void test_hosts(void **state)
{
    static const char detail[] = "exactly one Host";
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {NULL}, 400, detail},
        {"HTTP/1.1", "/", {"Accept", "*/*"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Host", "x"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "hOSt", "y"}, 400, detail},
        {"HTTP/1.0", "/", {"Host", "x", "Host", "y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", ""}, 400, detail},
        {"HTTP/1.0", "/", {"Host", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x/y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "user@x"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x:8a"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x:-1"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x:1:2"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x, y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", ":8888"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", ":"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "::1"}, 400, detail}, /* without brackets */
        {"HTTP/1.1", "/", {"Host", "[::1"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "::1]"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "[]"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "[::1]x"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "[::1]:x"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "[[::1]]"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x?y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x\\y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "<x>"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "\"x\""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x\t"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "caf\xC3\xA9"}, 400, detail},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

static void test_transfer_encodings_in_any_disguise(void **state)
{
    static const char detail[] = "no Transfer-Encoding";
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding", "chunked"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "transfer-encoding", "identity"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding", "xchunked"}, 400, detail},
        {"HTTP/1.0", "/", {"Transfer-Encoding", "chunked"}, 400, detail},
        {"HTTP/1.1",
         "/",
         {"Host", "x", "Content-Length", "6", "Transfer-Encoding", "chunked"},
         400,
         detail},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding ", "chunked"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", " Transfer-Encoding", "chunked"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding\t", "chunked"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding:", "chunked"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer\x0B-Encoding", "x"}, 400, "header names"},
        {"HTTP/1.1",
         "/",
         {"Host", "x", "Transfer-Encoding",
          "\x0B"
          "chunked"},
         400,
         "header values"},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

/* libmicrohttpd appends the continuation line of a folded field to the field's name. */
static void test_folded_lines(void **state)
{
    static const char detail[] = "on one line";
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encodingchunked", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "transfer-encodingCHUNKED", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length5", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Hostx", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Hosty", ""}, 400, detail},
        {"HTTP/1.0", "/", {"Content-Length0", ""}, 400, detail},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

static void test_lengths(void **state)
{
    static const char detail[] = "at most one Content-Length";
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "0", "Content-Length", "0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "5", "content-length", "6"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "0, 0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "+0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "-1"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", " 0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "0x0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "1e1"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "\xD9\xA0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length ", "0"}, 400, "header names"},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

/* For a supported method the body is the error. For others the method is, which is checked
 * elsewhere. */
static void test_bodies(void **state)
{
    static const char *const lengths[] = {"1", "6", "00010", "18446744073709551616"};

    (void)state;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct request request = {
            "HTTP/1.1", "/", {"Host", "x", "Content-Length", lengths[i]}, 413, "no body"};
        struct reason detail = {""};

        assert_judged(&request, 1);
        assert_int_equal(judge(&request, false, &detail), 0);
        assert_string_equal(detail.text, "");
    }
}

static void test_names_and_values(void **state)
{
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {"Host", "x", "", "y"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "A B", "y"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "A(B)", "y"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "A\x7F", "y"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "caf\xC3\xA9", "y"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", "A", "\r\nB: y"}, 400, "header values"},
        {"HTTP/1.1", "/", {"Host", "x", "A", "y\n z"}, 400, "header values"}, /* folded */
        {"HTTP/1.1", "/", {"Host", "x", "A", "\x01"}, 400, "header values"},
        {"HTTP/1.1", "/", {"Host", "x", "A", "\x1B[2J"}, 400, "header values"},
        {"HTTP/1.1", "/", {"Host", "x", "A", "\x7F"}, 400, "header values"},
        {"HTTP/1.1", "/ /", {"Host", "x"}, 400, "in the target"},
        {"HTTP/1.1", "/\t", {"Host", "x"}, 400, "in the target"},
        {"HTTP/1.1", "/\x7F", {"Host", "x"}, 400, "in the target"},
        {"HTTP/1.1", "/\r\nX: y", {"Host", "x"}, 400, "in the target"},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

/* Bytes that C strings would hide. */
static void test_bytes_after_a_nul(void **state)
{
    static const struct {
        const char *name;
        size_t name_size;
        const char *value;
        size_t value_size;
    } fields[] = {
        {"Host\0", 5, "x", 1}, {"Ho\0st", 5, "x", 1},      {"Host", 4, "x\0", 2},
        {"Host", 4, "\0", 1},  {"Host", 4, "x\0.evil", 7}, {"A", 1, "y\0z", 3},
        {"\0", 1, "y", 1},
    };
    struct reason detail;
    struct guard guard;

    (void)state;
    for (size_t i = 0; i < COUNT(fields); i++) {
        guard_init(&guard, "HTTP/1.1", true, "/", 1);
        if (strncmp(fields[i].name, "Host", 4) != 0)
            add_field(&guard, "Host", 4, "x", 1);
        add_field(&guard, fields[i].name, fields[i].name_size, fields[i].value,
                  fields[i].value_size);
        assert_int_equal(guard_verdict(&guard, &detail), 400);
    }
    guard_init(&guard, "HTTP/1.1", true, "/\0x", 3);
    add_field(&guard, "Host", 4, "x", 1);
    assert_int_equal(guard_verdict(&guard, &detail), 400);
    assert_non_null(strstr(detail.text, "in the target"));
}

static void test_a_target_of_8192_bytes_and_not_one_more(void **state)
{
    char target[LIMIT_TARGET + 1];
    struct guard guard;
    struct reason detail;

    (void)state;
    memset(target, 'a', sizeof target);
    guard_init(&guard, "HTTP/1.1", true, target, LIMIT_TARGET);
    add_field(&guard, "Host", 4, "x", 1);
    assert_int_equal(guard_verdict(&guard, &detail), 0);
    guard_init(&guard, "HTTP/1.1", true, target, LIMIT_TARGET + 1);
    add_field(&guard, "Host", 4, "x", 1);
    assert_int_equal(guard_verdict(&guard, &detail), 414);
    assert_non_null(strstr(detail.text, "8192"));
    assert_int_equal(LIMIT_TARGET, 8192);
}

static void test_fields_of_16384_bytes_and_not_one_more(void **state)
{
    char value[LIMIT_HEADERS];
    struct guard guard;
    struct reason detail;

    (void)state;
    memset(value, 'a', sizeof value);
    for (size_t more = 0; more < 2; more++) {
        guard_init(&guard, "HTTP/1.1", true, "/", 1);
        add_field(&guard, "Host", 4, "x", 1);                           /* 9 with its colon and line
                                                                        end */
        add_field(&guard, "A", 1, value, LIMIT_HEADERS / 2 - 5 - 9);    /* half of it */
        add_field(&guard, "B", 1, value, LIMIT_HEADERS / 2 - 5 + more); /* the other half */
        assert_int_equal(guard_verdict(&guard, &detail), more ? 431 : 0);
    }
    assert_non_null(strstr(detail.text, "16384"));
    assert_int_equal(LIMIT_HEADERS, 16384);
    /* Many small fields count with their separators and line ends. */
    guard_init(&guard, "HTTP/1.1", true, "/", 1);
    add_field(&guard, "Host", 4, "x", 1);
    for (size_t i = 0; i < LIMIT_HEADERS / 5; i++)
        add_field(&guard, "A", 1, "", 0);
    assert_int_equal(guard_verdict(&guard, &detail), 431);
}

/* A request with several errors gets one answer, the same in every order. */
static void test_the_order_of_fields_does_not_matter(void **state)
{
    static const char *const fields[][2] = {
        {"Host", "x"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}};
    static const size_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                       {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    (void)state;
    for (size_t i = 0; i < COUNT(orders); i++) {
        struct guard guard;
        struct reason detail;

        guard_init(&guard, "HTTP/1.1", true, "/", 1);
        for (size_t j = 0; j < 3; j++)
            add_field(&guard, fields[orders[i][j]][0], strlen(fields[orders[i][j]][0]),
                      fields[orders[i][j]][1], strlen(fields[orders[i][j]][1]));
        assert_int_equal(guard_verdict(&guard, &detail), 400);
        assert_non_null(strstr(detail.text, "no Transfer-Encoding"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unambiguous_requests_pass),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_transfer_encodings_in_any_disguise),
        cmocka_unit_test(test_folded_lines),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_names_and_values),
        cmocka_unit_test(test_bytes_after_a_nul),
        cmocka_unit_test(test_a_target_of_8192_bytes_and_not_one_more),
        cmocka_unit_test(test_fields_of_16384_bytes_and_not_one_more),
        cmocka_unit_test(test_the_order_of_fields_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
