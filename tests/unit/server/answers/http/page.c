/*
 * The search page as a reply: its headers, its tag, its coding.
 */

#include "server/answers/http/page.h"

#include "tests/unit/server/answers/http/real_world.h"

/* Otherwise a browser would show the previous page, whose files are gone. */
static void test_other_files_make_another_page(void **state)
{
    struct answer answer;

    get(&answer, *state, "/");
    assert_non_null(strstr(header(&answer, "ETag"), asset_digest()));
    assert_non_null(strstr(answer.body, file_path("main.js")));
    done(&answer);
}

/* Compressed or not, it is the same page, so its tag is weak. */
static void test_the_page_is_compressed_if_the_client_accepts_gzip(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/?query=digit");
    struct answer plain, gzip;

    ask(&plain, &world->ready, &request, 1024);
    assert_null(header(&plain, "Content-Encoding"));
    assert_header(&plain, "Vary", "Accept-Encoding");
    request.accept_encoding = "gzip";
    ask(&gzip, &world->ready, &request, 1024);
    assert_header(&gzip, "Content-Encoding", "gzip");
    assert_header(&gzip, "Vary", "Accept-Encoding");
    assert_header(&gzip, "ETag", header(&plain, "ETag"));
    assert_int_equal(strncmp(header(&gzip, "ETag"), "W/\"", 3), 0);
    assert_memory_equal(gzip.body, "\x1F\x8B", 2);
    assert_true(gzip.size * 3 < plain.size);
    done(&plain);
    done(&gzip);

    request.accept_encoding = "gzip;q=0, br";
    ask(&plain, &world->ready, &request, 1024);
    assert_null(header(&plain, "Content-Encoding"));
    done(&plain);
    request = get_request("/?query=%22cat");
    request.accept_encoding = "gzip";
    ask(&gzip, &world->building, &request, 1024);
    assert_int_equal(gzip.reply.status, 503);
    assert_null(header(&gzip, "Content-Encoding")); /* rendered again each time */
    assert_header(&gzip, "Retry-After", "1");
    assert_null(header(&gzip, "ETag"));
    done(&gzip);
}

static void test_the_page_forbids_foreign_content(void **state)
{
    struct answer answer;

    get(&answer, *state, "/?query=cat+face&utm=1&utm=2");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(&answer, "Content-Security-Policy",
                  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                  "img-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
                  "base-uri 'none'; frame-ancestors 'none'");
    assert_header(&answer, "X-Content-Type-Options", "nosniff");
    assert_header(&answer, "Referrer-Policy", "no-referrer");
    assert_null(header(&answer, "Access-Control-Allow-Origin"));
    assert_non_null(strstr(answer.body, "CAT FACE"));
    done(&answer);

    get(&answer, *state, "/?query=%22cat");
    assert_int_equal(answer.reply.status, 422);
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(&answer, "Cache-Control", "no-store");
    assert_null(header(&answer, "ETag"));
    done(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other_files_make_another_page),
        cmocka_unit_test(test_the_page_is_compressed_if_the_client_accepts_gzip),
        cmocka_unit_test(test_the_page_forbids_foreign_content),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
