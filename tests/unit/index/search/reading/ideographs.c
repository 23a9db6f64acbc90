/*
 * "Kanji for water" and its like, and texts that only contain such words.
 */

#include <strings.h>

#include "tests/unit/index/search/finding.h"

#include "index/search/reading/table.h"

/* The queries that the text stands for, separated by "; ". */
static const char *read(struct charindex *index, const char *text)
{
    static char queries[2 * SUGGESTION_SIZE + 2];
    static struct reading_answers answers;
    struct budget budget = BUDGET_INIT;
    struct reader reader = {.index = index,
                            .text = slice_of(text),
                            .budget = &budget,
                            .label = "meaning",
                            .place = READING_AFTER_EXACT,
                            .answers = &answers};

    answers.count = answers.document_count = answers.query_count = 0;
    reading_ideographs(&reader);
    assert_int_equal(answers.document_count, 0);
    assert_true(answers.query_count <= 2);
    queries[0] = '\0';
    for (size_t i = 0; i < answers.query_count; i++)
        strcat(strcat(queries, i > 0 ? "; " : ""), answers.queries[i]);
    return queries;
}

static void test_texts_that_name_a_meaning(void **state)
{
    static const char *const texts[] = {
        "chinese water",
        "Japanese Water",
        "kanji water",
        "the chinese character for water",
        "chinese symbol that means water",
        "chinese word for water",
        "kanji of the water",
        "kanji meaning water",
        "japanese sign for water",
        "hanzi for water",
        "cjk ideograph water",
        "symbol for water in chinese",
        "water in japanese",
        "water kanji",
        "water chinese character",
        "what is the kanji for water",
    };

    for (size_t i = 0; i < COUNT(texts); i++)
        if (strcasecmp(read(*state, texts[i]), "script:Han definition:water") != 0)
            fail_msg("\"%s\": \"%s\"", texts[i], read(*state, texts[i]));
    assert_string_equal(read(*state, "chinese character"), "script:Han definition:character");
    assert_string_equal(read(*state, "chinese word"), "script:Han definition:word");
    assert_string_equal(read(*state, "chinese after all"),
                        "script:Han definition:\" after all\"; "
                        "script:Han definition:after definition:all");
}

static void test_texts_that_do_not(void **state)
{
    static const char *const texts[] = {
        "chinese",
        "kanji",
        "in chinese",
        "learn chinese",
        "water",
        "water in japan",
        "chinese water -black",
        "chinese water!",
        "chinese one two three four five six seven",
        "the characters",
        "block:cjk water",
        "like chinese",
        "the",
    };

    for (size_t i = 0; i < COUNT(texts); i++)
        if (strcmp(read(*state, texts[i]), "") != 0)
            fail_msg("\"%s\": \"%s\"", texts[i], read(*state, texts[i]));
}

/* Neither a word too long nor one of many bytes goes beyond the clauses. */
static void test_long_words(void **state)
{
    char text[160] = "chinese ";

    while (strlen(text) < sizeof text - 1) {
        strcat(text, strlen(text) % 20 == 0 ? " " : "q");
        (void)read(*state, text);
    }
}

/* "Japanese castle" is the name of an emoji. */
static void test_names_come_first(void **state)
{
    static const struct {
        const char *text;
        uint32_t first, second;
    } queries[] = {{"japanese castle", 0x1F3EF, 0x57CE}, {"chinese agriculture", 0x8FB2, 0x519C}};
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};

    if (!world_has(*state, SOURCE_UNIHAN))
        skip();
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search search;
        uint32_t *list;

        open_with(&search, *state, &options, queries[i].text, strlen(queries[i].text));
        list = list_all(&search);
        assert_true(search_total(&search) >= 2);
        assert_int_equal(list[0], document_of(*state, queries[i].first));
        assert_int_equal(list[1], document_of(*state, queries[i].second));
        free(list);
        search_release(&search);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_that_name_a_meaning),
        cmocka_unit_test(test_texts_that_do_not),
        cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_names_come_first),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
