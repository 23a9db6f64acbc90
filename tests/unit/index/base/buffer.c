/*
 * Growable bytes. Appended pieces come out in order, and after one failure every append does
 * nothing.
 */

#include "index/base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <malloc.h>

#include <cmocka.h>

static void assert_holds(const struct buffer *buffer, const char *text)
{
    assert_false(buffer->failed);
    assert_int_equal(buffer->size, strlen(text));
    if (buffer->size > 0)
        assert_memory_equal(buffer->bytes, text, buffer->size);
}

static void test_a_new_one_is_empty(void **state)
{
    struct buffer buffer = BUFFER_INIT;

    (void)state;
    assert_null(buffer.bytes);
    assert_holds(&buffer, "");
    buffer_release(&buffer);
    buffer_release(&buffer); /* a released buffer is like a new one */
    buffer_append_text(&buffer, "again");
    assert_holds(&buffer, "again");
    buffer_release(&buffer);
}

static void test_pieces_follow_each_other(void **state)
{
    struct buffer buffer = BUFFER_INIT;

    (void)state;
    buffer_append(&buffer, "U+", 2);
    buffer_append(&buffer, "", 0);
    buffer_append(&buffer, NULL, 0);
    buffer_append_text(&buffer, "");
    buffer_append_format(&buffer, "%04X", 0x2600u);
    buffer_append_text(&buffer, "\t");
    assert_holds(&buffer, "U+2600\t");
    buffer_append(&buffer, "a\0b", 3); /* not a C string: NUL is an ordinary byte */
    assert_int_equal(buffer.size, 10);
    assert_memory_equal(buffer.bytes, "U+2600\ta\0b", 10);
    buffer_release(&buffer);
}

/* Each append is one byte longer, so that every capacity is approached from below, filled exactly,
 * and exceeded. */
static void test_growing_loses_nothing(void **state)
{
    struct buffer buffer = BUFFER_INIT;
    char piece[300];
    size_t expected = 0;

    (void)state;
    for (size_t size = 0; size < sizeof piece; size++) {
        memset(piece, (int)('a' + size % 26), sizeof piece);
        buffer_append(&buffer, piece, size);
        expected += size;
        assert_int_equal(buffer.size, expected);
        assert_true(buffer.size <= buffer.capacity);
    }
    for (size_t size = 0, at = 0; size < sizeof piece; at += size, size++)
        for (size_t i = 0; i < size; i++)
            assert_int_equal(buffer.bytes[at + i], 'a' + size % 26);
    buffer_release(&buffer);
}

static void test_formats_of_any_length(void **state)
{
    char expected[1024];

    (void)state;
    for (int width = 0; width < 1000; width++) {
        struct buffer buffer = BUFFER_INIT;

        (void)snprintf(expected, sizeof expected, "<%*d>%s", width, -7, "!");
        buffer_append_format(&buffer, "<%*d>%s", width, -7, "!");
        assert_holds(&buffer, expected);
        buffer_release(&buffer);
    }
}

