/*
 * White space at both ends is removed as Python does it.
 */

#include "server/answers/telnet/strip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "index/base/utf8.h"

static void assert_stripped(const char *text, const char *expected)
{
    struct slice given = slice_of(text), found = strip(given);

    if (!slice_is(found, expected))
        fail_msg("\"%s\": \"%.*s\"", text, (int)found.size, found.bytes);
    assert_true(found.bytes >= given.bytes && found.bytes + found.size <= given.bytes + given.size);
}

static void test_only_the_ends(void **state)
{
    (void)state;
    assert_stripped("", "");
    assert_stripped(" ", "");
    assert_stripped(" \t\r\n\v\f\x1C\x1D\x1E\x1F", "");
    assert_stripped("\xC2\xA0\xE3\x80\x80", "");
    assert_stripped("cat", "cat");
    assert_stripped(" cat  face\n", "cat  face");
    assert_stripped("\xE3\x80\x80\xE2\x98\x80\xC2\x85", "\xE2\x98\x80");
    assert_stripped("\xE2\x80\x8Bx\xE2\x80\x8B", "\xE2\x80\x8Bx\xE2\x80\x8B"); /* U+200B is not
                                                                                  white space */
    assert_stripped("\xF0\x9F\x98\x80 ", "\xF0\x9F\x98\x80");
}

/* Python's str.isspace() as documented, computed by ICU for every code point. */
static bool python_space(uint32_t point)
{
    UCharDirection direction = u_charDirection((UChar32)point);

    return u_charType((UChar32)point) == U_SPACE_SEPARATOR || direction == U_BLOCK_SEPARATOR ||
           direction == U_SEGMENT_SEPARATOR || direction == U_WHITE_SPACE_NEUTRAL;
}

static void test_every_code_point_at_both_ends(void **state)
{
    (void)state;
    for (uint32_t point = 1; point <= 0x10FFFF; point++) {
        char text[2 * UTF8_MAX_SIZE + 1];
        size_t size;
        struct slice found;

        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        size = utf8_write(text, point);
        text[size++] = 'x';
        size += utf8_write(text + size, point);
        found = strip((struct slice){text, size});
        if ((found.size == 1) != python_space(point))
            fail_msg("U+%04X", (unsigned)point);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_ends),
        cmocka_unit_test(test_every_code_point_at_both_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
