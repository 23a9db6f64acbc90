/*
 * Vectors. Items come out as they went in, for items of several sizes, and after one failure every
 * append does nothing.
 */

#include "index/base/vector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 10000 };

struct item {
    uint32_t number;
    char letter;
    uint64_t square;
};

static void test_zero_bytes_are_an_empty_vector(void **state)
{
    VECTOR_OF(uint32_t) vector;
    const uint32_t seven = 7;

    (void)state;
    memset(&vector, 0, sizeof vector);
    assert_null(vector.items);
    assert_int_equal(vector.count, 0);
    vector_release(&vector);
    vector_release(&vector);
    vector_append(&vector, &seven); /* usable again after release */
    assert_int_equal(vector.count, 1);
    assert_int_equal(vector.items[0], 7);
    vector_release(&vector);
    assert_null(vector.items);
    assert_int_equal(vector.count, 0);
}

static void test_items_come_out_as_they_went_in(void **state)
{
    VECTOR_OF(struct item) structs = VECTOR_INIT;
    VECTOR_OF(uint8_t) bytes = VECTOR_INIT;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        const struct item item = {
            .number = i, .letter = (char)('a' + i % 26), .square = (uint64_t)i * i};
        const uint8_t byte = (uint8_t)i;

        vector_append(&structs, &item);
        vector_append(&bytes, &byte);
        assert_int_equal(structs.count, i + 1);
        assert_true(structs.count <= structs.capacity);
    }
    assert_int_equal(bytes.count, MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        assert_int_equal(structs.items[i].number, i);
        assert_int_equal(structs.items[i].letter, 'a' + i % 26);
        assert_int_equal(structs.items[i].square, (uint64_t)i * i);
        assert_int_equal(bytes.items[i], (uint8_t)i);
    }
    assert_false(structs.failed || bytes.failed);
    vector_release(&structs);
    vector_release(&bytes);
}

static void test_growing_doubles(void **state)
{
    VECTOR_OF(uint32_t) vector = VECTOR_INIT;
    size_t moves = 0, capacity = 0;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        vector_append(&vector, &i);
        moves += vector.capacity != capacity;
        capacity = vector.capacity;
    }
    assert_in_range(moves, 1, 14);
    assert_true(capacity < 2 * (size_t)MANY);
    vector_release(&vector);
}

static void test_the_caller_may_lower_the_count(void **state)
{
    VECTOR_OF(uint32_t) vector = VECTOR_INIT;
    size_t capacity;

    (void)state;
    for (uint32_t i = 0; i < 100; i++)
        vector_append(&vector, &i);
    capacity = vector.capacity;
    vector.count = 3;
    vector_append(&vector, &(uint32_t){77});
    assert_int_equal(vector.count, 4);
    assert_int_equal(vector.capacity, capacity);
    assert_int_equal(vector.items[2], 2);
    assert_int_equal(vector.items[3], 77);
    vector_release(&vector);
}

static void test_arguments_are_evaluated_once(void **state)
{
    struct {
        VECTOR_OF(uint32_t) vector;
    } lists[3] = {{{.items = NULL}}}, *list = lists;
    static const uint32_t numbers[] = {5, 6};
    const uint32_t *number = numbers;

    (void)state;
    vector_append(&(list++)->vector, number++);
    assert_ptr_equal(list, &lists[1]);
    assert_ptr_equal(number, &numbers[1]);
    assert_int_equal(lists[0].vector.count, 1);
    assert_int_equal(lists[0].vector.items[0], 5);
    list = lists;
    vector_release(&(list++)->vector);
    assert_ptr_equal(list, &lists[1]);
    assert_null(lists[0].vector.items);
}

static int compare_letters(const void *left, const void *right)
{
    const struct item *a = left, *b = right;

    return (a->letter > b->letter) - (a->letter < b->letter);
}

static void test_items_are_sorted_in_place(void **state)
{
    VECTOR_OF(struct item) vector = VECTOR_INIT;
    static const char letters[] = "vector";

    (void)state;
    vector_sort(&vector, compare_letters); /* nothing to sort */
    assert_null(vector.items);
    for (uint32_t i = 0; i < sizeof letters - 1; i++)
        vector_append(&vector, (&(struct item){.number = i, .letter = letters[i]}));
    vector_sort(&vector, compare_letters);
    assert_int_equal(vector.count, sizeof letters - 1);
    for (uint32_t i = 0; i < vector.count; i++) {
        assert_int_equal(vector.items[i].letter, "ceortv"[i]);
        assert_int_equal(letters[vector.items[i].number], vector.items[i].letter);
    }
    vector_release(&vector);
}

/* A size in bytes that overflows size_t, requested by an empty vector and by one with items. */
static void test_failure_sticks(void **state)
{
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 16};

    (void)state;
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++) {
        VECTOR_OF(uint32_t) vector = VECTOR_INIT;

        for (uint32_t number = 0; i % 2 == 1 && number < 40; number++)
            vector_append(&vector, &number);
        assert_false(vector_grow_untyped(&vector.untyped, sizes[i / 2]));
        assert_true(vector.failed);
        assert_null(vector.items);
        assert_int_equal(vector.count, 0);
        vector_append(&vector, &(uint32_t){1});
        assert_true(vector.failed);
        assert_int_equal(vector.count, 0);
        assert_null(vector.items);
        vector_release(&vector);
        assert_false(vector.failed); /* usable again after release */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zero_bytes_are_an_empty_vector),
        cmocka_unit_test(test_items_come_out_as_they_went_in),
        cmocka_unit_test(test_growing_doubles),
        cmocka_unit_test(test_the_caller_may_lower_the_count),
        cmocka_unit_test(test_arguments_are_evaluated_once),
        cmocka_unit_test(test_items_are_sorted_in_place),
        cmocka_unit_test(test_failure_sticks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
