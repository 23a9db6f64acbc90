/*
 * The making of a reactor: what it has then, what it says when a part cannot be made, and that it can be
 * closed in either case.
 */

#include "server/transport/reactor_parts.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sockets.h"

enum { REACTORS = 2 };

static struct config config = {
    .threads = REACTORS,
    .max_sessions = 7, /* four for each: it is rounded up */
    .max_connections = 8,
    .live = {.idle_seconds = 60,
             .keep_alive_seconds = 60,
             .header_seconds = 10,
             .write_seconds = 20,
             .shutdown_seconds = 10,
             .security_contact = "mailto:security@example.org",
             .access_log_queries = true},
};

static struct reactors_shared shared;
static size_t descriptors;

static int begin(void **state)
{
    (void)state;
    descriptors = scripted_descriptors();
    scripted_rings_reset(false);
    scripted_indexer_set(CATALOG_READY, 0);
    memset(&shared, 0, sizeof shared);
    shared.around.config = &config;
    shared.count = REACTORS;
    live_settings_init(&shared.live, &config.live);
    shared.places = places_new(&config);
    shared.clients = clients_new(64);
    for (unsigned i = 0; i < REACTORS; i++)
        shared.wakes[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return shared.places && shared.clients ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    for (unsigned i = 0; i < REACTORS; i++)
        (void)close(shared.wakes[i]);
    clients_free(shared.clients);
    places_free(shared.places);
    live_settings_release(&shared.live);
    return scripted_descriptors() == descriptors ? 0 : -1;
}

static struct reactor *make(unsigned number)
{
    struct reactor *reactor = reactor_new(&shared, number);
    struct reason reason;

    assert_non_null(reactor);
    assert_int_equal(reactor_open(reactor, &reason), 0);
    return reactor;
}

/* How often reactor 0 has been woken. */
static uint64_t woken(void)
{
    eventfd_t value = 0;

    (void)eventfd_read(shared.wakes[0], &value);
    return value;
}

static void test_it_has_all_parts(void **state)
{
    struct reactor *reactor = make(1);

    (void)state;
    assert_int_equal(reactor->catalog.state, CATALOG_READY);
    assert_non_null(reactor->catalog.index);
    assert_non_null(reactor->catalog.searches);
    assert_non_null(reactor->catalog.rows);
    assert_null(reactor->catalog.font_demand); /* there are no fonts */
    assert_int_equal(shared.rings[1], ring_descriptor(reactor->ring));
    assert_int_equal(sessions_count(reactor->sessions), 0);
    assert_int_equal(http_count(reactor->http), 0);
    assert_int_equal(refusals_count(reactor->refusals), 0);
    assert_null(reactor->acceptor);
    reactor_close(reactor);
    reactor_free(reactor);
}

static void test_only_reactor_0_accepts(void **state)
{
    struct reactor *other = make(1), *first = make(0);

    (void)state;
    assert_null(other->acceptor);
    assert_non_null(first->acceptor);
    reactor_close(first);
    reactor_close(other);
    reactor_free(first);
    reactor_free(other);
}

static void test_settings_reach_the_answers_and_the_log(void **state)
{
    struct reactor *reactor = make(1);

    (void)state;
    assert_string_equal(reactor->catalog.security_contact, "mailto:security@example.org");
    assert_true(reactor->notes.queries);
    reactor->settings.security_contact[0] = '\0';
    reactor->settings.access_log_queries = false;
    reactor_use_settings(reactor);
    assert_null(reactor->catalog.security_contact);
    assert_false(reactor->notes.queries);
    reactor_close(reactor);
    reactor_free(reactor);
}

/* Reactor 0 waits for the others, whose sockets it serves from then on. */
static void test_reactor_0_hears_of_an_end(void **state)
{
    struct reactor *reactor = make(1);

    (void)state;
    assert_int_equal(woken(), 0);
    assert_false(atomic_load(&shared.ended[1]));
    reactor_close(reactor);
    assert_true(atomic_load(&shared.ended[1]));
    assert_int_equal(woken(), 1);
    reactor_free(reactor);
}

/* The parts that there are by then are freed, and the reactor has ended like any other. */
static void test_without_a_ring(void **state)
{
    struct reactor *reactor = reactor_new(&shared, 1);
    struct reason reason = {.text = ""};

    (void)state;
    assert_non_null(reactor);
    scripted_rings_refuse(0, -ENOSYS);
    assert_int_equal(reactor_open(reactor, &reason), -ENOSYS);
    assert_true(reason.text[0]);
    assert_null(reactor->sessions);
    reactor_close(reactor);
    assert_true(atomic_load(&shared.ended[1]));
    assert_int_equal(woken(), 1);
    reactor_free(reactor);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_it_has_all_parts),
        STORY(test_only_reactor_0_accepts),
        STORY(test_settings_reach_the_answers_and_the_log),
        STORY(test_reactor_0_hears_of_an_end),
        STORY(test_without_a_ring),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
