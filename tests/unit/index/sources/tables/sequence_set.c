/*
 * Which sequences there are, with and without U+FE0F.
 */

#include "index/sources/tables/sequence_set.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const uint32_t swiss[] = {0x1F1E8, 0x1F1ED}, keycap[] = {'1', 0xFE0F, 0x20E3},
                      bare_keycap[] = {'1', 0x20E3}, longer[] = {0x1F1E8, 0x1F1ED, 0x1F1E8};

static void test_what_was_added_is_there(void **state)
{
    struct sequence_set set = {.all = VECTOR_INIT};

    (void)state;
    sequence_set_add(&set, swiss, 2);
    sequence_set_add(&set, keycap, 3);
    sequence_set_add(&set, swiss, 2);
    assert_int_equal(sequence_set_settle(&set), 0);
    assert_true(sequence_set_has(&set, swiss, 2));
    assert_true(sequence_set_has(&set, keycap, 3));
    assert_true(sequence_set_has(&set, bare_keycap, 2));
    assert_false(sequence_set_has(&set, swiss, 1));
    assert_false(sequence_set_has(&set, longer, 3));
    assert_false(sequence_set_has(&set, swiss, 0));
    sequence_set_release(&set);
}

static void test_an_empty_set(void **state)
{
    struct sequence_set set = {.all = VECTOR_INIT};

    (void)state;
    assert_int_equal(sequence_set_settle(&set), 0);
    assert_false(sequence_set_has(&set, swiss, 2));
    sequence_set_release(&set);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct sequence_set set = {.all = VECTOR_INIT};

    (void)state;
    sequence_set_add(&set, swiss, 2);
    set.all.failed = true;
    assert_int_equal(sequence_set_settle(&set), -ENOMEM);
    sequence_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_added_is_there),
        cmocka_unit_test(test_an_empty_set),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
