/*
 * What files say about their versions.
 */

#include "index/sources/versions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/tree.h"

static const char *text_of(const struct source *source)
{
    static char text[VERSION_SIZE];

    version_of_source(source, text);
    return text;
}

static void test_files_of_unicode(void **state)
{
    static const struct {
        const char *file, *version;
    } files[] = {
        {"# NameAliases-17.0.0.txt\n", "17.0"},
        {"# emoji-test.txt\n# Version: 16.0\n", "16.0"},
        {"# emoji-data.txt\n# Used with Emoji Version 15.0 and subsequent minor revisions\n",
         "15.0"},
        {"#\n# Unihan_Readings.txt\n# Unicode version: 15.0.0\n", "15.0"},
        {"# Unihan_Readings.txt\n# Unicode Version 17.0.0\n", "17.0"},
        {"; charset=UTF-8\n@@@\tThe Unicode Standard 15.1.0\n", "15.1"},
        {"", ""},
        {"# Version: \n", ""},
        {"# Version: 16\n", ""},
        {"# Version: 256.0\n", ""},
        {"Version: 16.0", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct source source = {.records = 0};

        version_note(&source, slice_of(files[i].file));
        assert_string_equal(text_of(&source), files[i].version);
    }
}

static void test_the_dtd_of_cldr(void **state)
{
    static const struct {
        const char *dtd, *version;
    } files[] = {
        {"<!ATTLIST version cldrVersion CDATA #FIXED \"48\" >", "48.0"},
        {"<!ATTLIST version cldrVersion CDATA #FIXED \"48.2\" >", "48.2"},
        {"<!ATTLIST version cldrVersion CDATA #FIXED \"", ""},
        {"<!ATTLIST version cldrVersion CDATA #FIXED \"999\" >", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct tree tree = tree_make();
        const struct folders folders = {.count = 1, .list = {tree.directory}};
        struct source source = {.records = 0};

        version_note_cldr(&source, &folders); /* there is none yet */
        assert_string_equal(text_of(&source), "");
        tree_write_text(&tree, "common/dtd/ldml.dtd", files[i].dtd);
        version_note_cldr(&source, &folders);
        assert_string_equal(text_of(&source), files[i].version);
        tree_delete(&tree);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_of_unicode),
        cmocka_unit_test(test_the_dtd_of_cldr),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
