/* A body under its own tag, for those who have it and those who do not. */

#include "server/answers/http/base/tagged.h"

#include "server/answers/http/base/reply.h"
#include "tests/unit/server/answers/http/real_world.h"

/* The status for a client that has these tags. */
static unsigned status_for(const char *if_none_match)
{
    struct api_request request = {.if_none_match = if_none_match};
    struct api_reply reply;
    const struct exchange exchange = {.request = &request, .reply = &reply};
    struct buffer body = BUFFER_INIT;
    unsigned status;

    reply_begin(&reply, 200);
    buffer_append_text(&body, "some bytes");
    tagged_reply(&exchange, "abc", "text/plain", &body);
    assert_null(body.bytes);
    assert_string_equal(reply.headers[0].name, "ETag");
    assert_string_equal(reply.headers[0].value, "\"abc\"");
    status = reply.status;
    assert_int_equal(reply.size, status == 200 ? strlen("some bytes") : 0);
    reply_release(&reply);
    return status;
}

static void test_tags(void **state)
{
    (void)state;
    assert_int_equal(status_for(NULL), 200);
    assert_int_equal(status_for("\"abd\""), 200);
    assert_int_equal(status_for("abc"), 200);
    assert_int_equal(status_for("\"abc\""), 304);
    assert_int_equal(status_for("\"x\", W/\"abc\""), 304);
    assert_int_equal(status_for("*"), 304);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tags)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
