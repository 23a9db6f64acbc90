/*
 * Older character sets, there and back.
 */

#include "index/text/code_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static uint32_t decoded(enum code_page page, unsigned char byte)
{
    uint32_t point = 0;

    assert_true(code_page_decode(page, byte, &point));
    return point;
}

static void test_bytes(void **state)
{
    (void)state;
    assert_int_equal(decoded(CODE_PAGE_WINDOWS_1252, 0x97), 0x2014);
    assert_int_equal(decoded(CODE_PAGE_WINDOWS_1252, 0x81), 0x81); /* not assigned */
    assert_int_equal(decoded(CODE_PAGE_WINDOWS_1251, 0xCF), 0x41F);
    assert_int_equal(decoded(CODE_PAGE_437, 0x82), 0xE9);
    assert_int_equal(decoded(CODE_PAGE_850, 0xD4), 0xC8);
    assert_int_equal(decoded(CODE_PAGE_MACINTOSH, 0xD0), 0x2013);
}

static void test_texts(void **state)
{
    static const char text[] = "a\xE2\x82\xAC\xC2\x81";
    char bytes[8];

    (void)state;
    assert_int_equal(
        code_page_encode(CODE_PAGE_WINDOWS_1252, text, strlen(text), bytes, sizeof bytes), 3);
    assert_memory_equal(bytes, "a\x80\x81", 3);
}

static void test_what_cannot_be_encoded(void **state)
{
    static const char snowman[] = "\xE2\x98\x83", wide[] = "\xEF\xBC\xA1";
    char bytes[2], large[2048];

    (void)state;
    for (int i = 0; i < CODE_PAGES; i++) {
        enum code_page page = (enum code_page)i;

        assert_int_equal(code_page_encode(page, snowman, 3, bytes, sizeof bytes), 0);
        assert_int_equal(code_page_encode(page, wide, 3, bytes, sizeof bytes), 0);
        assert_int_equal(code_page_encode(page, "", 0, bytes, sizeof bytes), 0);
        assert_int_equal(code_page_encode(page, "abc", 3, bytes, sizeof bytes), 0);
    }
    memset(large, 'a', sizeof large);
    assert_int_equal(code_page_encode(CODE_PAGE_437, large, sizeof large, bytes, sizeof bytes), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_what_cannot_be_encoded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
