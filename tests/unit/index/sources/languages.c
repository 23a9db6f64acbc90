/*
 * Which languages are available.
 */

#include "index/sources/languages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/tree.h"

static const struct folders nowhere = FOLDERS_INIT;

#define FOLDER_OF(tree) (&(const struct folders){.count = 1, .list = {(tree)->directory}})

static int languages_setup(void **state)
{
    struct tree *tree;

    if (tree_setup(state) != 0)
        return -1;
    tree = *state;
    tree_write_language(tree, "de");
    tree_write_language(tree, "pt");
    tree_write_language(tree, "pt_PT");
    tree_write_language(tree, "zh_Hant_HK");
    tree_write_text(tree, TREE_PLAIN("root"), "<ldml/>");
    return 0;
}

/* The names found, with a space after each. */
static const char *names_of(const struct sources *sources)
{
    static char names[LANGUAGES_MAX * (LANGUAGE_SIZE + 1) + 1];
    char *end = names;

    *end = '\0';
    for (size_t i = 0; i < sources->language_count; i++)
        end += sprintf(end, "%.*s ", LANGUAGE_SIZE, sources->languages[i]);
    return names;
}

/* The daemon names English and the command line does not: both must build the same index. */
static void test_english_without_a_file_named_or_not(void **state)
{
    static const char *const english[] = {"en"};
    const struct sources_options options = {.languages = english, .language_count = 1};
    struct sources sources;
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(languages_find(&options, &nowhere, &sources, &reason), SOURCE_OK);
    assert_string_equal(reason.text, "");
    assert_string_equal(names_of(&sources), "en ");
}

static void test_the_named_languages_and_english(void **state)
{
    static const struct {
        const char *languages[4];
        size_t count;
        enum source_state state;
        const char *found;
    } examples[] = {
        {{NULL}, 0, SOURCE_OK, "en "},
        {{"en"}, 1, SOURCE_OK, "en "},
        {{"pt", "de"}, 2, SOURCE_OK, "de en pt "},
        {{"pt_PT", "pt", "pt", "en"}, 4, SOURCE_OK, "en pt pt_PT "},
        {{"zh_Hant_HK", "xx", "de"}, 3, SOURCE_MISSING, "de en zh_Hant_HK "},
        {{"xx"}, 1, SOURCE_MISSING, "en "},
        {{"DE"}, 1, SOURCE_MISSING, "en "},
        {{"root"}, 1, SOURCE_MISSING, "en "},
        {{""}, 1, SOURCE_MISSING, "en "},
        {{"../annotations/de"}, 1, SOURCE_MISSING, "en "},
        {{"./de"}, 1, SOURCE_MISSING, "en "},
        {{"de "}, 1, SOURCE_MISSING, "en "},
        {{"de.xml"}, 1, SOURCE_MISSING, "en "},
        {{"a_name_that_is_much_too_long"}, 1, SOURCE_MISSING, "en "},
    };
    const struct tree *tree = *state;

    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct sources_options options = {.languages = examples[i].languages,
                                                .language_count = examples[i].count};
        struct sources sources = {.language_count = 77};
        struct reason reason = {.text = ""};

        assert_int_equal(languages_find(&options, FOLDER_OF(tree), &sources, &reason),
                         examples[i].state);
        assert_string_equal(names_of(&sources), examples[i].found);
        assert_int_equal(reason.text[0] != '\0', examples[i].state != SOURCE_OK);
    }
}

static void test_those_that_are_lacking(void **state)
{
    static const char *const wanted[] = {"xx", "de", "en", "pt_PT_x", "pt_PT", "", "pt"};
    struct sources_options options = {.languages = wanted, .language_count = 7};
    const struct tree *tree = *state;
    struct sources sources;
    struct reason reason;
    size_t at = 0;

    assert_int_equal(languages_find(&options, FOLDER_OF(tree), &sources, &reason), SOURCE_MISSING);
    assert_string_equal(languages_lacking(&options, &sources, &at), "xx");
    assert_string_equal(languages_lacking(&options, &sources, &at), "pt_PT_x");
    assert_string_equal(languages_lacking(&options, &sources, &at), "");
    assert_null(languages_lacking(&options, &sources, &at));
    assert_null(languages_lacking(&options, &sources, &at));
    options.all_languages = true; /* the names are ignored */
    at = 0;
    assert_null(languages_lacking(&options, &sources, &at));
}

