#ifndef CHARFINDER_TESTS_UNIT_INDEX_BASE_ONE_PROCESSOR_H
#define CHARFINDER_TESTS_UNIT_INDEX_BASE_ONE_PROCESSOR_H

#include <sched.h>

/* Lets this thread run on one processor only. *before receives those that it could run on, for
 * sched_setaffinity(). Include <cmocka.h> before this. */
static inline void use_one_processor(cpu_set_t *before)
{
    cpu_set_t one;
    size_t processor = 0;

    assert_int_equal(sched_getaffinity(0, sizeof *before, before), 0);
    while (!CPU_ISSET(processor, before))
        processor++;
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
}

#endif
