/*
 * Preferred languages: the index has German and English.
 */

#include "index/search/match/preference.h"

#include "tests/unit/index/search/world.h"

enum { GERMAN = 1, ENGLISH = 2 }; /* bits of a set */

static struct preference parse(const struct charindex *index, const char *text)
{
    struct preference preference;
    struct slice bad = {.bytes = "", .size = 0};

    memset(&preference, 0xA5, sizeof preference);
    if (!preference_parse(index, text, strlen(text), &preference, &bad))
        fail_msg("\"%.*s\" of \"%s\" is not a tag", (int)bad.size, bad.bytes, text);
    return preference;
}

static void assert_prefers(const struct charindex *index, const char *text, uint64_t first,
                           uint64_t also)
{
    struct preference preference = parse(index, text);

    if (preference.first.bits[0] != first || preference.also.bits[0] != also)
        fail_msg("\"%s\" prefers %llx and %llx", text, (unsigned long long)preference.first.bits[0],
                 (unsigned long long)preference.also.bits[0]);
}

static bool has_both(const struct charindex *index)
{
    return charindex_sources(index)->language_count == 2;
}

static void test_the_first_language_that_there_is_comes_first(void **state)
{
    const struct charindex *index = *state;

    if (!has_both(index))
        skip();
    assert_prefers(index, "de", GERMAN, ENGLISH);
    assert_prefers(index, "de-AT", GERMAN, ENGLISH);
    assert_prefers(index, "DE_de", GERMAN, ENGLISH);
    assert_prefers(index, "en-GB", ENGLISH, ENGLISH);
    assert_prefers(index, "xx, de ,en", GERMAN, ENGLISH);
    assert_prefers(index, "en,de", ENGLISH, GERMAN | ENGLISH);
    assert_prefers(index, "all", GERMAN | ENGLISH, ENGLISH);
}

/* English counts, whatever is requested. */
static void test_without_a_language_that_there_is_it_is_english(void **state)
{
    static const char *const lists[] = {"", " ", ",,", "*", "xx", "pl-PL,pl", "tlh,zh-Hant-TW"};
    const struct charindex *index = *state;

    if (!has_both(index))
        skip();
    for (size_t i = 0; i < COUNT(lists); i++)
        assert_prefers(index, lists[i], ENGLISH, 0);
}

static void test_what_is_not_a_list_of_tags(void **state)
{
    static const char *const lists[][2] = {
        {"de,e", "e"},      {"de;q=0.5", "de;q=0.5"}, {"en,\xFF", "\xFF"},
        {"de fr", "de fr"}, {"en,../x", "../x"},      {"1", "1"},
    };

    for (size_t i = 0; i < COUNT(lists); i++) {
        struct preference preference;
        struct slice bad = {.bytes = NULL};
        const char *text = lists[i][0];

        assert_false(preference_parse(*state, text, strlen(text), &preference, &bad));
        assert_true(slice_is(bad, lists[i][1]));
        assert_true(bad.bytes >= text && bad.bytes + bad.size <= text + strlen(text));
    }
}

/* The seventeenth tag is not looked at, but it must be one. */
static void test_long_lists(void **state)
{
    static const char tags[] = "aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp,de";
    static const char bad_tags[] = "aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp,d";
    const struct charindex *index = *state;
    struct preference preference;
    struct slice bad;

    if (!has_both(index))
        skip();
    assert_prefers(index, tags, ENGLISH, 0);
    assert_prefers(index, tags + 3, GERMAN, ENGLISH);
    assert_false(preference_parse(index, bad_tags, strlen(bad_tags), &preference, &bad));
}

static void test_options_without_a_preference(void **state)
{
    const struct charindex *index = *state;
    struct search_options options = {.scope = SCOPE_ALL};
    struct preference preference = preference_of(index, &options);

    if (!has_both(index))
        skip();
    assert_int_equal(preference.first.bits[0], ENGLISH);
    options.languages.bits[0] = GERMAN; /* a reader who filters by a language knows it */
    assert_int_equal(preference_of(index, &options).first.bits[0], GERMAN);
    options.preferred = parse(index, "en");
    assert_int_equal(preference_of(index, &options).first.bits[0], ENGLISH);
}

/* Latin letters are not told apart by language. */
static void test_texts_in_latin_letters_may_be_anything(void **state)
{
    struct search_options options = {.preferred = parse(*state, "de")};

    assert_false(preference_writes(*state, &options, slice_of("Sonne")));
    assert_false(preference_writes(*state, &options, slice_of("太阳")));
    assert_false(preference_writes(*state, &options, slice_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_language_that_there_is_comes_first),
        cmocka_unit_test(test_without_a_language_that_there_is_it_is_english),
        cmocka_unit_test(test_what_is_not_a_list_of_tags),
        cmocka_unit_test(test_long_lists),
        cmocka_unit_test(test_options_without_a_preference),
        cmocka_unit_test(test_texts_in_latin_letters_may_be_anything),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
