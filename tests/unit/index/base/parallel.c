/*
 * Work is done once, whatever the number of processors and whether threads can be started.
 */

#include "index/base/parallel.h"

#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "tests/unit/index/base/one_processor.h"

enum { PIECES = 1000 };

static atomic_uint done[PIECES];

static void do_piece(void *context, size_t number)
{
    atomic_fetch_add((atomic_uint *)context + number, 1);
}

static void assert_each_is_done_once(size_t count)
{
    for (size_t i = 0; i < PIECES; i++)
        atomic_store(&done[i], 0);
    parallel_run(count, do_piece, done);
    for (size_t i = 0; i < PIECES; i++)
        assert_int_equal(atomic_load(&done[i]), i < count);
}

static void every_piece_is_done_once(void **state)
{
    (void)state;
    for (size_t count = 0; count < 40; count++)
        assert_each_is_done_once(count);
    assert_each_is_done_once(PIECES);
}

static void note_thread(void *context)
{
    *(pthread_t *)context = pthread_self();
}

static void note_threads(void *context, size_t number)
{
    ((pthread_t *)context)[number] = pthread_self();
}

static void one_processor_means_one_thread(void **state)
{
    pthread_t threads[2] = {0}, background = 0;
    struct parallel_task task;
    cpu_set_t before;

    (void)state;
    use_one_processor(&before);
    parallel_run(2, note_threads, threads);
    assert_true(pthread_equal(threads[0], pthread_self()));
    assert_true(pthread_equal(threads[1], pthread_self()));
    parallel_begin(&task, note_thread, &background);
    assert_true(background == 0); /* not before it is needed */
    parallel_finish(&task);
    assert_true(pthread_equal(background, pthread_self()));
    background = 0;
    parallel_finish(&task);
    assert_true(background == 0);
    parallel_begin(&task, note_thread, &background);
    parallel_abandon(&task);
    parallel_finish(&task);
    assert_true(background == 0);
    assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
}

static void a_task_is_done_when_it_is_finished(void **state)
{
    struct parallel_task none = {.pending = false};

    (void)state;
    parallel_finish(&none);
    parallel_abandon(&none);
    for (unsigned i = 0; i < 50; i++) {
        pthread_t thread = 0;
        struct parallel_task task;

        parallel_begin(&task, note_thread, &thread);
        parallel_finish(&task);
        assert_true(thread != 0);
    }
}

struct seen {
    pthread_t thread;
    sigset_t mask;
};

static void look(void *context, size_t number)
{
    struct seen *seen = (struct seen *)context + number;

    seen->thread = pthread_self();
    (void)pthread_sigmask(SIG_BLOCK, NULL, &seen->mask);
}

static void threads_receive_no_signals(void **state)
{
    struct seen seen[64];

    (void)state;
    parallel_run(64, look, seen);
    for (size_t i = 0; i < 64; i++) {
        const bool own = pthread_equal(seen[i].thread, pthread_self());

        assert_int_equal(sigismember(&seen[i].mask, SIGTERM), !own);
        assert_false(sigismember(&seen[i].mask, SIGSEGV));
    }
}

/* As root, the limit does not hold. */
static void without_threads_the_caller_does_everything(void **state)
{
    struct rlimit before, none;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NPROC, &before), 0);
    none = before;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NPROC, &none), 0);
    assert_each_is_done_once(PIECES);
    a_task_is_done_when_it_is_finished(state);
    assert_int_equal(setrlimit(RLIMIT_NPROC, &before), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(one_processor_means_one_thread),
        cmocka_unit_test(a_task_is_done_when_it_is_finished),
        cmocka_unit_test(threads_receive_no_signals),
        cmocka_unit_test(without_threads_the_caller_does_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
