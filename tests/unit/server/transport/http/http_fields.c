/*
 * Header fields as the library keeps them, and their values as answers get them.
 */

#include "server/transport/http/http_fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/server/transport/scripted_http.h"

/* A reply to a request that has the tag of this index in the last of several fields is 304: the fields
 * were joined. */
static void test_several_fields_are_one(void **state)
{
    struct client client = connect_client();
    char request[512], etag[128] = "";
    const char *at;

    (void)state;
    say_text(&client, GET(SEARCH));
    at = strstr(text_of(&client), "ETag: W/");
    assert_non_null(at);
    (void)sscanf(at, "ETag: %127[^\r]", etag);
    leave(&client);
    client = connect_client();
    (void)snprintf(request, sizeof request,
                   "GET " SEARCH " HTTP/1.1\r\n" HOST "If-None-Match: \"x\"\r\n"
                   "if-none-match: \"y\", %s \r\nIf-None-Match:\r\n\r\n",
                   etag);
    say_text(&client, request);
    assert_status(&client, 304);
    leave(&client);
}

static void test_the_host_has_no_white_space(void **state)
{
    struct client client = connect_client();

    (void)state;
    say_text(&client, "GET /opensearch.xml HTTP/1.1\r\nHost: \t x:80\t \r\n\r\n");
    assert_status(&client, 200);
    assert_non_null(strstr(text_of(&client), "\"http://x:80/opensearch.xml\""));
    leave(&client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_several_fields_are_one),
        STORY(test_the_host_has_no_white_space),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
