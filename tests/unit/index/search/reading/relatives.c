/*
 * "Looks like a" and its like, and texts that only contain such words.
 */

#include "tests/unit/index/search/world.h"

#include "index/search/reading/table.h"

/* The query that the text stands for; "": none. */
static const char *read(struct charindex *index, const char *text)
{
    static struct reading_answers answers;
    struct budget budget = BUDGET_INIT;
    struct reader reader = {.index = index,
                            .text = slice_of(text),
                            .budget = &budget,
                            .label = "look-alike",
                            .place = READING_AFTER_EXACT,
                            .answers = &answers};

    answers.count = answers.document_count = answers.query_count = 0;
    reading_relatives(&reader);
    assert_int_equal(answers.document_count, 0);
    assert_true(answers.query_count <= 1);
    return answers.query_count ? answers.queries[0] : "";
}

static void texts_that_name_a_character(void **state)
{
    static const char *const pairs[][2] = {
        {"looks like a", "like:U+0061"},
        {"Look like A", "like:U+0041"},
        {"characters that look like \xD0\xB0", "like:U+0430"},
        {"what looks like |", "like:U+007C"},
        {"similar to \"a\"", "like:U+0061"},
        {"lookalikes of U+0430", "like:U+0430"},
        {"look-alikes for -", "like:U+002D"},
        {"looks similar to  a", "like:U+0061"},
        {"letters based on e", "base:U+0065"},
    };

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_string_equal(read(*state, pairs[i][0]), pairs[i][1]);
}

static void texts_that_do_not(void **state)
{
    static const char *const texts[] = {
        "looks like",
        "like a",
        "looks like alpha",
        "a looks like b c",
        "cat looks like a",
        "unlooks like a",
        "looks  like a",
        "looks like \"ab\"",
        "looks like U+110000000",
        "similar",
        "to a",
        "based on a true story",
    };

    for (size_t i = 0; i < COUNT(texts); i++)
        if (read(*state, texts[i])[0])
            fail_msg("\"%s\" is %s", texts[i], read(*state, texts[i]));
}

static void the_reading_finds_relatives(void **state)
{
    struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct query_error error;
    struct search search;
    const struct part *part;

    assert_int_equal(search_open(&search, *state, &options, "looks like a", 12, &error), SEARCH_OK);
    part = search_part(&search, document_of(*state, 0x430));
    assert_non_null(part);
    assert_string_equal(part->label, "look-alike");
    search_release(&search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_name_a_character),
        cmocka_unit_test(texts_that_do_not),
        cmocka_unit_test(the_reading_finds_relatives),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
