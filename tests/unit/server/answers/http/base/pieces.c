/*
 * A body in pieces: every byte is read once and in order, whatever the reader's capacity; a piece is
 * filled when the one before it was read, with a full budget; and steps belong to the read that
 * filled it.
 */

#include "server/answers/http/base/pieces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Three pieces: "00", "11", "22". */
struct counted {
    struct pieces pieces;
    int filled;
    bool released;
};

static void fill(struct pieces *pieces)
{
    struct counted *counted = (struct counted *)pieces;
    char byte = (char)('0' + counted->filled);

    assert_int_equal(budget_spent_all(&pieces->budget), 0);
    assert_int_equal(pieces->piece.size, 0);
    buffer_append(&pieces->piece, &byte, 1);
    buffer_append(&pieces->piece, &byte, 1);
    (void)budget_take(&pieces->budget, BUDGET_PRESENT, 100 + (size_t)counted->filled);
    pieces->ended = ++counted->filled == 3;
}

static void release(struct api_stream *stream)
{
    struct counted *counted = (struct counted *)stream;

    pieces_release(&counted->pieces);
    counted->released = true;
}

static void test_every_byte_once_whatever_the_capacity(void **state)
{
    (void)state;
    for (size_t capacity = 1; capacity <= 8; capacity++) {
        struct counted counted = {.filled = 0};
        struct buffer begin = BUFFER_INIT;
        char read[32];
        size_t size = 0, more;

        buffer_append_text(&begin, "head ");
        pieces_init(&counted.pieces, &begin, fill, release);
        assert_null(begin.bytes);
        do {
            more = counted.pieces.stream.read(&counted.pieces.stream, read + size, capacity);
            assert_true(more <= capacity);
            size += more;
        } while (more > 0);
        assert_int_equal(size, strlen("head 001122"));
        assert_memory_equal(read, "head 001122", size);
        assert_int_equal(counted.filled, 3);
        assert_int_equal(counted.pieces.stream.read(&counted.pieces.stream, read, capacity), 0);
        assert_int_equal(counted.filled, 3);
        counted.pieces.stream.free(&counted.pieces.stream);
        assert_true(counted.released);
    }
}

static void test_steps_belong_to_the_read_that_filled(void **state)
{
    static const int64_t steps[] = {100, 0, 101, 0, 102, 0, 0};
    struct counted counted = {.filled = 0};
    struct buffer begin = BUFFER_INIT;
    char byte;

    (void)state;
    pieces_init(&counted.pieces, &begin, fill, release);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        assert_int_equal(counted.pieces.stream.read(&counted.pieces.stream, &byte, 1), i < 6);
        assert_int_equal(counted.pieces.stream.steps, steps[i]);
    }
    counted.pieces.stream.free(&counted.pieces.stream);
}

static void test_a_piece_is_full_or_has_failed(void **state)
{
    struct pieces pieces;
    struct buffer begin = BUFFER_INIT;

    (void)state;
    pieces_init(&pieces, &begin, fill, release);
    assert_true(pieces_want_more(&pieces));
    assert_non_null(buffer_reserve(&pieces.piece, PIECES_SIZE));
    buffer_claim(&pieces.piece, PIECES_SIZE - 1);
    assert_true(pieces_want_more(&pieces));
    buffer_claim(&pieces.piece, 1);
    assert_false(pieces_want_more(&pieces));
    pieces_release(&pieces);
    pieces.piece.failed = true;
    assert_false(pieces_want_more(&pieces));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_byte_once_whatever_the_capacity),
        cmocka_unit_test(test_steps_belong_to_the_read_that_filled),
        cmocka_unit_test(test_a_piece_is_full_or_has_failed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
