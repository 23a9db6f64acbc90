/*
 * Files of properties, most of them damaged: each is refused with its line, and no byte after its end is
 * read.
 */

#include "index/sources/formats/ucd_properties.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/formats/read_facts.h"

static int read_blocks(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    return ucd_property_read(bytes, size, PROPERTY_BLOCK, 1, facts, reason);
}

static int read_brackets(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    return ucd_property_read(bytes, size, PROPERTY_BIDI_PAIRED_BRACKET_TYPE, 2, facts, reason);
}

static void test_whole_files(void **state)
{
    static const struct {
        facts_reader *read;
        const char *text;
        size_t facts, mappings, values;
    } files[] = {
        {read_blocks, "# Blocks\n0000..007F; Basic Latin # a\n\nD800..DB7F;X\n# EOF\n", 2, 0, 1},
        {read_brackets, "0028; 0029; o # LEFT\n0029; 0028; c\n# EOF\n", 2, 0, 0},
        {ucd_properties_read,
         "0020 ; White_Space # x\n0021..0022;Dash\n0021;No_Such;Y\n0958;NFC_QC; N\n# EOF\n", 3, 0,
         0},
        {ucd_mirrors_read, "0028; 0029 # LEFT\n# EOF\n", 0, 1, 0},
        {ucd_value_names_read, "ccc; 0; NR; Not_Reordered\nsc;Latn;Latin\nsc;Zyzz;Zyz\n# EOF\n", 0,
         0, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};
        struct facts facts;

        assert_int_equal(read_facts(files[i].read, files[i].text, &facts, &reason), SOURCE_OK);
        assert_int_equal(facts.list.count, files[i].facts);
        assert_int_equal(facts.mappings.count, files[i].mappings);
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
        {read_blocks, "", "the file is empty"},
        {read_blocks, "0000..007F; Basic Latin\n", "the end of the file is missing"},
        {read_blocks, "# EOF", "the file ends in the middle of a line"},
        {read_blocks, "\xFF\n# EOF\n", "it is not UTF-8"},
        {read_blocks, "\n; Basic Latin\n# EOF\n", "line 2: not a range of code points"},
        {read_blocks, "0000..; X\n# EOF\n", "line 1: not a range of code points"},
        {read_blocks, "..0000; X\n# EOF\n", "line 1: not a range of code points"},
        {read_blocks, "0001..0000; X\n# EOF\n", "line 1: not a range of code points"},
        {read_blocks, "0000..110000; X\n# EOF\n", "line 1: not a range of code points"},
        {read_blocks, "0000..0001\n# EOF\n", "line 1: not a value"},
        {read_brackets, "0028; 0029\n# EOF\n", "line 1: not a value"},
        {ucd_properties_read, "X; Dash\n# EOF\n", "line 1: not a range of code points"},
        {ucd_properties_read, "0958;NFC_QC\n# EOF\n", "line 1: not a value"},
        {ucd_mirrors_read, "0028\n# EOF\n", "line 1: not two code points"},
        {ucd_mirrors_read, "0028; D800\n# EOF\n", "line 1: not two code points"},
        {ucd_value_names_read, "sc; Zyzz\n# EOF\n", "line 1: not a name of a value"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};
        struct facts facts;

        assert_int_equal(read_facts(files[i].read, files[i].text, &facts, &reason), SOURCE_DAMAGED);
        assert_string_equal(reason.text, files[i].reason);
        facts_release(&facts);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_files),
        cmocka_unit_test(test_damaged_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
