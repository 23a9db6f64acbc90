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

#include "server/access/access_log.h"
#include "server/answers/http/pages/wall.h"
#include "server/base/clock.h"
#include "server/base/heap.h"
#include "server/base/log.h"
#include "server/base/pressure.h"
#include "server/base/process.h"
#include "server/check.h"
#include "server/config/config.h"
#include "server/editions.h"
#include "server/fonts/fonts.h"
#include "server/indexer/indexer.h"
#include "server/listeners.h"
#include "server/memory_return.h"
#include "server/reload.h"
#include "server/service.h"
#include "server/transport/base/ring.h"
#include "server/transport/reactors.h"

enum {
    BUILD_POLL_MS = 100,   /* between two progress reports of the build */
    POLL_MS = 500,         /* between two checks of all threads while no index is being built */
    FINISH_POLL_MS = 20,   /* between two checks whether draining has finished */
    FILES_MS = 10 * 1000,  /* between two counts of open files */
    ABORT_GRACE_MS = 2000, /* for the last completions after all sockets were shut down */
    END_SECONDS = 8,       /* that the daemon may take beyond shutdown_seconds */
};

struct daemon {
    struct config config;
    int argc;
    char **argv; /* the configuration is read again from them */
    struct listeners listeners;
    struct reactors *reactors;
    struct indexer *indexer;
    struct fonts *fonts;
    struct editions editions;
    struct catalog catalog;   /* the main thread's view, for the status */
    uint64_t watchdog_ms;     /* between two checks of the threads; 0: no watchdog */
    struct pressure pressure; /* on memory */
    struct process_figures process;
    struct access_log *access; /* NULL: there is none */
    sigset_t signals;
};

static int open_listeners(struct daemon *daemon, struct reason *reason)
{
    struct service_socket passed[SERVICE_SOCKETS_MAX];
    int count = service_sockets(passed, reason);

    return count < 0
               ? count
               : listeners_open(&daemon->listeners, &daemon->config, passed, (size_t)count, reason);
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

    if (changed && daemon->catalog.index)
        fonts_use_index(daemon->fonts, daemon->catalog.index);
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

static void return_memory(const struct daemon *daemon, struct memory_return *memory, uint64_t now)
{
    if (memory_return_now(memory, reactors_tidied(daemon->reactors),
                          reactors_turns(daemon->reactors), now))
        heap_trim();
}

/* For /metrics. A reactor must not wait for the kernel to count. */
static void look_at_process(struct daemon *daemon, uint64_t *files_due, uint64_t now)
{
    process_look(&daemon->process, process_folder);
    if (now < *files_due)
        return;
    process_count_files(&daemon->process, process_folder);
    *files_due = now + FILES_MS;
}

static void configure_again(struct daemon *daemon)
{
    enum reload_outcome outcome = reload_configuration(&daemon->config, daemon->argc, daemon->argv);

    if (outcome == RELOAD_REFUSED)
        return;
    if (outcome == RELOAD_APPLIED_ALL &&
        indexer_configure(daemon->indexer, &daemon->config.index) < 0)
        log_error("No memory for the settings of the index: reload again");
    reactors_configure(daemon->reactors, &daemon->config.live);
}

static void reload(struct daemon *daemon)
{
    service_reloading();
    log_info("Reading the configuration and the sources again");
    configure_again(daemon);
    check_warn(&daemon->config);
    indexer_reload(daemon->indexer);
    if (daemon->catalog.index)
        fonts_use_index(daemon->fonts, daemon->catalog.index); /* there may be other fonts */
    access_log_reopen(daemon->access);
    service_ready();
}

/* Serves on after a stop signal, so that load balancers and clients find another server first. */
static uint64_t leave(struct daemon *daemon, uint64_t now)
{
    log_info("Stopping in %u seconds: /readyz says so, and HTTP connections end with their reply",
             daemon->config.live.drain_seconds);
    service_stopping(daemon->config.live.drain_seconds + daemon->config.live.shutdown_seconds +
                     END_SECONDS);
    reactors_leave(daemon->reactors);
    return now + (uint64_t)daemon->config.live.drain_seconds * 1000;
}

/* Runs until a stop signal has arrived and drain_seconds are over, or a reactor fails. A second signal
 * does not wait. Returns an exit status. */
static int serve(struct daemon *daemon)
{
    struct pulse pulse = {.next = clock_now()};
    struct memory_return memory = {.urgent = false};
    uint64_t left_at = UINT64_MAX, files_due = 0;
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
            if (daemon->config.live.drain_seconds == 0 || left_at != UINT64_MAX)
                return EX_OK;
            left_at = leave(daemon, now);
        }
        if (signal == SIGHUP && left_at == UINT64_MAX)
            reload(daemon);
        (void)reactors_finished(daemon->reactors, &error);
        if (error != 0)
            return EX_OSERR;
        tell_changes(daemon);
        fonts_poll(daemon->fonts);
        if (pressure_arrived(&daemon->pressure, now)) {
            log_info("Memory is short: closing idle connections and dropping caches");
            reactors_relieve(daemon->reactors);
            memory.urgent = true;
        }
        return_memory(daemon, &memory, now);
        look_at_process(daemon, &files_due, now);
        if (daemon->watchdog_ms > 0 && now >= pulse.next)
            check_pulse(daemon, &pulse, now);
    }
}

