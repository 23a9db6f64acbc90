/*
 * Names of options, which must match byte for byte, and lists of languages, which have several
 * spellings.
 */

#include "index/search/match/options.h"

#include "index/builder/build.h"
#include "tests/unit/index/search/world.h"

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static void test_every_choice_is_found_by_its_name(void **state)
{
    (void)state;
    for (enum search_scope scope = SCOPE_NAME; scope <= SCOPE_ALL; scope++) {
        const char *name = search_scope_name(scope);
        enum search_scope found = scope == SCOPE_ALL ? SCOPE_NAME : SCOPE_ALL;

        assert_true(search_scope_find(name, strlen(name), &found));
        assert_int_equal(found, scope);
    }
    for (enum search_sort sort = SORT_CODE_POINT; sort <= SORT_RELEVANCE; sort++) {
        const char *name = search_sort_name(sort);
        enum search_sort found = sort == SORT_RELEVANCE ? SORT_CODE_POINT : SORT_RELEVANCE;

        assert_true(search_sort_find(name, strlen(name), &found));
        assert_int_equal(found, sort);
    }
    assert_string_equal(search_scope_name(SCOPE_NAME), "name");
    assert_string_equal(search_scope_name(SCOPE_ALL), "all");
    assert_string_equal(search_sort_name(SORT_CODE_POINT), "codepoint");
    assert_string_equal(search_sort_name(SORT_RELEVANCE), "relevance");
}

/* The size counts, not a NUL. */
static void test_what_is_not_the_name_of_a_choice(void **state)
{
    static const char *const others[] = {"",     "All",        "ALL",        "al",
                                         "alle", "names",      "codepoint ", " all",
                                         "nam",  "code point", "relevant"};
    enum search_scope scope;
    enum search_sort sort;

    (void)state;
    for (size_t i = 0; i < COUNT(others); i++) {
        assert_false(search_scope_find(others[i], strlen(others[i]), &scope));
        assert_false(search_sort_find(others[i], strlen(others[i]), &sort));
    }
    assert_false(search_scope_find("relevance", 9, &scope));
    assert_false(search_sort_find("all", 3, &sort));
    assert_false(search_scope_find("all", 4, &scope));
    assert_false(search_scope_find("name\0x", 6, &scope));
    assert_true(search_scope_find("allx", 3, &scope));
    assert_int_equal(scope, SCOPE_ALL);
    assert_true(search_sort_find("relevance&", 9, &sort));
    assert_int_equal(sort, SORT_RELEVANCE);
}

/*
 * Languages: the index has German and English.
 */

static unsigned parse(const struct charindex *index, const char *text)
{
    struct languages languages;
    struct slice bad = {.bytes = "", .size = 0};

    memset(&languages, 0xA5, sizeof languages);
    if (!languages_parse(index, text, strlen(text), &languages, &bad))
        fail_msg("\"%.*s\" of \"%s\" is not a language", (int)bad.size, bad.bytes, text);
    for (size_t i = 1; i < COUNT(languages.bits); i++)
        assert_int_equal(languages.bits[i], 0);
    return (unsigned)languages.bits[0];
}

static void assert_bad(const struct charindex *index, const char *text, const char *expected)
{
    struct languages languages;
    struct slice bad = {.bytes = NULL, .size = 0};

    if (languages_parse(index, text, strlen(text), &languages, &bad))
        fail_msg("\"%s\" was taken", text);
    assert_int_equal(bad.size, strlen(expected));
    assert_memory_equal(bad.bytes, expected, bad.size);
    assert_true(bad.bytes >= text && bad.bytes + bad.size <= text + strlen(text));
}

static bool has_both(const struct charindex *index)
{
    return charindex_sources(index)->language_count == 2;
}

static void test_languages_are_numbered_as_in_the_index(void **state)
{
    const struct charindex *index = *state;

    if (!has_both(index))
        skip();
    assert_string_equal(charindex_sources(index)->languages[0], "de");
    assert_int_equal(parse(index, "de"), 1);
    assert_int_equal(parse(index, "en"), 2);
    assert_int_equal(parse(index, "de,en"), 3);
    assert_int_equal(parse(index, "en,de,en"), 3);
}

static void test_all_languages(void **state)
{
    const struct charindex *index = *state;
    const unsigned all = (1u << charindex_sources(index)->language_count) - 1;

    assert_int_equal(parse(index, "all"), all);
    assert_int_equal(parse(index, ""), all);
    assert_int_equal(parse(index, " , ,"), all);
    assert_int_equal(parse(index, "en,all"), all);
    assert_int_equal(parse(index, "all,en"), all);
}

static void test_spellings_of_languages(void **state)
{
    const struct charindex *index = *state;

    if (!has_both(index))
        skip();
    assert_int_equal(parse(index, "DE"), 1);
    assert_int_equal(parse(index, " de , EN "), 3);
    assert_int_equal(parse(index, ",,en,"), 2);
}

