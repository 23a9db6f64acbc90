/*
 * Files that are what their names say, and others.
 */

#include "index/update/tree/verification.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/named_entry.h"
#include "tests/unit/index/update/scripted_folder.h"

static const struct release v17 = {{17, 0, 0}, 3}, any = {.count = 0};

static int verdict(const char *name, const char *text)
{
    struct reason reason = {.text = ""};
    int r = verification_of_file(named(name), &v17, text, strlen(text), &reason);

    assert_int_equal(r != 0, reason.text[0] != '\0');
    return r;
}

#define DATA(rest)                                                                                 \
    "0041;LATIN CAPITAL LETTER A;Lu;0;L;;;;;N;;;;0061;\n" rest                                     \
    "100000;<Plane 16 Private Use, First>;Co;0;L;;;;;N;;;;;\n"                                     \
    "10FFFD;<Plane 16 Private Use, Last>;Co;0;L;;;;;N;;;;;\n"
#define END "\n# EOF\n"

static void test_good_files(void **state)
{
    (void)state;
    assert_int_equal(verdict("UnicodeData.txt", DATA("")), 0);
    assert_int_equal(verdict("UnicodeData.txt", DATA("D800;<S, First>;Cs;0;L;;;;;N;;;;;\n"
                                                     "DB7F;<S, Last>;Cs;0;L;;;;;N;;;;;\n")),
                     0);
    assert_int_equal(verdict("Blocks.txt", "# Blocks-17.0.0.txt\n0000..007F; Basic Latin" END), 0);
    assert_int_equal(verdict("Blocks.txt", "D800..DB7F; High Surrogates" END), 0);
    assert_int_equal(verdict("emoji/emoji-sequences.txt", "0023 FE0F 20E3 ; T ; k # x\n#EOF\n"), 0);
    assert_int_equal(verdict("emoji/emoji-variation-sequences.txt",
                             "0023 FE0E ; text style;\n0023 FE0F ; emoji style;\n#EOF\n"),
                     0);
    assert_int_equal(
        verdict("security/confusables.txt",
                "\xEF\xBB\xBF# confusables.txt\n# Version: 17.0.0\n0041 ;\t0391 ;\tMA\n"),
        0);
    assert_int_equal(
        verdict("NameAliases.txt", "# NameAliases-17.0.0.txt\n000A;LINE FEED;control" END), 0);
}

static void test_damaged_files(void **state)
{
    static const char *const anywhere[] = {"",
                                           "\n",
                                           "<html>\nHello\n</html>\n",
                                           "404 page not found",
                                           "\xFF\xFE\n",
                                           "# only a comment\n\n# EOF\n"};

    (void)state;
    for (size_t i = 0; i < catalog_count(); i++)
        for (size_t j = 0; j < sizeof anywhere / sizeof anywhere[0]; j++)
            if (!catalog_is_archive(catalog_at(i)->kind))
                assert_int_equal(verdict(catalog_at(i)->name, anywhere[j]), 1);
    assert_int_equal(verdict("UnicodeData.txt", DATA("0040;X;Lu;0;L;;;;;N;;;;;\n")), 1);
    assert_int_equal(verdict("UnicodeData.txt", DATA("0042;X;Lu\n")), 1);
    /* Of the right shape, and not what the index reads. */
    assert_int_equal(verdict("UnicodeData.txt", DATA("0042;X;Xx;0;L;;;;;N;;;;;\n")), 1);
    assert_int_equal(verdict("DerivedAge.txt", "0000..007F; old" END), 1);
    assert_int_equal(verdict("DerivedAge.txt", "0000..007F; 1.1" END), 0);
    assert_int_equal(verdict("BidiMirroring.txt", "0028; left" END), 1);
    assert_int_equal(verdict("extracted/DerivedNumericValues.txt", "00BD; 0.5; ; 1/0" END), 1);
    assert_int_equal(verdict("UnicodeData.txt", "0041;A;Lu;0;L;;;;;N;;;;0061;\n"), 1);
    assert_int_equal(verdict("Blocks.txt", "0000..007F; Basic Latin\n"), 1);
    assert_int_equal(verdict("Blocks.txt", "007F..0000; Basic Latin" END), 1);
    assert_int_equal(verdict("Blocks.txt", "0000..007F Basic Latin" END), 1);
    assert_int_equal(verdict("Blocks.txt", "..; Basic Latin" END), 1);
    assert_int_equal(verdict("Blocks.txt", "110000; Basic Latin" END), 1);
    assert_int_equal(
        verdict("emoji/emoji-variation-sequences.txt", "0023 FE0E ; text style;\n#EOF\n"), 1);
}

static void test_other_versions_are_not_what_was_asked_for(void **state)
{
    const char text[] = "# Blocks-16.0.0.txt\n0000..007F; Basic Latin" END;
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(verdict("Blocks.txt", text), 1);
    assert_int_equal(
        verification_of_file(named("Blocks.txt"), &any, text, sizeof text - 1, &reason), 0);
    assert_int_equal(
        verdict("emoji/emoji-data.txt",
                "# emoji-data.txt\n# Used with Emoji Version 16.0 and\n0023 ; Emoji" END),
        1);
    assert_int_equal(
        verdict("emoji/emoji-data.txt",
                "# emoji-data.txt\n# Used with Emoji Version 17.1 and\n0023 ; Emoji" END),
        0);
    assert_int_equal(verdict("NamesList.txt",
                             "; charset=UTF-8\n@@@\tThe Unicode Standard 16.0.0\n"
                             "0041\tLATIN CAPITAL LETTER A\n10FFFF\t<not a character>\n"),
                     1);
}

