/*
 * The metrics, read line by line as Prometheus reads them.
 */

#include "server/answers/http/metrics.h"

#include "server/answers/http/routes.h"
#include "tests/unit/server/answers/http/real_world.h"

static void add(const struct world *world, size_t reactor, size_t offset, int64_t change)
{
    struct counters *counters = (struct counters *)&world->counters[reactor];

    counter_add((counter_value *)(void *)((char *)counters + offset), change);
}

/* The value of a series, as text, in the line that begins with its name and labels. */
static const char *value_of(const struct answer *answer, const char *series)
{
    static char value[64];
    size_t size = strlen(series);

    for (const char *line = answer->body; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, series, size) != 0 || line[size] != ' ')
            continue;
        (void)snprintf(value, sizeof value, "%.*s", (int)strcspn(line + size + 1, "\n"),
                       line + size + 1);
        return value;
    }
    return NULL;
}

static void assert_value(const struct answer *answer, const char *series, const char *expected)
{
    const char *value = value_of(answer, series);

    if (!value)
        fail_msg("there is no %s in\n%s", series, answer->body);
    assert_string_equal(value, expected);
}

static void test_the_state_of_the_index(void **state)
{
    const struct world *world = *state;
    const struct {
        const struct catalog *catalog;
        const char *building, *ready, *failed;
    } cases[] = {
        {&world->building, "1", "0", "0"},
        {&world->ready, "0", "1", "0"},
        {&world->failed, "0", "0", "1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct catalog catalog = *cases[i].catalog;
        struct answer answer;

        catalog.uptime = 100;
        catalog.fetched = 58;
        get_from(&answer, &catalog, "/metrics");
        assert_int_equal(answer.reply.status, 200);
        assert_header(&answer, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        assert_header(&answer, "Cache-Control", "no-store");
        assert_value(&answer, "charfinder_index_state{state=\"building\"}", cases[i].building);
        assert_value(&answer, "charfinder_index_state{state=\"ready\"}", cases[i].ready);
        assert_value(&answer, "charfinder_index_state{state=\"failed\"}", cases[i].failed);
        assert_value(&answer, "charfinder_ready", cases[i].ready);
        assert_value(&answer, "charfinder_uptime_seconds", "100");
        if (catalog.index)
            assert_value(&answer, "charfinder_index_age_seconds", "42");
        else
            assert_null(value_of(&answer, "charfinder_index_age_seconds"));
        assert_null(strstr(answer.body, "ICU has no names")); /* a failure is no label */
        done(&answer);
    }
}

static void test_a_daemon_that_leaves_is_not_ready(void **state)
{
    const struct world *world = *state;
    struct catalog catalog = world->ready;
    struct answer answer;

    catalog.leaving = true;
    get_from(&answer, &catalog, "/metrics");
    assert_value(&answer, "charfinder_ready", "0");
    assert_value(&answer, "charfinder_index_state{state=\"ready\"}", "1");
    done(&answer);
}

static void test_reactors_are_added_up(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    add(world, 0, offsetof(struct counters, http_accepted), 3);
    add(world, 1, offsetof(struct counters, http_accepted), 4);
    add(world, 1, offsetof(struct counters, telnet_refused[COUNTED_ADDRESS]), 5);
    add(world, 0, offsetof(struct counters, http_states[COUNTED_IDLE]), 6);
    get(&answer, world, "/metrics");
    assert_value(&answer, "charfinder_connections_accepted_total{service=\"http\"}", "7");
    assert_value(&answer, "charfinder_connections_accepted_total{service=\"telnet\"}", "0");
    assert_value(&answer,
                 "charfinder_connections_refused_total{service=\"telnet\",cause=\"address\"}", "5");
    assert_value(&answer, "charfinder_connections_refused_total{service=\"telnet\",cause=\"full\"}",
                 "0");
    assert_value(&answer, "charfinder_connections{service=\"http\",state=\"idle\"}", "6");
    assert_value(&answer, "charfinder_reactors", "2");
    done(&answer);
}

static void test_requests_by_route_and_status(void **state)
{
    const struct world *world = *state;
    struct counters *counters = (struct counters *)world->counters;
    size_t search = (size_t)(route_find(slice_of("/search"), 7) - routes);
    struct answer answer;

    counter_add(&counters[0].http_replies[search][counted_status(200)], 2);
    counter_add(&counters[1].http_replies[search][counted_status(422)], 1);
    counter_add(&counters[1].http_replies[search][counted_status(299)], 1);
    counter_add(&counters[1].http_replies[COUNTED_NOWHERE][counted_status(400)], 9);
    durations_add(&counters[0].http_durations[search], 1500000);
    durations_add(&counters[1].http_durations[search], 70);
    get(&answer, world, "/metrics");
    assert_value(&answer, "charfinder_http_requests_total{route=\"/search\",code=\"200\"}", "2");
    assert_value(&answer, "charfinder_http_requests_total{route=\"/search\",code=\"422\"}", "1");
    assert_value(&answer, "charfinder_http_requests_total{route=\"/search\",code=\"other\"}", "1");
    assert_value(&answer, "charfinder_http_requests_total{route=\"none\",code=\"400\"}", "9");
    assert_null(
        value_of(&answer, "charfinder_http_requests_total{route=\"/search\",code=\"503\"}"));
#define DURATION "charfinder_http_request_duration_seconds"
    assert_value(&answer, DURATION "_bucket{route=\"/search\",le=\"0.0001\"}", "1");
    assert_value(&answer, DURATION "_bucket{route=\"/search\",le=\"1\"}", "1");
    assert_value(&answer, DURATION "_bucket{route=\"/search\",le=\"10\"}", "2");
    assert_value(&answer, DURATION "_bucket{route=\"/search\",le=\"+Inf\"}", "2");
    assert_value(&answer, DURATION "_sum{route=\"/search\"}", "1.500070");
    assert_value(&answer, DURATION "_count{route=\"/search\"}", "2");
    assert_null(value_of(&answer, DURATION "_count{route=\"/\"}"));
    assert_value(&answer, "charfinder_telnet_query_duration_seconds_count", "0");
    done(&answer);
}

static void test_every_route_has_its_series(void **state)
{
    const struct world *world = *state;
    struct answer answer;

    get(&answer, world, "/metrics");
    for (size_t i = 0; i < route_count; i++) {
        char series[128];

        (void)snprintf(series, sizeof series,
                       "charfinder_http_requests_total{route=\"%s\",code=\"200\"}", routes[i].path);
        assert_non_null(value_of(&answer, series));
    }
    done(&answer);
}

static void test_the_process(void **state)
{
    static const struct process_figures figures = {.started_ms = 1234,
                                                   .cpu_microseconds = 2000005,
                                                   .resident_bytes = UINT64_C(5000000000),
                                                   .open_files = 17};
    const struct world *world = *state;
    struct catalog catalog = world->ready;
    struct answer answer;

    catalog.process = NULL;
    get_from(&answer, &catalog, "/metrics");
    assert_null(value_of(&answer, "process_open_fds"));
    done(&answer);
    catalog.process = &figures;
    get_from(&answer, &catalog, "/metrics");
    assert_value(&answer, "process_start_time_seconds", "1.234");
    assert_value(&answer, "process_cpu_seconds_total", "2.000005");
    assert_value(&answer, "process_resident_memory_bytes", "5000000000");
    assert_value(&answer, "process_open_fds", "17");
    done(&answer);
}

/* Each family is described once, before its series, which follow one another; no series comes twice. */
static void test_the_format(void **state)
{
    const struct world *world = *state;
    char family[128] = "", previous[256] = "";
    struct answer answer;

    get(&answer, world, "/metrics");
    assert_int_equal(answer.body[answer.size - 1], '\n');
    for (char *line = strtok(answer.body, "\n"); line; line = strtok(NULL, "\n")) {
        char name[128];

        if (sscanf(line, "# HELP %127s", name) == 1) {
            assert_string_not_equal(name, family);
            strcpy(family, name);
        } else if (sscanf(line, "# TYPE %127s", name) == 1) {
            assert_string_equal(name, family);
        } else {
            assert_int_equal(strncmp(line, family, strlen(family)), 0);
            assert_non_null(strrchr(line, ' '));
            *strrchr(line, ' ') = '\0';
            assert_string_not_equal(line, previous);
            (void)snprintf(previous, sizeof previous, "%s", line);
        }
    }
    done(&answer);
}

static int clear(void **state)
{
    struct world *world = *state;

    memset(world->counters, 0, sizeof world->counters);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_state_of_the_index, clear),
        cmocka_unit_test_setup(test_a_daemon_that_leaves_is_not_ready, clear),
        cmocka_unit_test_setup(test_reactors_are_added_up, clear),
        cmocka_unit_test_setup(test_requests_by_route_and_status, clear),
        cmocka_unit_test_setup(test_every_route_has_its_series, clear),
        cmocka_unit_test_setup(test_the_process, clear),
        cmocka_unit_test_setup(test_the_format, clear),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
