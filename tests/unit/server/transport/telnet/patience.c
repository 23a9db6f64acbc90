/*
 * How long a telnet client may take: what renews its time, and what is left of it when the daemon stops.
 */

#include "server/transport/telnet/patience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/base/limits.h"

enum { START = 5000, IDLE = 30, LINE_MS = LIMIT_LINE_SECONDS * 1000 };

static struct telnet telnet;
static struct patience patience;
static const struct catalog catalog = {.state = CATALOG_BUILDING};

static void listen(void)
{
    char out[4096];

    while (telnet_answer(&telnet, &catalog, out, sizeof out) > 0)
        ;
}

static int begin(void **state)
{
    (void)state;
    telnet_init(&telnet, NULL, NULL);
    listen();
    patience_init(&patience, START);
    return 0;
}

static int end(void **state)
{
    (void)state;
    telnet_release(&telnet);
    return 0;
}

static void say(const char *bytes)
{
    assert_int_equal(telnet_receive(&telnet, bytes, strlen(bytes)), strlen(bytes));
    listen();
}

static uint64_t left(uint64_t after)
{
    return patience_left(&patience, &telnet, IDLE, START + after);
}

static void test_a_client_that_says_nothing(void **state)
{
    (void)state;
    assert_int_equal(left(0), IDLE * 1000);
    assert_int_equal(left(29000), 1000);
    assert_int_equal(left(IDLE * 1000), 1);
    assert_int_equal(left(90000), 1);
}

static void test_where_it_may_be_idle_for_ever(void **state)
{
    (void)state;
    assert_int_equal(patience_left(&patience, &telnet, 0, START), 0);
    say("x");
    assert_int_equal(patience_left(&patience, &telnet, 0, START + 1000), LINE_MS);
}

static void test_only_a_line_renews_the_time(void **state)
{
    (void)state;
    say(" ");
    assert_int_equal(left(1000), LINE_MS);
    say(" ");
    assert_int_equal(left(11000), LINE_MS - 10000);
    say("\n");
    assert_int_equal(left(20000), IDLE * 1000);
    say("\n");
    assert_int_equal(left(21000), IDLE * 1000);
    say("\n x"); /* a line, and another one has begun */
    assert_int_equal(left(30000), LINE_MS);
}

static uint64_t respite(uint64_t after)
{
    return patience_respite(&patience, &telnet, START + after);
}

static void test_stopping_leaves_time_for_one_line(void **state)
{
    (void)state;
    patience_drain(&patience, &telnet);
    assert_int_equal(respite(400), 600);
    assert_false(patience_served(&patience, &telnet));
    say("\n");
    assert_true(patience_served(&patience, &telnet));
    assert_int_equal(respite(500), 0);
}

static void test_stopping_leaves_none_to_an_idle_client(void **state)
{
    (void)state;
    patience_drain(&patience, &telnet);
    assert_int_equal(respite(PATIENCE_PART_MS), 0);
    assert_int_equal(respite(50000), 0);
}

static void test_stopping_waits_for_the_end_of_a_line(void **state)
{
    (void)state;
    patience_drain(&patience, &telnet);
    say("\nx");
    assert_true(patience_served(&patience, &telnet));
    assert_int_equal(respite(500), PATIENCE_PART_MS);
    say("y");
    assert_int_equal(respite(1400), 100);
    assert_int_equal(respite(1500), 0);
}

static void test_stopping_after_a_line(void **state)
{
    (void)state;
    say("\n");
    assert_int_equal(left(7000), IDLE * 1000);
    patience_drain(&patience, &telnet);
    assert_int_equal(respite(7300), 700); /* since the line, not since the beginning */
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_client_that_says_nothing),
        STORY(test_where_it_may_be_idle_for_ever),
        STORY(test_only_a_line_renews_the_time),
        STORY(test_stopping_leaves_time_for_one_line),
        STORY(test_stopping_leaves_none_to_an_idle_client),
        STORY(test_stopping_waits_for_the_end_of_a_line),
        STORY(test_stopping_after_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
