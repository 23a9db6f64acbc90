/*
 * Conversations without a ring: what is said in a turn, where a turn ends, and that nothing of what
 * was received is lost on the way.
 */

#include "server/transport/telnet/conversation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/base/limits.h"
#include "tests/unit/index/file/small_image.h"

#define NOTHING "No match for 'x'\r\n?> "

/* A conversation, and what a reactor gives it. */
struct talk {
    struct catalog catalog;
    struct turns turns;
    struct conversation conversation;
    struct buffer heard;
};

static void talk_begin(struct talk *talk)
{
    static struct small_image image;
    struct reason reason;

    *talk = (struct talk){.catalog = {.state = CATALOG_READY}};
    small_image_make(&image);
    assert_int_equal(charindex_parse(image.bytes, image.size, &talk->catalog.index, &reason), 0);
    turns_init(&talk->turns);
    conversation_init(&talk->conversation, &talk->turns, NULL, NULL);
}

static void talk_end(struct talk *talk)
{
    conversation_release(&talk->conversation);
    charindex_unref(talk->catalog.index);
    buffer_release(&talk->heard);
}

static void receive(struct talk *talk, const char *text, size_t size)
{
    assert_true(conversation_receive(&talk->conversation, text, size, true));
}

/* One call. Returns how many bytes were said. */
static size_t answer(struct talk *talk)
{
    static char out[LIMIT_SEND];
    size_t size;

    assert_true(turn_begin(&talk->turns, &talk->conversation.turn));
    size = conversation_answer(&talk->conversation, &talk->catalog, out, sizeof out);
    buffer_append(&talk->heard, out, size);
    return size;
}

/* A conversation after its first prompt. */
static void talk_begin_prompted(struct talk *talk)
{
    talk_begin(talk);
    (void)answer(talk);
    assert_int_equal(talk->heard.size, strlen("?> "));
    talk->heard.size = 0;
}

static void spend_turn(struct talk *talk)
{
    assert_false(turn_take(&talk->turns, &talk->conversation.turn, TURN_STEPS));
}

/* The turn that comes after one has queued. */
static void next_turn(struct talk *talk)
{
    turn_queue(&talk->turns, &talk->conversation.turn);
    turns_begin(&talk->turns);
    assert_ptr_equal(turns_next(&talk->turns), &talk->conversation.turn);
}

static void assert_heard(struct talk *talk, const char *line, size_t count)
{
    size_t size = strlen(line);

    assert_int_equal(talk->heard.size, size * count);
    for (size_t i = 0; i < count; i++)
        assert_memory_equal(talk->heard.bytes + i * size, line, size);
}

static void test_lines_are_answered_in_their_turn(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin(&talk);
    receive(&talk, "x\nx", 3);
    receive(&talk, "\n", 1);
    (void)answer(&talk);
    assert_memory_equal(talk.heard.bytes, "?> " NOTHING NOTHING, talk.heard.size);
    assert_true(talk.turns.left > 0);
    talk_end(&talk);
}

/* Lines whose answers are short: the steps end the turn long before the send buffer is full. */
static void test_a_turn_ends_by_steps(void **state)
{
    enum { LINES = 1000 };
    struct talk talk;
    size_t turns = 1;

    (void)state;
    talk_begin_prompted(&talk);
    for (int i = 0; i < LINES; i++)
        receive(&talk, "x\n", 2);
    for (; talk.heard.size < LINES * strlen(NOTHING); turns++) {
        size_t size = answer(&talk);

        assert_in_range(size, 1, LIMIT_SEND / 2);
        if (talk.turns.left > 0)
            break;
        next_turn(&talk);
    }
    assert_heard(&talk, NOTHING, LINES);
    assert_in_range(turns, 4, LINES);
    talk_end(&talk);
}

/* A line that never ends is skipped, and says nothing; reading it takes steps all the same. */
static void test_input_without_an_answer_ends_a_turn_too(void **state)
{
    enum { SIZE = 5 * TURN_STEPS };
    struct talk talk;
    char *bytes = malloc(SIZE);
    size_t turns = 0;

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', SIZE);
    talk_begin(&talk);
    (void)answer(&talk);
    receive(&talk, bytes, SIZE);
    for (; backlog_size(&talk.conversation.backlog) > 0; turns++) {
        size_t before = backlog_size(&talk.conversation.backlog);

        assert_int_equal(answer(&talk), 0);
        assert_in_range(before - backlog_size(&talk.conversation.backlog), 1, TURN_STEPS + 4096);
        if (talk.turns.left <= 0)
            next_turn(&talk);
    }
    assert_in_range(turns, 4, 6);
    free(bytes);
    talk_end(&talk);
}

static void test_a_spent_one_keeps_what_it_receives(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin_prompted(&talk);
    spend_turn(&talk);
    receive(&talk, "x\n", 2);
    assert_int_equal(backlog_size(&talk.conversation.backlog), 2);
    next_turn(&talk);
    (void)answer(&talk);
    assert_heard(&talk, NOTHING, 1);
    talk_end(&talk);
}

/* Ctrl-C after a line whose answer has not begun is found after the answer. */
static void test_an_interrupt_waits_for_the_lines_before_it(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin_prompted(&talk);
    spend_turn(&talk);
    receive(&talk, "x\n\003", 3);
    assert_false(conversation_interrupted(&talk.conversation));
    next_turn(&talk);
    (void)answer(&talk);
    assert_heard(&talk, NOTHING, 1);
    assert_int_equal(talk.conversation.telnet.state, TELNET_ABORTED);
    talk_end(&talk);
}

static void test_a_draining_one_takes_no_further_line(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin(&talk);
    talk.conversation.draining = true;
    receive(&talk, "x\n", 2);
    (void)answer(&talk);
    assert_heard(&talk, "?> ", 1);
    assert_int_equal(backlog_size(&talk.conversation.backlog), 2);
    talk_end(&talk);
}

static void test_the_last_line_needs_no_end(void **state)
{
    struct talk talk;

    (void)state;
    talk_begin_prompted(&talk);
    receive(&talk, "x", 1);
    talk.conversation.ended = true;
    (void)answer(&talk);
    assert_heard(&talk, NOTHING, 1);
    assert_int_equal(talk.conversation.telnet.state, TELNET_CLOSING);
    talk_end(&talk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_answered_in_their_turn),
        cmocka_unit_test(test_a_turn_ends_by_steps),
        cmocka_unit_test(test_input_without_an_answer_ends_a_turn_too),
        cmocka_unit_test(test_a_spent_one_keeps_what_it_receives),
        cmocka_unit_test(test_an_interrupt_waits_for_the_lines_before_it),
        cmocka_unit_test(test_a_draining_one_takes_no_further_line),
        cmocka_unit_test(test_the_last_line_needs_no_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
