/*
 * The index is built in the thread only, at a lower priority than serving, so that no client waits
 * for the processor. It is published before it is saved, so that a slow disk delays no answer.
 *
 * Only this module decides whether an index is another one: its generation is compared, never its
 * address.
 *
 * A build that fails is tried again, because the cause may pass: memory was short, a disk was not mounted.
 * The index so far is served meanwhile.
 */

#include "server/indexer/indexer.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "index/builder/build.h"
#include "index/file/store.h"
#include "index/sources/changes.h"
#include "index/sources/warning.h"
#include "server/answers/http/pages/wall.h"
#include "server/base/clock.h"
#include "server/base/log.h"

enum {
    WORKER_NICE = 10,
    RETRY_SECONDS = 1,         /* after a build that failed; doubled for each that follows, */
    RETRY_MOST_SECONDS = 300,  /* up to this */
    SAVING_MS = 5 * 60 * 1000, /* a disk may take this long while the worker counts as alive */
    SAVE_TRIES = 50,           /* while another process saves an index in the same directory, */
    SAVE_AFTER_MS = 100,       /* with so much between two of them */
};

struct indexer {
    pthread_t thread;
    bool started;
    bool loaded;                    /* before the thread was started */
    unsigned failures;              /* builds in a row; the worker's */
    struct index_settings settings; /* owned, and used by the thread alone once it runs */
    const char *languages[LANGUAGES_MAX];
    struct sources_options sources; /* borrows the two */
    const char *state_dir;
    const int *wakes;
    size_t wake_count;

    atomic_uint progress; /* thousandths */
    atomic_uint_least64_t beats;
    atomic_uint_least64_t saving_since; /* milliseconds on clock_now(); 0: not saving */
    atomic_bool stopping;

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t called;
    bool asked_reload, asked_beat;
    bool reconfigured;
    struct index_settings next; /* owned; those to use from the next call on, if reconfigured */
    struct timespec retry_at;   /* on CLOCK_MONOTONIC, of a build that failed; 0: none failed */
    enum catalog_state state;
    struct charindex *index; /* a reference; NULL unless CATALOG_READY */
    struct wall *wall;       /* of the index, a reference; NULL where memory ran out */
    struct reason failure;
};

static void announce(const struct indexer *indexer)
{
    for (size_t i = 0; i < indexer->wake_count; i++)
        (void)eventfd_write(indexer->wakes[i], 1);
}

/* An index that lacks a source is served; the log says what it lacks. */
static void warn_of_sources(const struct indexer *indexer, const struct charindex *index)
{
    const struct sources *sources = charindex_sources(index);
    char places[SOURCES_PLACES_SIZE];
    struct reason warning;

    sources_places(&indexer->sources, places);
    for (enum source_id id = 0; id < SOURCE_COUNT; id++)
        if (source_warning(sources, id, places, &warning))
            log_warning("%s", warning.text);
    if (sources_lag(sources, &warning))
        log_notice("%s", warning.text);
}

/* Before another index takes the place of the one that is served. Only this thread replaces that, so
 * it is read without the lock. */
static void log_changes(const struct indexer *indexer, const struct charindex *index)
{
    struct reason changes;

    if (indexer->index &&
        sources_changes(charindex_sources(indexer->index), charindex_sources(index), &changes))
        log_info("Sources: %s", changes.text);
}

static void log_complaint(void *context, const char *complaint)
{
    (void)context;
    log_warning("%s", complaint);
}

/* What "the index changed" means, for every module. Either may be NULL, no index. */
static bool same_generation(const struct charindex *a, const struct charindex *b)
{
    return a && b ? strcmp(charindex_generation(a), charindex_generation(b)) == 0 : !a && !b;
}

/* Takes over the caller's reference. An index of the generation that is served already is dropped:
 * no reactor would fetch it, and both would stay in memory. */
