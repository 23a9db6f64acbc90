/*
 * Start and end of the daemon: arguments, wiring, signals, exit code. The only file that depends on
 * every module.
 *
 * The main thread serves no client. Once all other threads run, it waits for signals, reports the
 * daemon's state to systemd, and finally waits for the reactors.
 */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "server/base/clock.h"
#include "server/base/heap.h"
#include "server/base/log.h"
#include "server/base/pressure.h"
#include "server/config/check.h"
#include "server/config/config.h"
#include "server/indexer/indexer.h"
#include "server/service.h"
#include "server/transport/listener.h"
#include "server/transport/reactors.h"
#include "server/transport/ring.h"

enum {
    BUILD_POLL_MS = 100, /* between two progress reports of the build */
    POLL_MS = 500,       /* between two checks of all threads while no index is being built */
    CALM_TURNS = 200,    /* of all reactors between two of these checks */
    RETURN_MS = 10 * 60 * 1000, /* until memory is returned although they are busy */
    FINISH_POLL_MS = 20,        /* between two checks whether draining has finished */
    ABORT_GRACE_MS = 2000,      /* for the last completions after all sockets were shut down */
};

struct daemon {
    struct config config;
    const char *languages[LANGUAGES_MAX]; /* from the configuration */
    struct listener listeners[LISTENERS_MAX];
    size_t listener_count;
    struct reactors *reactors;
    struct indexer *indexer;
    struct catalog catalog;   /* the main thread's view, for the status */
    uint64_t watchdog_ms;     /* between two checks of the threads; 0: no watchdog */
    struct pressure pressure; /* on memory */
    sigset_t signals;
};

/*
 * Sockets.
 */

static int adopt_socket(struct daemon *daemon, const struct service_socket *given,
                        struct reason *reason)
{
    const struct config *config = &daemon->config;
    int r;

    if (!(given->telnet ? config->telnet.enabled : config->http.enabled)) {
        log_notice("Not serving %s on a socket from systemd: disabled by the configuration",
                   given->telnet ? "telnet" : "HTTP");
        (void)close(given->socket);
        return 0;
    }
    r = listener_adopt(&daemon->listeners[daemon->listener_count],
                       given->telnet ? LISTENER_TELNET : LISTENER_HTTP, given->socket, reason);
    if (r == 0)
        daemon->listener_count++;
    return r;
}

static int adopt_sockets(struct daemon *daemon, struct reason *reason)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    int count = service_sockets(sockets, reason), r = count < 0 ? count : 0;

    _Static_assert(LISTENERS_MAX >= SERVICE_SOCKETS_MAX + LISTENER_SERVICES,
                   "space for every listener");
    for (int i = 0; r == 0 && i < count; i++)
        r = adopt_socket(daemon, &sockets[i], reason);
    return r;
}

/* If systemd passed sockets for a service, it listens only on those. */
static int open_service(struct daemon *daemon, enum listener_service service,
                        const struct config_address *address, struct reason *reason)
{
    int r;

    if (!address->enabled)
        return 0;
    for (size_t i = 0; i < daemon->listener_count; i++)
        if (daemon->listeners[i].service == service)
            return 0;
    r = listener_open(&daemon->listeners[daemon->listener_count], service, address, reason);
    if (r == 0)
        daemon->listener_count++;
    return r;
}

static int open_listeners(struct daemon *daemon, struct reason *reason)
{
    int r = adopt_sockets(daemon, reason);

    if (r == 0)
        r = open_service(daemon, LISTENER_TELNET, &daemon->config.telnet, reason);
    if (r == 0)
        r = open_service(daemon, LISTENER_HTTP, &daemon->config.http, reason);
    return r;
}

static void announce_listeners(const struct daemon *daemon)
{
    /* Users and scripts read these lines, so they have no priority prefix and appear at every log
     * level. */
    for (size_t i = 0; i < daemon->listener_count; i++) {
        const struct listener *listener = &daemon->listeners[i];

        if (listener->service == LISTENER_TELNET)
            (void)fprintf(stderr, "Serving telnet on %s\n", listener->address);
        else
            (void)fprintf(stderr, "Serving HTTP on http://%s/\n", listener->address);
    }
    (void)fprintf(stderr, "Hit CTRL-C to stop.\n");
}

/* Every connection takes a descriptor, and connections would soon reach a shell's soft limit of
 * 1024. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/*
 * Main loop.
 */

static void tell_status(const struct catalog *catalog)
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        service_status("Building the index: %u%%", catalog->progress);
        break;
    case CATALOG_READY:
        service_status("Serving %u characters of Unicode %s", charindex_characters(catalog->index),
                       charindex_unicode_version(catalog->index));
        break;
    case CATALOG_FAILED:
        service_status("The index could not be built: %s", catalog->failure.text);
        break;
    }
}

static void tell_changes(struct daemon *daemon)
{
    enum catalog_state state = daemon->catalog.state;
    unsigned progress = daemon->catalog.progress;
    bool changed = indexer_fetch(daemon->indexer, &daemon->catalog);

    if (changed || daemon->catalog.state != state || daemon->catalog.progress != progress)
        tell_status(&daemon->catalog);
}

