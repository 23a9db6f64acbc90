/*
 * One step of a decomposition, and what is not one of a single character.
 */

#include "index/unicode/decomposition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void one_step(void **state)
{
    static const uint32_t steps[][2] = {
        {0xE1, 'a'}, {0x1EA5, 0xE2}, {0xE2, 'a'},      {0x24D0, 'a'},     {0x1D41A, 'a'},
        {0xAA, 'a'}, {0xFF41, 'a'},  {0xB2, '2'},      {0x2126, 0x3A9},   {0x212B, 0xC5},
        {0xA0, ' '}, {0xA8, ' '},    {0xFA47, 0x6F22}, {0x2F81A, 0x51AC},
    };

    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        uint32_t base = 0;

        assert_true(decomposition_base(NULL, steps[i][0], &base));
        assert_int_equal(base, steps[i][1]);
    }
}

static void what_has_no_base(void **state)
{
    static const uint32_t points[] = {
        'a',    0x430,  0xF8,   0xFB01, /* two letters */
        0xBD,   0x2474,                 /* (1) */
        0x2122, 0x344,                  /* only marks */
        0xAC00, 0xFDFA, 0xD800, 0xE000, 0x10FFFF,
    };

    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        uint32_t base;

        if (decomposition_base(NULL, points[i], &base))
            fail_msg("U+%04X has the base U+%04X", (unsigned)points[i], (unsigned)base);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step),
        cmocka_unit_test(what_has_no_base),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
