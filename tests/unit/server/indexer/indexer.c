/*
 * The indexer with a store and a builder that the test scripts, on its real thread: what it
 * publishes, when it says that the index has changed, and when it counts as alive.
 *
 * The indexes are real, and made once: two generations from official names alone.
 */

#include "server/indexer/indexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/builder/build.h"
#include "index/file/store.h"
#include "server/answers/http/pages/wall.h"
#include "server/base/log.h"

#define STATE "/state" /* is never opened: the store is scripted */

enum { PATIENCE_MS = 20 * 1000, QUIET_MS = 50 };

/* What store and builder do when the worker calls them next. Changed only while it waits: before
 * indexer_start() or indexer_reload(), whose lock makes it visible. */
static struct {
    int loads; /* store_load()'s outcome */
    struct charindex *loaded;
    int builds; /* build_index()'s outcome; 1: calls progress until that says no */
    struct charindex *built;
    int saves;                /* store_save()'s outcome, */
    unsigned busy;            /* after it was STORE_BUSY this often */
    sem_t *building, *saving; /* waited for within; NULL: not */
    atomic_uint load_count, build_count, save_count;
    char directory[16]; /* that the last load was asked for */
} script;

static struct charindex *first, *second; /* of two generations */
static int wakes[2];
static struct indexer *indexer;
static char nowhere[] = "/nonexistent";
static const struct index_settings settings = {.sources_dir = nowhere};
static struct catalog catalog;

/* The same index as a file would give it: another handle. */
static struct charindex *copy_of(struct charindex *index)
{
    struct charindex *copy = charindex_share(index);

    assert_non_null(copy);
    return copy;
}

/* The linker puts these in the place of the functions (CMakeLists.txt). */
int __wrap_store_load(const char *directory, const struct sources_options *options,
                      struct charindex **index, struct reason *reason);
int __wrap_store_save(const char *directory, const struct charindex *index, struct reason *reason);
int __wrap_build_index(const struct sources_options *options, build_progress progress,
                       void *context, struct charindex **index, struct reason *reason);
int __real_build_index(const struct sources_options *options, build_progress progress,
                       void *context, struct charindex **index, struct reason *reason);

int __wrap_store_load(const char *directory, const struct sources_options *options,
                      struct charindex **index, struct reason *reason)
{
    (void)snprintf(script.directory, sizeof script.directory, "%s", options->directory);
    assert(strcmp(directory, STATE) == 0);
    atomic_fetch_add(&script.load_count, 1);
    if (script.loads == STORE_OK)
        *index = copy_of(script.loaded);
    else
        reason_set(reason, "scripted");
    return script.loads;
}

int __wrap_store_save(const char *directory, const struct charindex *index, struct reason *reason)
{
    int outcome = script.busy > 0 ? STORE_BUSY : script.saves;

    (void)index;
    assert(strcmp(directory, STATE) == 0);
    if (script.saving)
        (void)sem_wait(script.saving);
    reason_set(reason, "scripted");
    script.busy -= script.busy > 0;
    atomic_fetch_add(&script.save_count, 1);
    return outcome;
}

int __wrap_build_index(const struct sources_options *options, build_progress progress,
                       void *context, struct charindex **index, struct reason *reason)
{
    (void)options;
    atomic_fetch_add(&script.build_count, 1);
    if (!progress(context, 420))
        return -ECANCELED;
    if (script.building)
        (void)sem_wait(script.building);
    if (script.builds == 1) {
        while (progress(context, 421))
            (void)usleep(1000);
        return -ECANCELED;
    }
    if (script.builds == 0)
        *index = copy_of(script.built);
    else if (script.builds == -EIO)
        reason_set(reason, "no names");
    return script.builds;
}

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static int make_indexes(void **state)
{
    struct sources_options options = {.directory = "/nonexistent"};
    struct reason reason;

    (void)state;
    log_init(LOG_LEVEL_ERROR);
    if (__real_build_index(&options, go_on, NULL, &first, &reason) != 0)
        return -1;
    options.names = "/nonexistent"; /* without the project's tables it is another one */
    if (__real_build_index(&options, go_on, NULL, &second, &reason) != 0)
        return -1;
    return strcmp(charindex_generation(first), charindex_generation(second)) == 0 ? -1 : 0;
}

