/*
 * From a member to the struct that contains it.
 */

#include "index/base/container_of.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct member {
    int value;
};

struct outer {
    char name[3];
    struct member first;
    struct {
        struct member inner;
    } nested;
    struct member last;
};

static void test_every_member_leads_back(void **state)
{
    struct outer outers[2];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct outer *outer = &outers[i];

        assert_ptr_equal(container_of(&outer->name, struct outer, name), outer);
        assert_ptr_equal(container_of(&outer->first, struct outer, first), outer);
        assert_ptr_equal(container_of(&outer->nested.inner, struct outer, nested.inner), outer);
        assert_ptr_equal(container_of(&outer->last, struct outer, last), outer);
    }
}

static void test_the_pointer_is_evaluated_once(void **state)
{
    struct outer outer;
    struct member *member = &outer.first;

    (void)state;
    assert_ptr_equal(container_of(member++, struct outer, first), &outer);
    assert_ptr_equal(member, &outer.first + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_member_leads_back),
        cmocka_unit_test(test_the_pointer_is_evaluated_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