/* CLDR writes pt_PT, the web pt-PT. */
static void test_languages_of_regions(void **state)
{
    static const char *const names[] = {"pt_PT"};
    const struct sources_options options = {
        .directory = SOURCES_DIRECTORY, .languages = names, .language_count = COUNT(names)};
    struct charindex *index;
    struct reason reason;

    (void)state;
    assert_int_equal(build_index(&options, go_on, NULL, &index, &reason), 0);
    if (!has_both(index)) {
        charindex_unref(index);
        skip();
    }
    assert_int_equal(parse(index, "pt_PT"), 2);
    assert_int_equal(parse(index, "pt-PT"), 2);
    assert_int_equal(parse(index, "PT-pt,en"), 3);
    assert_bad(index, "pt", "pt");
    assert_bad(index, "pt PT", "pt PT");
    assert_bad(index, "ptPT", "ptPT");
    charindex_unref(index);
}

static void test_languages_that_are_not_there(void **state)
{
    const struct charindex *index = *state;

    assert_bad(index, "xx", "xx");
    assert_bad(index, "en,xx,yy", "xx");
    assert_bad(index, " en , x y ,de", "x y");
    assert_bad(index, "e", "e");
    assert_bad(index, "eng", "eng");
    assert_bad(index, "en-US", "en-US"); /* not guessed */
    assert_bad(index, "ALL", "ALL");     /* "all" is case-sensitive */
    assert_bad(index, "all,xx", "xx");
    assert_bad(index, "en;de", "en;de");
    assert_bad(index, "\xFF\xFE", "\xFF\xFE");
    assert_bad(index, "deutsch_und_viel_mehr_als_hineinpasst",
               "deutsch_und_viel_mehr_als_hineinpasst");
}

/* Only `size` bytes of the text are read. */
static void test_the_text_ends_where_it_ends(void **state)
{
    struct languages languages;
    struct slice bad;

    assert_true(languages_parse(*state, "en,xx", 2, &languages, &bad));
    assert_true(languages_parse(*state, "en,xx", 3, &languages, &bad));
    assert_false(languages_parse(*state, "en,xx", 4, &languages, &bad));
    assert_int_equal(bad.size, 1);
    assert_false(languages_parse(*state, "en\0", 3, &languages, &bad));
    assert_int_equal(bad.size, 3);
}

static void test_names_of_options(void **state)
{
    enum search_scope scope;
    enum search_sort sort;

    (void)state;
    assert_true(search_scope_find("name", 4, &scope) && scope == SCOPE_NAME);
    assert_true(search_scope_find("all", 3, &scope) && scope == SCOPE_ALL);
    assert_true(search_sort_find("codepoint", 9, &sort) && sort == SORT_CODE_POINT);
    assert_true(search_sort_find("relevance", 9, &sort) && sort == SORT_RELEVANCE);
    assert_string_equal(search_scope_name(SCOPE_ALL), "all");
    assert_string_equal(search_sort_name(SORT_CODE_POINT), "codepoint");
    assert_false(search_scope_find("", 0, &scope));
    assert_false(search_scope_find("al", 2, &scope));
    assert_false(search_scope_find("all ", 4, &scope));
    assert_false(search_scope_find("ALL", 3, &scope));
    assert_false(search_sort_find("code point", 10, &sort));
    assert_false(search_sort_find("names", 5, &sort));
}

static void test_languages(void **state)
{
    struct charindex *index = *state;
    struct languages languages;
    struct slice bad = {.bytes = NULL};

    /* German is language 0, English language 1. */
    assert_true(languages_parse(index, "de", 2, &languages, &bad));
    assert_int_equal(languages.bits[0], 1);
    assert_true(languages_parse(index, " EN , de ", 9, &languages, &bad));
    assert_int_equal(languages.bits[0], 3);
    assert_true(languages_parse(index, "all", 3, &languages, &bad));
    assert_int_equal(languages.bits[0], 3);
    assert_true(languages_parse(index, "", 0, &languages, &bad));
    assert_int_equal(languages.bits[0], 3);
    assert_true(languages_parse(index, ",,en,", 5, &languages, &bad));
    assert_int_equal(languages.bits[0], 2);
    assert_false(languages_parse(index, "en,xx,yy", 8, &languages, &bad));
    assert_int_equal(bad.size, 2);
    assert_memory_equal(bad.bytes, "xx", 2);
    assert_false(languages_parse(index, "e", 1, &languages, &bad));
    assert_false(languages_parse(index, "english", 7, &languages, &bad));
    assert_false(languages_parse(index, "en;de", 5, &languages, &bad));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_choice_is_found_by_its_name),
        cmocka_unit_test(test_what_is_not_the_name_of_a_choice),
        cmocka_unit_test(test_languages_are_numbered_as_in_the_index),
        cmocka_unit_test(test_all_languages),
        cmocka_unit_test(test_spellings_of_languages),
        cmocka_unit_test(test_languages_of_regions),
        cmocka_unit_test(test_languages_that_are_not_there),
        cmocka_unit_test(test_the_text_ends_where_it_ends),
        cmocka_unit_test(test_names_of_options),
        cmocka_unit_test(test_languages),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