static void publish(struct indexer *indexer, struct charindex *index)
{
    struct wall *wall = wall_new(index), *unused_wall = wall;
    struct charindex *unused = index;

    pthread_mutex_lock(&indexer->lock);
    if (!same_generation(indexer->index, index)) {
        unused = indexer->index;
        unused_wall = indexer->wall;
        indexer->index = index;
        indexer->wall = wall;
    }
    indexer->state = CATALOG_READY;
    pthread_mutex_unlock(&indexer->lock);
    charindex_unref(unused);
    wall_unref(unused_wall);
    announce(indexer);
}

static void publish_failure(struct indexer *indexer, const struct reason *failure)
{
    pthread_mutex_lock(&indexer->lock);
    if (!indexer->index) { /* else the index so far is served on */
        indexer->failure = *failure;
        indexer->state = CATALOG_FAILED;
    }
    pthread_mutex_unlock(&indexer->lock);
    announce(indexer);
}

static void publish_building(struct indexer *indexer)
{
    atomic_store_explicit(&indexer->progress, 0, memory_order_relaxed);
    pthread_mutex_lock(&indexer->lock);
    if (!indexer->index)
        indexer->state = CATALOG_BUILDING;
    pthread_mutex_unlock(&indexer->lock);
    announce(indexer);
}

static bool note_progress(void *context, unsigned permille)
{
    struct indexer *indexer = context;

    atomic_store_explicit(&indexer->progress, permille, memory_order_relaxed);
    atomic_fetch_add_explicit(&indexer->beats, 1, memory_order_relaxed);
    return !atomic_load_explicit(&indexer->stopping, memory_order_relaxed);
}

/* Daemons with other languages may share the directory, and start at the same time. The writers of one
 * directory take turns; each takes a fraction of a second. */
static int save_in_turn(struct indexer *indexer, const struct charindex *index,
                        struct reason *reason)
{
    const struct timespec pause = {.tv_nsec = SAVE_AFTER_MS * 1000L * 1000};
    int r = store_save(indexer->state_dir, index, reason);

    for (int i = 1; i < SAVE_TRIES && r == STORE_BUSY &&
                    !atomic_load_explicit(&indexer->stopping, memory_order_relaxed);
         i++) {
        (void)nanosleep(&pause, NULL);
        r = store_save(indexer->state_dir, index, reason);
    }
    return r;
}

static void save(struct indexer *indexer, const struct charindex *index)
{
    char name[STORE_NAME_SIZE];
    struct reason reason;
    int r;

    if (!indexer->state_dir)
        return;
    store_name(index, name);
    atomic_store_explicit(&indexer->saving_since, clock_now(), memory_order_relaxed);
    r = save_in_turn(indexer, index, &reason);
    atomic_store_explicit(&indexer->saving_since, 0, memory_order_relaxed);
    if (r == STORE_OK)
        log_info("Saved the index in %s/%s", indexer->state_dir, name);
    else if (r == STORE_BUSY)
        log_notice("The index is not saved: %s", reason.text);
    else
        log_warning("The index is not saved, serving from memory: %s", reason.text);
}

static void retry_later(struct indexer *indexer)
{
    time_t seconds = RETRY_SECONDS;

    for (unsigned i = 0; i < indexer->failures && seconds < RETRY_MOST_SECONDS; i++)
        seconds *= 2;
    if (seconds > RETRY_MOST_SECONDS)
        seconds = RETRY_MOST_SECONDS;
    indexer->failures++;
    log_notice("Building the index again in %d s", (int)seconds);
    pthread_mutex_lock(&indexer->lock);
    (void)clock_gettime(CLOCK_MONOTONIC, &indexer->retry_at);
    indexer->retry_at.tv_sec += seconds;
    pthread_mutex_unlock(&indexer->lock);
}

