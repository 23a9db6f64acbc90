/*
 * Entries as lines and fields, with whatever bytes a client sends.
 */

#include "server/access/line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ENTRY                                                                                      \
    .status = 200, .time = UINT64_C(1796012405678), .microseconds = 1234567, .bytes = 5120,        \
    .client = "192.0.2.7", .method = "GET"

static const struct access_entry search = {ENTRY, .cached = true, .target = "/search?q=a",
                                           .target_size = 11};

static void assert_line(void (*append)(struct buffer *, const struct access_entry *),
                        const struct access_entry *entry, const char *expected)
{
    struct buffer line = BUFFER_INIT;

    append(&line, entry);
    buffer_append(&line, "", 1);
    assert_string_equal(line.bytes, expected);
    buffer_release(&line);
}

static void test_the_common_format(void **state)
{
    struct access_entry entry = search;

    (void)state;
    assert_line(access_line_common, &entry,
                "192.0.2.7 - - [30/Nov/2026:04:20:05 +0000] \"GET /search?q=a HTTP/1.1\" 200 5120 "
                "1.234567 hit\n");
    entry = (struct access_entry){ENTRY, .old = true, .target = "/", .target_size = 1};
    entry.status = 0;
    entry.bytes = 0;
    entry.client[0] = '\0';
    entry.microseconds = 7;
    assert_line(access_line_common, &entry,
                "- - - [30/Nov/2026:04:20:05 +0000] \"GET / HTTP/1.0\" 499 - 0.000007 -\n");
    entry = (struct access_entry){ENTRY, .telnet = true, .results = 3};
    entry.bytes = 0;
    assert_line(access_line_common, &entry,
                "192.0.2.7 - - [30/Nov/2026:04:20:05 +0000] \"QUERY - telnet\" 200 - 1.234567 -\n");
}

static void test_objects(void **state)
{
    struct access_entry entry = search;

    (void)state;
    assert_line(access_line_json, &entry,
                "{\"time\":\"2026-11-30T04:20:05.678Z\",\"client\":\"192.0.2.7\","
                "\"protocol\":\"HTTP/1.1\",\"method\":\"GET\",\"target\":\"/search?q=a\","
                "\"status\":200,\"bytes\":5120,\"duration\":1.234567,\"cache\":\"hit\"}\n");
    entry = (struct access_entry){ENTRY, .telnet = true, .results = 3};
    assert_line(access_line_json, &entry,
                "{\"time\":\"2026-11-30T04:20:05.678Z\",\"client\":\"192.0.2.7\","
                "\"protocol\":\"telnet\",\"method\":\"QUERY\",\"results\":3,"
                "\"duration\":1.234567}\n");
}

static void test_fields(void **state)
{
    static const char http[] = "MESSAGE=GET /search?q=a: 200\0PRIORITY=6\0"
                               "CHARFINDER_CLIENT=192.0.2.7\0CHARFINDER_PROTOCOL=HTTP/1.1\0"
                               "CHARFINDER_METHOD=GET\0CHARFINDER_DURATION=1.234567\0"
                               "CHARFINDER_CACHE=hit\0CHARFINDER_TARGET=/search?q=a\0"
                               "CHARFINDER_STATUS=200\0CHARFINDER_BYTES=5120";
    struct access_entry telnet = {ENTRY, .telnet = true, .results = 3};
    struct buffer fields = BUFFER_INIT;

    (void)state;
    assert_int_equal(access_line_fields(&fields, &search), 10);
    assert_int_equal(fields.size, sizeof http);
    assert_memory_equal(fields.bytes, http, sizeof http);
    fields.size = 0;
    assert_int_equal(access_line_fields(&fields, &telnet), 8);
    assert_null(memmem(fields.bytes, fields.size, "TARGET", 6));
    assert_non_null(memmem(fields.bytes, fields.size, "CHARFINDER_RESULTS=3", 21));
    buffer_release(&fields);
}

/* No byte of a client ends a line, a text or a field, or moves a cursor. */
static void test_every_byte_of_a_client_is_printable(void **state)
{
    char bytes[256];
    void (*const formats[])(struct buffer *, const struct access_entry *) = {access_line_common,
                                                                             access_line_json};

    (void)state;
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    for (int telnet = 0; telnet <= 1; telnet++)
        for (size_t f = 0; f < 2; f++) {
            struct access_entry entry = {ENTRY, .telnet = telnet, .target = bytes,
                                         .target_size = sizeof bytes};
            struct buffer line = BUFFER_INIT;
            size_t quotes = 0;

            memcpy(entry.method, "\"\r\n\x1B \\%\xFFxxxxxxxx",
                   sizeof entry.method); /* without NUL */
            formats[f](&line, &entry);
            for (size_t i = 0; i + 1 < line.size; i++) {
                assert_in_range(line.bytes[i], ' ', '~');
                assert_int_not_equal(line.bytes[i], '\\');
                quotes += line.bytes[i] == '"';
            }
            assert_int_equal(quotes, f == 0 ? 2 : telnet ? 24 : 26);
            assert_non_null(memmem(line.bytes, line.size, "%0A%0B", 6));
            assert_non_null(memmem(line.bytes, line.size, telnet ? "$%25&" : "$%&", 3));
            buffer_release(&line);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_common_format),
        cmocka_unit_test(test_objects),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_every_byte_of_a_client_is_printable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
