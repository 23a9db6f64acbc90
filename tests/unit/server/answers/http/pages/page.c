/*
 * The search page as a reply: its headers, its tag, its coding.
 */

#include "server/answers/http/pages/page.h"

#include "tests/unit/server/answers/http/real_world.h"

/* Otherwise a browser would show the previous page, whose files are gone. */
static void test_other_files_make_another_page(void **state)
{
    struct answer answer;

    get(&answer, *state, "/");
    assert_non_null(strstr(header(&answer, "ETag"), asset_digest()));
    assert_non_null(strstr(answer.body, file_path("main.js") + 1));
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
    assert_header(&plain, "Vary", "Accept-Encoding, Accept-Language");
    request.accept_encoding = "gzip";
    ask(&gzip, &world->ready, &request, 1024);
    assert_header(&gzip, "Content-Encoding", "gzip");
    assert_header(&gzip, "Vary", "Accept-Encoding, Accept-Language");
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

static void ask_in(struct answer *answer, const struct world *world, const char *target,
                   const char *languages, const char *etag)
{
    struct api_request request = get_request(target);

    request.accept_language = languages;
    request.if_none_match = etag;
    ask(answer, &world->ready, &request, 1024);
}

/* A page differs by the languages that the index or the page itself has, and by no others. */
static void test_a_page_takes_the_browsers_languages(void **state)
{
    static const char *const targets[] = {"/", "/?query=digit", "/U+2764"};
    struct answer german, english, other;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        ask_in(&german, *state, targets[i], "en;q=0.3, de-AT, tlh, *;q=0.1", NULL);
        ask_in(&english, *state, targets[i], NULL, NULL);
        assert_header(&german, "Vary", "Accept-Encoding, Accept-Language");
        assert_header(&english, "Vary", "Accept-Encoding, Accept-Language");
        assert_header(&german, "Content-Language", "de");
        assert_header(&english, "Content-Language", "en");
        assert_string_not_equal(header(&german, "ETag"), header(&english, "ETag"));
        assert_non_null(strstr(german.body, "name=\"lang\" value=\"de,en\""));
        assert_null(strstr(english.body, "name=\"lang\""));
        ask_in(&other, *state, targets[i], NULL, header(&german, "ETag"));
        assert_int_equal(other.reply.status, 200);
        done(&other);
        ask_in(&other, *state, targets[i], "de,en;q=0.5", header(&german, "ETag"));
        assert_int_equal(other.reply.status, 304);
        done(&other);
        done(&german);
        done(&english);
    }
    ask_in(&english, *state, "/", "en-GB, en, tlh", NULL);
    assert_null(strstr(english.body, "name=\"lang\""));
    done(&english);
}

/* One address with its languages has one content, so that a cache has one entry for it; what programs get never
 * depends on the browser's. */
static void test_an_address_with_languages_is_the_same_for_everybody(void **state)
{
    static const char *const targets[] = {
        "/api/v1/search?q=digit", "/search?q=digit",       "/api/v1/characters/U+2764",
        "/?query=digit&lang=",    "/?query=digit&lang=de", "/U+2764?lang=de"};
    struct answer german, english;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        ask_in(&german, *state, targets[i], "de-AT", NULL);
        assert_header(&german, "Vary", "Accept-Encoding");
        ask_in(&english, *state, targets[i], NULL, header(&german, "ETag"));
        assert_int_equal(english.reply.status, 304);
        done(&german);
        done(&english);
    }
    ask_in(&german, *state, "/?query=digit&lang=de", "fr", NULL);
    assert_header(&german, "Content-Language", "de");
    assert_non_null(strstr(german.body, "&amp;lang=de&amp;offset="));
    assert_non_null(strstr(german.body, "name=\"lang\" value=\"de\""));
    done(&german);
}

static void test_hostile_languages(void **state)
{
    static const char *const targets[] = {"/?query=digit&lang=%22%3E%3Cscript%3E",
                                          "/?query=digit&lang=%E2%80%AE", "/?query=digit&lang="};
    struct answer answer;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        ask_in(&answer, *state, targets[i], "\"><script>;q=1,\xFF\xFE,a", NULL);
        assert_int_equal(answer.reply.status, 200);
        assert_null(strstr(answer.body, "<script>"));
        done(&answer);
    }
    ask_in(&answer, *state, "/?query=digit", "\"><script>;q=1,\xFF\xFE,a,--,de--AT", NULL);
    assert_null(strstr(answer.body, "&amp;lang="));
    done(&answer);
}

static void test_the_page_forbids_foreign_content(void **state)
{
    struct answer answer;

    get(&answer, *state, "/?query=cat+face&utm=1&utm=2");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "text/html; charset=utf-8");
    assert_header(&answer, "Content-Security-Policy",
                  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                  "img-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
                  "form-action 'self'; "
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
        cmocka_unit_test(test_a_page_takes_the_browsers_languages),
        cmocka_unit_test(test_an_address_with_languages_is_the_same_for_everybody),
        cmocka_unit_test(test_hostile_languages),
        cmocka_unit_test(test_the_page_forbids_foreign_content),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