static void build(struct indexer *indexer)
{
    struct reason reason = {.text = ""};
    struct charindex *index;
    uint64_t begin = clock_now();
    int r;

    publish_building(indexer);
    r = build_index(&indexer->sources, note_progress, indexer, &index, &reason);
    if (r == -ECANCELED) {
        log_info("Cancelled building the index");
        return;
    }
    if (r < 0) {
        if (!reason.text[0])
            reason_set(&reason, "%s", strerror(-r));
        log_error("The index could not be built: %s", reason.text);
        publish_failure(indexer, &reason);
        retry_later(indexer);
        return;
    }
    indexer->failures = 0;
    log_info("Built the index in %.2f s: generation %s, %u characters, Unicode %s",
             (double)(clock_now() - begin) / 1000, charindex_generation(index),
             charindex_characters(index), charindex_unicode_version(index));
    log_changes(indexer, index);
    warn_of_sources(indexer, index);
    charindex_ref(index);
    publish(indexer, index);
    save(indexer, index);
    charindex_unref(index);
}

/* Loads the saved index and publishes it. Returns false if one has to be built. */
static bool load(struct indexer *indexer)
{
    struct reason reason = {.text = ""};
    char name[STORE_NAME_SIZE];
    struct charindex *index;
    int r = indexer->state_dir ? store_load(indexer->state_dir, &indexer->sources, &index, &reason)
                               : STORE_ABSENT;

    /* Only this thread replaces the index, so it may be read without the lock. */
    if (r == STORE_OK && same_generation(indexer->index, index)) {
        log_info("The index is up to date: generation %s", charindex_generation(index));
        charindex_unref(index);
        return true;
    }
    if (r == STORE_OK) {
        store_name(index, name);
        log_info("Loaded the index from %s/%s: generation %s", indexer->state_dir, name,
                 charindex_generation(index));
        log_changes(indexer, index);
        warn_of_sources(indexer, index);
        publish(indexer, index);
        return true;
    }
    if (!indexer->state_dir)
        log_info("Building the index: no state directory is configured");
    else if (r == STORE_ABSENT)
        log_info("Building the index: %s has none of these sources and languages",
                 indexer->state_dir);
    else
        log_notice("Rebuilding the index: cannot use the one in %s: %s", indexer->state_dir,
                   r < 0 ? strerror(-r) : reason.text);
    return false;
}

/* Waits for a call, or until it is time to try again: then that counts as asked for. */
static void wait_once(struct indexer *indexer)
{
    if (indexer->retry_at.tv_sec == 0)
        (void)pthread_cond_wait(&indexer->called, &indexer->lock);
    else if (pthread_cond_timedwait(&indexer->called, &indexer->lock, &indexer->retry_at) ==
             ETIMEDOUT)
        indexer->asked_reload = true;
}

static void use_settings(struct indexer *indexer, struct index_settings *settings)
{
    index_settings_release(&indexer->settings);
    indexer->settings = *settings;
    *settings = (struct index_settings){.sources_dir = NULL};
    indexer->sources = index_settings_options(&indexer->settings, indexer->languages);
    indexer->sources.complain = log_complaint;
}

/* Waits for a call of indexer_reload(), and answers indexer_ping(). Returns false at the end. */
static bool wait_for_call(struct indexer *indexer)
{
    bool reload = false;

    pthread_mutex_lock(&indexer->lock);
    while (!reload && !atomic_load_explicit(&indexer->stopping, memory_order_relaxed)) {
        if (!indexer->asked_reload && !indexer->asked_beat)
            wait_once(indexer);
        if (indexer->asked_beat)
            atomic_fetch_add_explicit(&indexer->beats, 1, memory_order_relaxed);
        reload = indexer->asked_reload;
        indexer->asked_reload = indexer->asked_beat = false;
    }
    indexer->retry_at = (struct timespec){.tv_sec = 0};
    if (indexer->reconfigured)
        use_settings(indexer, &indexer->next);
    indexer->reconfigured = false;
    pthread_mutex_unlock(&indexer->lock);
    return reload && !atomic_load_explicit(&indexer->stopping, memory_order_relaxed);
}

static void *work(void *context)
{
    struct indexer *indexer = context;

    (void)pthread_setname_np(pthread_self(), "indexer");
    /* On Linux each thread has a niceness of its own. */
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), WORKER_NICE);
    if (!indexer->loaded)
        build(indexer);
    while (wait_for_call(indexer))
        if (!load(indexer))
            build(indexer);
    return NULL;
}

