/*
 * A reply that is sent again says the time of each sending.
 */

#include "server/transport/http/http_kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "server/transport/http/http_reply.h"
#include "tests/unit/server/transport/scripted_http.h"

#define NOON "Sun, 06 Nov 1994 12:00:00 GMT"

static void test_the_date_is_that_of_the_sending(void **state)
{
    static const struct api_reply reply = {
        .status = 200,
        .route = 3,
        .bytes = "{}",
        .size = 2,
        .header_count = 2,
        .headers = {{"Vary", "Accept-Encoding"}, {"ETag", "W/\"1\""}},
    };
    struct connections all = {.wheel = NULL};
    struct connection connection = {.all = &all};
    struct api_reply sent = reply;
    struct http_date later = {.second = 0};
    struct MHD_Response *response;
    struct http_kept *kept;

    (void)state;
    http_date_set(&all.date, UINT64_C(784123200000));
    http_date_set(&later, UINT64_C(784123201000));
    response = http_reply_new(&connection, &sent, API_GET, false);
    kept = http_kept_new(response, &reply, &all.date);
    assert_non_null(kept);
    assert_int_equal(kept->size, 2);
    assert_int_equal(kept->route, 3);
    assert_in_range(kept->head, sizeof NOON + 50, 512);
    assert_ptr_equal(http_kept_response(kept, &all.date), response);
    assert_string_equal(MHD_get_response_header(response, "Date"),
                        NOON "\r\nVary: Accept-Encoding\r\nETag: W/\"1\"");
    assert_ptr_equal(http_kept_response(kept, &later), response);
    assert_string_equal(MHD_get_response_header(response, "Date"),
                        "Sun, 06 Nov 1994 12:00:01 GMT\r\nVary: Accept-Encoding\r\nETag: W/\"1\"");
    http_kept_free(kept);
    assert_int_equal(library.responses, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_the_date_is_that_of_the_sending),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