static void test_all_of_them(void **state)
{
    static const char *const others[] = {"README",      ".xml",
                                         "fr.xml.bak",  "f-r.xml",
                                         ".hidden.xml", "a_name_that_is_much_too_long.xml",
                                         "fr.XML"};
    const struct sources_options options = {.all_languages = true};
    const struct tree *tree = *state;
    struct sources sources = {.language_count = 77};
    struct reason reason = {.text = ""};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char path[256];

        (void)snprintf(path, sizeof path, "%s/%s", ANNOTATIONS_DIRECTORY, others[i]);
        tree_write_text(tree, path, "");
    }
    assert_int_equal(languages_find(&options, FOLDER_OF(tree), &sources, &reason), SOURCE_OK);
    assert_string_equal(names_of(&sources), "de en pt pt_PT zh_Hant_HK ");
    assert_string_equal(reason.text, "");
}

static void test_without_a_directory(void **state)
{
    static const char *const german[] = {"de"};
    const struct sources_options options[] = {{.all_languages = true},
                                              {.languages = german, .language_count = 1}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct sources sources = {.language_count = 77};
        struct reason reason = {.text = ""};

        assert_int_equal(languages_find(&options[i], &nowhere, &sources, &reason), SOURCE_MISSING);
        assert_string_equal(names_of(&sources), "en ");
        assert_string_not_equal(reason.text, "");
    }
}

/* With more languages than fit, the first ones in order are used, and always English. */
static void test_too_many(void **state)
{
    char names[LANGUAGES_MAX + 20][LANGUAGE_SIZE];
    const char *languages[LANGUAGES_MAX + 20];
    const struct sources_options options[] = {
        {.all_languages = true},
        {.languages = languages, .language_count = LANGUAGES_MAX + 20},
    };
    const struct tree *tree = *state;

    for (size_t i = 0; i < LANGUAGES_MAX + 20; i++) {
        /* In reverse order: half of them after "en", half before it. */
        (void)snprintf(names[i], sizeof names[i], "%c%03zu", i % 2 ? 'a' : 'z',
                       LANGUAGES_MAX + 20 - i);
        languages[i] = names[i];
        tree_write_language(tree, names[i]);
    }
    for (size_t i = 0; i < 2; i++) {
        struct sources sources;
        struct reason reason = {.text = ""};

        assert_int_equal(languages_find(&options[i], FOLDER_OF(tree), &sources, &reason),
                         SOURCE_DAMAGED);
        assert_string_equal(reason.text, "more languages than 184");
        assert_int_equal(sources.language_count, LANGUAGES_MAX);
        for (size_t j = 1; j < LANGUAGES_MAX; j++)
            assert_true(strncmp(sources.languages[j - 1], sources.languages[j], LANGUAGE_SIZE) < 0);
        assert_string_equal(sources.languages[0], "a001");
        assert_non_null(strstr(names_of(&sources), " en "));
    }
}

/* English, although last in order, is not dropped. */
static void test_english_is_always_included(void **state)
{
    char names[LANGUAGES_MAX][LANGUAGE_SIZE];
    const char *languages[LANGUAGES_MAX];
    const struct sources_options options = {.languages = languages,
                                            .language_count = LANGUAGES_MAX};
    const struct tree *tree = *state;
    struct reason reason = {.text = ""};
    struct sources sources;

    for (size_t i = 0; i < LANGUAGES_MAX; i++) {
        (void)snprintf(names[i], sizeof names[i], "a%03zu", LANGUAGES_MAX - i);
        languages[i] = names[i];
        tree_write_language(tree, names[i]);
    }
    assert_int_equal(languages_find(&options, FOLDER_OF(tree), &sources, &reason), SOURCE_DAMAGED);
    assert_int_equal(sources.language_count, LANGUAGES_MAX);
    assert_string_equal(sources.languages[LANGUAGES_MAX - 1], "en");
    assert_string_equal(sources.languages[LANGUAGES_MAX - 2], "a183");
}

#define IN_LANGUAGES(test) cmocka_unit_test_setup_teardown(test, languages_setup, tree_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_LANGUAGES(test_the_named_languages_and_english),
        IN_LANGUAGES(test_those_that_are_lacking),
        IN_LANGUAGES(test_all_of_them),
        IN_LANGUAGES(test_too_many),
        IN_LANGUAGES(test_english_is_always_included),
        cmocka_unit_test(test_english_without_a_file_named_or_not),
        cmocka_unit_test(test_without_a_directory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
