/*
 * Alt codes, there and back.
 */

#include "index/text/alt_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
    uint32_t code_point;
    int dos, windows; /* 0: none */
} characters[] = {
    {0x2665, 3, 0},  {0x263A, 1, 0},   {0x25BC, 31, 0},  {0x2302, 127, 0}, {0x2022, 7, 149},
    {0xB6, 20, 182}, {0xA7, 21, 167},  {0xE9, 130, 233}, {0x20AC, 0, 128}, {0x2014, 0, 151},
    {0x3C0, 227, 0}, {0xA0, 255, 160}, {'A', 0, 0},      {0, 0, 0},        {0x1B, 0, 0},
    {0x7F, 0, 0},    {0x81, 0, 0},     {0x9F, 0, 0},     {0x2764, 0, 0},   {0x1F600, 0, 0},
    {0xD800, 0, 0},  {0xDFFF, 0, 0},   {0xFFFF, 0, 0},   {0xFFFD, 0, 0},   {0x10FFFF, 0, 0},
};

static void assert_code(enum alt_code kind, uint32_t code_point, int expected)
{
    unsigned char byte = 0;
    uint32_t back = 0;

    assert_int_equal(alt_code_encode(kind, code_point, &byte), expected != 0);
    if (expected == 0)
        return;
    assert_int_equal(byte, expected);
    assert_true(alt_code_decode(kind, byte, &back));
    assert_int_equal(back, code_point);
}

static void test_characters(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(characters); i++) {
        assert_code(ALT_CODE_DOS, characters[i].code_point, characters[i].dos);
        assert_code(ALT_CODE_WINDOWS, characters[i].code_point, characters[i].windows);
    }
}

/* Whatever a byte is, its character has that code, or can be typed without one. */
static void test_all_bytes(void **state)
{
    (void)state;
    for (int byte = 0; byte <= 0xFF; byte++) {
        for (enum alt_code kind = ALT_CODE_DOS; kind <= ALT_CODE_WINDOWS; kind++) {
            unsigned char again;
            uint32_t point;

            if (!alt_code_decode(kind, (unsigned char)byte, &point) || point < 0xA0)
                continue;
            assert_true(alt_code_encode(kind, point, &again));
            assert_int_equal(again, byte);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_all_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
