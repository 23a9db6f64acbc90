/*
 * Digraphs of two small letters become words, and other spellings do not.
 */

#include "index/builder/enrichment/digraphs.h"

#include "tests/unit/index/builder/small_texts.h"

enum { ENGLISH = 1 };

static void begin(struct small_texts *world)
{
    small_texts_begin(world);
    small_character(&world->small, 0x308B, "HIRAGANA LETTER RU");
    small_number(&world->small);
}

static int add(struct small_texts *world, enum spelling_kind kind, const char *text)
{
    const struct source_spelling spelling = {.kind = kind, .text = text, .size = strlen(text)};

    return digraphs_add(&world->texts, &world->vocabulary, 0, ENGLISH, &spelling);
}

static void test_two_small_letters(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    assert_int_equal(add(&world, SPELLING_DIGRAPH, "ru"), 0);
    small_texts_write(&world);
    assert_texts(&world, "\u308B", TEXT_KEYWORD, ENGLISH, "ru");
    small_texts_release(&world);
}

static void test_what_is_no_word(void **state)
{
    static const char *const others[] = {
        "Ru", "rU", "RU", "r5", "5r", "r:", ":r", "::", "r", "", "{a", "z{", "`a", "rus", "\u00FC"};
    struct small_texts world;

    (void)state;
    begin(&world);
    for (size_t i = 0; i < COUNT(others); i++)
        assert_int_equal(add(&world, SPELLING_DIGRAPH, others[i]), 0);
    assert_int_equal(add(&world, SPELLING_KEYSYM, "ru"), 0);
    assert_int_equal(add(&world, SPELLING_COMPOSE, "ru"), 0);
    assert_int_equal(texts_count(&world.texts), 0);
    small_texts_release(&world);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    world.texts.entries.failed = true;
    assert_true(add(&world, SPELLING_DIGRAPH, "ru") < 0);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_small_letters),
        cmocka_unit_test(test_what_is_no_word),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