#define ANNOTATIONS                                                                                \
    "<?xml version=\"1.0\"?>\n<ldml><identity><language type=\"en\"/></identity><annotations>"     \
    "<annotation cp=\"A\">letter</annotation></annotations></ldml>\n"

static int cldr(const struct scripted_folder *it, const struct release *release)
{
    struct reason reason = {.text = ""};
    int r = verification_of_archive(named("CLDR"), release, it->folder, &reason);

    assert_int_equal(r != 0, reason.text[0] != '\0');
    return r;
}

static void test_files_of_cldr(void **state)
{
    const struct release v48 = {{48, 0, 0}, 1}, v41 = {{41, 0, 0}, 1};
    const struct scripted_folder *it = *state;

    assert_int_equal(cldr(it, &v48), 1);
    assert_int_equal(tree_make(it->folder, "unicode/cldr/common/annotations"), 0);
    assert_int_equal(tree_make(it->folder, "unicode/cldr/common/annotationsDerived"), 0);
    assert_int_equal(tree_make(it->folder, "unicode/cldr/common/dtd"), 0);
    scripted_put_text(it->folder, "unicode/cldr/common/annotations/en.xml", ANNOTATIONS);
    assert_int_equal(cldr(it, &v48), 1);
    scripted_put_text(it->folder, "unicode/cldr/common/annotationsDerived/en.xml", ANNOTATIONS);
    assert_int_equal(cldr(it, &v48), 0);
    scripted_put_text(it->folder, "unicode/cldr/common/dtd/ldml.dtd",
                      "<!ATTLIST version cldrVersion CDATA #FIXED \"48\" >\n");
    assert_int_equal(cldr(it, &v48), 0);
    assert_int_equal(cldr(it, &v41), 1);
    assert_int_equal(cldr(it, &any), 0);
}

/* Each file that the index reads is read; others are not. */
static void test_damaged_files_of_cldr(void **state)
{
    static const struct {
        const char *folder, *path, *good;
    } files[] = {
        {"annotations", "annotations/de.xml", "<ldml/>"},
        {"annotationsDerived", "annotationsDerived/de.xml", "<ldml/>"},
        {"main", "main/de.xml", "<ldml/>"},
        {"subdivisions", "subdivisions/de.xml", "<ldml/>"},
        {"supplemental", "supplemental/supplementalData.xml", "<supplementalData/>"},
    };
    const struct scripted_folder *it = *state;

    assert_int_equal(tree_make(it->folder, "unicode/cldr/common/supplemental"), 0);
    scripted_put_text(it->folder, "unicode/cldr/common/supplemental/plurals.xml", "<");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[128];

        (void)snprintf(path, sizeof path, "unicode/cldr/common/%s", files[i].folder);
        assert_int_equal(tree_make(it->folder, path), 0);
        scripted_put_text(it->folder, "unicode/cldr/common/annotations/en.xml", ANNOTATIONS);
        assert_int_equal(tree_make(it->folder, "unicode/cldr/common/annotationsDerived"), 0);
        scripted_put_text(it->folder, "unicode/cldr/common/annotationsDerived/en.xml", ANNOTATIONS);
        (void)snprintf(path, sizeof path, "unicode/cldr/common/%s", files[i].path);
        scripted_put_text(it->folder, path, "<");
        assert_int_equal(cldr(it, &any), 1);
        scripted_put_text(it->folder, path, files[i].good);
        assert_int_equal(cldr(it, &any), 0);
    }
}

static void test_files_of_unihan(void **state)
{
    const struct scripted_folder *it = *state;
    struct reason reason = {.text = ""};

    assert_int_equal(verification_of_archive(named("Unihan.zip"), &v17, it->folder, &reason), 1);
    assert_int_equal(tree_make(it->folder, "unicode"), 0);
    scripted_put_text(it->folder, "unicode/Unihan_Readings.txt.bz2", "BZh9 and nothing more");
    assert_int_equal(verification_of_archive(named("Unihan.zip"), &v17, it->folder, &reason), 1);
    assert_non_null(strstr(reason.text, "Unihan_Readings.txt"));

    assert_int_equal(tree_remove(it->folder, "unicode/Unihan_Readings.txt.bz2"), 0);
    scripted_put_text(it->folder, "unicode/Unihan_Readings.txt", "U+4E00\tkDefinition\tone\n");
    assert_int_equal(verification_of_archive(named("Unihan.zip"), &v17, it->folder, &reason), 0);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_files),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_other_versions_are_not_what_was_asked_for),
        TEST(test_files_of_cldr),
        TEST(test_damaged_files_of_cldr),
        TEST(test_files_of_unihan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
