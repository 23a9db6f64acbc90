/*
 * Threads that live for one piece of work. Starting one takes some 50 µs, which is little beside the work that
 * is worth dividing, and nothing is left that has to be ended, configured or kept alive across fork().
 */

#include "index/base/parallel.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

enum { HELPERS_MAX = 15 }; /* no work here is divided into more pieces than that */

static size_t processors(void)
{
    cpu_set_t set;

    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

/* Without signals: one for the process is for a thread that waits for it. */
static bool start(pthread_t *thread, void *(*run)(void *context), void *context)
{
    sigset_t all, before;
    int r;

    (void)sigfillset(&all);
    (void)sigdelset(&all, SIGSEGV); /* a fault of this thread; its handler may fill memory */
    (void)pthread_sigmask(SIG_BLOCK, &all, &before);
    r = pthread_create(thread, NULL, run, context);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return r == 0;
}

/*
 * Many pieces.
 */

struct division {
    size_t count;
    void (*work)(void *context, size_t number);
    void *context;
    atomic_size_t next; /* the next number to begin */
};

static void *take_part(void *argument)
{
    struct division *division = argument;

    for (;;) {
        const size_t number = atomic_fetch_add_explicit(&division->next, 1, memory_order_relaxed);

        if (number >= division->count)
            return NULL;
        division->work(division->context, number);
    }
}

/* How many threads besides the caller's have something to do. */
static size_t helpers_for(size_t count)
{
    size_t helpers = count > 1 ? count - 1 : 0;

    if (helpers > HELPERS_MAX)
        helpers = HELPERS_MAX;
    if (helpers > 0 && helpers > processors() - 1)
        helpers = processors() - 1;
    return helpers;
}

void parallel_run(size_t count, void (*work)(void *context, size_t number), void *context)
{
    struct division division = {.count = count, .work = work, .context = context};
    const size_t helpers = helpers_for(count);
    pthread_t threads[HELPERS_MAX];
    size_t started = 0;

    while (started < helpers && start(&threads[started], take_part, &division))
        started++;
    (void)take_part(&division);
    while (started > 0)
        (void)pthread_join(threads[--started], NULL);
}

/*
 * One piece.
 */

static void *do_task(void *argument)
{
    const struct parallel_task *task = argument;

    task->work(task->context);
    return NULL;
}

void parallel_begin(struct parallel_task *task, void (*work)(void *context), void *context)
{
    *task = (struct parallel_task){.work = work, .context = context, .pending = true};
    if (processors() > 1)
        task->started = start(&task->thread, do_task, task);
}

static void end(struct parallel_task *task, bool wanted)
{
    if (!task->pending)
        return;
    if (task->started)
        (void)pthread_join(task->thread, NULL);
    else if (wanted)
        task->work(task->context);
    task->pending = false;
}

void parallel_finish(struct parallel_task *task)
{
    end(task, true);
}

void parallel_abandon(struct parallel_task *task)
{
    end(task, false);
}
