/*
 * Why queries find nothing, and what is proposed instead, on a real index in English and German.
 */

#include "index/search/nothing.h"

#include "tests/unit/index/search/world.h"

static const struct search_options everywhere = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};

static void open_query(struct charindex *index, const char *text,
                       const struct search_options *options, struct search *search)
{
    struct query_error error;

    if (search_open(search, index, options, text, strlen(text), &error) != SEARCH_OK)
        fail_msg("\"%s\" was refused: %s", text, error.message);
}

/* Checks the reason. What is proposed must find as many as it says. */
static void assert_reason(struct charindex *index, const char *text, enum nothing_code code,
                          const char *part, const char *query)
{
    struct search search, proposed;
    const struct nothing *nothing;

    open_query(index, text, &everywhere, &search);
    nothing = search.nothing;
    if (search_total(&search) != 0 || !nothing || nothing->code != code ||
        !strstr(nothing->message, part) || strcmp(nothing->query, query) != 0)
        fail_msg("\"%s\": %u, %s; %s", text, search_total(&search),
                 nothing ? nothing->message : "no reason", nothing ? nothing->query : "");
    if (query[0]) {
        open_query(index, query, &everywhere, &proposed);
        assert_true(search_total(&proposed) >= nothing->total && nothing->total > 0);
        search_release(&proposed);
    }
    search_release(&search);
}

static void code_points_that_are_not_in_the_index(void **state)
{
    struct search search;

    assert_reason(*state, "U+0378", NOTHING_UNASSIGNED, "U+0378 is not assigned in Unicode ", "");
    assert_reason(*state, "\xF0\x9F\xBF\xA0", NOTHING_UNASSIGNED, "U+1FFE0 is not assigned", "");
    assert_reason(*state, "U+F8FF", NOTHING_PRIVATE_USE, "U+F8FF is for private use", "");
    assert_reason(*state, "\xEF\xA3\xBF", NOTHING_PRIVATE_USE, "U+F8FF is for private use", "");
    assert_reason(*state, "U+D800", NOTHING_NOT_A_CHARACTER, "U+D800 is a surrogate", "");
    assert_reason(*state, "U+FFFE", NOTHING_NOT_A_CHARACTER, "U+FFFE is a noncharacter", "");
    assert_reason(*state, "like:U+E000", NOTHING_PRIVATE_USE, "U+E000 is for private use", "");
    open_query(*state, "U+F8FF", &everywhere, &search);
    assert_int_equal(search.nothing->code_point, 0xF8FF);
    search_release(&search);
}

static void versions_that_are_newer(void **state)
{
    const char *unicode = charindex_unicode_version(*state);
    char proposal[64];

    (void)snprintf(proposal, sizeof proposal, "age:%s", unicode);
    assert_reason(*state, "age:99", NOTHING_NEWER, "Unicode 99.0 is newer than Unicode ", proposal);
    (void)snprintf(proposal, sizeof proposal, "letter age:%s", unicode);
    assert_reason(*state, "letter age:>99", NOTHING_NEWER, "Unicode 99.1 is newer", proposal);
}

static void filters_that_exclude_everything(void **state)
{
    assert_reason(*state, "block:arrows cat", NOTHING_FILTERED,
                  "without 'block:arrows' there are at least ", "cat");
    assert_reason(*state, "cat block:arrows", NOTHING_FILTERED,
                  "without 'block:arrows' there are at least ", "cat");
    /* No word of another language begins with this one: exclusions do not concern those. */
    assert_reason(*state, "arrow -arrow", NOTHING_FILTERED, "without '-arrow' there are at least ",
                  "arrow");
    assert_reason(*state, "\xE2\x98\x80 block:arrows", NOTHING_FILTERED,
                  "without 'block:arrows' there is at least 1", "\xE2\x98\x80");
    assert_reason(*state, "cat script:greek block:arrows face", NOTHING_FILTERED,
                  "without the filters there are at least ", "cat face");
    assert_reason(*state, "like:a script:tangut", NOTHING_FILTERED,
                  "without 'like:a' there are at least ", "script:tangut");
}

static void languages_that_are_not_searched(void **state)
{
    struct search_options english = everywhere;
    struct search search;
    struct slice bad;

    if (!world_has(*state, SOURCE_EMOJI))
        skip();
    assert_true(languages_parse(*state, "en", 2, &english.languages, &bad));
    open_query(*state, "keyword:sonnenaufgang", &english, &search);
    if (search_total(&search) == 0) {
        assert_non_null(search.nothing);
        assert_int_equal(search.nothing->code, NOTHING_OTHER_LANGUAGE);
        assert_true(search.nothing->all_languages);
        assert_string_equal(search.nothing->query, "keyword:sonnenaufgang");
        assert_true(search.nothing->total > 0);
    }
    search_release(&search);
    /* All languages of the index were searched, and there are several. */
    open_query(*state, "keyword:qzxwvkjqzxwvkj", &everywhere, &search);
    assert_int_equal(search_total(&search), 0);
    assert_null(search.nothing);
    search_release(&search);
}

static void what_has_no_reason(void **state)
{
    const struct search_options names = {.scope = SCOPE_NAME};
    struct search search;

    open_query(*state, "cat", &everywhere, &search); /* it has a result */
    assert_null(search.nothing);
    search_release(&search);
    open_query(*state, "", &everywhere, &search);
    assert_null(search.nothing);
    search_release(&search);
    open_query(*state, "U+F8FF", &names, &search); /* the status is all there, as in the book */
    assert_int_equal(search_total(&search), 0);
    assert_null(search.nothing);
    search_release(&search);
}

static void the_cost_has_a_limit(void **state)
{
    char text[QUERY_MAX_SIZE + 1] = "cat";
    struct search search;
    struct query_error error;

    while (strlen(text) + 20 < sizeof text)
        strcat(text, " -a*|b*|c* gc:L");
    if (search_open(&search, *state, &everywhere, text, strlen(text), &error) != SEARCH_OK)
        return;
    assert_true(search.budget.left[BUDGET_EVALUATE] > -BUDGET_OVERDRAFT_STEPS);
    search_release(&search);
}

static void codes_have_names(void **state)
{
    (void)state;
    assert_string_equal(nothing_code_name(NOTHING_UNASSIGNED), "unassigned");
    assert_string_equal(nothing_code_name(NOTHING_PRIVATE_USE), "private-use");
    assert_string_equal(nothing_code_name(NOTHING_NOT_A_CHARACTER), "not-a-character");
    assert_string_equal(nothing_code_name(NOTHING_NEWER), "newer");
    assert_string_equal(nothing_code_name(NOTHING_FILTERED), "filtered");
    assert_string_equal(nothing_code_name(NOTHING_OTHER_LANGUAGE), "other-language");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_points_that_are_not_in_the_index),
        cmocka_unit_test(versions_that_are_newer),
        cmocka_unit_test(filters_that_exclude_everything),
        cmocka_unit_test(languages_that_are_not_searched),
        cmocka_unit_test(what_has_no_reason),
        cmocka_unit_test(the_cost_has_a_limit),
        cmocka_unit_test(codes_have_names),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
