/*
 * What ICU says of mappings, and what it does not.
 */

#include "index/sources/icu_mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unicode/uscript.h>

static void test_mappings(void **state)
{
    static const struct {
        enum repertoire_mapping_kind kind;
        uint32_t code_point, points[3];
        uint32_t count;
        bool known;
    } rows[] = {
        {REPERTOIRE_UPPER, 'a', {'A'}, 1, true},
        {REPERTOIRE_UPPER, 'a', {'B'}, 1, false},
        {REPERTOIRE_UPPER, 0xDF, {'S', 'S'}, 2, true}, /* the full mapping */
        {REPERTOIRE_UPPER, 0xDF, {'S', 's'}, 2, false},
        {REPERTOIRE_TITLE, 0xDF, {'S', 's'}, 2, true},
        {REPERTOIRE_LOWER, 0x130, {'i', 0x307}, 2, true},
        {REPERTOIRE_LOWER, 0x130, {'i', 0x308}, 2, false},
        {REPERTOIRE_MIRROR, '(', {')'}, 1, true},
        {REPERTOIRE_MIRROR, '(', {'('}, 1, false},
        {REPERTOIRE_DECOMPOSITION, 0xE9, {'e', 0x301}, 2, true},
        {REPERTOIRE_DECOMPOSITION, 0xE9, {'e', 0x300}, 2, false},
        {REPERTOIRE_DECOMPOSITION, 'e', {'e'}, 1, false},
        {REPERTOIRE_SCRIPTS, 0x30FC, {USCRIPT_KATAKANA, USCRIPT_HIRAGANA}, 2, true},
        {REPERTOIRE_SCRIPTS, 0x30FC, {USCRIPT_KATAKANA}, 1, false},
        {REPERTOIRE_SCRIPTS, 'a', {USCRIPT_LATIN}, 1, true},
        {REPERTOIRE_SCRIPTS, 'a', {REPERTOIRE_VALUES}, 1, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct fact_mapping mapping = {rows[i].kind, rows[i].code_point, 0, rows[i].count};

        assert_int_equal(icu_has_mapping(&mapping, rows[i].points), rows[i].known);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mappings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
