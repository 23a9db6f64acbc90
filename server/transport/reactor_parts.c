/*
 * Makes the parts of a reactor in the order in which they need each other, and frees them. A part that
 * cannot be made leaves those before it to reactor_close().
 */

#include "server/transport/reactor_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sys/eventfd.h>

#include "index/present/row_cache.h"
#include "server/answers/http/pages/wall.h"
#include "server/base/clock.h"

static uint32_t share_of(unsigned all, unsigned reactors)
{
    return (all + reactors - 1) / reactors;
}

static int open_acceptor(struct reactor *reactor, struct reason *reason)
{
    struct reactors_shared *all = reactor->all;
    struct acceptor_surroundings surroundings = {
        .ring = reactor->ring,
        .wheel = &reactor->wheel,
        .admission = {.ring = reactor->ring,
                      .wheel = &reactor->wheel,
                      .places = all->places,
                      .clients = all->clients,
                      .settings = &reactor->settings,
                      .first_slot = POLL_PROXIED},
        .listeners = all->around.listeners,
        .listener_count = all->around.listener_count,
        .reactor_count = all->count,
        .ended = all->ended,
        .taken = all->taken,
    };

    memcpy(surroundings.rings, all->rings, sizeof surroundings.rings);
    reactor->acceptor = acceptor_new(&surroundings);
    if (reactor->acceptor)
        return 0;
    reason_set(reason, "no memory to accept connections");
    return -ENOMEM;
}

struct reactor *reactor_new(struct reactors_shared *all, unsigned number)
{
    struct reactor *reactor = aligned_alloc(_Alignof(struct reactor), sizeof *reactor);

    if (!reactor)
        return NULL;
    memset(reactor, 0, sizeof *reactor);
    reactor->all = all;
    reactor->number = number;
    reactor->catalog = (struct catalog){
        .counters = all->counters, .reactors = all->count, .process = all->around.process};
    reactor->notes = (struct access_notes){
        .log = all->around.access,
        .reactor = number,
        .counters = &all->counters[number],
        .clients = all->clients,
    };
    return reactor;
}

void reactor_free(struct reactor *reactor)
{
    if (!reactor)
        return;
    ring_free(reactor->ring);
    free(reactor);
}

void reactor_use_settings(struct reactor *reactor)
{
    const struct config_live *settings = &reactor->settings;

    reactor->notes.queries = settings->access_log_queries;
    reactor->catalog.security_contact =
        settings->security_contact[0] ? settings->security_contact : NULL;
}

/* What the answers are made from. */
static int open_catalog(struct reactor *reactor, struct reason *reason)
{
    const struct reactors_surroundings *around = &reactor->all->around;
    struct catalog *catalog = &reactor->catalog;

    catalog->searches = search_cache_new(LIMIT_SEARCHES / around->config->threads);
    catalog->rows = row_cache_new(LIMIT_ROWS / around->config->threads);
    if (!catalog->searches || !catalog->rows) {
        reason_set(reason, "no memory for the caches");
        return -ENOMEM;
    }
    catalog->editions = around->editions;
    catalog->edition_count = around->edition_count;
    catalog->font_demand = around->fonts ? fonts_demand(around->fonts) : NULL;
    catalog->wishes = around->fonts ? fonts_wishes(around->fonts) : NULL;
    (void)indexer_fetch(reactor->all->indexer, catalog);
    return 0;
}

static int open_ring(struct reactor *reactor, struct reason *reason)
{
    int r = ring_new(&reactor->ring, reason); /* it belongs to the thread that creates it */

    if (r == 0)
        reactor->all->rings[reactor->number] = ring_descriptor(reactor->ring);
    return r;
}

static int open_refusals(struct reactor *reactor, struct reason *reason)
{
    const struct refusals_surroundings surroundings = {
        .ring = reactor->ring,
        .wheel = &reactor->wheel,
        .counters = &reactor->all->counters[reactor->number],
        .first_slot = POLL_REFUSALS,
    };

    reactor->refusals = refusals_new(&surroundings);
    if (reactor->refusals)
        return 0;
    reason_set(reason, "no memory to refuse connections");
    return -ENOMEM;
}

static int open_sessions(struct reactor *reactor, struct reason *reason)
{
    const struct config *config = reactor->all->around.config;
    const struct session_surroundings surroundings = {
        .ring = reactor->ring,
        .wheel = &reactor->wheel,
        .turns = &reactor->turns,
        .catalog = &reactor->catalog,
        .settings = &reactor->settings,
        .counters = &reactor->all->counters[reactor->number],
        .notes = &reactor->notes,
        .places = reactor->all->places,
    };

    reactor->sessions =
        sessions_new(&surroundings, share_of(config->max_sessions, config->threads));
    if (reactor->sessions)
        return 0;
    reason_set(reason, "no memory for %u sessions", config->max_sessions);
    return -ENOMEM;
}

static int open_http(struct reactor *reactor, struct reason *reason)
{
    const struct config *config = reactor->all->around.config;
    const struct http_surroundings surroundings = {
        .wheel = &reactor->wheel,
        .turns = &reactor->turns,
        .catalog = &reactor->catalog,
        .settings = &reactor->settings,
        .counters = &reactor->all->counters[reactor->number],
        .notes = &reactor->notes,
        .places = reactor->all->places,
        .clients = reactor->all->clients,
    };

    return http_new(&reactor->http, &surroundings,
                    share_of(config->max_connections, config->threads),
                    LIMIT_RESPONSES / config->threads, reason);
}

static void open_housekeeping(struct reactor *reactor)
{
    reactor->housekeeping = (struct housekeeping){
        .ring = reactor->ring,
        .wheel = &reactor->wheel,
        .sessions = reactor->sessions,
        .http = reactor->http,
        .searches = reactor->catalog.searches,
    };
    housekeeping_init(&reactor->housekeeping);
}

int reactor_open(struct reactor *reactor, struct reason *reason)
{
    int r;

    reactor->settings = reactor->all->around.config->live;
    reactor_use_settings(reactor);
    wheel_init(&reactor->wheel, clock_now());
    turns_init(&reactor->turns);
    r = open_catalog(reactor, reason);
    if (r == 0)
        r = open_ring(reactor, reason);
    if (r == 0)
        r = open_refusals(reactor, reason);
    if (r == 0)
        r = open_sessions(reactor, reason);
    if (r == 0)
        r = open_http(reactor, reason);
    if (r < 0)
        return r;
    open_housekeeping(reactor);
    return reactor->number == 0 ? open_acceptor(reactor, reason) : 0;
}

void reactor_close(struct reactor *reactor)
{
    housekeeping_release(&reactor->housekeeping);
    http_free(reactor->http);
    sessions_free(reactor->sessions);
    refusals_free(reactor->refusals);
    search_cache_free(reactor->catalog.searches);
    row_cache_free(reactor->catalog.rows);
    charindex_unref(reactor->catalog.index);
    font_set_unref(reactor->catalog.fonts);
    wall_unref(reactor->catalog.wall);
    acceptor_free(reactor->acceptor);
    atomic_store_explicit(&reactor->all->ended[reactor->number], true, memory_order_release);
    (void)eventfd_write(reactor->all->wakes[0], 1); /* reactor 0 may wait for that */
}
