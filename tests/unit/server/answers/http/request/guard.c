/*
 * The gatekeeper of HTTP framing: requests that everybody reads in the same way pass, all others are told
 * which of their parts is at fault. Most of the refused ones are known tricks to smuggle one
 * request inside another.
 */

#include "server/answers/http/request/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "server/base/limits.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { FIELDS_MAX = 4 };

struct request {
    const char *version, *target;
    const char *fields[2 * FIELDS_MAX]; /* name and value by turns, up to a NULL */
    unsigned status;
    const char *part_of_detail;
};

/* A head as libmicrohttpd leaves it in its buffer: NUL in the place of spaces of the request line, of
 * first colons, and of CR and LF. */
struct raw {
    struct buffer bytes;
    size_t target_at, version_at, fields;
    const char *target;
    size_t target_size;
    bool bodiless;
};

static struct raw raw_begin(const char *version, const char *target, size_t target_size)
{
    struct raw raw = {.bytes = BUFFER_INIT,
                      .target_at = sizeof "GET",
                      .version_at = sizeof "GET" + target_size + 1,
                      .target = target,
                      .target_size = target_size,
                      .bodiless = true};

    buffer_append(&raw.bytes, "GET", 4);
    buffer_append(&raw.bytes, target, target_size);
    buffer_append(&raw.bytes, "", 1);
    buffer_append_text(&raw.bytes, version);
    buffer_append(&raw.bytes, "\0", 2);
    return raw;
}

static void add_field(struct raw *raw, const char *name, size_t name_size, const char *value,
                      size_t value_size)
{
    buffer_append(&raw->bytes, name, name_size);
    buffer_append(&raw->bytes, "", 1);
    buffer_append(&raw->bytes, value, value_size);
    buffer_append(&raw->bytes, "\0", 2);
    raw->fields++;
}

/* Judges a copy of exactly its size, so that the sanitizer sees any read beyond it. */
static unsigned raw_judge(struct raw *raw, struct reason *detail)
{
    char *copy, *target = malloc(raw->target_size ? raw->target_size : 1);
    unsigned status;

    buffer_append(&raw->bytes, "\0", 2);
    copy = malloc(raw->bytes.size);
    assert_non_null(copy);
    assert_non_null(target);
    memcpy(copy, raw->bytes.bytes, raw->bytes.size);
    memcpy(target, raw->target, raw->target_size);
    status = guard_verdict(&(struct guard_head){.raw = {copy, raw->bytes.size},
                                                .target_at = raw->target_at,
                                                .version_at = raw->version_at,
                                                .target = {target, raw->target_size},
                                                .fields = raw->fields,
                                                .bodiless = raw->bodiless},
                           detail);
    free(copy);
    free(target);
    buffer_release(&raw->bytes);
    return status;
}

static unsigned judge(const struct request *request, bool bodiless, struct reason *detail)
{
    struct raw raw = raw_begin(request->version, request->target, strlen(request->target));

    raw.bodiless = bodiless;
    for (size_t i = 0; i < COUNT(request->fields) && request->fields[i]; i += 2)
        add_field(&raw, request->fields[i], strlen(request->fields[i]), request->fields[i + 1],
                  strlen(request->fields[i + 1]));
    return raw_judge(&raw, detail);
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
        else if (!request->part_of_detail || !strstr(detail.text, request->part_of_detail))
            fail_msg("request %zu: \"%s\"", i, detail.text);
    }
}

static void test_requests_that_everybody_reads_alike(void **state)
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
        {"HTTP/1.1", "/", {"Host", "x:"}, 0, NULL}, /* RFC 3986: a port may be empty */
        {"HTTP/1.0", "/", {NULL}, 0, NULL},         /* it has no Host */
        {"HTTP/1.0", "/", {"Host", "x"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "localhost \t"}, 0, NULL}, /* white space is not of the value */
        {"HTTP/1.1", "/", {"Host", "  x"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", " 0 "}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "Hostname", "y"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Lengths", "y"}, 0, NULL},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encodingchunked", ""}, 0, NULL},
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
        {"HTTP/1.1", "/", {"Host", "x\ty"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", " \t"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x,y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x#y"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x%4"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x%4g"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "[x]"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "[::1%25eth0]"}, 400, detail},
        {"HTTP/1.1",
         "/",
         {"Host", "[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000]"},
         400,
         detail},
        {"HTTP/1.1", "/", {"Host", "caf\xC3\xA9"}, 400, detail},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

