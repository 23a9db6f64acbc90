/*
 * What answers share: errors of queries, entity tags, a missing index.
 */

#include "server/answers/http/exchange.h"

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
        assert_header(&again, "Cache-Control", "no-cache");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_query_that_cannot_be_parsed_names_its_column),
        cmocka_unit_test(test_a_file_that_the_client_has_is_not_sent_again),
        cmocka_unit_test(test_an_entity_tag_does_not_hide_an_error),
        cmocka_unit_test(test_while_building_a_search_waits),
        cmocka_unit_test(test_a_failure_is_reported),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
