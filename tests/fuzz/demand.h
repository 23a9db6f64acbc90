#ifndef CHARFINDER_TESTS_FUZZ_DEMAND_H
#define CHARFINDER_TESTS_FUZZ_DEMAND_H

#include <stdbool.h>
#include <stdlib.h>

/* Not assert(): the check must not depend on the build type. */
static inline void demand(bool holds)
{
    if (!holds)
        abort();
}

#endif