static void test_numbers(void **state)
{
    static const uint32_t numbers[] = {0,      1,      9,        10,       99,        100,
                                       0xF,    0x10,   0xFFF,    0x1000,   0xFFFF,    0x10000,
                                       0x2600, 0xABCD, 0x10FFFF, 0xFFFFFF, 0x1000000, UINT32_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (unsigned digits = 0; digits <= 8; digits++) {
            struct buffer buffer = BUFFER_INIT;
            char expected[32];

            (void)snprintf(expected, sizeof expected, "%u %0*X", numbers[i], (int)digits,
                           numbers[i]);
            buffer_append_decimal(&buffer, numbers[i]);
            buffer_append_text(&buffer, " ");
            buffer_append_hex(&buffer, numbers[i], digits);
            assert_holds(&buffer, expected);
            buffer_release(&buffer);
        }
}

static void test_only_used_space_is_claimed(void **state)
{
    struct buffer buffer = BUFFER_INIT;
    char *space;

    (void)state;
    buffer_append_text(&buffer, "row ");
    space = buffer_reserve(&buffer, 1000);
    assert_non_null(space);
    memset(space, 'x', 1000);
    assert_holds(&buffer, "row "); /* claim moves the end */
    buffer_claim(&buffer, 3);
    assert_holds(&buffer, "row xxx");
    buffer_claim(&buffer, 0);
    buffer_append_text(&buffer, "!");
    assert_holds(&buffer, "row xxx!");
    assert_ptr_equal(buffer_reserve(&buffer, 0), buffer.bytes + buffer.size);
    buffer_release(&buffer);
}

static void test_detached_bytes_belong_to_the_caller(void **state)
{
    struct buffer buffer = BUFFER_INIT;
    size_t size = 99;
    char *bytes;

    (void)state;
    assert_null(buffer_detach(&buffer, &size));
    assert_int_equal(size, 0);
    buffer_append(&buffer, "kept", 5);
    bytes = buffer_detach(&buffer, &size);
    assert_int_equal(size, 5);
    assert_string_equal(bytes, "kept");
    assert_null(buffer.bytes);
    assert_holds(&buffer, "");
    buffer_append_text(&buffer, "new");
    assert_string_equal(bytes, "kept");
    free(bytes);
    buffer_release(&buffer);
}

/* Unused capacity is freed, so that a cache that holds many replies pays only for their bytes. */
static void test_detached_bytes_are_shrunk_to_their_size(void **state)
{
    static const size_t space = 16384;
    struct buffer buffer = BUFFER_INIT;
    size_t size;
    char *bytes;

    (void)state;
    assert_non_null(buffer_reserve(&buffer, space));
    buffer_append_text(&buffer, "a row");
    bytes = buffer_detach(&buffer, &size);
    assert_int_equal(size, 5);
    assert_memory_equal(bytes, "a row", 5);
    assert_true(malloc_usable_size(bytes) < 64);
    free(bytes);

    assert_non_null(buffer_reserve(&buffer, space)); /* nothing was appended */
    bytes = buffer_detach(&buffer, &size);
    assert_int_equal(size, 0);
    free(bytes);
}

static void test_a_cleared_one_keeps_its_memory(void **state)
{
    struct buffer buffer = BUFFER_INIT;
    const char *bytes;

    (void)state;
    buffer_append_text(&buffer, "first");
    bytes = buffer.bytes;
    buffer_clear(&buffer);
    assert_holds(&buffer, "");
    buffer_append_text(&buffer, "second");
    assert_holds(&buffer, "second");
    assert_ptr_equal(buffer.bytes, bytes);
    assert_null(buffer_reserve(&buffer, SIZE_MAX));
    buffer_clear(&buffer);
    buffer_append_text(&buffer, "after a failure");
    assert_holds(&buffer, "after a failure");
    buffer_release(&buffer);
}

/* A size that cannot be allocated, requested by an empty buffer and by one with content. */
static void test_failure_sticks(void **state)
{
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / 2};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buffer buffer = BUFFER_INIT;
        size_t size;

        buffer_append_text(&buffer, "what it held");
        assert_null(buffer_reserve(&buffer, sizes[i]));
        assert_true(buffer.failed);
        assert_null(buffer.bytes);
        assert_null(buffer_reserve(&buffer, 1));
        buffer_append(&buffer, "no", 2);
        buffer_append_text(&buffer, "no");
        buffer_append_format(&buffer, "%d", 1);
        buffer_append_decimal(&buffer, 1);
        buffer_append_hex(&buffer, 1, 4);
        assert_true(buffer.failed);
        assert_int_equal(buffer.size, 0);
        assert_null(buffer_detach(&buffer, &size));
        assert_int_equal(size, 0);
        buffer_release(&buffer);
        assert_false(buffer.failed); /* usable again after release */
    }
}

/* At every capacity it holds exactly what fits, and fails instead of growing. */
static void test_borrowed_memory_is_filled_and_never_exceeded(void **state)
{
    (void)state;
    for (size_t capacity = 0; capacity <= 300; capacity++) {
        char memory[301];
        struct buffer buffer = BUFFER_OVER(memory, capacity);

        memset(memory, '!', sizeof memory);
        for (size_t i = 0; i < capacity; i++)
            buffer_append(&buffer, "x", 1);
        assert_false(buffer.failed);
        assert_ptr_equal(buffer.bytes, memory);
        assert_int_equal(buffer.size, capacity);
        buffer_append(&buffer, "x", 1);
        assert_true(buffer.failed);
        assert_int_equal(buffer.size, 0);
        buffer_append_format(&buffer, "%d", 7);
        assert_int_equal(buffer.size, 0);
        assert_int_equal(memory[capacity], '!');
        buffer_release(&buffer); /* frees nothing: the memory is on the stack */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_one_is_empty),
        cmocka_unit_test(test_pieces_follow_each_other),
        cmocka_unit_test(test_growing_loses_nothing),
        cmocka_unit_test(test_formats_of_any_length),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_only_used_space_is_claimed),
        cmocka_unit_test(test_detached_bytes_belong_to_the_caller),
        cmocka_unit_test(test_detached_bytes_are_shrunk_to_their_size),
        cmocka_unit_test(test_a_cleared_one_keeps_its_memory),
        cmocka_unit_test(test_failure_sticks),
        cmocka_unit_test(test_borrowed_memory_is_filled_and_never_exceeded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
