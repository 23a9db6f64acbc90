/*
 * Files of mappings, most of them damaged: no byte after their end is read.
 */

#include "index/sources/formats/ucd_mappings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/sources/records/source.h"
#include "tests/unit/index/sources/formats/read_facts.h"

#define THREE  "0061 0062 0063 "
#define TWENTY THREE THREE THREE THREE THREE THREE "0061 0062"

static void test_whole_files(void **state)
{
    static const struct {
        facts_reader *read;
        const char *text;
        size_t mappings, points, values;
    } files[] = {
        {ucd_special_casing_read,
         "# x\n00DF; 00DF; 0053 0073; 0053 0053; # SHARP S\n0130; 0069;  0130;0130; tr; # I\n# "
         "EOF\n",
         3, 5, 0},
        {ucd_script_extensions_read,
         "1CD0 ; Beng Deva # x\n30FC..30FD;Hira Kana\nE000;Zorb\n# EOF\n", 4, 7, 1},
        {ucd_confusables_read,
         "\xEF\xBB\xBF# confusables.txt\n0430 ;\t0061 ;\tMA\t# ( \u0430 \u2192 a )\n"
         "FDFA ; " TWENTY " ; MA\n",
         2, 21, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};
        struct facts facts;

        if (read_facts(files[i].read, files[i].text, &facts, &reason) != SOURCE_OK)
            fail_msg("%zu: %s", i, reason.text);
        assert_int_equal(facts.mappings.count, files[i].mappings);
        assert_int_equal(facts.points.count, files[i].points);
        assert_int_equal(facts.values.count, files[i].values);
        facts_release(&facts);
    }
}

static void test_damaged_files(void **state)
{
    static const struct {
        facts_reader *read;
        const char *text, *reason;
    } files[] = {
        {ucd_special_casing_read, "00DF; 00DF; 0053; 0053;\n", "end of the file"},
        {ucd_special_casing_read, "X; 00DF; 0053; 0053;\n# EOF\n", "line 1: not a code point"},
        {ucd_special_casing_read, "00DF; 00DF; 0053\n# EOF\n", "line 1: not a case mapping"},
        {ucd_special_casing_read, "00DF; 00DF; Y; 0053;\n# EOF\n", "line 1: not a case mapping"},
        {ucd_script_extensions_read, "1CD0;Beng\n", "end of the file"},
        {ucd_script_extensions_read, "1CD0;\n# EOF\n", "line 1: not a list of scripts"},
        {ucd_script_extensions_read, "1CD0;\"Q\"\n# EOF\n", "line 1: not a list of scripts"},
        {ucd_script_extensions_read, "1CD1..1CD0;Beng\n# EOF\n", "line 1: not a range"},
        {ucd_confusables_read, "0430 ; 0061", ""},
        {ucd_confusables_read, "0430 0431; 0061\n", "line 1: not a code point"},
        {ucd_confusables_read, "0430;\n", "line 1: not a list of code points"},
        {ucd_confusables_read, "0430; " TWENTY " 0061\n", "line 1: not a list of code points"},
        {ucd_confusables_read, "0430; D800\n", "line 1: not a list of code points"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};
        struct facts facts;

        assert_int_equal(read_facts(files[i].read, files[i].text, &facts, &reason), SOURCE_DAMAGED);
        if (!strstr(reason.text, files[i].reason))
            fail_msg("%zu: %s", i, reason.text);
        facts_release(&facts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_files),
        cmocka_unit_test(test_damaged_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
