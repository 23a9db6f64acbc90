/*
 * Shortcodes, and other texts with colons and underscores.
 */

#include "tests/unit/index/search/reading/reading.h"

/* Emoji with these words, and then whatever has them. */
static void assert_reads_emoji(const struct charindex *index, const char *text, const char *words)
{
    struct reading_answers answers;
    char emoji[128];

    read_text(index, reading_shortcodes, text, strlen(text), &answers);
    (void)snprintf(emoji, sizeof emoji,
                   "%s emoji:yes extended_pictographic:yes|regional_indicator:yes", words);
    assert_int_equal(answers.query_count, 2);
    assert_string_equal(answers.queries[0], emoji);
    assert_string_equal(answers.queries[1], words);
}

static void test_words_joined_by_underscores(void **state)
{
    const struct charindex *index = *state;

    assert_reads_query(index, reading_shortcodes, "red_heart", "red heart");
    assert_reads_query(index, reading_shortcodes, "thinking_face", "thinking face");
    assert_reads_emoji(index, ":thumbs_up:", "thumbs up");
    assert_reads_emoji(index, ":flag-ch:", "flag ch");
    assert_reads_emoji(index, ":wave:", "wave");
    assert_reads_query(index, reading_shortcodes, ":_wave_:",
                       "wave  emoji:yes extended_pictographic:yes|regional_indicator:yes");
    assert_reads_query(index, reading_shortcodes, "1st_place_medal", "1st place medal");
}

static void test_tones_are_left_out(void **state)
{
    const struct charindex *index = *state;

    assert_reads_emoji(index, ":wave::skin-tone-3:", "wave");
    assert_reads_emoji(index, ":man_dancing_tone1:", "man dancing");
    assert_reads_query(index, reading_shortcodes, "man_dancing_tone5", "man dancing");
}

static void test_the_two_that_are_not_words(void **state)
{
    const struct charindex *index = *state;

    assert_reads_query(index, reading_shortcodes, "+1", "thumbs up");
    assert_reads_query(index, reading_shortcodes, ":+1:", "thumbs up");
    assert_reads_query(index, reading_shortcodes, ":-1:", "thumbs down");
    assert_place(index, reading_shortcodes, ":-1:", READING_FIRST);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {":",
                                        ":D",
                                        ":)",
                                        "::",
                                        ":::",
                                        "heart",
                                        "red heart",
                                        "12:30",
                                        "a:b:c",
                                        "+2",
                                        "-5",
                                        "_",
                                        "__",
                                        ":_:",
                                        "name:red_heart",
                                        "red_heart|blue_heart",
                                        "block:box_drawing",
                                        "red_heart*",
                                        ":wave",
                                        "wave:"};

    assert_not_read(*state, reading_shortcodes, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_joined_by_underscores),
        cmocka_unit_test(test_tones_are_left_out),
        cmocka_unit_test(test_the_two_that_are_not_words),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
