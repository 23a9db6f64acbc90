/*
 * Descriptions of looks, and names that only have similar words.
 */

#include "index/search/reading/looks_table.h"
#include "tests/unit/index/search/reading/reading.h"

enum { PEOPLE, NAMES };

static void test_phrases_become_words_of_names(void **state)
{
    const struct charindex *index = *state;

    assert_reads_query(index, reading_looks, "backwards e", "reversed e");
    assert_reads_query(index, reading_looks, "upside down question mark", "turned question mark");
    assert_reads_query(index, reading_looks, "a with two dots", "a diaeresis");
    assert_reads_query(index, reading_looks, "o with a slash through it", "o stroke");
    assert_reads_query(index, reading_looks, "a with a line over it", "a macron");
    assert_reads_query(index, reading_looks, "c with a tail", "c cedilla");
    assert_reads_query(index, reading_looks, "C with a hook under it", "C cedilla");
    assert_reads_query(index, reading_looks, "long dash", "\"em dash\"");
    assert_reads_query(index, reading_looks, "short dash", "\"en dash\"");
    assert_reads_query(index, reading_looks, "check mark in a box", "check box");
    assert_reads_query(index, reading_looks, "box with an x", "box x");
    assert_reads_query(index, reading_looks, "arrow that points both ways", "arrow \"left right\"");
    assert_reads_query(index, reading_looks, "squiggly arrow", "squiggle arrow");
    assert_reads_query(index, reading_looks, "squiggly line over n", "tilde n");
    assert_reads_query(index, reading_looks, "hollow star", "white star");
    assert_reads_query(index, reading_looks, "solid heart", "black heart");
    assert_reads_query(index, reading_looks, "an upside-down v", "turned v");
    assert_reads_query(index, reading_looks, "how do i type a long dash", "\"em dash\"");
    assert_reads_query(index, reading_looks, "home icon", "home");
    assert_reads_query(index, reading_looks, "the symbol for pi", "pi");
    assert_reads_query(index, reading_looks, "a symbol for pi", "pi");
    assert_reads_query(index, reading_looks, "what is the symbol for pi", "pi");
    assert_reads_query(index, reading_looks, "i with two dots", "i diaeresis");
    assert_reads_query(index, reading_looks, "i without a dot", "i dotless");
    assert_reads_query(index, reading_looks, "how can i write a long dash", "\"em dash\"");
    assert_reads_query(index, reading_looks, "arrow to the right", "arrow right");
}

static void test_all_alternatives_follow_the_best(void **state)
{
    struct reading_answers answers;

    read_text(*state, reading_looks, "backwards e", strlen("backwards e"), &answers);
    assert_int_equal(answers.query_count, 2);
    assert_string_equal(answers.queries[1], "reversed|turned e");
}

static void test_names_come_first(void **state)
{
    assert_place(*state, reading_looks, "backwards e", READING_FIRST);
    assert_place(*state, reading_looks, "inverted question mark", READING_AFTER_EXACT);
}

static void test_every_phrase_is_in_order_and_found(void **state)
{
    static const struct {
        const char *phrase;
        bool alone; /* needs no article */
    } looks[] = {
#define LOOK(whose, phrase, words) {phrase, (whose) == PEOPLE},
        LOOKS(LOOK)
#undef LOOK
    };

    for (size_t i = 0; i < COUNT(looks); i++) {
        struct reading_answers answers;
        char text[128];

        assert_true(i == 0 || strcmp(looks[i - 1].phrase, looks[i].phrase) < 0);
        (void)snprintf(text, sizeof text, "x %s", looks[i].phrase);
        read_text(*state, reading_looks, text, strlen(text), &answers);
        if (looks[i].alone && answers.query_count == 0)
            fail_msg("\"%s\" is not read", text);
    }
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "backwards a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "backwards",
        "e",
        "cat face",
        "black heart",
        "white circle",
        "circle",
        "box drawings light",
        "check mark",
        "latin small letter b with hook",
        "letter q with tail",
        "greek small letter alpha",
        "block:arrows backwards",
        "backwards|e",
        "\"long dash\"",
        "the cat",
        "a cat",
        "symbol",
        "u with hook",
        "-long dash"};

    assert_not_read(*state, reading_looks, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases_become_words_of_names),
        cmocka_unit_test(test_all_alternatives_follow_the_best),
        cmocka_unit_test(test_names_come_first),
        cmocka_unit_test(test_every_phrase_is_in_order_and_found),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