static void test_transfer_encodings_in_any_disguise(void **state)
{
    static const char both[] = "with a Content-Length", unread[] = "cannot be read";
    static const char unknown[] = "not known", body[] = "has a body";
#define CODED(value, status, detail)                                                               \
    {                                                                                              \
        "HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding", value}, status, detail                 \
    }
    static const struct request requests[] = {
        CODED("chunked", 411, body),
        CODED("CHUNKED", 411, body),
        CODED(" chunked\t", 411, body),
        CODED("identity", 501, unknown),
        CODED("xchunked", 501, unknown),
        CODED("gzip", 501, unknown),
        CODED("gzip;level=9", 501, unknown),
        CODED("gzip, chunked", 501, unknown),
        CODED("gzip ,\tchunked", 501, unknown),
        CODED("", 400, unread),
        CODED("chunked, gzip", 400, unread),
        CODED("chunked, chunked", 400, unread),
        CODED("chunked,", 400, unread),
        CODED(",chunked", 400, unread),
        CODED("chunked;a=b", 400, unread),
        CODED("chunked ;", 400, unread),
        CODED("\"chunked\"", 400, unread),
        CODED("caf\xC3\xA9", 400, unread),
        {"HTTP/1.1",
         "/",
         {"Host", "x", "Transfer-Encoding", "gzip", "Transfer-Encoding", "chunked"},
         501,
         unknown},
        {"HTTP/1.1",
         "/",
         {"Host", "x", "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked"},
         400,
         unread},
        {"HTTP/1.0", "/", {"Transfer-Encoding", "chunked"}, 400, "HTTP/1.0"},
        {"HTTP/1.1",
         "/",
         {"Host", "x", "Content-Length", "6", "Transfer-Encoding", "chunked"},
         400,
         both},
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding ", "chunked"}, 400, "header names"},
        {"HTTP/1.1", "/", {"Host", "x", " Transfer-Encoding", "chunked"}, 400, "on one line"},
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

/* RFC 9112, section 5.2. */
static void test_folded_lines(void **state)
{
    static const char detail[] = "on one line";
    static const struct request requests[] = {
        {"HTTP/1.1", "/", {"Host", "x", "Transfer-Encoding", "", " chunked", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "", "\t5", ""}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "", " x", ""}, 400, detail},
        {"HTTP/1.1", "/", {" Host", "x"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", " ", ""}, 400, detail},
        {"HTTP/1.0", "/", {"A", "b", " c", "d"}, 400, detail},
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
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "0 0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "0x0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "1e1"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length", "\xD9\xA0"}, 400, detail},
        {"HTTP/1.1", "/", {"Host", "x", "Content-Length ", "0"}, 400, "header names"},
    };

    (void)state;
    assert_judged(requests, COUNT(requests));
}

/* To a method that is answered, a body is the offence; to others the method is, elsewhere. */
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
        {"HTTP/1.1", "/", {"Host", "x", "A", "y\n z"}, 400, "header values"},
        {"HTTP/1.1", "", {"Host", "x"}, 400, "in the target"},
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

/* What C strings would hide. */
static void test_bytes_behind_a_nul(void **state)
{
    static const struct {
        const char *name;
        size_t name_size;
        const char *value;
        size_t value_size;
    } fields[] = {
        {"Host\0", 5, "x", 1}, {"Ho\0st", 5, "x", 1},      {"Host", 4, "x\0", 2},
        {"Host", 4, "\0", 1},  {"Host", 4, "x\0.evil", 7}, {"A", 1, "y\0z", 3},
        {"\0", 1, "y", 1},     {"A", 1, "y\0\0", 3},       {"A", 1, "y\0\0B\0c", 6},
        {"", 0, "", 0},
    };
    struct reason detail;
    struct raw raw;

    (void)state;
    for (size_t i = 0; i < COUNT(fields); i++) {
        raw = raw_begin("HTTP/1.1", "/", 1);
        if (strncmp(fields[i].name, "Host", 4) != 0)
            add_field(&raw, "Host", 4, "x", 1);
        add_field(&raw, fields[i].name, fields[i].name_size, fields[i].value, fields[i].value_size);
        assert_int_equal(raw_judge(&raw, &detail), 400);
    }
    raw = raw_begin("HTTP/1.1", "/\0x", 3);
    add_field(&raw, "Host", 4, "x", 1);
    assert_int_equal(raw_judge(&raw, &detail), 400);
    assert_non_null(strstr(detail.text, "in the target"));
}

/* Two NULs and a name and a NUL are a field in the buffer, but not to the library. */
static void test_fields_that_the_library_did_not_count(void **state)
{
    struct reason detail;

    (void)state;
    for (int more = -1; more <= 1; more++) {
        struct raw raw = raw_begin("HTTP/1.1", "/", 1);

        add_field(&raw, "Host", 4, "x", 1);
        add_field(&raw, "A", 1, "b", 1);
        raw.fields += (size_t)more;
        assert_int_equal(raw_judge(&raw, &detail), more == 0 ? 0 : 400);
    }
}

/* Where the library has found the parts of a request line that is not one. */
static void test_request_lines(void **state)
{
    static const struct {
        const char *raw;
        size_t size, target_at, version_at;
        const char *target;
    } lines[] = {
#define LINE(text, target_at, version_at, target)                                                  \
    {text "\0HTTP/1.0\0\0", sizeof(text "\0HTTP/1.0\0\0") - 1, target_at, version_at, target}
        LINE("GET\0 /", 5, 7, "/"),   /* two spaces */
        LINE("GET\0/ ", 4, 7, "/ "),  /* two spaces before the version */
        LINE("GET\0/\0", 4, 7, "/"),  /* a NUL after the target */
        LINE("GET\0\0/", 4, 7, ""),   /* or before it */
        LINE("GE\0T\0/", 5, 7, "/"),  /* or in the method */
        LINE("(GET)\0/", 6, 8, "/"),  /* not a token */
        LINE("GET\t/\0x", 6, 8, "x"), /* a tab */
        LINE("\0/", 1, 3, "/"),       /* no method */
        LINE("/", 0, 2, "/"),         /* nor that */
        LINE("GET\0/", 999, 6, "/"),  /* pointers that the client has moved */
        LINE("GET\0/", 4, 999, "/"),  /* beyond */
        LINE("GET\0/", 4, 14, "/"),   /* or almost */
        LINE("GET\0/", 6, 4, "/"),    /* or in another order */
        LINE("GET\0/", 4, (size_t)-1, "/"),
    };
    struct reason detail;

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct raw raw = {.bytes = BUFFER_INIT,
                          .target_at = lines[i].target_at,
                          .version_at = lines[i].version_at,
                          .target = lines[i].target,
                          .target_size = strlen(lines[i].target)};
        unsigned status;

        buffer_append(&raw.bytes, lines[i].raw, lines[i].size);
        status = raw_judge(&raw, &detail);
        if (status != 400 && !(status == 505 && lines[i].version_at == 4))
            fail_msg("line %zu: %u", i, status);
    }
}

static void test_a_target_of_8192_bytes_and_not_one_more(void **state)
{
    char target[LIMIT_TARGET + 1];
    struct reason detail;

    (void)state;
    memset(target, 'a', sizeof target);
    for (size_t more = 0; more < 2; more++) {
        struct raw raw = raw_begin("HTTP/1.1", target, LIMIT_TARGET + more);

        add_field(&raw, "Host", 4, "x", 1);
        assert_int_equal(raw_judge(&raw, &detail), more ? 414 : 0);
    }
    assert_non_null(strstr(detail.text, "8192"));
    assert_int_equal(LIMIT_TARGET, 8192);
}

static void test_fields_of_8192_bytes_and_not_one_more(void **state)
{
    char value[LIMIT_HEADERS];
    struct reason detail;
    struct raw raw;

    (void)state;
    memset(value, 'a', sizeof value);
    for (size_t more = 0; more < 2; more++) {
        raw = raw_begin("HTTP/1.1", "/", 1);
        add_field(&raw, "Host", 4, "x", 1);                           /* 8 with its colon and end */
        add_field(&raw, "A", 1, value, LIMIT_HEADERS / 2 - 4 - 8);    /* half of it */
        add_field(&raw, "B", 1, value, LIMIT_HEADERS / 2 - 4 + more); /* the other half */
        assert_int_equal(raw_judge(&raw, &detail), more ? 431 : 0);
    }
    assert_non_null(strstr(detail.text, "8192"));
    assert_int_equal(LIMIT_HEADERS, 8192);
    /* Many small ones count with what stands around them. */
    raw = raw_begin("HTTP/1.1", "/", 1);
    add_field(&raw, "Host", 4, "x", 1);
    for (size_t i = 0; i < LIMIT_HEADERS / 4; i++)
        add_field(&raw, "A", 1, "", 0);
    assert_int_equal(raw_judge(&raw, &detail), 431);
}

/* Even where several things are wrong, there is one answer, and every order gives the same. */
static void test_the_order_of_fields_does_not_matter(void **state)
{
    static const char *const fields[][2] = {
        {"Host", "x"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}};
    static const size_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                       {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    (void)state;
    for (size_t i = 0; i < COUNT(orders); i++) {
        struct raw raw = raw_begin("HTTP/1.1", "/", 1);
        struct reason detail;

        for (size_t j = 0; j < 3; j++)
            add_field(&raw, fields[orders[i][j]][0], strlen(fields[orders[i][j]][0]),
                      fields[orders[i][j]][1], strlen(fields[orders[i][j]][1]));
        assert_int_equal(raw_judge(&raw, &detail), 400);
        assert_non_null(strstr(detail.text, "no Transfer-Encoding"));
    }
}

/* Version 1.0 of the library may put the next request after the last value. */
static void test_what_follows_the_fields_of_version_1_0_is_not_read(void **state)
{
    static const char left[] = "GET\0/\0HTTP/1.1\0\nHost\0 x\0GET /hidd";
    struct guard_head head = {.raw = {left, sizeof left - 1},
                              .form = HEAD_OF_VERSION_1_0,
                              .target_at = 4,
                              .version_at = 6,
                              .target = {"/", 1},
                              .fields = 1,
                              .bodiless = true};
    struct reason detail = {""};

    (void)state;
    assert_int_equal(guard_verdict(&head, &detail), 0);
    head.fields = 2;
    assert_int_equal(guard_verdict(&head, &detail), 400);
    head.form = HEAD_OF_VERSION_0_9;
    head.fields = 1;
    assert_int_equal(guard_verdict(&head, &detail), 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_requests_that_everybody_reads_alike),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_transfer_encodings_in_any_disguise),
        cmocka_unit_test(test_folded_lines),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_names_and_values),
        cmocka_unit_test(test_bytes_behind_a_nul),
        cmocka_unit_test(test_fields_that_the_library_did_not_count),
        cmocka_unit_test(test_request_lines),
        cmocka_unit_test(test_a_target_of_8192_bytes_and_not_one_more),
        cmocka_unit_test(test_fields_of_8192_bytes_and_not_one_more),
        cmocka_unit_test(test_the_order_of_fields_does_not_matter),
        cmocka_unit_test(test_what_follows_the_fields_of_version_1_0_is_not_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
