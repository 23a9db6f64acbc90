/*
 * Which standards have an ideograph, and in which level.
 */

#include "index/text/ideographs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_levels(const struct ideographs *ideographs, uint32_t code_point, unsigned china,
                          unsigned taiwan, unsigned japan, unsigned korea)
{
    const unsigned expected[IDEOGRAPH_STANDARDS] = {china, taiwan, japan, korea};

    for (int i = 0; i < IDEOGRAPH_STANDARDS; i++) {
        const unsigned level = ideographs_level(ideographs, (enum ideograph_standard)i, code_point);

        if (level != expected[i])
            fail_msg("U+%04X: level %u of standard %d, not %u", code_point, level, i, expected[i]);
    }
}

static void test_levels(void **state)
{
    struct ideographs *ideographs = ideographs_new();

    (void)state;
    assert_non_null(ideographs);
    assert_levels(ideographs, 0x6C34, 2, 2, 2, 1);  /* water */
    assert_levels(ideographs, 0x56FD, 2, 0, 2, 0);  /* country, simplified, and Japanese */
    assert_levels(ideographs, 0x570B, 0, 2, 1, 1);  /* country, traditional */
    assert_levels(ideographs, 0x7085, 1, 1, 0, 1);  /* a rare one */
    assert_levels(ideographs, 0x554A, 2, 2, 0, 0);  /* the first of GB 2312 */
    assert_levels(ideographs, 0x4E00, 2, 2, 2, 1);  /* the first of Big5 */
    assert_levels(ideographs, 0x4E9C, 0, 0, 2, 0);  /* the first of JIS X 0208 */
    assert_levels(ideographs, 0x8155, 2, 2, 2, 1);  /* the last of its first level */
    assert_levels(ideographs, 0x5F0C, 0, 0, 1, 0);  /* the first of its second level */
    assert_levels(ideographs, 0x20000, 0, 0, 0, 0); /* Unicode's alone */
    ideographs_free(ideographs);
    ideographs_free(NULL);
}

static void test_what_is_not_an_ideograph(void **state)
{
    static const uint32_t code_points[] = {0, 'A', 0xE9, 0x3042, 0xAC00, 0xD800, 0xFF21, 0x10FFFF};
    struct ideographs *ideographs = ideographs_new();

    (void)state;
    assert_non_null(ideographs);
    for (size_t i = 0; i < sizeof code_points / sizeof code_points[0]; i++)
        assert_levels(ideographs, code_points[i], 0, 0, 0, 0);
    ideographs_free(ideographs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_what_is_not_an_ideograph),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
