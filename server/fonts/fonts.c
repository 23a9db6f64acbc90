/*
 * The thread, and what it shares with the others: the index to make slices for, what is wanted, and the
 * newest set. All else is the thread's own. The process that reads fonts ends when there is nothing to do.
 */

#include "server/fonts/fonts.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server/base/clock.h"
#include "server/base/log.h"
#include "server/fonts/maker.h"
#include "server/fonts/painter.h"

enum {
    WORKER_NICE = 10,  /* below the threads that serve */
    PUBLISH_MS = 1000, /* between two publications */
};

struct fonts {
    char **folders; /* each owned */
    size_t folder_count;
    const char *state_dir;
    const int *wakes;
    size_t wake_count;
    const char *program; /* NULL: helper_find() says */
    pthread_t thread;
    bool started;
    int stop; /* an eventfd, written when the thread is to end */
    atomic_bool stopping;
    struct font_demand demand;
    struct wish_store *wishes;

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t called;
    struct charindex *index; /* a reference, or NULL: the next one to use */
    struct font_set *set;    /* a reference, or NULL */
};

/* The thread's own. */
struct session {
    struct fonts *fonts;
    const char *program;
    struct charindex *index; /* a reference, or NULL */
    struct helper helper;
    struct keep keep;
    struct maker maker;
    bool learned;
    bool failed; /* until there is another index */
};

static void wake(void *context)
{
    fonts_poll(context);
}

struct fonts *fonts_new(const char *const *folders, size_t count, const char *state_dir)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);

    if (!fonts)
        return NULL;
    fonts->state_dir = state_dir;
    (void)pthread_mutex_init(&fonts->lock, NULL);
    (void)pthread_cond_init(&fonts->called, NULL);
    fonts->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    fonts->folders = calloc(count + 1, sizeof *fonts->folders);
    if (fonts->folders)
        for (; fonts->folder_count < count; fonts->folder_count++) {
            fonts->folders[fonts->folder_count] = strdup(folders[fonts->folder_count]);
            if (!fonts->folders[fonts->folder_count])
                break;
        }
    fonts->wishes = wish_store_new(wake, fonts);
    if (fonts->stop < 0 || fonts->folder_count < count || !fonts->folders || !fonts->wishes) {
        fonts_free(fonts);
        return NULL;
    }
    return fonts;
}

void fonts_use_program(struct fonts *fonts, const char *program)
{
    fonts->program = program;
}

static void publish(struct fonts *fonts, const struct maker *maker)
{
    struct font_set *set = font_set_new(maker->slices.items, maker->slices.count, &maker->made);
    struct font_set *before;

    if (!set)
        return; /* no memory: the set before is good as well */
    pthread_mutex_lock(&fonts->lock);
    before = fonts->set;
    fonts->set = set;
    pthread_mutex_unlock(&fonts->lock);
    font_set_unref(before);
    for (size_t i = 0; i < fonts->wake_count; i++)
        (void)eventfd_write(fonts->wakes[i], 1);
}

/* The next row that is wanted and not made; FONT_ROWS: none. */
static uint32_t next_row(const struct session *session)
{
    for (uint32_t word = 0; word < FONT_ROWS / 64; word++) {
        uint64_t left =
            atomic_load_explicit(&session->fonts->demand.words[word], memory_order_relaxed) &
            ~session->maker.made.words[word];

        if (left != 0)
            return word * 64 + (uint32_t)__builtin_ctzll(left);
    }
    return FONT_ROWS;
}

static bool is_wanted(const struct session *session)
{
    struct wish wish;

    return next_row(session) < FONT_ROWS || wish_store_next(session->fonts->wishes, &wish);
}

static bool stopping(const struct fonts *fonts)
{
    return atomic_load_explicit(&fonts->stopping, memory_order_relaxed);
}

/* Starts over with this index; what was published is served until there is more. */
static void begin(struct session *session, struct charindex *index)
{
    const struct maker_surroundings around = {
        .helper = &session->helper,
        .keep = &session->keep,
        .folders = (const char *const *)session->fonts->folders,
        .folder_count = session->fonts->folder_count,
        .index = index,
    };

    maker_release(&session->maker);
    charindex_unref(session->index);
    session->index = index;
    maker_init(&session->maker, &around);
    session->learned = session->failed = false;
    wish_store_begin(session->fonts->wishes);
}

/* Waits for work. Returns false at the end. */
static bool wait_for_call(struct session *session)
{
    struct fonts *fonts = session->fonts;
    struct charindex *index = NULL;

    pthread_mutex_lock(&fonts->lock);
    while (!stopping(fonts) && !fonts->index &&
           (!session->index || session->failed || !is_wanted(session)))
        (void)pthread_cond_wait(&fonts->called, &fonts->lock);
    index = fonts->index;
    fonts->index = NULL;
    pthread_mutex_unlock(&fonts->lock);
    if (index)
        begin(session, index);
    return !stopping(fonts);
}

static int fulfil(struct session *session, const struct wish *wish, struct reason *reason)
{
    struct made *made;
    int r = painter_make(&session->maker, wish, &made, reason);

    if (r == MAKER_OK)
        wish_store_put(session->fonts->wishes, wish, made);
    return r;
}

