#ifndef CHARFINDER_SERVER_ANSWERS_COUNTERS_H
#define CHARFINDER_SERVER_ANSWERS_COUNTERS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a reactor counts, for /api/v1/status, :status and /metrics.
 *
 * Only the reactor itself writes its counters, with relaxed stores. A reactor that answers /metrics reads those of all
 * reactors and adds them up; the sum is not a snapshot of one instant.
 */

typedef atomic_uint_least64_t counter_value;

/* For the owning reactor only: no other thread writes, so no atomic addition is needed. */
static inline void counter_set(counter_value *counter, uint_least64_t value)
{
    atomic_store_explicit(counter, value, memory_order_relaxed);
}

static inline uint_least64_t counter_get(const counter_value *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static inline void counter_add(counter_value *counter, int64_t change)
{
    counter_set(counter, counter_get(counter) + (uint_least64_t)change);
}

/* Durations, each in the first bucket whose bound it does not exceed. */
enum { DURATION_BOUNDS = 13 };
extern const uint32_t duration_bounds[DURATION_BOUNDS]; /* microseconds, rising */

struct durations {
    counter_value buckets[DURATION_BOUNDS + 1]; /* not cumulative; the last one has no bound */
    counter_value microseconds;                 /* the sum */
};

void durations_add(struct durations *durations, uint64_t microseconds);

/* Statuses of HTTP that are counted by themselves; all others are counted together. */
enum { COUNTED_STATUSES = 23 };
extern const uint16_t counted_statuses[COUNTED_STATUSES];

/* The place of a status; COUNTED_STATUSES for those that are counted together. */
size_t counted_status(unsigned status);

enum {
    COUNTED_ROUTES = 40,              /* at least as many as there are (routes.h) */
    COUNTED_NOWHERE = COUNTED_ROUTES, /* requests that no route has answered */
};

/* What the HTTP connections that are open are doing. */
enum { COUNTED_READING, COUNTED_QUEUED, COUNTED_WRITING, COUNTED_IDLE, COUNTED_STATES };

/* Why connections were refused, by service in struct counters. */
enum {
    COUNTED_FULL,      /* the service has as many as it may have */
    COUNTED_ADDRESS,   /* the client's address has */
    COUNTED_UNTRUSTED, /* the peer is not a trusted proxy, and only those may come */
    COUNTED_HEADER,    /* it is one, and has sent no PROXY header */
    COUNTED_REFUSALS
};

struct counters {
    _Alignas(64) counter_value telnet_open; /* sessions open now */
    counter_value telnet_reading;           /* of those, sessions that wait for their client */
    counter_value telnet_writing;           /* and sessions with a reply on its way */
    counter_value telnet_accepted;          /* since the start, as is all that is not "now" */
    counter_value telnet_refused[COUNTED_REFUSALS]; /* those that were told so, and closed */
    counter_value telnet_queries;
    counter_value telnet_received; /* bytes */
    counter_value telnet_sent;
    counter_value http_open;                   /* connections open now */
    counter_value http_states[COUNTED_STATES]; /* the same connections, by what they are doing */
    counter_value http_accepted;
    counter_value http_refused[COUNTED_REFUSALS];
    counter_value http_requests;
    counter_value
        http_unfinished; /* of those, requests whose client left before the end of the reply */
    counter_value http_received;   /* bytes of heads */
    counter_value http_sent;       /* bytes of bodies */
    counter_value http_cached;     /* replies from the response cache */
    counter_value http_missed;     /* replies that were looked for there, and are not */
    counter_value searches_cached; /* results from the search cache, for any service */
    counter_value searches_missed;
    counter_value access_lines;   /* of the access log */
    counter_value access_dropped; /* those that it had no room for */
    counter_value
        access_unwritten;      /* those that could not be written; all of them are reactor 0's */
    counter_value unaccepting; /* uptime + 1 when accepting had to pause last; 0: never */
    counter_value turns;       /* of the reactor */
    counter_value
        ring_overflows; /* turns that began with completions which the ring had no room for */
    struct durations telnet_durations;
    /* By route, in the order of the table of routes, then COUNTED_NOWHERE. */
    counter_value http_replies[COUNTED_ROUTES + 1][COUNTED_STATUSES + 1];
    struct durations http_durations[COUNTED_ROUTES + 1];
};

#endif
