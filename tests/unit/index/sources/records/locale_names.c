/*
 * Names in any order, found by kind, language and code.
 */

#include "index/sources/records/locale_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(struct locale_names *names, enum locale_name_kind kind, uint8_t language,
                const char *code, const char *text)
{
    locale_names_add(names, kind, language, code, slice_of(text));
}

static void test_names_are_found(void **state)
{
    struct locale_names names = {.list = VECTOR_INIT};
    size_t first, end;

    (void)state;
    assert_int_equal(locale_names_find(&names, LOCALE_CURRENCY, 0, "INR").size, 0);
    add(&names, LOCALE_CURRENCY, 1, "USD", "dollar");
    add(&names, LOCALE_OTHER_TERRITORY, 1, "US", "US");
    add(&names, LOCALE_SYMBOL, 1, "INR", "first");
    add(&names, LOCALE_OTHER_TERRITORY, 1, "CI", "Ivory Coast");
    add(&names, LOCALE_OTHER_TERRITORY, 1, "US", "USA");
    add(&names, LOCALE_OTHER_TERRITORY, 2, "CI", "other");
    add(&names, LOCALE_SYMBOL, 1, "INR", "second");
    assert_true(locale_names_settle(&names));

    assert_true(slice_is(locale_names_find(&names, LOCALE_CURRENCY, 1, "USD"), "dollar"));
    assert_true(slice_is(locale_names_find(&names, LOCALE_SYMBOL, 1, "INR"), "first"));
    assert_int_equal(locale_names_find(&names, LOCALE_SYMBOL, 0, "INR").size, 0);
    assert_int_equal(locale_names_find(&names, LOCALE_SYMBOL, 1, "IN").size, 0);
    locale_names_range(&names, LOCALE_OTHER_TERRITORY, 1, &first, &end);
    assert_int_equal(end - first, 3);
    assert_true(slice_is(locale_names_text(&names, first), "Ivory Coast"));
    assert_true(slice_is(locale_names_text(&names, first + 1), "US"));
    assert_true(slice_is(locale_names_text(&names, first + 2), "USA"));
    locale_names_range(&names, LOCALE_TERRITORY, 1, &first, &end);
    assert_int_equal(first, end);
    locale_names_release(&names);
    locale_names_range(&names, LOCALE_OTHER_TERRITORY, 1, &first, &end);
    assert_int_equal(end, 0);
}

static void test_memory_runs_out(void **state)
{
    struct locale_names names = {.list = VECTOR_INIT};

    (void)state;
    names.texts.failed = true;
    add(&names, LOCALE_CURRENCY, 1, "USD", "dollar");
    assert_false(locale_names_settle(&names));
    locale_names_release(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_found),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
