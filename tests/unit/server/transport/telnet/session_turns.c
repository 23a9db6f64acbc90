/*
 * Greedy sessions and a bystander, a turn of the reactor at a time: how much of the greedy ones'
 * work happens before a bystander is served, and in which order they go on.
 */

#include "server/transport/telnet/sessions.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/transport/base/turns.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sessions.h"
#include "tests/unit/server/transport/scripted_sockets.h"

#define NOTHING "No match for 'x'\r\n?> "

enum {
    GREEDY = 8,
    BYSTANDER = GREEDY, /* the last one of the cast */
    CAST,
    LINES = RING_BUFFER_SIZE / 2, /* that one buffer carries: much more than a turn's steps */
};

/* Sessions that have sent their prompt. */
struct stage {
    struct scripted_sessions scripted;
    int servers[CAST], clients[CAST];
};

static struct scripted_operation *operation_of(struct stage *stage, enum ring_operation operation,
                                               int who)
{
    return scripted_ring_find(stage->scripted.ring, operation, stage->servers[who]);
}

static void turn(struct stage *stage)
{
    (void)scripted_sessions_turn(&stage->scripted);
}

static void say(struct stage *stage, int who, const char *line, size_t count)
{
    char bytes[RING_BUFFER_SIZE];
    size_t size = strlen(line);

    assert_true(size * count <= sizeof bytes);
    for (size_t i = 0; i < count; i++)
        memcpy(bytes + i * size, line, size);
    scripted_ring_deliver(stage->scripted.ring, operation_of(stage, RING_RECEIVE, who), bytes,
                          size * count, true);
}

/* The client takes all that is being sent to it. Returns how many replies that were. */
static size_t hear(struct stage *stage, int who)
{
    struct scripted_operation *send = operation_of(stage, RING_SEND, who);
    size_t size;

    assert_non_null(send);
    size = send->size;
    scripted_ring_complete(stage->scripted.ring, send, (int32_t)size, false);
    return size / strlen(NOTHING);
}

static void open_stage(struct stage *stage)
{
    scripted_sessions_make(&stage->scripted, CAST);
    for (int i = 0; i < CAST; i++) {
        stage->servers[i] = scripted_socket_pair(&stage->clients[i]);
        sessions_open(stage->scripted.sessions, stage->servers[i]);
        (void)hear(stage, i);
    }
    turn(stage);
}

static void close_stage(struct stage *stage)
{
    scripted_sessions_free(&stage->scripted);
    for (int i = 0; i < CAST; i++)
        (void)close(stage->clients[i]);
}

/* Each of them has had turns enough to be known for what it asks, and its client is ready for more. The
 * bystander is known for asking little. */
static void let_them_queue(struct stage *stage)
{
    for (int round = 0; round < 30; round++) {
        say(stage, BYSTANDER, "x\n", 1);
        turn(stage);
        (void)hear(stage, BYSTANDER);
    }
    for (int piece = 0; piece < 2; piece++)
        for (int i = 0; i < GREEDY; i++)
            say(stage, i, "x\n", LINES);
    for (int round = 0; round < 4 * GREEDY; round++) {
        turn(stage);
        for (int i = 0; i < GREEDY; i++)
            if (operation_of(stage, RING_SEND, i))
                assert_in_range(hear(stage, i), 10, LINES / 3);
    }
}

static int sending(struct stage *stage)
{
    int count = 0;

    for (int i = 0; i < GREEDY; i++)
        count += operation_of(stage, RING_SEND, i) != NULL;
    return count;
}

static void test_a_bystander_waits_for_one_turn_of_one_session(void **state)
{
    struct stage stage;

    (void)state;
    open_stage(&stage);
    let_them_queue(&stage);
    for (int round = 0; round < 2 * GREEDY; round++) {
        say(&stage, BYSTANDER, "x\n", 1);
        turn(&stage);
        assert_int_equal(hear(&stage, BYSTANDER), 1);
        assert_int_equal(sending(&stage), 1);
        assert_true(stage.scripted.queued);
        for (int i = 0; i < GREEDY; i++)
            if (operation_of(&stage, RING_SEND, i))
                (void)hear(&stage, i);
    }
    close_stage(&stage);
}

static void test_sessions_with_work_go_on_in_turn(void **state)
{
    struct stage stage;
    int served[GREEDY] = {0};

    (void)state;
    open_stage(&stage);
    let_them_queue(&stage);
    for (int round = 0; round < 2 * GREEDY; round++) {
        turn(&stage);
        assert_int_equal(sending(&stage), 1);
        for (int i = 0; i < GREEDY; i++)
            if (operation_of(&stage, RING_SEND, i)) {
                assert_in_range(hear(&stage, i), 10, LINES / 3);
                served[i]++;
            }
    }
    for (int i = 0; i < GREEDY; i++)
        assert_in_range(served[i], 1, 3);
    close_stage(&stage);
}

