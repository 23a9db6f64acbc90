/*
 * PROXY headers: tables of valid and wrong ones, each cut at every byte, with what follows left alone.
 */

#include "server/transport/accept/proxy_header.h"

#include <setjmp.h>
#include <stdarg.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/transport/base/peer.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define SIGNATURE "\r\n\r\n\0\r\nQUIT\n"
#define TCP4      "\xC0\0\2\7\xC0\0\2\1\x9C\x40\0\x50"
#define TCP6                                                                                       \
    "\x20\1\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\7\x20\1\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\1\x9C\x40\0\x50"
#define FIFTY  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define LOCALS FIFTY FIFTY FIFTY FIFTY "xxxxxxxxxxxxxxxx" /* 216 bytes */

/* The text of the client, or NULL for the connection's own address. */
static const struct {
    const char *bytes;
    size_t size;
    const char *client;
} good[] = {
#define GOOD(bytes, client)                                                                        \
    {                                                                                              \
        bytes, sizeof(bytes) - 1, client                                                           \
    }
    GOOD("PROXY TCP4 192.0.2.7 192.0.2.1 40000 80\r\n", "192.0.2.7:40000"),
    GOOD("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255:65535"),
    GOOD("PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n", "0.0.0.0:0"),
    GOOD("PROXY TCP6 2001:db8::7 ::1 40000 80\r\n", "[2001:db8::7]:40000"),
    GOOD("PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff "
         "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
         "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535"),
    GOOD("PROXY TCP6 ::ffff:192.0.2.7 ::1 1 2\r\n", "192.0.2.7:1"),
    GOOD("PROXY UNKNOWN\r\n", NULL),
    GOOD("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", NULL),
    /* The longest line. */
    GOOD("PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff "
         "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
         NULL),
    GOOD(SIGNATURE "\x21\x11\0\x0C" TCP4, "192.0.2.7:40000"),
    GOOD(SIGNATURE "\x21\x21\0\x24" TCP6, "[2001:db8::7]:40000"),
    /* Extensions: a checksum, and one that is cut. */
    GOOD(SIGNATURE "\x21\x11\0\x13" TCP4 "\3\0\4\1\2\3\4", "192.0.2.7:40000"),
    GOOD(SIGNATURE "\x21\x11\0\x0E" TCP4 "\3\xFF", "192.0.2.7:40000"),
    GOOD(SIGNATURE "\x21\x31\0\xD8" LOCALS, "a local socket"),
    /* A connection of the proxy's own: whatever the family says. */
    GOOD(SIGNATURE "\x20\0\0\0", NULL),
    GOOD(SIGNATURE "\x20\x11\0\x0C" TCP4, NULL),
    GOOD(SIGNATURE "\x20\xFF\0\3xyz", NULL),
    GOOD(SIGNATURE "\x21\0\0\0", NULL),
    GOOD(SIGNATURE "\x21\0\0\4\4\0\1x", NULL),
    /* Valid, and of no use here. */
    GOOD(SIGNATURE "\x21\x12\0\x0C" TCP4, NULL),
    GOOD(SIGNATURE "\x21\x22\0\x24" TCP6, NULL),
    GOOD(SIGNATURE "\x21\x32\0\xD8" LOCALS, NULL),
};

