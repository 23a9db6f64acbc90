/* Abbreviations of characters that have some, one, or none. */

#include "index/present/abbreviation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/indexes/ready.h"

static void test_abbreviations(void **state)
{
    static const struct {
        uint32_t point;
        size_t most;
        const char *expected;
    } table[] = {
        {0x200B, 9, "ZWSP"}, {0xA0, 9, "NBSP"}, {0x85, 9, "NEL"}, {0x0A, 9, "LF"},
        {0x200B, 4, "ZWSP"}, {0x200B, 3, ""},   {'A', 9, ""},     {0x10FFFF, 9, ""},
    };
    struct charindex *index;
    struct reason reason;

    (void)state;
    assert_int_equal(ready_index(READY_GERMAN, &index, &reason), 0);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!slice_is(abbreviation_of(index, table[i].point, table[i].most), table[i].expected))
            fail_msg("U+%04X", (unsigned)table[i].point);
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_abbreviations)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
