/*
 * The headers that protect a page.
 */

#include "server/answers/http/pages/document.h"

#include "server/answers/http/base/reply.h"
#include "tests/unit/server/answers/http/real_world.h"

static void test_headers(void **state)
{
    struct answer answer = {.size = 0};

    (void)state;
    reply_begin(&answer.reply, 200);
    document_headers(&answer.reply, messages_find("de"));
    assert_non_null(strstr(header(&answer, "Content-Security-Policy"), "default-src 'none'"));
    assert_null(strstr(header(&answer, "Content-Security-Policy"), "unsafe"));
    assert_header(&answer, "Referrer-Policy", "no-referrer");
    assert_header(&answer, "Content-Language", "de");
    reply_release(&answer.reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_headers)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