/* `after` is the number of bytes after which it is known. */
static const struct {
    const char *bytes;
    size_t size, after;
    const char *problem;
} bad[] = {
#define BAD(bytes, after, problem)                                                                 \
    {                                                                                              \
        bytes, sizeof(bytes) - 1, after, problem                                                   \
    }
#define WHOLE(bytes, problem) BAD(bytes, sizeof(bytes) - 1, problem)
#define OTHER                 "it begins with something else"
#define LINE                  "its line is not TCP4 or TCP6 with two addresses and two ports, or UNKNOWN"
    BAD("GET / HTTP/1.1\r\n", 1, OTHER),
    BAD("\n", 1, OTHER),
    BAD("\0", 1, OTHER),
    BAD("POST / HTTP/1.1\r\n", 2, OTHER),
    BAD("PROXY\tTCP4", 6, OTHER),
    BAD("proxy TCP4", 1, OTHER),
    BAD("\r\nGET", 3, OTHER),
    BAD("\r\n\r\n\0\r\nQUIT\r\n", 12, OTHER),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 40000 80\n", "its line does not end with CR LF"),
    WHOLE("PROXY \0", "its line does not end with CR LF"),
    WHOLE("PROXY UNKNOWN " FIFTY FIFTY, "its line has more than 107 bytes") /* cut below */,
    WHOLE("PROXY \r\n", LINE),
    WHOLE("PROXY  TCP4 192.0.2.7 192.0.2.1 40000 80\r\n", LINE),
    WHOLE("PROXY UNKNOWNX\r\n", LINE),
    WHOLE("PROXY unknown\r\n", LINE),
    WHOLE("PROXY UDP4 192.0.2.7 192.0.2.1 40000 80\r\n", LINE),
    WHOLE("PROXY TCP4\r\n", LINE),
    WHOLE("PROXY TCP4 \r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 40000\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 40000 \r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 40000 80 \r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 40000 80 x\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 40000 80\r\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1  40000 80\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 65536 80\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 -1 80\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 +1 80\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 01 80\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.7 192.0.2.1 1 0x50\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2.256 192.0.2.1 1 80\r\n", LINE),
    WHOLE("PROXY TCP4 192.0.2 192.0.2.1 1 80\r\n", LINE),
    WHOLE("PROXY TCP4 ::1 ::1 1 80\r\n", LINE),
    WHOLE("PROXY TCP6 192.0.2.7 192.0.2.1 1 80\r\n", LINE),
    WHOLE("PROXY TCP6 ::g ::1 1 80\r\n", LINE),
    WHOLE("PROXY TCP6 " FIFTY " ::1 1 80\r\n", LINE),
    BAD(SIGNATURE "\x11\x11\0\x0C" TCP4, 16, "its version or command is unknown"),
    BAD(SIGNATURE "\x31\x11\0\x0C" TCP4, 16, "its version or command is unknown"),
    BAD(SIGNATURE "\x22\x11\0\x0C" TCP4, 16, "its version or command is unknown"),
    BAD(SIGNATURE "\x21\x11\x40\1" TCP4, 16, "it has more than 16 KB"),
    BAD(SIGNATURE "\x20\0\xFF\xFF", 16, "it has more than 16 KB"),
    BAD(SIGNATURE "\x21\x11\0\x0B" TCP4, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x21\0\x23" TCP6, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x31\0\xD7" LOCALS, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x12\0\x0B" TCP4, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x41\0\x0C" TCP4, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x13\0\x0C" TCP4, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x10\0\x0C" TCP4, 16, "its addresses are unknown or too short"),
    BAD(SIGNATURE "\x21\x01\0\x0C" TCP4, 16, "its addresses are unknown or too short"),
};

/* Gives the bytes in two pieces, the second with text after it. Returns how many it took. */
static size_t give(struct proxy_header *header, const char *bytes, size_t size, size_t cut,
                   enum proxy_header_outcome *outcome)
{
    static const char text[] = "GET / HTTP/1.1\r\n";
    size_t first = 0, second = 0, more = size - cut + sizeof text - 1;
    char *copies[2] = {malloc(cut + 1), malloc(more)}; /* of their size, for the sanitizers */

    *header = (struct proxy_header){.state = PROXY_HEADER_START};
    memcpy(copies[0], bytes, cut);
    memcpy(copies[1], bytes + cut, size - cut);
    memcpy(copies[1] + size - cut, text, sizeof text - 1);
    *outcome = proxy_header_take(header, copies[0], cut, &first);
    if (*outcome == PROXY_HEADER_MORE) {
        assert_int_equal(first, cut);
        *outcome = proxy_header_take(header, copies[1], more, &second);
    }
    free(copies[0]);
    free(copies[1]);
    return first + second;
}

