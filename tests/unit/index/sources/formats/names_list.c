/*
 * Informal aliases and cross references from the names list.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define END "10FFFF\t<not a character>\n"

static void test_aliases(void **state)
{
    static const struct good_file files[] = {
        {"007E\tTILDE\n\t= squiggle\n" END, "007E informal squiggle\n"},
        {"002E\tFULL STOP\n\t= period, dot, decimal point\n" END,
         "002E informal period\n002E informal dot\n002E informal decimal point\n"},
        {"05AE\tHEBREW ACCENT ZINOR\n\t= tsinor; zarqa\n" END,
         "05AE informal tsinor\n05AE informal zarqa\n"},
        {"0069\tX\n\t= 100,000\n" END, "0069 informal 100,000\n"},
        {"0069\tX\n\t=a;b\n\t= , , c,\n" END, "0069 informal a;b\n0069 informal c,\n"},
    };

    (void)state;
    assert_good(names_list_read, files, COUNT(files));
}

static void test_remarks_on_an_alias_are_not_part_of_it(void **state)
{
    static const struct good_file files[] = {
        {"0009\t<control>\n\t= horizontal tabulation (HT)\n" END,
         "0009 informal horizontal tabulation\n"},
        {"007B\tX\n\t= opening curly bracket (1.0)\n" END, "007B informal opening curly bracket\n"},
        {"01C3\tX\n\t= (post)alveolar click (IPA)\n" END, "01C3 informal (post)alveolar click\n"},
        {"144F\tX\n\t= (deus)mons.Sarpa, (deus)mons.mensa\n" END,
         "144F informal (deus)mons.Sarpa\n144F informal (deus)mons.mensa\n"},
        {"21EA\tX\n\t= capitals (caps) lock\n" END, "21EA informal capitals (caps) lock\n"},
        {"2052\tX\n\t= lines (old measure, 1/12 of an inch)\n" END, "2052 informal lines\n"},
        {"2052\tX\n\t= abz (German), med (Swedish), piska (Swedish, \"whip\")\n" END,
         "2052 informal abz\n2052 informal med\n2052 informal piska\n"},
        {"2052\tX\n\t= (a remark)\n\t= f(x)\n" END,
         "2052 informal (a remark)\n2052 informal f(x)\n"},
        {"2052\tX\n\t= )a, b(, c\n\t= a), b\n" END,
         "2052 informal )a\n2052 informal b(, c\n2052 informal a)\n2052 informal b\n"},
    };

    (void)state;
    assert_good(names_list_read, files, COUNT(files));
}

static void test_references(void **state)
{
    static const struct good_file files[] = {
        {"001A\t<control>\n\tx (replacement character - FFFD)\n" END, "001A -> FFFD\n"},
        {"2E81\tX\n\tx 5382\n\tx 20086\n" END, "2E81 -> 5382\n2E81 -> 20086\n"},
        {"2E81\tX\n\tx (a - b - 5382)\n\tx 5382)\n\tx  5382 \n" END,
         "2E81 -> 5382\n2E81 -> 5382\n2E81 -> 5382\n"},
        /* The file is written for readers: lines that are not understood are ignored. */
        {"2E81\tX\n\tx\n\tx \n\tx ()\n\tx see there\n\tx (a - D800)\n\tx (a - 110000)\n"
         "\tx (a - 5382) b\n" END,
         ""},
    };

    (void)state;
    assert_good(names_list_read, files, COUNT(files));
}

static void test_which_lines_belong_to_a_character(void **state)
{
    static const struct good_file files[] = {
        {"; charset=UTF-8\n@@@\tThe Unicode Standard\n\tfile head\n\t= none\n"
         "@@\t0000\tC0 Controls and Basic Latin\t007F\n@\t\tC0 controls\n\t= none\n"
         "0000\t<control>\n\t= NULL\n" END,
         "0000 informal NULL\n"},
        /* A remark may be within an entry; a heading ends the entry. */
        {"0131\tX\n\t= one\n@+\t* a remark\n\t= two\n@\t\tHeading\n\t= three\n0132\tY\n\t= "
         "four\n" END,
         "0131 informal one\n0131 informal two\n0132 informal four\n"},
        /* Other lines of an entry, and lines of remarks, which start with two tabs. */
        {"0131\tX\n\t* a, b\n\t: 0069 0307\n\t# <super> 0031\n\t~ 0131 FE00 dotted\n\t% FORMAL\n"
         "\t\tx (one - 0031)\n\t\t= two\n\n\t\n\tx\n\t=\n\t= last\n" END,
         "0131 informal last\n"},
        {END "\t= at the end\n", "10FFFF informal at the end\n"},
        {END, ""},
    };

    (void)state;
    assert_good(names_list_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"\n", "the list ends at U+0000"},
        {"<html>\n", "the list ends at U+0000"},
        {"0041\tA\n\t= a\n", "the list ends at U+0041"},
        {END "0041\tA\n", "the list ends at U+0041"},
        {"10FFFF\t<not a character>", "the file ends in the middle of a line"},
        {"0041\tA\n\t= a\x1B[2Jb\n" END, "line 2: no alias"},
        {"0041\tA\n\t= a\tb\n" END, "line 2: no alias"},
        {"0041\tA\n\t= a\rb\n" END, "line 2: no alias"},
        {"0041\tA\n\t= \xE9\n" END, "it is not UTF-8"},
    };

    (void)state;
    assert_bad(names_list_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "0041\tA\n\t= a, b\n\tx (b - 0042)\n10FFFF\t<not a character>\n";

    (void)state;
    assert_every_cut_is_noticed(names_list_read, file, sizeof file - 1);
}

/* Lines of entries start with one tab. A few cross references are under headings. */
static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/NamesList.txt");
    unsigned aliases = occurrences(&file, "\n\t= "), references = occurrences(&file, "\n\tx ");
    uint32_t records = assert_installed_is_good(names_list_read, &file);

    (void)state;
    assert_in_range(records, aliases + references - references / 50,
                    aliases + references + aliases / 4);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_remarks_on_an_alias_are_not_part_of_it),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_which_lines_belong_to_a_character),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
