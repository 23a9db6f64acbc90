/*
 * Long names of properties and categories, and words that are not only those.
 */

#include "tests/unit/index/search/world.h"

#include "index/search/reading/table.h"

/* The query that the text stands for, and where its characters stand; "": none. */
static const char *read(struct charindex *index, const char *text, enum reading_place *place)
{
    static struct reading_answers answers;
    struct budget budget = BUDGET_INIT;
    struct reader reader = {.index = index,
                            .text = slice_of(text),
                            .budget = &budget,
                            .label = "property",
                            .place = READING_AFTER_EXACT,
                            .answers = &answers};

    answers.count = answers.document_count = answers.query_count = 0;
    reading_property(&reader);
    *place = answers.list[0].place;
    return answers.query_count ? answers.queries[0] : "";
}

static void long_names_are_properties(void **state)
{
    static const struct {
        const char *text, *query;
        enum reading_place place;
    } texts[] = {
        {"whitespace", "white_space:yes", READING_AFTER_EXACT},
        {"White Space", "white_space:yes", READING_AFTER_EXACT},
        {"soft dotted", "soft_dotted:yes", READING_AFTER_EXACT},
        {"currency symbol", "category:\"currency symbol\"", READING_AFTER_EXACT},
        {"currency symbols", "category:\"currency symbol\"", READING_AFTER_EXACT},
        {"Space_Separator", "category:\"Space_Separator\"", READING_AFTER_EXACT},
        {"dash", "dash:yes", READING_AFTER_WORDS}, /* a word of names */
        {"letter", "category:\"letter\"", READING_AFTER_WORDS},
    };

    for (size_t i = 0; i < COUNT(texts); i++) {
        enum reading_place place;

        assert_string_equal(read(*state, texts[i].text, &place), texts[i].query);
        assert_int_equal(place, texts[i].place);
    }
}

static void other_texts_are_not(void **state)
{
    static const char *const texts[] = {
        "So",
        "L",
        "LC",
        "WSpace",
        "arrow",
        "greek",
        "white",
        "currency",
        "symbol white",
        "s",
        "ss",
        "block",
        "age",
        "15",
        "-----",
        "white:space",
        "d\xC3\xA4sh",
        "a very long name of a property that nobody has ever heard of, not even its authors",
    };

    for (size_t i = 0; i < COUNT(texts); i++) {
        enum reading_place place;

        if (read(*state, texts[i], &place)[0])
            fail_msg("\"%s\" is %s", texts[i], read(*state, texts[i], &place));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_names_are_properties),
        cmocka_unit_test(other_texts_are_not),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