static int free_indexes(void **state)
{
    (void)state;
    charindex_unref(first);
    charindex_unref(second);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    script.loads = STORE_ABSENT;
    script.loaded = script.built = first;
    catalog = (struct catalog){.state = CATALOG_BUILDING};
    indexer = NULL;
    for (size_t i = 0; i < 2; i++)
        wakes[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return wakes[0] < 0 || wakes[1] < 0 ? -1 : 0;
}

static int end(void **state)
{
    (void)state;
    indexer_free(indexer);
    charindex_unref(catalog.index);
    wall_unref(catalog.wall);
    for (size_t i = 0; i < 2; i++)
        (void)close(wakes[i]);
    return 0;
}

static void start(const char *state_dir)
{
    indexer = indexer_new(&settings, state_dir, wakes, 2);
    assert_non_null(indexer);
    assert_int_equal(indexer_start(indexer), 0);
}

/* Waits for something new, as a reactor does. */
static bool woken(int milliseconds)
{
    struct pollfd wake = {.fd = wakes[0], .events = POLLIN};
    eventfd_t value;

    return poll(&wake, 1, milliseconds) == 1 && eventfd_read(wakes[0], &value) == 0;
}

/* Fetches until the catalog is in that state; returns how often the index had changed. */
static unsigned fetch_until(enum catalog_state state)
{
    unsigned changes = indexer_fetch(indexer, &catalog);

    while (catalog.state != state) {
        assert_true(woken(PATIENCE_MS));
        changes += indexer_fetch(indexer, &catalog);
    }
    return changes;
}

/* For a loop that has waited this long; fails when that is too long. */
static void wait_a_millisecond(int waited)
{
    assert_true(waited < PATIENCE_MS);
    (void)usleep(1000);
}

static void wait_for_count(atomic_uint *count, unsigned least)
{
    for (int waited = 0; atomic_load(count) < least; waited++)
        wait_a_millisecond(waited);
}

/* Waits until the worker has done what it was asked for, unless that includes saving: then it counts
 * as alive without an answer. */
static void settle(void)
{
    uint64_t beats = indexer_beats(indexer);

    indexer_ping(indexer);
    for (int waited = 0; indexer_beats(indexer) == beats; waited++)
        wait_a_millisecond(waited);
}

static void reload(void)
{
    unsigned before = atomic_load(&script.load_count);

    indexer_reload(indexer);
    wait_for_count(&script.load_count, before + 1);
    settle();
}

/* Starts it with an index in the store, and waits until that is served. */
static void start_loaded(void)
{
    script.loads = STORE_OK;
    start(STATE);
    assert_int_equal(fetch_until(CATALOG_READY), 1);
}

static void start_without_a_store(void)
{
    start(NULL);
    assert_int_equal(fetch_until(CATALOG_READY), 1);
}

static void assert_unchanged(const struct charindex *handle)
{
    assert_false(indexer_fetch(indexer, &catalog));
    assert_ptr_equal(catalog.index, handle);
}

/* The caller's settings may change and end while the copy is used. */
static void test_other_settings_count_from_the_next_reload_on(void **state)
{
    char other[] = "/other", last[] = "/last";
    struct index_settings changed = {.sources_dir = other};

    (void)state;
    script.loads = STORE_OK;
    script.loaded = first;
    start(STATE);
    assert_string_equal(script.directory, "/nonexistent");
    assert_int_equal(indexer_configure(indexer, &changed), 0);
    changed.sources_dir = last;
    assert_int_equal(indexer_configure(indexer, &changed), 0);
    last[0] = '\0';
    reload();
    assert_string_equal(script.directory, "/last");
    reload();
    assert_string_equal(script.directory, "/last");
}

static void assert_serves(struct charindex *index)
{
    assert_int_equal(catalog.state, CATALOG_READY);
    assert_non_null(catalog.index);
    assert_string_equal(charindex_generation(catalog.index), charindex_generation(index));
}

static void test_without_a_state_directory_it_builds(void **state)
{
    (void)state;
    start_without_a_store();
    assert_serves(first);
    settle();
    assert_int_equal(atomic_load(&script.build_count), 1);
    assert_int_equal(atomic_load(&script.load_count), 0);
    assert_int_equal(atomic_load(&script.save_count), 0);
}

static void test_everyone_is_woken(void **state)
{
    eventfd_t value;

    (void)state;
    start(NULL);
    (void)fetch_until(CATALOG_READY);
    settle();
    assert_int_equal(eventfd_read(wakes[1], &value), 0);
}

static void test_what_is_built_is_saved(void **state)
{
    (void)state;
    start(STATE);
    assert_int_equal(fetch_until(CATALOG_READY), 1);
    wait_for_count(&script.save_count, 1);
    assert_int_equal(atomic_load(&script.build_count), 1);
    assert_int_equal(atomic_load(&script.load_count), 1);
}

static void test_what_is_loaded_is_not_built(void **state)
{
    (void)state;
    start_loaded();
    assert_serves(first);
    settle();
    assert_int_equal(atomic_load(&script.build_count), 0);
    assert_int_equal(atomic_load(&script.save_count), 0);
}

/* The first client after a start is answered from the saved index. */
static void test_what_is_saved_is_there_when_it_has_started(void **state)
{
    (void)state;
    script.loads = STORE_OK;
    start(STATE);
    assert_true(indexer_fetch(indexer, &catalog)); /* without waiting */
    assert_serves(first);
    settle();
    assert_int_equal(atomic_load(&script.load_count), 1); /* and not once more by the thread */
}

static void test_the_same_index_is_not_a_change(void **state)
{
    struct charindex *handle;

    (void)state;
    start_without_a_store();
    handle = catalog.index;
    for (unsigned turn = 0; turn < 10; turn++) {
        indexer_ping(indexer);
        settle();
        assert_unchanged(handle);
    }
}

static void test_each_catalog_is_told_of_a_change_once(void **state)
{
    struct catalog other = {.state = CATALOG_BUILDING};

    (void)state;
    start_without_a_store();
    assert_true(indexer_fetch(indexer, &other));
    assert_false(indexer_fetch(indexer, &other));
    assert_false(indexer_fetch(indexer, &catalog));
    assert_ptr_not_equal(other.index, catalog.index); /* a handle of its own */
    assert_string_equal(charindex_generation(other.index), charindex_generation(catalog.index));
    charindex_unref(other.index);
    wall_unref(other.wall);
}

static void test_reloading_the_same_generation_is_not_a_change(void **state)
{
    struct charindex *handle;

    (void)state;
    start_loaded();
    handle = catalog.index;
    for (unsigned turn = 0; turn < 3; turn++) {
        reload();
        assert_unchanged(handle);
    }
    assert_int_equal(atomic_load(&script.build_count), 0);
}

/* The saved file was damaged, but the sources are what they were. */
static void test_rebuilding_the_same_generation_is_not_a_change(void **state)
{
    struct charindex *handle;

    (void)state;
    start_loaded();
    handle = catalog.index;
    script.loads = STORE_UNUSABLE;
    reload();
    wait_for_count(&script.save_count, 1);
    assert_int_equal(atomic_load(&script.build_count), 1);
    assert_unchanged(handle);
}

static void test_another_generation_is_a_change(void **state)
{
    (void)state;
    start_loaded();
    settle();
    (void)woken(0);
    script.loaded = second;
    reload();
    assert_true(woken(PATIENCE_MS));
    assert_serves(first); /* until it is fetched */
    assert_true(indexer_fetch(indexer, &catalog));
    assert_serves(second);
    assert_false(indexer_fetch(indexer, &catalog));
    script.loaded = first;
    reload();
    assert_true(indexer_fetch(indexer, &catalog)); /* and back */
    assert_serves(first);
}

static void test_a_failure_is_told_until_an_index_is_there(void **state)
{
    (void)state;
    script.builds = -EIO;
    start(STATE);
    assert_int_equal(fetch_until(CATALOG_FAILED), 0);
    assert_null(catalog.index);
    assert_string_equal(catalog.failure.text, "no names");
    script.builds = 0;
    reload();
    assert_int_equal(fetch_until(CATALOG_READY), 1);
    assert_serves(first);
}

static void test_a_failure_without_words_gets_some(void **state)
{
    (void)state;
    script.builds = -ENOMEM;
    start(NULL);
    assert_int_equal(fetch_until(CATALOG_FAILED), 0);
    assert_string_equal(catalog.failure.text, strerror(ENOMEM));
}

/* A lack of descriptors, which others return, or of sources, which are installed later. */
static void test_a_failed_build_is_tried_again(void **state)
{
    static const int failures[] = {-EMFILE, -EIO};

    (void)state;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (i > 0) {
            assert_int_equal(end(state), 0);
            assert_int_equal(begin(state), 0);
        }
        script.builds = failures[i];
        start(STATE);
        assert_int_equal(fetch_until(CATALOG_FAILED), 0);
        script.builds = 0;
        assert_int_equal(fetch_until(CATALOG_READY), 1);
        assert_int_equal(atomic_load(&script.build_count), 2);
        assert_serves(first);
    }
}

