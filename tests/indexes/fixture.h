#ifndef CHARFINDER_TESTS_INDEXES_FIXTURE_H
#define CHARFINDER_TESTS_INDEXES_FIXTURE_H

/*
 * The setup and teardown of a group of cmocka tests that share one ready index; *state is the index:
 *
 *     return cmocka_run_group_tests(tests, english_setup, index_teardown);
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/indexes/ready.h"

static inline int ready_setup(enum ready ready, void **state)
{
    struct reason reason = {.text = ""};
    struct charindex *index;

    if (ready_index(ready, &index, &reason) != 0)
        fail_msg("no index: %s", reason.text);
    *state = index;
    return 0;
}

static inline int english_setup(void **state)
{
    return ready_setup(READY_ENGLISH, state);
}

static inline int german_setup(void **state)
{
    return ready_setup(READY_GERMAN, state);
}

static inline int characters_setup(void **state)
{
    return ready_setup(READY_CHARACTERS, state);
}

static inline int index_teardown(void **state)
{
    charindex_unref(*state);
    return 0;
}

#endif
