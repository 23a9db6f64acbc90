/*
 * A clock that stands still. It is atomic because the reactors' threads read it too.
 */

#include "tests/unit/server/transport/scripted_clock.h"

#include <stdatomic.h>

#include "server/base/clock.h"

static atomic_uint_least64_t time_now = SCRIPTED_CLOCK_START;

uint64_t clock_now(void)
{
    return atomic_load(&time_now);
}

uint64_t clock_wall(void)
{
    return clock_now();
}

uint64_t clock_microseconds(void)
{
    return clock_now() * 1000;
}

void scripted_clock_reset(void)
{
    atomic_store(&time_now, SCRIPTED_CLOCK_START);
}

void scripted_clock_pass(uint64_t milliseconds)
{
    atomic_fetch_add(&time_now, milliseconds);
}