static void test_an_index_outlives_a_failure_to_replace_it(void **state)
{
    (void)state;
    start_loaded();
    script.loads = STORE_UNUSABLE;
    script.builds = -EIO;
    reload();
    assert_int_equal(atomic_load(&script.build_count), 1);
    assert_false(indexer_fetch(indexer, &catalog));
    assert_serves(first);
}

static void test_an_index_that_cannot_be_saved_is_served(void **state)
{
    static const int outcomes[] = {STORE_UNWRITABLE, -ENOMEM};

    (void)state;
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        script.saves = outcomes[i];
        if (i == 0)
            start(STATE);
        else
            reload();
        (void)fetch_until(CATALOG_READY);
        wait_for_count(&script.save_count, (unsigned)i + 1);
        assert_serves(first);
    }
}

/* Another daemon, with other languages, saves its index at the same time. */
static void test_a_directory_that_is_busy_is_tried_again(void **state)
{
    (void)state;
    script.busy = 3;
    start(STATE);
    (void)fetch_until(CATALOG_READY);
    wait_for_count(&script.save_count, 4);
    assert_serves(first);
    (void)usleep(300 * 1000);
    assert_int_equal(atomic_load(&script.save_count), 4);
}

static void test_a_stop_does_not_wait_for_a_busy_directory(void **state)
{
    (void)state;
    script.busy = UINT_MAX;
    start(STATE);
    (void)fetch_until(CATALOG_READY);
    wait_for_count(&script.save_count, 2);
    indexer_free(indexer);
    indexer = NULL;
    assert_in_range(atomic_load(&script.save_count), 2, 4);
}