/* Every line is answered in the end, once. */
static void test_the_queue_loses_no_line(void **state)
{
    struct stage stage;
    size_t heard[GREEDY] = {0};

    (void)state;
    open_stage(&stage);
    for (int i = 0; i < GREEDY; i++)
        say(&stage, i, "x\n", LINES);
    for (int round = 0; round < 1000; round++) {
        turn(&stage);
        for (int i = 0; i < GREEDY; i++)
            if (operation_of(&stage, RING_SEND, i))
                heard[i] += hear(&stage, i);
    }
    for (int i = 0; i < GREEDY; i++)
        assert_int_equal(heard[i], LINES);
    assert_false(stage.scripted.queued);
    close_stage(&stage);
}

/* Several completions of one session in one turn share its steps. */
static void test_pieces_are_no_way_around_the_queue(void **state)
{
    struct stage stage;
    size_t heard;

    (void)state;
    open_stage(&stage);
    for (int piece = 0; piece < 100; piece++)
        say(&stage, 0, "\377\361", LINES); /* NOP: no answer; read as it comes */
    say(&stage, 0, "x\n", 1);
    turn(&stage);
    assert_null(operation_of(&stage, RING_SEND, 0));
    assert_true(stage.scripted.queued);
    say(&stage, BYSTANDER, "x\n", 1);
    turn(&stage);
    assert_int_equal(hear(&stage, BYSTANDER), 1);
    (void)scripted_sessions_pump(&stage.scripted);
    heard = hear(&stage, 0);
    assert_int_equal(heard, 1);
    close_stage(&stage);
}

/* A session that leaves while it queues is not served, and does not stop the others. */
static void test_one_may_end_while_it_queues(void **state)
{
    struct stage stage;

    (void)state;
    open_stage(&stage);
    let_them_queue(&stage);
    turn(&stage); /* all of them queue, but for the first one */
    scripted_ring_complete(stage.scripted.ring, operation_of(&stage, RING_RECEIVE, 1), -ECONNRESET,
                           false);
    turn(&stage);
    assert_true(scripted_socket_is_closed(stage.servers[1]));
    assert_int_equal(hear(&stage, 2) > 0, true);
    close_stage(&stage);
}

static void test_one_that_queues_is_drained_and_aborted(void **state)
{
    (void)state;
    for (int aborting = 0; aborting < 2; aborting++) {
        struct buffer heard = BUFFER_INIT;
        struct stage stage;

        open_stage(&stage);
        let_them_queue(&stage);
        turn(&stage);
        if (aborting)
            sessions_abort(stage.scripted.sessions);
        else
            sessions_drain(stage.scripted.sessions);
        (void)scripted_sessions_pump(&stage.scripted);
        for (int i = 0; i < CAST; i++)
            (void)shutdown(stage.clients[i], SHUT_WR);
        /* Drained, they are answered whatever they have sent. */
        for (int round = 0; round < 1000 && sessions_count(stage.scripted.sessions) > 0; round++) {
            scripted_ring_perform_all(stage.scripted.ring);
            (void)scripted_sessions_pump(&stage.scripted);
            for (int i = 0; i < CAST; i++)
                (void)scripted_socket_read(stage.clients[i], &heard);
        }
        buffer_release(&heard);
        assert_int_equal(sessions_count(stage.scripted.sessions), 0);
        close_stage(&stage);
    }
}

/* The deadline of an idle session does not end one that queues. */
static void test_one_that_queues_is_not_idle(void **state)
{
    struct stage stage;
    bool served[GREEDY] = {false};

    (void)state;
    open_stage(&stage);
    let_them_queue(&stage);
    turn(&stage);
    /* The bystander's, and the one of the session that sends. */
    assert_int_equal(scripted_sessions_pass(&stage.scripted, 70000), 2);
    for (int round = 0; round < GREEDY + TURN_FAIR; round++) {
        turn(&stage);
        for (int i = 0; i < GREEDY; i++)
            if (operation_of(&stage, RING_SEND, i)) {
                (void)hear(&stage, i);
                served[i] = true;
            }
    }
    for (int i = 0; i < GREEDY; i++)
        assert_true(served[i]);
    close_stage(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_bystander_waits_for_one_turn_of_one_session),
        cmocka_unit_test(test_sessions_with_work_go_on_in_turn),
        cmocka_unit_test(test_the_queue_loses_no_line),
        cmocka_unit_test(test_pieces_are_no_way_around_the_queue),
        cmocka_unit_test(test_one_may_end_while_it_queues),
        cmocka_unit_test(test_one_that_queues_is_drained_and_aborted),
        cmocka_unit_test(test_one_that_queues_is_not_idle),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
