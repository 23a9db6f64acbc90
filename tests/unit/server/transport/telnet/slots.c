/*
 * Slots: who is found by a token, and who is not any more.
 */

#include "server/transport/telnet/slots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_an_owner_is_found_by_its_token(void **state)
{
    struct slots slots;
    char owners[3];
    uint32_t slot[3], generation[3];

    (void)state;
    assert_true(slots_init(&slots, 3));
    for (int i = 0; i < 3; i++) {
        assert_false(slots_full(&slots));
        slot[i] = slots_add(&slots, &owners[i], &generation[i]);
    }
    assert_true(slots_full(&slots));
    assert_int_equal(slots.used, 3);
    for (int i = 0; i < 3; i++) {
        assert_ptr_equal(slots_find(&slots, slot[i], generation[i]), &owners[i]);
        assert_ptr_equal(slots_owner(&slots, slot[i]), &owners[i]);
        assert_null(slots_find(&slots, slot[i], generation[i] + 1));
    }
    slots_release(&slots);
}

static void test_a_late_token_leads_to_nobody(void **state)
{
    struct slots slots;
    char first, second;
    uint32_t slot, generation, again;

    (void)state;
    assert_true(slots_init(&slots, 2));
    slot = slots_add(&slots, &first, &generation);
    slots_remove(&slots, slot);
    assert_null(slots_find(&slots, slot, generation));
    assert_null(slots_owner(&slots, slot));
    assert_int_equal(slots.count, 0);
    assert_int_equal(slots_add(&slots, &second, &again), slot); /* used again before a fresh one */
    assert_int_not_equal(again, generation);
    assert_null(slots_find(&slots, slot, generation));
    assert_ptr_equal(slots_find(&slots, slot, again), &second);
    assert_int_equal(slots.used, 1);
    slots_release(&slots);
}

static void test_generations_wrap(void **state)
{
    struct slots slots;
    char owner;
    uint32_t slot, generation;

    (void)state;
    assert_true(slots_init(&slots, 1));
    slot = slots_add(&slots, &owner, &generation);
    slots.slots[slot].generation = UINT32_MAX;
    slots_remove(&slots, slot);
    assert_int_equal(slots_add(&slots, &owner, &generation), slot);
    assert_int_equal(generation, 0);
    slots_release(&slots);
}

static void test_every_slot_can_be_freed_and_taken(void **state)
{
    enum { MANY = 1000 };
    struct slots slots;
    char owners[MANY];
    uint32_t generation;

    (void)state;
    assert_true(slots_init(&slots, MANY));
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < MANY; i++)
            (void)slots_add(&slots, &owners[i], &generation);
        assert_true(slots_full(&slots));
        for (uint32_t slot = 0; slot < MANY; slot++)
            slots_remove(&slots, (slot * 7) % MANY);
        assert_int_equal(slots.count, 0);
        assert_int_equal(slots.used, MANY);
    }
    slots_release(&slots);
    slots_release(&slots);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_owner_is_found_by_its_token),
        cmocka_unit_test(test_a_late_token_leads_to_nobody),
        cmocka_unit_test(test_generations_wrap),
        cmocka_unit_test(test_every_slot_can_be_freed_and_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