/* Reactors that have ended turn no more: the time is limited here, and not by the watchdog. */
static bool wait_until_finished(struct daemon *daemon, uint64_t milliseconds)
{
    uint64_t now = clock_now(), end = now + milliseconds, ping = now;
    int error, signal;

    for (; !reactors_finished(daemon->reactors, &error); now = clock_now()) {
        if (now >= end)
            return false;
        if (daemon->watchdog_ms > 0 && now >= ping) {
            service_alive();
            ping = now + daemon->watchdog_ms;
        }
        signal = wait_for_signal(daemon, FINISH_POLL_MS);
        if (signal == SIGINT || signal == SIGTERM)
            return false; /* second stop signal: stop now */
    }
    return true;
}

static void drain(struct daemon *daemon)
{
    service_stopping(daemon->config.live.shutdown_seconds + END_SECONDS);
    log_info("Stopping: finishing replies in progress");
    reactors_drain(daemon->reactors);
    if (wait_until_finished(daemon, (uint64_t)daemon->config.live.shutdown_seconds * 1000))
        return;
    log_notice("Closing the remaining connections");
    reactors_abort(daemon->reactors);
    if (!wait_until_finished(daemon, ABORT_GRACE_MS)) {
        /* A bug, but SIGTERM must suffice to stop the daemon. */
        log_error("A reactor did not end in time: exiting without it");
        _exit(EX_SOFTWARE);
    }
}

static struct access_log_options access_options(const struct config *config)
{
    return (struct access_log_options){
        .format = config->access_log,
        .path = config->access_log_file,
        .reactors = config->threads,
        .journal = service_has_journal() ? service_journal : NULL,
    };
}

/* Without fonts, or without the program that reads them, the daemon serves no fonts. */
static int start_fonts(struct daemon *daemon)
{
    int r = fonts_start(daemon->fonts, reactors_wakes(daemon->reactors), daemon->config.threads);

    if (r == -ENOENT)
        log_debug("No fonts are served: there is no folder, or charfinder-fonts is not installed");
    return r == -ENOENT ? 0 : r;
}

