/*
 * Building replies: what each step leaves in the struct, and that a problem removes everything that
 * was there before.
 */

#include "server/answers/http/base/reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *header(const struct api_reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return reply->headers[i].value;
    return NULL;
}

static struct api_reply *begin(unsigned status)
{
    static struct api_reply reply;

    memset(&reply, 0xA5, sizeof reply); /* like a reused struct */
    reply_begin(&reply, status);
    return &reply;
}

static void test_a_reply_starts_empty(void **state)
{
    const struct api_reply *reply = begin(204);

    (void)state;
    assert_int_equal(reply->status, 204);
    assert_int_equal(reply->header_count, 0);
    assert_int_equal(reply->size, 0);
    assert_null(reply->bytes);
    assert_null(reply->owned);
    assert_null(reply->stream);
    assert_false(reply->lasting);
}

static void test_values_that_are_not_static_are_copied(void **state)
{
    struct api_reply *reply = begin(200);
    char value[] = "one", other[] = "two";

    (void)state;
    reply_header_joined(reply, "A", (const char *const[]){value, "-", other, NULL});
    reply_header_joined(reply, "B", (const char *const[]){NULL});
    reply_header_format(reply, "C", "%s %d", other, 7);
    memset(value, 'x', 3);
    memset(other, 'x', 3);
    assert_string_equal(header(reply, "A"), "one-two");
    assert_string_equal(header(reply, "B"), "");
    assert_string_equal(header(reply, "C"), "two 7");
}

static void test_a_body_is_taken_over(void **state)
{
    struct api_reply *reply = begin(200);
    struct buffer body = BUFFER_INIT;

    (void)state;
    buffer_append_text(&body, "text");
    reply_body(reply, "text/plain", &body);
    assert_null(body.bytes);
    assert_int_equal(reply->size, 4);
    assert_ptr_equal(reply->bytes, reply->owned);
    assert_memory_equal(reply->bytes, "text", 4);
    assert_string_equal(header(reply, "Content-Type"), "text/plain");
    assert_string_equal(header(reply, "X-Content-Type-Options"), "nosniff");
    reply_release(reply);
    assert_null(reply->owned);
}

static void test_a_body_that_failed_is_503(void **state)
{
    struct api_reply *reply = begin(200);
    struct buffer body = {.failed = true};

    (void)state;
    reply_header(reply, "ETag", "\"x\"");
    reply_body(reply, "text/plain", &body);
    assert_int_equal(reply->status, 503);
    assert_int_equal(reply->size, 0);
    assert_null(header(reply, "ETag"));
    assert_null(header(reply, "Content-Type"));
    assert_string_equal(header(reply, "Cache-Control"), "no-store");
    assert_string_equal(header(reply, "Retry-After"), "1");
}

static void test_a_compressed_body_says_so(void **state)
{
    struct api_reply *reply = begin(200);
    struct buffer body = BUFFER_INIT;

    (void)state;
    for (int i = 0; i < 1000; i++)
        buffer_append_text(&body, "text ");
    reply_body(reply, "text/plain", &body);
    reply_compress(reply, CODING_GZIP);
    assert_string_equal(header(reply, "Content-Encoding"), "gzip");
    assert_true(reply->size < 500);
    assert_ptr_equal(reply->bytes, reply->owned);
    assert_memory_equal(reply->bytes, "\x1F\x8B", 2);
    reply_release(reply);
}

static unsigned streams_freed;

static size_t stream_read(struct api_stream *stream, char *out, size_t capacity)
{
    (void)stream;
    (void)out;
    (void)capacity;
    return 0;
}

static void stream_free(struct api_stream *stream)
{
    (void)stream;
    streams_freed++;
}

static void test_a_stream_is_freed_once(void **state)
{
    struct api_stream stream = {.read = stream_read, .free = stream_free};
    struct api_reply *reply = begin(200);

    (void)state;
    streams_freed = 0;
    reply_stream_body(reply, "text/plain", &stream);
    assert_ptr_equal(reply->stream, &stream);
    assert_string_equal(header(reply, "Content-Type"), "text/plain");
    assert_string_equal(header(reply, "X-Content-Type-Options"), "nosniff");
    reply_release(reply);
    reply_release(reply);
    assert_int_equal(streams_freed, 1);
}

static void test_a_problem_leaves_nothing_of_the_answer(void **state)
{
    struct api_stream stream = {.read = stream_read, .free = stream_free};
    struct api_reply *reply = begin(200);

    (void)state;
    streams_freed = 0;
    reply_header(reply, "ETag", "\"x\"");
    reply->lasting = true;
    reply_stream_body(reply, "text/plain", &stream);
    reply_problem(reply, &(struct json_problem){.status = 409, .detail = "Send it again"});
    assert_int_equal(streams_freed, 1);
    assert_int_equal(reply->status, 409);
    assert_false(reply->lasting);
    assert_null(reply->stream);
    assert_null(header(reply, "ETag"));
    assert_null(header(reply, "Retry-After"));
    assert_string_equal(header(reply, "Content-Type"), "application/problem+json");
    assert_string_equal(header(reply, "Cache-Control"), "no-store");
    assert_string_equal(header(reply, "Access-Control-Allow-Origin"), "*");
    assert_int_equal(reply->size, strlen("{\"type\":\"about:blank\",\"title\":\"Conflict\","
                                         "\"status\":409,\"detail\":\"Send it again.\"}"));
    reply_release(reply);
}

static void test_a_client_gets_retry_after(void **state)
{
    struct api_reply *reply = begin(200);

    (void)state;
    reply_problem(reply, &(struct json_problem){.status = 503, .detail = "Wait", .building = true});
    assert_string_equal(header(reply, "Retry-After"), "1");
    reply_release(reply);
}

static void test_another_body(void **state)
{
    struct api_reply reply;
    struct buffer body = BUFFER_INIT, failed = {.failed = true};

    (void)state;
    reply_begin(&reply, 200);
    assert_false(reply_is_problem(&reply));
    reply_problem(&reply, &(struct json_problem){.status = 404, .detail = "x"});
    assert_true(reply_is_problem(&reply));
    assert_false(reply_replace_body(&reply, "text/html", &failed));
    assert_true(reply_is_problem(&reply));
    buffer_append_text(&body, "page");
    assert_true(reply_replace_body(&reply, "text/html", &body));
    assert_false(reply_is_problem(&reply));
    assert_int_equal(reply.size, 4);
    assert_memory_equal(reply.bytes, "page", 4);
    assert_int_equal(reply.status, 404);
    reply_release(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_reply_starts_empty),
        cmocka_unit_test(test_values_that_are_not_static_are_copied),
        cmocka_unit_test(test_a_body_is_taken_over),
        cmocka_unit_test(test_a_body_that_failed_is_503),
        cmocka_unit_test(test_a_compressed_body_says_so),
        cmocka_unit_test(test_a_stream_is_freed_once),
        cmocka_unit_test(test_a_problem_leaves_nothing_of_the_answer),
        cmocka_unit_test(test_a_client_gets_retry_after),
        cmocka_unit_test(test_another_body),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
