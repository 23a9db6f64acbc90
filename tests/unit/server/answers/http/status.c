/*
 * The daemon's state, as a monitoring program reads it.
 */

#include "server/answers/http/status.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_the_status_describes_the_index(void **state)
{
    const struct world *world = *state;
    struct answer answer;
    json_t *source, *sources, *reactors;
    char *languages;

    get(&answer, world, "/api/v1/status");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", "no-store");
    assert_string_equal(text(&answer, "state"), "ready");
    assert_string_equal(text(&answer, "generation"), charindex_generation(world->index));
    assert_string_equal(text(&answer, "version"), CHARFINDER_VERSION);
    assert_int_equal(number(&answer, "characters"), charindex_characters(world->index));
    assert_int_equal(number(&answer, "sequences"), charindex_sequences(world->index));
    assert_int_equal(number(&answer, "documents"),
                     number(&answer, "characters") + 65 + number(&answer, "sequences"));
    assert_int_equal(number(&answer, "words"), charindex_terms(world->index));
    assert_true(number(&answer, "uptime_seconds") >= 0);
    source = json_array_get(json_object_get(answer.json, "sources"), 0);
    assert_string_equal(json_string_value(json_object_get(source, "name")), "icu");
    assert_string_equal(json_string_value(json_object_get(source, "state")), "ok");
    assert_string_equal(json_string_value(json_object_get(source, "version")),
                        text(&answer, "icu"));
    assert_int_equal(json_string_length(json_object_get(source, "digest")), 32);
    sources = json_object_get(answer.json, "sources");
    assert_int_equal(json_array_size(sources), SOURCE_COUNT);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        json_t *records = json_object_get(json_array_get(sources, i), "records");

        /* All sources are installed on test machines, but a site need not have tables, and the
         * files of Unicode need not be newer than ICU. */
        assert_true(i == SOURCE_SITE || i == SOURCE_UCD || json_integer_value(records) > 0);
    }
    languages = json_dumps(json_object_get(answer.json, "languages"), JSON_COMPACT);
    assert_string_equal(languages, "[\"de\",\"en\"]");
    free(languages);
    reactors = json_object_get(answer.json, "reactors");
    assert_int_equal(json_array_size(reactors), REACTORS);
    assert_int_equal(
        json_integer_value(json_object_get(json_array_get(reactors, 1), "http_requests")), 7);
    done(&answer);
}

/* Ready means that searches are answered, and will be for a while. */
static void test_when_it_is_ready(void **state)
{
    const struct world *world = *state;
    const struct catalog *catalogs[] = {&world->ready, &world->building, &world->failed};

    for (size_t i = 0; i < 2 * sizeof catalogs / sizeof *catalogs; i++) {
        struct catalog catalog = *catalogs[i / 2];
        struct answer answer;

        catalog.leaving = i % 2;
        get_from(&answer, &catalog, "/readyz");
        assert_int_equal(answer.reply.status, i == 0 ? 200 : 503);
        assert_header(&answer, "Cache-Control", "no-store");
        if (i == 0)
            assert_string_equal(answer.body, "ready\n");
        else
            assert_int_equal(strstr(text(&answer, "detail"), "about to stop") != NULL,
                             catalog.leaving);
        done(&answer);
        get_from(&answer, &catalog, "/healthz");
        assert_int_equal(answer.reply.status, 200);
        done(&answer);
    }
}

/* Where clients cannot connect, others are not to be sent here. */
static void test_when_nobody_can_connect_it_is_not_ready(void **state)
{
    const struct world *world = *state;
    static const struct {
        uint64_t uptime, paused;
        unsigned status;
    } cases[] = {{0, 0, 200}, {100, 0, 200},   {0, 1, 503},     {100, 101, 503}, {6, 1, 503},
                 {7, 1, 200}, {105, 100, 503}, {106, 100, 200}, {99, 100, 503}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct counters counters[REACTORS] = {{.telnet_open = 0}};
        struct catalog catalog = world->ready;
        struct answer answer;

        catalog.counters = counters;
        catalog.uptime = cases[i].uptime;
        counter_set(&counters[0].unaccepting, cases[i].paused);
        get_from(&answer, &catalog, "/readyz");
        assert_int_equal(answer.reply.status, cases[i].status);
        done(&answer);
        get_from(&answer, &catalog, "/healthz");
        assert_int_equal(answer.reply.status, 200);
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_status_describes_the_index),
        cmocka_unit_test(test_when_it_is_ready),
        cmocka_unit_test(test_when_nobody_can_connect_it_is_not_ready),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