/* Starts everything in order, serves, and stops everything in reverse order. */
static int run(struct daemon *daemon)
{
    struct reactors_surroundings surroundings = {.config = &daemon->config,
                                                 .listeners = daemon->listeners.list,
                                                 .started = clock_now(),
                                                 .process = &daemon->process};
    const struct access_log_options access = access_options(&daemon->config);
    const char *state_dir = daemon->config.state_dir, *const * font_dirs;
    size_t font_dir_count;
    struct reason reason = {.text = ""};
    int r, status = EX_TEMPFAIL; /* a port is in use, or an address is not there yet */

    r = open_listeners(daemon, &reason);
    if (r < 0)
        goto out;
    status = EX_TEMPFAIL; /* the file's folder is not there yet, perhaps */
    r = access_log_open(&daemon->access, &access, &reason);
    if (r < 0)
        goto out;
    status = EX_OSERR;
    check_warn(&daemon->config);
    surroundings.access = daemon->access;
    surroundings.listener_count = daemon->listeners.count;
    if (state_dir) {
        editions_load(&daemon->editions, state_dir);
        editions_save(state_dir);
    }
    surroundings.editions = daemon->editions.all;
    surroundings.edition_count = daemon->editions.count;
    font_dir_count = config_font_dirs(&daemon->config, &font_dirs);
    daemon->fonts = fonts_new(font_dirs, font_dir_count, state_dir);
    r = daemon->fonts ? 0 : -ENOMEM;
    if (r < 0)
        goto out;
    surroundings.fonts = daemon->fonts;
    r = reactors_new(&daemon->reactors, &surroundings, &reason);
    if (r < 0)
        goto out;
    daemon->indexer = indexer_new(&daemon->config.index, state_dir,
                                  reactors_wakes(daemon->reactors), daemon->config.threads);
    /* The saved index is loaded before any client is accepted: they wait in the listeners' queues. */
    r = daemon->indexer ? indexer_start(daemon->indexer) : -ENOMEM;
    if (r == 0)
        r = start_fonts(daemon);
    if (r < 0)
        goto out;
    r = reactors_start(daemon->reactors, daemon->indexer, &reason);
    if (ring_unavailable(r))
        status = EX_UNAVAILABLE;
    if (r < 0)
        goto out;
    watch_pressure(daemon);
    listeners_announce(&daemon->listeners);
    service_ready();
    status = serve(daemon);
    drain(daemon);
    if (state_dir) /* at the first start, the indexer had to make it first */
        editions_save(state_dir);
    pressure_close(&daemon->pressure);
out:
    if (r < 0)
        log_error("%s", reason.text[0] ? reason.text : strerror(-r));
    if (daemon->reactors)
        reactors_join(daemon->reactors);
    indexer_free(daemon->indexer);
    fonts_free(daemon->fonts);
    reactors_free(daemon->reactors);
    access_log_close(daemon->access);
    editions_release(&daemon->editions);
    charindex_unref(daemon->catalog.index);
    wall_unref(daemon->catalog.wall);
    listeners_close(&daemon->listeners);
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
    (void)signal(SIGXFSZ, SIG_IGN); /* so is the file size limit */
}

/* The settings are valid; what they refer to may be missing or have mistakes. */
static int check(const struct config *config, bool reload)
{
    const struct access_log_options access = access_options(config);
    int r = reload ? check_reload(config, "charfinderd", stderr)
                   : check_start(config, &access, "charfinderd", stderr);

    if (r < 0) {
        (void)fprintf(stderr, "charfinderd: cannot check the configuration: %s\n", strerror(-r));
        return EX_OSERR;
    }
    if (r > 0)
        return EX_CONFIG;
    (void)puts("The configuration is valid.");
    return EX_OK;
}

int main(int argc, char **argv)
{
    struct daemon daemon = {.argc = argc, .argv = argv};
    struct reason reason;
    int outcome = config_load(&daemon.config, argc, argv, &reason), status;

    switch (outcome) {
    case CONFIG_OK:
        break;
    case CONFIG_VERSION:
        (void)puts("charfinderd " CHARFINDER_VERSION);
        return EX_OK;
    case CONFIG_HELP:
        (void)fputs(config_help, stdout);
        return EX_OK;
    case CONFIG_CHECKED:
    case CONFIG_CHECKED_RELOAD:
        status = check(&daemon.config, outcome == CONFIG_CHECKED_RELOAD);
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
    log_init(daemon.config.live.log_level);
    process_start(&daemon.process);
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
