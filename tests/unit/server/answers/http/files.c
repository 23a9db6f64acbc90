/*
 * The files of the page: paths, cache headers, codings.
 */

#include "server/answers/http/files.h"

#include "tests/unit/server/answers/http/real_world.h"

static void get_encoded(struct answer *answer, const struct world *world, const char *encoding,
                        const char *if_none_match)
{
    struct api_request request = get_request(file_path("style/style.css"));

    request.accept_encoding = encoding;
    request.if_none_match = if_none_match;
    ask(answer, &world->ready, &request, 1024);
}

static void test_a_file_at_its_digest_is_immutable(void **state)
{
    static const char *const names[] = {"main.js", "style/style.css", "favicon.svg",
                                        "charfinder.webmanifest"};
    struct answer answer;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        get(&answer, *state, file_path(names[i]));
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Cache-Control", "public, max-age=31536000, immutable");
        assert_non_null(header(&answer, "ETag"));
        done(&answer);
    }
}

/* Templates, the worker and files of other versions are not at the digest's path. */
static void test_no_other_file_is_at_the_digest(void **state)
{
    static const char *const names[] = {"index.html", "opensearch.xml", "sw.js", "none.js",
                                        "",           "main.js/",       "..",    "Main.js"};
    struct answer answer;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        get(&answer, *state, file_path(names[i]));
        assert_problem(&answer, 404);
        done(&answer);
    }
    get(&answer, *state, "/static/0123456789abcdef/main.js");
    assert_problem(&answer, 404);
    done(&answer);
    get(&answer, *state, "/static/main.js");
    assert_problem(&answer, 404);
    done(&answer);
}

static void test_an_escaped_slash_is_not_one(void **state)
{
    char target[128];
    struct answer answer;
    size_t directory = strlen(asset_directory());

    (void)snprintf(target, sizeof target, "%s%%2Fmain.js", asset_directory());
    get(&answer, *state, target);
    assert_problem(&answer, 404);
    done(&answer);
    (void)snprintf(target, sizeof target, "/static%%2F%s/main.js",
                   asset_directory() + directory - strlen(asset_digest()));
    get(&answer, *state, target);
    assert_problem(&answer, 404);
    done(&answer);
}

static void test_the_worker_lists_every_file_and_is_revalidated(void **state)
{
    struct answer answer;

    get(&answer, *state, "/sw.js");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "no-cache");
    assert_header(&answer, "Content-Type", "text/javascript; charset=utf-8");
    assert_non_null(strstr(answer.body, file_path("main.js") + 1));
    assert_non_null(strstr(answer.body, file_path("style/style.css") + 1));
    assert_null(strstr(answer.body, "index.html"));
    assert_null(strchr(answer.body, '@')); /* every placeholder is filled in */
    done(&answer);
}

/* Where programs look for them. */
static void test_files_at_fixed_paths(void **state)
{
    struct answer answer;

    get(&answer, *state, "/favicon.ico");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "image/vnd.microsoft.icon");
    assert_header(&answer, "Cache-Control", "no-cache");
    assert_memory_equal(answer.body, "\0\0\1\0", 4);
    done(&answer);
    get(&answer, *state, "/robots.txt");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "text/plain; charset=utf-8");
    assert_non_null(strstr(answer.body, "\nUser-agent: *\n"));
    done(&answer);
    get(&answer, *state, file_path("robots.txt"));
    assert_problem(&answer, 404);
    done(&answer);
    get(&answer, *state, "/robots.txt/");
    assert_problem(&answer, 404);
    done(&answer);
}

static void test_files_are_compressed_if_the_client_accepts_gzip(void **state)
{
    struct answer plain, gzip, again;

    get_encoded(&plain, *state, NULL, NULL);
    assert_int_equal(plain.reply.status, 200);
    assert_header(&plain, "Content-Type", "text/css; charset=utf-8");
    assert_header(&plain, "X-Content-Type-Options", "nosniff");
    assert_header(&plain, "Vary", "Accept-Encoding");
    assert_null(header(&plain, "Content-Encoding"));

    get_encoded(&gzip, *state, "br, gzip;q=0.8", NULL);
    assert_header(&gzip, "Content-Encoding", "gzip");
    assert_header(&gzip, "Vary", "Accept-Encoding");
    assert_true(gzip.size < plain.size);
    assert_memory_equal(gzip.body, "\x1F\x8B", 2);
    assert_string_not_equal(header(&gzip, "ETag"), header(&plain, "ETag"));

    get_encoded(&again, *state, "gzip", header(&gzip, "ETag"));
    assert_int_equal(again.reply.status, 304);
    assert_header(&again, "Vary", "Accept-Encoding");
    done(&again);
    get_encoded(&again, *state, "gzip", header(&plain, "ETag")); /* of other bytes */
    assert_int_equal(again.reply.status, 200);
    done(&again);
    done(&gzip);
    done(&plain);
}

static void test_each_coding_has_its_own_tag(void **state)
{
    struct answer gzip, zstd, again;

    get_encoded(&gzip, *state, "gzip", NULL);
    get_encoded(&zstd, *state, "gzip, deflate, br, zstd", header(&gzip, "ETag"));
    assert_int_equal(zstd.reply.status, 200); /* of other bytes */
    assert_header(&zstd, "Content-Encoding", "zstd");
    assert_header(&zstd, "Vary", "Accept-Encoding");
    assert_memory_equal(zstd.body, "\x28\xB5\x2F\xFD", 4);
    get_encoded(&again, *state, "zstd", header(&zstd, "ETag"));
    assert_int_equal(again.reply.status, 304);
    done(&again);
    done(&zstd);
    done(&gzip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_at_its_digest_is_immutable),
        cmocka_unit_test(test_no_other_file_is_at_the_digest),
        cmocka_unit_test(test_an_escaped_slash_is_not_one),
        cmocka_unit_test(test_the_worker_lists_every_file_and_is_revalidated),
        cmocka_unit_test(test_files_at_fixed_paths),
        cmocka_unit_test(test_files_are_compressed_if_the_client_accepts_gzip),
        cmocka_unit_test(test_each_coding_has_its_own_tag),
    };

    return cmocka_run_group_tests(tests, world_new_without_index, world_free);
}
