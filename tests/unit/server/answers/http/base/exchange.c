/*
 * What answers share: errors of queries, entity tags, a missing index.
 */

#include "server/answers/http/base/exchange.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_a_query_that_cannot_be_parsed_names_its_column(void **state)
{
    static const char *const targets[] = {"/search?q=cat+%22face", "/api/v1/search?q=cat+%22face"};

    for (size_t i = 0; i < 2; i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_problem(&answer, 422);
        assert_string_equal(text(&answer, "parameter"), "q");
        assert_int_equal(number(&answer, "column"), 5);
        done(&answer);
    }
}

static void test_a_file_that_the_client_has_is_not_sent_again(void **state)
{
    static const char *const targets[] = {"/",
                                          "/?query=cat",
                                          "/search?q=cat",
                                          "/search?q=cjk",
                                          "/api/v1/search?q=cat",
                                          "/api/v1/search?q=cat&facets=age&variants=show",
                                          "/api/v1/search?q=cat&format=ndjson",
                                          "/api/v1/search?q=cjk&format=tsv",
                                          "/api/v1/characters/U+2600",
                                          "/sw.js"};

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char list[256];
        struct answer full, again;
        const char *etag;

        get(&full, *state, targets[i]);
        assert_int_equal(full.reply.status, 200);
        etag = header(&full, "ETag");
        assert_non_null(etag);

        get_with_tag(&again, *state, targets[i], etag);
        assert_int_equal(again.reply.status, 304);
        assert_int_equal(again.size, 0);
        assert_header(&again, "ETag", etag);
        assert_header(&again, "Cache-Control", header(&full, "Cache-Control"));
        assert_header(&again, "Vary", header(&full, "Vary"));
        done(&again);

        (void)snprintf(list, sizeof list, "\"other, one\", %s%s", *etag == 'W' ? "" : "W/", etag);
        get_with_tag(&again, *state, targets[i], list);
        assert_int_equal(again.reply.status, 304);
        done(&again);

        get_with_tag(&again, *state, targets[i], "\"other\"");
        assert_int_equal(again.reply.status, 200);
        assert_int_equal(again.size, full.size);
        done(&again);
        done(&full);
    }
}

/* The bytes differ, so the tags do. */
static void test_each_site_has_tags_of_its_own(void **state)
{
    const struct site sites[] = {
        {.source = SITE_OF_HOST},
        {.source = SITE_OF_PROXY, .prefix = slice_of("/a")},
        {.source = SITE_OF_PROXY, .prefix = slice_of("/b")},
        site_of_url("http://x"),
        site_of_url("https://x"),
        site_of_url("https://x/a"),
    };
    enum { COUNT = sizeof sites / sizeof *sites };
    const struct world *world = *state;
    char tags[COUNT][128];

    for (size_t i = 0; i < COUNT; i++) {
        struct api_request request = get_request("/api/v1/search?q=cat&limit=1");
        struct answer answer;

        request.site = sites[i];
        ask(&answer, &world->ready, &request, 1024);
        (void)snprintf(tags[i], sizeof tags[i], "%s", header(&answer, "ETag"));
        assert_header(&answer, "Vary",
                      sites[i].source == SITE_OF_PROXY ? "Accept-Encoding, X-Forwarded-Prefix"
                                                       : "Accept-Encoding");
        done(&answer);
        for (size_t k = 0; k <= i; k++) {
            request.if_none_match = tags[k];
            ask(&answer, &world->ready, &request, 1024);
            assert_int_equal(answer.reply.status, k == i ? 304 : 200);
            done(&answer);
        }
    }
}

static void test_an_entity_tag_does_not_hide_an_error(void **state)
{
    static const struct {
        const char *target;
        unsigned status;
    } wrong[] = {
        {"/search?q=%22cat", 422},
        {"/api/v1/search?q=%22cat", 422},
        {"/?query=%22cat", 422},
        {"/search", 422},
        {"/api/v1/search?q=cat&limit=0", 422},
        {"/api/v1/search?q=cat&generation=0", 409},
        {"/api/v1/search?q=cat&only_lang=tlh", 422},
        {"/api/v1/search?q=cat&facets=colour", 422},
        {"/api/v1/characters/U+110000", 404},
        {"/nowhere", 404},
        {"/search?q=%", 400},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct answer answer;

        get_with_tag(&answer, *state, wrong[i].target, "*");
        if (answer.reply.status != wrong[i].status)
            fail_msg("%s: %u", wrong[i].target, answer.reply.status);
        done(&answer);
    }
}

/* RFC 9110, sections 13.1.1 and 13.2: strong comparison, after the errors, before If-None-Match. */
static void test_a_precondition_is_kept(void **state)
{
    const struct world *world = *state;
    char file[128], etag[64];
    struct answer answer;

    (void)snprintf(file, sizeof file, "%s", file_path("main.js"));
    get(&answer, world, file);
    (void)snprintf(etag, sizeof etag, "%s", header(&answer, "ETag"));
    done(&answer);

    const struct {
        const char *target, *if_match, *if_none_match;
        unsigned status;
    } requests[] = {
        {file, etag, NULL, 200},
        {file, "\"x\", *", NULL, 412},
        {file, " * ", NULL, 200},
        {file, "\"x\"", NULL, 412},
        {file, "", NULL, 412},
        {file, etag, etag, 304},
        {file, "\"x\"", etag, 412},
        {"/search?q=cat", "*", NULL, 200},
        {"/search?q=cat", "*", "*", 304},
        {"/search?q=cat", "\"x\"", "*", 412},
        {"/search?q=cat", "W/\"x\"", NULL, 412},
        {"/?query=cat", "\"x\"", NULL, 412},
        {"/healthz", "\"x\"", NULL, 412},
        {"/healthz", "*", NULL, 200},
        {"/search", "\"x\"", NULL, 422},
        {"/nowhere", "\"x\"", NULL, 404},
        {"/api/v1/search?q=cat&generation=0", "\"x\"", NULL, 409},
    };

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct api_request request = get_request(requests[i].target);

        request.if_match = requests[i].if_match;
        request.if_none_match = requests[i].if_none_match;
        ask(&answer, &world->ready, &request, 4096);
        if (answer.reply.status != requests[i].status)
            fail_msg("%s, If-Match %s: %u", requests[i].target, requests[i].if_match,
                     answer.reply.status);
        if (answer.reply.status == 412)
            assert_header(&answer, "Cache-Control", "no-store");
        done(&answer);
    }
}

