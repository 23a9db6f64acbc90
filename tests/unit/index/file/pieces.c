/*
 * Checksums of pieces: every byte belongs to one piece, and each change is found in its own.
 */

#include "index/file/pieces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/file/format.h"

static void test_sizes(void **state)
{
    (void)state;
    for (size_t content = 1; content < 5 * FORMAT_PIECE_SIZE; content++) {
        const size_t size = format_file_size(content);
        const size_t pieces = (content + FORMAT_PIECE_SIZE - 1) / FORMAT_PIECE_SIZE;
        size_t sum = 0;

        assert_true(format_is_size(size));
        assert_int_equal(format_pieces(size), pieces);
        assert_int_equal(format_content(size), content);
        for (size_t piece = 0; piece < pieces; piece++) {
            assert_in_range(piece_size(size, piece), 1, FORMAT_PIECE_SIZE);
            sum += piece_size(size, piece);
        }
        assert_int_equal(sum, content);
    }
}

/* A piece more adds at least nine bytes. */
static void test_sizes_that_no_file_has(void **state)
{
    const size_t one = format_file_size(FORMAT_PIECE_SIZE);

    (void)state;
    for (size_t more = 1; more <= FORMAT_SUM_SIZE; more++)
        assert_false(format_is_size(one + more));
    assert_true(format_is_size(one + FORMAT_SUM_SIZE + 1));
    for (size_t size = 0; size <= FORMAT_TRAILER_SIZE + FORMAT_SUM_SIZE; size++)
        assert_false(format_is_size(size));
}

static void test_damage_is_found_where_it_is(void **state)
{
    const size_t content = 2 * FORMAT_PIECE_SIZE + 100, size = format_file_size(content);
    uint8_t *bytes = malloc(size);
    const uint8_t *sums = bytes + content;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < content; i++)
        bytes[i] = (uint8_t)(i * 7);
    pieces_seal(bytes, size);
    assert_true(pieces_sealed(sums, size));
    for (size_t at = 0; at < content; at += 99) {
        bytes[at] ^= 1;
        assert_true(pieces_sealed(sums, size));
        for (size_t piece = 0; piece < 3; piece++)
            assert_int_equal(piece_valid(sums, size, piece, bytes + piece * FORMAT_PIECE_SIZE),
                             piece != at / FORMAT_PIECE_SIZE);
        bytes[at] ^= 1;
    }
    for (size_t at = content; at < size; at++) {
        bytes[at] ^= 1;
        assert_false(pieces_sealed(sums, size));
        bytes[at] ^= 1;
    }
    assert_true(pieces_sealed(sums, size));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_sizes_that_no_file_has),
        cmocka_unit_test(test_damage_is_found_where_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