/* Wishes first: clients wait for them. */
static int make_one(struct session *session, struct reason *reason)
{
    struct wish wish;
    uint32_t row;

    if (wish_store_next(session->fonts->wishes, &wish))
        return fulfil(session, &wish, reason);
    row = next_row(session);
    return row < FONT_ROWS ? maker_row(&session->maker, row, reason) : MAKER_OK;
}

/* Makes what is wanted, as long as something is. Returns an outcome, or -errno with a reason. */
static int make(struct session *session, struct reason *reason)
{
    uint64_t published = clock_now();
    int r = 0;

    while (r == 0 && !stopping(session->fonts) && is_wanted(session)) {
        if (!session->learned)
            r = maker_learn(&session->maker, reason);
        session->learned = r == 0;
        if (r == 0)
            r = make_one(session, reason);
        if (r == 0 && clock_now() - published >= PUBLISH_MS) {
            publish(session->fonts, &session->maker);
            published = clock_now();
        }
    }
    return r;
}

static void serve(struct session *session)
{
    struct reason reason = {.text = ""};
    size_t before = session->maker.slices.count;
    int r;

    if (!is_wanted(session))
        return;
    keep_open(&session->keep, session->fonts->state_dir);
    r = make(session, &reason);
    if (r < 0) {
        log_warning("No more fonts are served: %s", reason.text[0] ? reason.text : strerror(-r));
        session->failed = true;
        wish_store_fail(session->fonts->wishes);
    } else if (r == MAKER_OK) {
        publish(session->fonts, &session->maker);
        keep_sweep(&session->keep);
        log_debug("Made %zu more slices of %zu faces", session->maker.slices.count - before,
                  session->maker.faces.list.count);
    }
    keep_close(&session->keep);
    helper_release(&session->helper);
}

static void *work(void *context)
{
    struct session session = {.fonts = context};
    char found[HELPER_PATH_SIZE];

    (void)pthread_setname_np(pthread_self(), "fonts");
    /* On Linux each thread has a niceness of its own, and the program inherits it. */
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), WORKER_NICE);
    session.program = session.fonts->program;
    if (!session.program && helper_find(found))
        session.program = found;
    if (!session.program)
        return NULL;
    helper_init(&session.helper, session.program, session.fonts->stop);
    while (wait_for_call(&session))
        serve(&session);
    maker_release(&session.maker);
    charindex_unref(session.index);
    return NULL;
}

int fonts_start(struct fonts *fonts, const int *wakes, size_t wake_count)
{
    char found[HELPER_PATH_SIZE];
    int r;

    fonts->wakes = wakes;
    fonts->wake_count = wake_count;
    if (fonts->folder_count == 0 || (!fonts->program && !helper_find(found)))
        return -ENOENT;
    r = pthread_create(&fonts->thread, NULL, work, fonts);
    fonts->started = r == 0;
    return -r;
}

struct font_demand *fonts_demand(struct fonts *fonts)
{
    return fonts->started ? &fonts->demand : NULL;
}

struct wish_store *fonts_wishes(struct fonts *fonts)
{
    return fonts->started ? fonts->wishes : NULL;
}

void fonts_use_index(struct fonts *fonts, struct charindex *index)
{
    struct charindex *before;

    pthread_mutex_lock(&fonts->lock);
    before = fonts->index;
    fonts->index = charindex_ref(index);
    pthread_cond_signal(&fonts->called);
    pthread_mutex_unlock(&fonts->lock);
    charindex_unref(before);
}

void fonts_poll(struct fonts *fonts)
{
    pthread_mutex_lock(&fonts->lock);
    pthread_cond_signal(&fonts->called);
    pthread_mutex_unlock(&fonts->lock);
}

bool fonts_fetch(struct fonts *fonts, struct font_set **set)
{
    struct font_set *before = *set;

    if (!fonts)
        return false;
    pthread_mutex_lock(&fonts->lock);
    if (fonts->set != before)
        *set = font_set_ref(fonts->set);
    pthread_mutex_unlock(&fonts->lock);
    if (*set == before)
        return false;
    font_set_unref(before);
    return true;
}

void fonts_free(struct fonts *fonts)
{
    if (!fonts)
        return;
    atomic_store_explicit(&fonts->stopping, true, memory_order_relaxed);
    if (fonts->started) {
        (void)eventfd_write(fonts->stop, 1);
        pthread_mutex_lock(&fonts->lock);
        pthread_cond_signal(&fonts->called);
        pthread_mutex_unlock(&fonts->lock);
        (void)pthread_join(fonts->thread, NULL);
    }
    charindex_unref(fonts->index);
    font_set_unref(fonts->set);
    wish_store_free(fonts->wishes);
    if (fonts->stop >= 0)
        (void)close(fonts->stop);
    for (size_t i = 0; i < fonts->folder_count; i++)
        free(fonts->folders[i]);
    free(fonts->folders);
    (void)pthread_cond_destroy(&fonts->called);
    (void)pthread_mutex_destroy(&fonts->lock);
    free(fonts);
}
