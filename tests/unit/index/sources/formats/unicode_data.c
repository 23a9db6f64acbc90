/*
 * UnicodeData.txt: the lines of characters that ICU does not know, and lines that cannot be.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/sources/formats/ucd_properties.h"
#include "tests/unit/index/sources/formats/read_facts.h"

#define TAIL ";Lo;0;L;;;;;N;;;;;\n"

static void test_names_that_icu_does_not_know(void **state)
{
    static const struct {
        const char *text, *name; /* NULL: none */
    } files[] = {
        {"0041;LATIN CAPITAL LETTER A" TAIL, NULL},
        {"0007;<control>" TAIL, NULL},
        {"3FF00;ZORBIAN LETTER" TAIL, "ZORBIAN LETTER"},
        {"3FF00;<CJK Ideograph Extension Z, First>" TAIL
         "3FF0F;<CJK Ideograph Extension Z, Last>" TAIL,
         "CJK UNIFIED IDEOGRAPH-"},
        {"3FF00;<Zorbian Ideograph Supplement, First>" TAIL
         "3FF0F;<Zorbian Ideograph Supplement, Last>" TAIL,
         "ZORBIAN IDEOGRAPH-"},
        {"4E00;<CJK Ideograph, First>" TAIL "9FFF;<CJK Ideograph, Last>" TAIL, NULL},
        {"E000;<Private Use, First>" TAIL "F8FF;<Private Use, Last>" TAIL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};
        struct facts facts;

        assert_int_equal(read_facts(unicode_data_read, files[i].text, &facts, &reason), SOURCE_OK);
        assert_int_equal(facts.names.count, files[i].name != NULL);
        if (files[i].name) {
            assert_int_equal(facts.texts.size, strlen(files[i].name));
            assert_memory_equal(facts.texts.bytes, files[i].name, facts.texts.size);
        }
        facts_release(&facts);
    }
}

static void test_whether_it_is_newer(void **state)
{
    static const struct {
        const char *text;
        bool newer;
    } files[] = {
        {"", false},
        {"0041;LATIN CAPITAL LETTER A" TAIL, false},
        {"4E00;<CJK Ideograph, First>" TAIL "9FFF;<CJK Ideograph, Last>" TAIL, false},
        {"0041;LATIN CAPITAL LETTER A" TAIL "3FF00;ZORBIAN CAPITAL LETTER ZUZ" TAIL, true},
        {"no code point\n3FF00;ZORBIAN", true},
        {"110000;BEYOND" TAIL "\xFF\n;", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_int_equal(unicode_data_is_newer(files[i].text, strlen(files[i].text)),
                         files[i].newer);
}

static void test_mappings(void **state)
{
    struct reason reason = {.text = ""};
    struct facts facts;

    (void)state;
    assert_int_equal(read_facts(unicode_data_read,
                                "3FF00;A B;Ll;0;L;<compat> 0041 0301;;;1/2;Y;;;0041;;\n"
                                "3FF01;A C;Lu;0;L;0041;;;;N;;;;0061;0041\n",
                                &facts, &reason),
                     SOURCE_OK);
    assert_int_equal(facts.mappings.count, 6);
    assert_int_equal(facts.mappings.items[0].kind, REPERTOIRE_DECOMPOSITION);
    assert_int_equal(facts.mappings.items[0].count, 2);
    assert_int_equal(facts.mappings.items[1].kind, REPERTOIRE_UPPER);
    assert_int_equal(facts.mappings.items[2].kind, REPERTOIRE_TITLE); /* the same */
    facts_release(&facts);
}

static void test_lines_that_cannot_be(void **state)
{
    static const struct {
        const char *text, *reason;
    } files[] = {
        {"", "the file is empty"},
        {"3FF00;X", "the file ends in the middle of a line"},
        {"X;X" TAIL, "line 1: not a code point after the one before"},
        {"3FF00..3FF01;X" TAIL, "line 1: not a code point after the one before"},
        {"3FF01;X" TAIL "3FF00;X" TAIL, "line 2: not a code point after the one before"},
        {"3FF00;X" TAIL "3FF00;X" TAIL, "line 2: not a code point after the one before"},
        {"3FF00;X;Xx;0;L;;;;;N;;;;;\n", "line 1: not a general category"},
        {"3FF00;X;Lo;256;L;;;;;N;;;;;\n", "line 1: not a combining class"},
        {"3FF00;X;Lo;0;;;;;;N;;;;;\n", "line 1: not a bidirectional class"},
        {"3FF00;X;Lo;0;L;;;;;;;;;;\n", "line 1: neither Y nor N"},
        {"3FF00;X;Lo;0;L;<nothing> 0041;;;;N;;;;;\n", NULL},
        {"3FF00;X;Lo;0;L;<compat;;;;N;;;;;\n", NULL},
        {"3FF00;X;Lo;0;L;004;;;;N;;;;;\n", "line 1: not a decomposition"},
        {"3FF00;X;Lo;0;L;D800;;;;N;;;;;\n", "line 1: not a decomposition"},
        {"3FF00;X;Lo;0;L;;;;x;N;;;;;\n", "line 1: not a number"},
        {"3FF00;X;Lo;0;L;;;;;N;;;X;;\n", "line 1: not a case mapping"},
        {"3FF00;lower" TAIL, "line 1: not a name"},
        {"3FF00;" TAIL, "line 1: not a name"},
        {"3FF00;<X, First>" TAIL, "line 1: a range without an end"},
        {"3FF00;<X, First>" TAIL "3FF01;<X, First>" TAIL, "line 2: a range without an end"},
        {"3FF00;<X, First>" TAIL "3FF01;X" TAIL, "line 2: a range without a beginning or an end"},
        {"3FF00;<X, Last>" TAIL, "line 1: a range without a beginning or an end"},
        {"3FF00;<, First>" TAIL "3FF01;<, Last>" TAIL, "line 2: not the name of a range"},
        {"3FF00\n", NULL},
        {";;;;;;;;;;;;;;\n", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};
        struct facts facts;
        int r = read_facts(unicode_data_read, files[i].text, &facts, &reason);

        if (files[i].reason) {
            if (r != SOURCE_DAMAGED)
                fail_msg("%s is accepted", files[i].text);
            assert_string_equal(reason.text, files[i].reason);
        }
        facts_release(&facts);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_that_icu_does_not_know),
        cmocka_unit_test(test_whether_it_is_newer),
        cmocka_unit_test(test_mappings),
        cmocka_unit_test(test_lines_that_cannot_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
