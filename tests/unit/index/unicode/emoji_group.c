/*
 * The groups of emoji, as the file and as people call them.
 */

#include "index/unicode/emoji_group.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_the_names_of_the_file(void **state)
{
    (void)state;
    assert_int_equal(emoji_group_of(slice_of("Food & Drink")), EMOJI_GROUP_FOOD);
    assert_int_equal(emoji_group_of(slice_of("Flags")), EMOJI_GROUP_FLAGS);
    for (unsigned i = 0; i < EMOJI_GROUP_COUNT; i++)
        assert_int_equal(emoji_group_of(slice_of(emoji_group_name((enum emoji_group)i))), i);
}

static void test_no_other_name_is_a_group(void **state)
{
    static const char *const others[] = {"", "Food", "food & drink", "Food & Drink ", "Flagstones"};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(emoji_group_of(slice_of(others[i])), EMOJI_GROUP_NONE);
}

static void test_what_people_call_them(void **state)
{
    static const struct {
        const char *name;
        enum emoji_group group;
    } rows[] = {
        {"food", EMOJI_GROUP_FOOD},           {"Drink", EMOJI_GROUP_FOOD},
        {"Food & Drink", EMOJI_GROUP_FOOD},   {"food and drink", EMOJI_GROUP_FOOD},
        {"FOOD_AND_DRINK", EMOJI_GROUP_FOOD}, {"drink-food", EMOJI_GROUP_FOOD},
        {"smileys", EMOJI_GROUP_SMILEYS},     {"emotion", EMOJI_GROUP_SMILEYS},
        {"people", EMOJI_GROUP_PEOPLE},       {"nature", EMOJI_GROUP_ANIMALS},
        {"component", EMOJI_GROUP_COMPONENT}, {"none", EMOJI_GROUP_NONE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum emoji_group group = EMOJI_GROUP_COUNT;

        assert_true(emoji_group_find(rows[i].name, strlen(rows[i].name), &group));
        assert_int_equal(group, rows[i].group);
    }
}

static void test_what_is_not_a_group(void **state)
{
    static const char *const others[] = {
        "",         " ",     "&",           "and",   "foo", "foods", "food & body",
        "food\x01", "food1", "f\xC3\xB6od", "food,",
    };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        enum emoji_group group = EMOJI_GROUP_COUNT;

        assert_false(emoji_group_find(others[i], strlen(others[i]), &group));
        assert_int_equal(group, EMOJI_GROUP_COUNT);
    }
}

static void test_the_end_is_not_passed(void **state)
{
    enum emoji_group group;

    (void)state;
    assert_true(emoji_group_find("foods", 4, &group));
    assert_int_equal(group, EMOJI_GROUP_FOOD);
    assert_false(emoji_group_find("food", 3, &group));
    assert_false(emoji_group_find("food", 0, &group));
}

static void test_the_closest_name(void **state)
{
    struct closest closest;

    (void)state;
    closest_init(&closest, "flgas", 5);
    emoji_group_closest(&closest);
    assert_string_equal(closest.found, "Flags");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_names_of_the_file),
        cmocka_unit_test(test_no_other_name_is_a_group),
        cmocka_unit_test(test_what_people_call_them),
        cmocka_unit_test(test_what_is_not_a_group),
        cmocka_unit_test(test_the_end_is_not_passed),
        cmocka_unit_test(test_the_closest_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
