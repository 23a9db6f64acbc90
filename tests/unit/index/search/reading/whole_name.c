/*
 * Names of characters, sequences and emoji, against texts that only have words of them.
 */

#include "index/search/reading/whole_name.h"

#include "tests/unit/index/search/world.h"

static bool is_name(const struct charindex *index, const char *text)
{
    struct budget budget = BUDGET_INIT;

    return whole_name(index, slice_of(text), &budget);
}

static void test_names(void **state)
{
    static const char *const names[] = {
        "DIZZY FACE",                 /* the official one */
        "inverted question mark",     /* in any case */
        "face with crossed-out eyes", /* short names, with and without punctuation */
        "Face with crossed out eyes",
        "benommenes gesicht",            /* in a language of the index */
        "family: man, woman, girl, boy", /* of sequences */
        "flag switzerland",
        "KEYCAP DIGIT ONE",
    };

    for (size_t i = 0; i < COUNT(names); i++)
        if (!is_name(*state, names[i]))
            fail_msg("\"%s\" is no name", names[i]);
}

static void test_what_is_not_a_name(void **state)
{
    static const char *const texts[] = {
        "",
        "-",
        "crossed out eyes", /* a nickname */
        "face with crossed-out",
        "eyes crossed-out with face",
        "face with crossed-out eyes eyes",
        "face with crossed-out noses",
        "love", /* a keyword */
        "xyzzy",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        ("face face face face face face face face face face face face face face face face face "
         "face "
         "face face face face face face face face face face face face face face face face face"),
    };

    for (size_t i = 0; i < COUNT(texts); i++)
        if (is_name(*state, texts[i]))
            fail_msg("\"%s\" is a name", texts[i]);
}

static void test_without_steps_it_is_not_known(void **state)
{
    struct budget budget = BUDGET_INIT;

    assert_true(budget_take(&budget, BUDGET_EVALUATE, BUDGET_EVALUATE_STEPS));
    assert_false(whole_name(*state, slice_of("face with crossed-out eyes"), &budget));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_what_is_not_a_name),
        cmocka_unit_test(test_without_steps_it_is_not_known),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