/* The tag of what is sent in several codings is weak, and a weak tag is like no other. */
static void test_a_weak_tag_is_no_precondition(void **state)
{
    const struct world *world = *state;
    struct api_request request = get_request("/search?q=cat");
    struct answer answer, again;

    ask(&answer, &world->ready, &request, 4096);
    request.if_match = header(&answer, "ETag");
    ask(&again, &world->ready, &request, 4096);
    assert_problem(&again, 412);
    done(&again);
    done(&answer);
}

static void test_while_building_a_search_waits(void **state)
{
    static const char *const targets[] = {"/search?q=cat",
                                          "/search?q=",
                                          "/api/v1/search?q=cat",
                                          "/api/v1/search?q=cat&generation=0",
                                          "/api/v1/search?q=cat&only_lang=tlh",
                                          "/api/v1/search?q=cat&format=tsv"};
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer;

        get_from(&answer, &world->building, targets[i]);
        assert_problem(&answer, 503);
        assert_header(&answer, "Retry-After", "1");
        assert_int_equal(number(&answer, "progress"), 42);
        done(&answer);
    }
}

static void test_a_failure_is_reported(void **state)
{
    const struct world *world = *state;
    struct catalog catalog = world->failed;
    struct answer answer;

    get_from(&answer, &catalog, "/api/v1/search?q=cat");
    assert_problem(&answer, 503);
    assert_null(header(&answer, "Retry-After")); /* waiting does not help */
    assert_null(json_object_get(answer.json, "progress"));
    assert_non_null(strstr(text(&answer, "detail"), "ICU has no names"));
    done(&answer);

    get_from(&answer, &catalog, "/api/v1/status");
    assert_string_equal(text(&answer, "state"), "failed");
    assert_string_equal(text(&answer, "failure"), "ICU has no names");
    assert_true(json_is_null(json_object_get(answer.json, "progress")));
    done(&answer);

    catalog.failure = (struct reason){"/tmp/\xFF/x: \"quoted\"\n"}; /* a path may hold any bytes */
    get_from(&answer, &catalog, "/search?q=cat");
    assert_problem(&answer, 503);
    assert_string_equal(text(&answer, "detail"), "/tmp/\xEF\xBF\xBD/x: \"quoted\"\n.");
    done(&answer);
}

/* Answers that depend on the site alone: the tag is that of the whole site, and none of the index. */
static void test_a_site_has_a_tag_of_its_own(void **state)
{
    const struct world *world = *state;
    const struct site sites[] = {
        {.authority = slice_of("x.org")},
        {.authority = slice_of("y.org")},
        {.authority = slice_of("x.org"), .tls = true},
        {.source = SITE_OF_PROXY, .authority = slice_of("x.org"), .prefix = slice_of("/cf")},
        site_of_url("https://x.org/cf"),
    };
    enum { SITES = sizeof sites / sizeof *sites };
    char tags[SITES][128];

    for (size_t i = 0; i < SITES; i++) {
        struct api_request request = get_request("/openapi.json");
        struct answer answer;

        request.site = sites[i];
        ask(&answer, &world->building, &request, 1024);
        (void)snprintf(tags[i], sizeof tags[i], "%s", header(&answer, "ETag"));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(tags[i], tags[k]);
        assert_true(answer.reply.lasting && answer.reply.by_site);
        done(&answer);
        request.if_none_match = tags[i];
        ask(&answer, &world->ready, &request, 1024);
        assert_int_equal(answer.reply.status, 304);
        assert_int_equal(answer.size, 0);
        assert_header(&answer, "ETag", tags[i]);
        assert_non_null(header(&answer, "Cache-Control"));
        done(&answer);
        request.if_none_match = i > 0 ? tags[i - 1] : "\"another\"";
        ask(&answer, &world->ready, &request, 1024);
        assert_int_equal(answer.reply.status, 200);
        done(&answer);
        request.if_none_match = NULL;
        request.if_match = tags[i]; /* a weak one never matches */
        ask(&answer, &world->ready, &request, 1024);
        assert_int_equal(answer.reply.status, 412);
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_site_has_a_tag_of_its_own),
        cmocka_unit_test(test_a_query_that_cannot_be_parsed_names_its_column),
        cmocka_unit_test(test_a_file_that_the_client_has_is_not_sent_again),
        cmocka_unit_test(test_each_site_has_tags_of_its_own),
        cmocka_unit_test(test_an_entity_tag_does_not_hide_an_error),
        cmocka_unit_test(test_a_precondition_is_kept),
        cmocka_unit_test(test_a_weak_tag_is_no_precondition),
        cmocka_unit_test(test_while_building_a_search_waits),
        cmocka_unit_test(test_a_failure_is_reported),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
