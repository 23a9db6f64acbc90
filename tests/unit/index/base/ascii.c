/*
 * All 256 bytes, and which classes they are in.
 */

#include "index/base/ascii.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_every_byte(void **state)
{
    static const char digits[] = "0123456789", small[] = "abcdefghijklmnopqrstuvwxyz",
                      capital[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                      marks[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        char c = (char)byte;
        const char *lower = byte ? strchr(small, c) : NULL;
        const char *upper = byte ? strchr(capital, c) : NULL;

        assert_int_equal(ascii_is_digit(c), byte && strchr(digits, c));
        assert_int_equal(ascii_is_letter(c), lower || upper);
        assert_int_equal(ascii_is_capital(c), upper != NULL);
        assert_int_equal(ascii_is_small(c), lower != NULL);
        assert_int_equal(ascii_is_alphanumeric(c), lower || upper || (byte && strchr(digits, c)));
        assert_int_equal(ascii_is_punctuation(c), byte && strchr(marks, c));
        assert_int_equal(ascii_lower(c), upper ? small[upper - capital] : c);
        assert_int_equal(ascii_upper(c), lower ? capital[lower - small] : c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