struct indexer *indexer_new(const struct index_settings *settings, const char *state_dir,
                            const int *wakes, size_t count)
{
    struct indexer *indexer = calloc(1, sizeof *indexer);
    struct index_settings copy;
    pthread_condattr_t monotonic;

    if (!indexer || index_settings_copy(&copy, settings) < 0) {
        free(indexer);
        return NULL;
    }
    use_settings(indexer, &copy);
    indexer->state_dir = state_dir;
    indexer->wakes = wakes;
    indexer->wake_count = count;
    indexer->state = CATALOG_BUILDING;
    (void)pthread_mutex_init(&indexer->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&indexer->called, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    return indexer;
}

int indexer_start(struct indexer *indexer)
{
    int r;

    indexer->loaded = load(indexer);
    r = pthread_create(&indexer->thread, NULL, work, indexer);
    indexer->started = r == 0;
    return -r;
}

static void call(struct indexer *indexer, bool *what)
{
    pthread_mutex_lock(&indexer->lock);
    if (what)
        *what = true;
    pthread_cond_signal(&indexer->called);
    pthread_mutex_unlock(&indexer->lock);
}

void indexer_free(struct indexer *indexer)
{
    if (!indexer)
        return;
    atomic_store_explicit(&indexer->stopping, true, memory_order_relaxed);
    call(indexer, NULL);
    if (indexer->started)
        (void)pthread_join(indexer->thread, NULL);
    charindex_unref(indexer->index);
    wall_unref(indexer->wall);
    index_settings_release(&indexer->settings);
    index_settings_release(&indexer->next);
    (void)pthread_cond_destroy(&indexer->called);
    (void)pthread_mutex_destroy(&indexer->lock);
    free(indexer);
}

void indexer_reload(struct indexer *indexer)
{
    call(indexer, &indexer->asked_reload);
}

int indexer_configure(struct indexer *indexer, const struct index_settings *settings)
{
    struct index_settings copy;

    if (index_settings_copy(&copy, settings) < 0)
        return -ENOMEM;
    pthread_mutex_lock(&indexer->lock);
    index_settings_release(&indexer->next); /* of a call that has not been served yet */
    indexer->next = copy;
    indexer->reconfigured = true;
    pthread_mutex_unlock(&indexer->lock);
    return 0;
}

void indexer_ping(struct indexer *indexer)
{
    call(indexer, &indexer->asked_beat);
}

uint64_t indexer_beats(struct indexer *indexer)
{
    uint64_t since = atomic_load_explicit(&indexer->saving_since, memory_order_relaxed);

    /* During a system call the worker cannot answer. */
    if (since > 0 && clock_now() - since < SAVING_MS)
        atomic_fetch_add_explicit(&indexer->beats, 1, memory_order_relaxed);
    return atomic_load_explicit(&indexer->beats, memory_order_relaxed);
}

/* A handle of the catalog's own, so that reactors do not count references in one cache line. Where
 * memory runs out they do. */
static struct charindex *handle_new(struct charindex *index)
{
    struct charindex *handle = charindex_share(index);

    return handle ? handle : charindex_ref(index);
}

bool indexer_fetch(struct indexer *indexer, struct catalog *catalog)
{
    struct charindex *before = catalog->index;
    struct wall *wall_before = catalog->wall;
    bool changed;

    pthread_mutex_lock(&indexer->lock);
    changed = !same_generation(before, indexer->index);
    if (changed) {
        catalog->index = handle_new(indexer->index);
        catalog->wall = wall_ref(indexer->wall);
    }
    catalog->state = indexer->state;
    catalog->failure = indexer->failure;
    pthread_mutex_unlock(&indexer->lock);
    catalog->progress = atomic_load_explicit(&indexer->progress, memory_order_relaxed) / 10;
    if (changed) {
        charindex_unref(before);
        wall_unref(wall_before);
    }
    return changed;
}
