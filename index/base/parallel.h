#ifndef CHARFINDER_INDEX_BASE_PARALLEL_H
#define CHARFINDER_INDEX_BASE_PARALLEL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Independent pieces of work at once, one thread for each processor that this process may use. Threads inherit
 * the caller's priority and receive no signals.
 *
 * Pieces must not depend on one another and must not write to the same memory. Where there is one processor, or
 * no thread can be started, the caller's thread does everything: nothing fails. Thread-safe.
 */

/* Calls work(context, n) once for every n below `count`, in any order, and returns when all of them have
 * returned. The lowest numbers are begun first, so the longest pieces should have them. The caller's thread
 * takes part. */
void parallel_run(size_t count, void (*work)(void *context, size_t number), void *context);

/* One piece of work in the background. Zero bytes: none. It must not be copied. */
struct parallel_task {
    void (*work)(void *context);
    void *context;
    pthread_t thread;
    bool pending, started;
};

/* Begins work(context), which must stay valid until parallel_finish(). */
void parallel_begin(struct parallel_task *task, void (*work)(void *context), void *context);

/* Returns when the work is done. Work that no thread has begun is done now, in the caller's. Does nothing for
 * a task that was never begun, or is finished already. */
void parallel_finish(struct parallel_task *task);

/* The same, but work that no thread has begun is not done. */
void parallel_abandon(struct parallel_task *task);

#endif
