/*
 * Formal aliases.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define END "# EOF\n"

static void test_aliases_of_every_type(void **state)
{
    static const struct good_file files[] = {
        {"# NameAliases-15.0.0.txt\n\n"
         "0000;NULL;control\n"
         "0080;PADDING CHARACTER;figment\n"
         "00A0;NBSP;abbreviation\n"
         "01A2;LATIN CAPITAL LETTER GHA;correction\n"
         "FEFF;BYTE ORDER MARK;alternate\n" END,
         "0000 control NULL\n"
         "0080 figment PADDING CHARACTER\n"
         "00A0 abbreviation NBSP\n"
         "01A2 correction LATIN CAPITAL LETTER GHA\n"
         "FEFF alternate BYTE ORDER MARK\n"},
        {"E0100; VS17 ;Abbreviation;another field\n" END, "E0100 abbreviation VS17\n"},
        {"0041;SOMETHING;of a later version\n" END, ""},
        {END, ""},
    };

    (void)state;
    assert_good(aliases_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"00A0;NBSP;abbreviation\n", "the end of the file is missing"},
        {"00A0;NBSP;abbreviation\n# EOF", "the file ends in the middle of a line"},
        {"\n00A0\n" END, "line 2: no type"},
        {"00A0;NBSP\n" END, "line 1: no type"},
        {"00A0;NBSP;\n" END, "line 1: no type"},
        {"00A0;;control\n" END, "line 1: no alias"},
        {";NBSP;control\n" END, "line 1: no code point"},
        {"NBSP;00A0;control\n" END, "line 1: no code point"},
        {"D800;NBSP;control\n" END, "line 1: no code point"},
        {"110000;NBSP;control\n" END, "line 1: no code point"},
        {"00A0;A\x1B[31m;control\n" END, "line 1: no alias"},
        {"00A0;A\xC2\x85;control\n" END, "line 1: no alias"},
        {"00A0;A\x7F;control\n" END, "line 1: no alias"},
        {"00A0;\xFF;control\n" END, "it is not UTF-8"},
        {"<html>not found</html>\n" END, "line 1: no code point"},
    };

    (void)state;
    assert_bad(aliases_read, files, COUNT(files));
}

static void test_a_text_has_a_bound(void **state)
{
    char file[TEXT_MAX_SIZE + 64];

    (void)state;
    for (size_t size = TEXT_MAX_SIZE - 1; size <= TEXT_MAX_SIZE + 1; size++) {
        char *end = stpcpy(file, "00A0;");
        struct reason reason;
        uint32_t count;
        int outcome;

        memset(end, 'A', size);
        memcpy(end + size, ";control\n" END, sizeof ";control\n" END);
        free(print_records(aliases_read, file, strlen(file), &outcome, &reason, &count));
        assert_int_equal(outcome, size <= TEXT_MAX_SIZE ? SOURCE_OK : SOURCE_DAMAGED);
    }
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "0000;NULL;control\n0007;BEL;abbreviation\n# EOF\n";

    (void)state;
    assert_every_cut_is_noticed(aliases_read, file, sizeof file - 1);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/NameAliases.txt");

    (void)state;
    assert_int_equal(assert_installed_is_good(aliases_read, &file),
                     occurrences(&file, ";abbreviation\n") + occurrences(&file, ";alternate\n") +
                         occurrences(&file, ";control\n") + occurrences(&file, ";correction\n") +
                         occurrences(&file, ";figment\n"));
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_aliases_of_every_type), cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_a_text_has_a_bound),    cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
