/* Settings that one thread publishes and another fetches. */

#include "server/transport/base/live_settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CHANGES = 20000 };

static struct live_settings live;
static struct config_live copy;
static unsigned version;

static int begin(void **state)
{
    const struct config_live first = {.idle_seconds = 1, .write_seconds = 1};

    (void)state;
    live_settings_init(&live, &first);
    copy = first;
    version = 0;
    return 0;
}

static int end(void **state)
{
    (void)state;
    live_settings_release(&live);
    return 0;
}

static void publish(unsigned value)
{
    const struct config_live next = {.idle_seconds = value, .write_seconds = value};

    live_settings_publish(&live, &next);
}

static void without_a_change_nothing_is_fetched(void **state)
{
    (void)state;
    assert_false(live_settings_fetch(&live, &version, &copy));
    assert_int_equal(copy.idle_seconds, 1);
}

static void the_last_of_several_changes_is_fetched_once(void **state)
{
    (void)state;
    publish(2);
    publish(3);
    assert_int_equal(copy.idle_seconds, 1);
    assert_true(live_settings_fetch(&live, &version, &copy));
    assert_int_equal(copy.idle_seconds, 3);
    assert_false(live_settings_fetch(&live, &version, &copy));
}

static void each_reader_fetches_for_itself(void **state)
{
    struct config_live other = {.idle_seconds = 1};
    unsigned other_version = 0;

    (void)state;
    publish(2);
    assert_true(live_settings_fetch(&live, &version, &copy));
    assert_true(live_settings_fetch(&live, &other_version, &other));
    assert_int_equal(other.idle_seconds, 2);
}

static void *publish_many(void *context)
{
    (void)context;
    for (unsigned i = 2; i <= CHANGES; i++)
        publish(i);
    return NULL;
}

/* What is fetched was published as a whole, and the order is kept. */
static void a_change_is_never_seen_in_part(void **state)
{
    pthread_t thread;
    unsigned last = 1;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, publish_many, NULL), 0);
    while (last < CHANGES) {
        if (!live_settings_fetch(&live, &version, &copy))
            continue;
        assert_int_equal(copy.idle_seconds, copy.write_seconds);
        assert_true(copy.idle_seconds > last);
        last = copy.idle_seconds;
    }
    (void)pthread_join(thread, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_a_change_nothing_is_fetched, begin, end),
        cmocka_unit_test_setup_teardown(the_last_of_several_changes_is_fetched_once, begin, end),
        cmocka_unit_test_setup_teardown(each_reader_fetches_for_itself, begin, end),
        cmocka_unit_test_setup_teardown(a_change_is_never_seen_in_part, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
