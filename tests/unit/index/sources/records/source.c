/*
 * The state of a source of several files.
 */

#include "index/sources/records/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_the_worst_state_and_the_first_reason(void **state)
{
    const struct reason why = {.text = "gone"}, other = {.text = "bad"};
    struct source source = {.state = SOURCE_OK};

    (void)state;
    source_degrade(&source, SOURCE_OK, "a", &why);
    assert_int_equal(source.state, SOURCE_OK);
    assert_string_equal(source.reason.text, "");
    source_degrade(&source, SOURCE_MISSING, "b", &why);
    assert_string_equal(source.reason.text, "b: gone");
    source_degrade(&source, SOURCE_DAMAGED, "c", &other);
    source_degrade(&source, SOURCE_MISSING, "d", &other);
    source_degrade(&source, SOURCE_OK, "e", &other);
    assert_int_equal(source.state, SOURCE_DAMAGED);
    assert_string_equal(source.reason.text, "b: gone");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_worst_state_and_the_first_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
