#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_WISHES_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_WISHES_H

/*
 * The world of real_world.h with a store of wishes, which the test fulfills as the maker would.
 */

#include "server/answers/http/base/wish_store.h"
#include "tests/unit/server/answers/http/real_world.h"

static struct wish_store *store;

static inline void no_wake(void *context)
{
    (void)context;
}

static inline int wishes_setup(void **state)
{
    struct world *world;

    if (world_new(state) != 0)
        return -1;
    world = *state;
    store = wish_store_new(no_wake, NULL);
    world->ready.wishes = world->building.wishes = store;
    return store ? 0 : -1;
}

static inline int wishes_teardown(void **state)
{
    wish_store_free(store);
    return world_free(state);
}

#define WITH_WISHES(test) cmocka_unit_test_setup_teardown(test, wishes_setup, wishes_teardown)

#endif