static void test_progress_is_told_and_counts_as_life(void **state)
{
    uint64_t beats;
    sem_t building;

    (void)state;
    assert_int_equal(sem_init(&building, 0, 0), 0);
    script.building = &building;
    start(NULL);
    for (int waited = 0; catalog.progress != 42; waited++) {
        wait_a_millisecond(waited);
        assert_false(indexer_fetch(indexer, &catalog));
        assert_int_equal(catalog.state, CATALOG_BUILDING);
    }
    beats = indexer_beats(indexer);
    assert_true(beats > 0);
    assert_int_equal(indexer_beats(indexer), beats); /* none while it stands still */
    (void)sem_post(&building);
    assert_int_equal(fetch_until(CATALOG_READY), 1);
    assert_int_equal(sem_destroy(&building), 0);
}

/* A slow disk holds the worker in a system call, where it cannot answer. */
static void test_saving_counts_as_life_and_delays_no_answer(void **state)
{
    uint64_t beats;
    sem_t saving;

    (void)state;
    assert_int_equal(sem_init(&saving, 0, 0), 0);
    script.saving = &saving;
    start(STATE);
    assert_int_equal(fetch_until(CATALOG_READY), 1); /* though nothing is saved yet */
    assert_int_equal(atomic_load(&script.save_count), 0);
    (void)usleep(QUIET_MS * 1000); /* it is in store_save() by now */
    beats = indexer_beats(indexer);
    assert_true(indexer_beats(indexer) > beats);
    (void)sem_post(&saving);
    wait_for_count(&script.save_count, 1);
    for (int waited = 0; indexer_beats(indexer) != indexer_beats(indexer); waited++)
        wait_a_millisecond(waited); /* it is alive by its answers alone again */
    assert_int_equal(sem_destroy(&saving), 0);
}

static void test_a_build_is_given_up(void **state)
{
    (void)state;
    script.builds = 1;
    start(NULL);
    wait_for_count(&script.build_count, 1);
    indexer_free(indexer); /* returns, or the test's timeout ends it */
    indexer = NULL;
}

static void test_one_that_never_started_is_freed(void **state)
{
    (void)state;
    indexer = indexer_new(&settings, STATE, wakes, 2);
    assert_non_null(indexer);
    assert_false(indexer_fetch(indexer, &catalog));
    assert_int_equal(catalog.state, CATALOG_BUILDING);
    indexer_free(NULL);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_other_settings_count_from_the_next_reload_on),
        STORY(test_without_a_state_directory_it_builds),
        STORY(test_everyone_is_woken),
        STORY(test_what_is_built_is_saved),
        STORY(test_what_is_loaded_is_not_built),
        STORY(test_what_is_saved_is_there_when_it_has_started),
        STORY(test_the_same_index_is_not_a_change),
        STORY(test_each_catalog_is_told_of_a_change_once),
        STORY(test_reloading_the_same_generation_is_not_a_change),
        STORY(test_rebuilding_the_same_generation_is_not_a_change),
        STORY(test_another_generation_is_a_change),
        STORY(test_a_failure_is_told_until_an_index_is_there),
        STORY(test_a_failure_without_words_gets_some),
        STORY(test_a_failed_build_is_tried_again),
        STORY(test_an_index_outlives_a_failure_to_replace_it),
        STORY(test_an_index_that_cannot_be_saved_is_served),
        STORY(test_a_directory_that_is_busy_is_tried_again),
        STORY(test_a_stop_does_not_wait_for_a_busy_directory),
        STORY(test_progress_is_told_and_counts_as_life),
        STORY(test_saving_counts_as_life_and_delays_no_answer),
        STORY(test_a_build_is_given_up),
        STORY(test_one_that_never_started_is_freed),
    };

    return cmocka_run_group_tests(tests, make_indexes, free_indexes);
}