/* Waits for one of the signals, up to this many milliseconds. Returns the signal, or 0. */
static int wait_for_signal(const struct daemon *daemon, uint64_t milliseconds)
{
    struct timespec timeout = {.tv_sec = (time_t)(milliseconds / 1000),
                               .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    int signal = sigtimedwait(&daemon->signals, NULL, &timeout);

    return signal > 0 ? signal : 0;
}

/* The daemon is alive if, since the last check, every reactor has completed a turn, and the worker
 * has made progress or answered. */
struct pulse {
    uint64_t next; /* time of the next check, by clock_now() */
    uint64_t beats;
};

static void check_pulse(struct daemon *daemon, struct pulse *pulse, uint64_t now)
{
    uint64_t beats = indexer_beats(daemon->indexer);

    if (reactors_turned(daemon->reactors) && beats != pulse->beats)
        service_alive();
    else
        log_warning("A thread has made no progress: skipping the watchdog notification");
    pulse->beats = beats;
    pulse->next = now + daemon->watchdog_ms;
    reactors_ping(daemon->reactors);
    indexer_ping(daemon->indexer);
}

static void watch_pressure(struct daemon *daemon)
{
    struct pressure_places places = pressure_system_places;
    struct reason reason;

    places.watch = getenv("MEMORY_PRESSURE_WATCH");
    places.write = getenv("MEMORY_PRESSURE_WRITE");
    if (!pressure_open(&daemon->pressure, &places, &reason) && reason.text[0])
        log_info("%s", reason.text);
}

/* What the reactors have freed goes back to the system. Where much of it does, a reactor may wait for
 * its heap: 70 ms for 250 MB (measured). So it is done when they are calm, or in the end. */
struct memory_return {
    uint64_t tidied; /* rounds of housekeeping, at the last return */
    uint64_t turns;  /* of the reactors, at the last look */
    uint64_t due;    /* since when there is something to return; 0: there is nothing */
    bool urgent;     /* memory is short */
};

static void return_memory(const struct daemon *daemon, struct memory_return *memory, uint64_t now)
{
    uint64_t tidied = reactors_tidied(daemon->reactors), turns = reactors_turns(daemon->reactors);
    bool calm = turns - memory->turns < CALM_TURNS;

    memory->turns = turns;
    if (tidied == memory->tidied)
        return;
    if (memory->due == 0)
        memory->due = now;
    if (!calm && !memory->urgent && now - memory->due < RETURN_MS)
        return;
    *memory = (struct memory_return){.tidied = tidied, .turns = turns};
    heap_trim();
}

/* Serves on after a stop signal, so that load balancers and clients find another server first. */
static uint64_t leave(struct daemon *daemon, uint64_t now)
{
    log_info("Stopping in %u seconds: /readyz says so, and HTTP connections end with their reply",
             daemon->config.drain_seconds);
    service_stopping();
    reactors_leave(daemon->reactors);
    return now + (uint64_t)daemon->config.drain_seconds * 1000;
}

/* Runs until a stop signal has arrived and drain_seconds are over, or a reactor fails. A second signal
 * does not wait. Returns an exit status. */
static int serve(struct daemon *daemon)
{
    struct pulse pulse = {.next = clock_now()};
    struct memory_return memory = {.urgent = false};
    uint64_t left_at = UINT64_MAX;
    int error;

    tell_status(&daemon->catalog);
    reactors_ping(daemon->reactors);
    indexer_ping(daemon->indexer);
    pulse.next += daemon->watchdog_ms;
    for (;;) {
        bool building = daemon->catalog.state == CATALOG_BUILDING;
        int signal = wait_for_signal(daemon, building ? BUILD_POLL_MS : POLL_MS);
        uint64_t now = clock_now();

        if (now >= left_at)
            return EX_OK;
        if (signal == SIGINT || signal == SIGTERM) {
            if (daemon->config.drain_seconds == 0 || left_at != UINT64_MAX)
                return EX_OK;
            left_at = leave(daemon, now);
        }
        if (signal == SIGHUP) {
            service_reloading();
            log_info("Checking the sources again");
            indexer_reload(daemon->indexer);
            service_ready();
        }
        (void)reactors_finished(daemon->reactors, &error);
        if (error != 0)
            return EX_OSERR;
        tell_changes(daemon);
        if (pressure_arrived(&daemon->pressure, now)) {
            log_info("Memory is short: closing idle connections and dropping caches");
            reactors_relieve(daemon->reactors);
            memory.urgent = true;
        }
        return_memory(daemon, &memory, now);
        if (daemon->watchdog_ms > 0 && now >= pulse.next)
            check_pulse(daemon, &pulse, now);
    }
}

static bool wait_until_finished(struct daemon *daemon, uint64_t milliseconds)
{
    uint64_t end = clock_now() + milliseconds;
    int error, signal;

    while (!reactors_finished(daemon->reactors, &error)) {
        if (clock_now() >= end)
            return false;
        signal = wait_for_signal(daemon, FINISH_POLL_MS);
        if (signal == SIGINT || signal == SIGTERM)
            return false; /* second stop signal: stop now */
    }
    return true;
}

static void drain(struct daemon *daemon)
{
    service_stopping();
    log_info("Stopping: finishing replies in progress");
    reactors_drain(daemon->reactors);
    if (wait_until_finished(daemon, (uint64_t)daemon->config.shutdown_seconds * 1000))
        return;
    log_notice("Closing the remaining connections");
    reactors_abort(daemon->reactors);
    if (!wait_until_finished(daemon, ABORT_GRACE_MS)) {
        /* A bug, but SIGTERM must suffice to stop the daemon. */
        log_error("A reactor did not end in time: exiting without it");
        _exit(EX_SOFTWARE);
    }
}

/* Starts everything in order, serves, and stops everything in reverse order. */
static int run(struct daemon *daemon)
{
    struct reactors_surroundings surroundings = {
        .config = &daemon->config, .listeners = daemon->listeners, .started = clock_now()};
    struct sources_options sources = config_sources(&daemon->config, daemon->languages);
    struct reason reason = {.text = ""};
    int r, status = EX_TEMPFAIL; /* a port is in use, or an address is not there yet */

    r = open_listeners(daemon, &reason);
    if (r < 0)
        goto out;
    status = EX_OSERR;
    surroundings.listener_count = daemon->listener_count;
    r = reactors_new(&daemon->reactors, &surroundings, &reason);
    if (r < 0)
        goto out;
    daemon->indexer = indexer_new(&sources, daemon->config.state_dir,
                                  reactors_wakes(daemon->reactors), daemon->config.threads);
    /* The saved index is loaded before anybody is accepted: clients wait in the listeners' queues. */
    r = daemon->indexer ? indexer_start(daemon->indexer) : -ENOMEM;
    if (r < 0)
        goto out;
    r = reactors_start(daemon->reactors, daemon->indexer, &reason);
    if (ring_unavailable(r))
        status = EX_UNAVAILABLE;
    if (r < 0)
        goto out;
    watch_pressure(daemon);
    announce_listeners(daemon);
    service_ready();
    status = serve(daemon);
    drain(daemon);
    pressure_close(&daemon->pressure);
out:
    if (r < 0)
        log_error("%s", reason.text[0] ? reason.text : strerror(-r));
    if (daemon->reactors)
        reactors_join(daemon->reactors);
    indexer_free(daemon->indexer);
    reactors_free(daemon->reactors);
    charindex_unref(daemon->catalog.index);
    for (size_t i = 0; i < daemon->listener_count; i++)
        listener_close(&daemon->listeners[i]);
    return status;
}

/* Blocks the signals before any thread starts: threads inherit the mask. The main thread receives
 * the signals with sigtimedwait(). */
static void block_signals(sigset_t *signals)
{
    (void)sigemptyset(signals);
    (void)sigaddset(signals, SIGINT);
    (void)sigaddset(signals, SIGTERM);
    (void)sigaddset(signals, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN); /* write errors are error codes instead */
    (void)signal(SIGXFSZ, SIG_IGN); /* likewise for the file size limit */
}

/* The settings are valid; the tables that they name may have mistakes. */
static int check_tables(const struct config *config)
{
    int r = config_check_tables(config, "charfinderd", stderr);

    if (r < 0) {
        (void)fprintf(stderr, "charfinderd: cannot read the tables of names: %s\n", strerror(-r));
        return EX_OSERR;
    }
    if (r > 0)
        return EX_CONFIG;
    (void)puts("The configuration is valid.");
    return EX_OK;
}

int main(int argc, char **argv)
{
    struct daemon daemon = {.listener_count = 0};
    struct reason reason;
    int status = EX_OK;

    switch (config_load(&daemon.config, argc, argv, &reason)) {
    case CONFIG_OK:
        break;
    case CONFIG_VERSION:
        (void)puts("charfinderd " CHARFINDER_VERSION);
        return EX_OK;
    case CONFIG_HELP:
        (void)fputs(config_help, stdout);
        return EX_OK;
    case CONFIG_CHECKED:
        status = check_tables(&daemon.config);
        config_release(&daemon.config);
        return status;
    case CONFIG_BAD_CALL:
        (void)fprintf(stderr, "charfinderd: %s\n", reason.text);
        return EX_USAGE;
    case CONFIG_BAD_FILE:
        (void)fprintf(stderr, "charfinderd: %s\n", reason.text);
        return EX_CONFIG;
    case -EHOSTUNREACH: /* until the network is up, perhaps */
        (void)fprintf(stderr, "charfinderd: %s\n", reason.text);
        return EX_TEMPFAIL;
    default:
        (void)fputs("charfinderd: out of memory\n", stderr);
        return EX_OSERR;
    }
    log_init(daemon.config.log_level);
    heap_init();
    block_signals(&daemon.signals);
    raise_descriptor_limit();
    /* sd_watchdog_enabled(3) advises notifying at half of the allowed interval; check twice as
     * often. */
    daemon.watchdog_ms = service_watchdog() / 1000 / 4;
    status = run(&daemon);
    config_release(&daemon.config);
    return status;
}
