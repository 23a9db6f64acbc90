/*
 * Encodings of single code points and of sequences.
 */

#include "index/present/encodings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const uint32_t heart[] = {0x2764, 0xFE0F}, dinosaur[] = {0x1F996},
                      letter[] = {'a', '~', ' '};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define ASSERT_APPENDS(expected, call)                                                             \
    do {                                                                                           \
        struct buffer out = BUFFER_INIT;                                                           \
        call;                                                                                      \
        buffer_append(&out, "", 1);                                                                \
        assert_string_equal(out.bytes, expected);                                                  \
        buffer_release(&out);                                                                      \
    } while (0)

static void test_numbers(void **state)
{
    (void)state;
    ASSERT_APPENDS("2764 FE0F", encodings_number(&out, 16, heart, COUNT(heart)));
    ASSERT_APPENDS("129430", encodings_number(&out, 10, dinosaur, 1));
    ASSERT_APPENDS("374626", encodings_number(&out, 8, dinosaur, 1));
    ASSERT_APPENDS("11111100110010110", encodings_number(&out, 2, dinosaur, 1));
    ASSERT_APPENDS("0", encodings_number(&out, 2, (const uint32_t[]){0}, 1));
    ASSERT_APPENDS("100001111111111111111",
                   encodings_number(&out, 2, (const uint32_t[]){0x10FFFF}, 1));
}

static void test_bytes(void **state)
{
    (void)state;
    ASSERT_APPENDS("E2 9D A4 EF B8 8F", encodings_utf8(&out, heart, COUNT(heart)));
    ASSERT_APPENDS("27 64 FE 0F", encodings_utf16(&out, true, heart, COUNT(heart)));
    ASSERT_APPENDS("64 27 0F FE", encodings_utf16(&out, false, heart, COUNT(heart)));
    ASSERT_APPENDS("D8 3E DD 96", encodings_utf16(&out, true, dinosaur, 1));
    ASSERT_APPENDS("3E D8 96 DD", encodings_utf16(&out, false, dinosaur, 1));
    ASSERT_APPENDS("FF 00", encodings_bytes(&out, (struct slice){.bytes = "\xFF\0", .size = 2}));
    ASSERT_APPENDS("", encodings_bytes(&out, (struct slice){.bytes = "", .size = 0}));
}

static void test_notations(void **state)
{
    (void)state;
    ASSERT_APPENDS("\\uD83E\\uDD96", encodings_json(&out, dinosaur, 1));
    ASSERT_APPENDS("\\u0061\\u007E\\u0020", encodings_json(&out, letter, COUNT(letter)));
    ASSERT_APPENDS("\\u{2764}\\u{FE0F}", encodings_escape(&out, ESCAPE_RUST, heart, COUNT(heart)));
    /* A language that cannot escape one of them says nothing of any. */
    ASSERT_APPENDS("", encodings_escape(&out, ESCAPE_HTML, (const uint32_t[]){'a', 0x80}, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_notations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