static void test_valid_headers_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        for (size_t cut = 0; cut <= good[i].size; cut++) {
            enum proxy_header_outcome outcome;
            struct sockaddr_storage client;
            struct proxy_header header;
            char text[PEER_TEXT_SIZE];
            size_t taken = give(&header, good[i].bytes, good[i].size, cut, &outcome);

            if (outcome != PROXY_HEADER_DONE || taken != good[i].size)
                fail_msg("header %zu, cut at %zu: outcome %d after %zu bytes", i, cut, outcome,
                         taken);
            assert_int_equal(proxy_header_client(&header, &client), good[i].client != NULL);
            if (good[i].client) {
                peer_text(&client, text);
                assert_string_equal(text, good[i].client);
            }
            /* It takes nothing more. */
            assert_int_equal(proxy_header_take(&header, "x", 1, &taken), PROXY_HEADER_DONE);
            assert_int_equal(taken, 0);
        }
}

static void test_byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct proxy_header header = {.state = PROXY_HEADER_START};
        size_t taken;

        for (size_t at = 0; at < good[i].size; at++) {
            enum proxy_header_outcome outcome =
                proxy_header_take(&header, good[i].bytes + at, 1, &taken);

            assert_int_equal(taken, 1);
            assert_int_equal(outcome,
                             at + 1 < good[i].size ? PROXY_HEADER_MORE : PROXY_HEADER_DONE);
            assert_int_equal(proxy_header_take(&header, "", 0, &taken), outcome);
        }
    }
}

static void test_wrong_headers_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        for (size_t cut = 0; cut <= bad[i].size; cut++) {
            enum proxy_header_outcome outcome;
            struct proxy_header header;
            size_t taken = give(&header, bad[i].bytes, bad[i].size, cut, &outcome);

            if (outcome != PROXY_HEADER_WRONG || strcmp(header.problem, bad[i].problem) != 0)
                fail_msg("header %zu, cut at %zu: outcome %d: %s", i, cut, outcome,
                         header.problem ? header.problem : "no problem");
            assert_int_equal(proxy_header_take(&header, "x", 1, &taken), PROXY_HEADER_WRONG);
            assert_int_equal(taken, 0);
        }
}

/* As soon as a byte does not fit, and not before. */
static void test_when_it_is_known_to_be_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct proxy_header header = {.state = PROXY_HEADER_START};
        size_t taken;

        if (strstr(bad[i].problem, "107")) /* text after it is needed to be too long */
            continue;
        assert_int_equal(proxy_header_take(&header, bad[i].bytes, bad[i].after - 1, &taken),
                         PROXY_HEADER_MORE);
        assert_int_equal(proxy_header_take(&header, bad[i].bytes + bad[i].after - 1, 1, &taken),
                         PROXY_HEADER_WRONG);
    }
}

static void test_the_largest_of_version_2(void **state)
{
    size_t size = 16 + PROXY_HEADER_REST_MAX, taken, sum = 0;
    char *bytes = calloc(1, size + 1);
    struct proxy_header header = {.state = PROXY_HEADER_START};
    struct sockaddr_storage client;

    (void)state;
    memcpy(bytes, SIGNATURE "\x21\x11\x40\0" TCP4, 16 + 12);
    while (sum < size) {
        size_t piece = size - sum < 1000 ? size - sum + 1 : 1000;
        enum proxy_header_outcome outcome = proxy_header_take(&header, bytes + sum, piece, &taken);

        sum += taken;
        assert_int_equal(outcome, sum < size ? PROXY_HEADER_MORE : PROXY_HEADER_DONE);
    }
    assert_int_equal(sum, size);
    assert_true(proxy_header_client(&header, &client));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid_headers_cut_at_every_byte),
        cmocka_unit_test(test_byte_by_byte),
        cmocka_unit_test(test_wrong_headers_cut_at_every_byte),
        cmocka_unit_test(test_when_it_is_known_to_be_wrong),
        cmocka_unit_test(test_the_largest_of_version_2),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
