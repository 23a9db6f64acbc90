#include "tests/bench/open/reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char sized[] = "HTTP/1.1 200 OK\r\ncontent-length:  5\r\n\r\nhello";
static const char chunked[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "5\r\nhello\r\n1a;x=y\r\n\r\n345678901234567890123456\r\n0\r\n\r\n";
static const char trailed[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "1\r\n0\r\n0\r\nA: b\r\nC: d\r\n\r\n";
static const char empty[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

static enum reply_state take(const char *text)
{
    static struct reply reply;

    reply_begin(&reply);
    return reply_take(&reply, text, strlen(text));
}

/* In pieces of every size: whole with the last byte, and not before. */
static void a_reply_ends_with_its_last_byte(void **state)
{
    static const char *const replies[] = {sized, chunked, trailed, empty};

    (void)state;
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
        for (size_t piece = 1; piece <= strlen(replies[i]); piece++) {
            struct reply *reply = malloc(sizeof *reply);
            size_t size = strlen(replies[i]);

            assert_non_null(reply);
            reply_begin(reply);
            for (size_t at = 0; at < size; at += piece) {
                bool last = at + piece >= size;

                reply_take(reply, replies[i] + at, last ? size - at : piece);
                assert_true((reply->state == REPLY_WHOLE) == last);
            }
            free(reply);
        }
}

static void what_follows_a_reply_is_bad(void **state)
{
    static struct reply reply;

    (void)state;
    reply_begin(&reply);
    assert_int_equal(reply_take(&reply, sized, strlen(sized)), REPLY_WHOLE);
    assert_int_equal(reply_take(&reply, "!", 1), REPLY_BAD);
    assert_int_equal(take("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n!"), REPLY_BAD);
}

static void what_is_not_an_answer_is_bad(void **state)
{
    (void)state;
    assert_int_equal(take("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), REPLY_BAD);
    assert_int_equal(take("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"), REPLY_BAD);
    assert_int_equal(take("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"), REPLY_BAD);
    assert_int_equal(take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n"),
                     REPLY_BAD);
    assert_int_equal(take("?> hello\r\n\r\n"), REPLY_BAD);
}

static void an_endless_head_is_bad(void **state)
{
    static char head[REPLY_HEAD_SIZE + 1];

    (void)state;
    memset(head, 'x', REPLY_HEAD_SIZE);
    assert_int_equal(take(head), REPLY_BAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_ends_with_its_last_byte),
        cmocka_unit_test(what_follows_a_reply_is_bad),
        cmocka_unit_test(what_is_not_an_answer_is_bad),
        cmocka_unit_test(an_endless_head_is_bad),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
