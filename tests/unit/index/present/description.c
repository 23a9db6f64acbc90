/*
 * Descriptions with an index and without: of what ICU knows, the index changes nothing.
 */

#include "index/present/description.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/search/world.h"

static void test_icu_names_what_it_knows(void **state)
{
    static const uint32_t points[] = {0x41,   0x7,    0xE9,    0x378,  0x4E00,   0xAC00,
                                      0xD800, 0xE000, 0x1F600, 0xFFFE, 0x10FFFF, 0x3FF00};

    for (size_t i = 0; i < COUNT(points); i++) {
        struct character with, without, alone;

        description_read(*state, points[i], &with);
        description_read(NULL, points[i], &without);
        character_describe(NULL, points[i], &alone);
        assert_memory_equal(&without, &alone, sizeof alone);
        assert_string_equal(with.name, alone.name);
        assert_string_equal(with.label, alone.label);
        assert_string_equal(with.facts.block, alone.facts.block);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_icu_names_what_it_knows),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
