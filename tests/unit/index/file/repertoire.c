/*
 * The repertoire of the small index: a block of its own, and a capital letter.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/file/view.h"
#include "index/unicode/property_names.h"
#include "tests/unit/index/file/small_image.h"

static void test_it_is_a_view_of_the_chunks(void **state)
{
    static struct small_image image;
    uint32_t points[REPERTOIRE_POINTS_MAX];
    const struct repertoire *repertoire;
    char value[PROPERTY_VALUE_SIZE];
    struct charindex *index, *shared;
    struct reason reason;

    (void)state;
    small_image_make(&image);
    assert_int_equal(charindex_parse(image.bytes, image.size, &index, &reason), CHARINDEX_OK);
    shared = charindex_share(index);
    assert_non_null(shared);
    charindex_unref(index);
    repertoire = charindex_repertoire(shared);
    assert_non_null(repertoire);
    assert_true(property_value_find(repertoire, PROPERTY_BLOCK, "small_block", 11, value));
    assert_string_equal(value, "Small Block");
    property_spell(repertoire, PROPERTY_BLOCK, property_number(repertoire, PROPERTY_BLOCK, 0x3FF0F),
                   value);
    assert_string_equal(value, "Small Block");
    assert_int_equal(repertoire_map(repertoire, REPERTOIRE_UPPER, 0x3FF01, points), 1);
    assert_int_equal(points[0], 0x3FF00);
    charindex_unref(shared);
}

static void test_what_is_new(void **state)
{
    struct charindex index = {.new_since = 0x0300}; /* 3.0; it knows no more than ICU */

    (void)state;
    assert_true(charindex_is_new(&index, 0x20AE));  /* TUGRIK SIGN, of 3.0 */
    assert_true(charindex_is_new(&index, 0x20B0));  /* of 3.2 */
    assert_false(charindex_is_new(&index, 0x20AC)); /* EURO SIGN, of 2.1 */
    assert_false(charindex_is_new(&index, 0x0378)); /* unassigned */
    index.new_since = 0xFF00;
    assert_false(charindex_is_new(&index, 0x20B0));
}

static void test_there_need_not_be_any(void **state)
{
    (void)state;
    assert_null(charindex_repertoire(NULL));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_a_view_of_the_chunks),
        cmocka_unit_test(test_what_is_new),
        cmocka_unit_test(test_there_need_not_be_any),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
