/*
 * Plain text, and text with a control character or invalid UTF-8 at every position.
 */

#include "index/base/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LONGEST = 40 };

/* The copy has exactly its size, so that the sanitizer sees a read past the end. */
static bool valid(const char *text, size_t size)
{
    char *copy = malloc(size ? size : 1);
    bool r;

    assert_non_null(copy);
    memcpy(copy, text, size);
    r = plain_valid(copy, size);
    free(copy);
    return r;
}

static void test_plain_text(void **state)
{
    static const char *const texts[] = {
        "",
        "a",
        " ~",
        "LATIN",
        "GRINNING FACE",
        "\xC3\xA9t\xC3\xA9",
        ("Stra\xC3\x9F"
         "enbahn, and then some more"),
        "\xE5\xA4\xAA\xE9\x98\xB3",
        "flag: \xF0\x9F\x87\xA8\xF0\x9F\x87\xAD",
        "\xC2\x80\xC2\x9F", /* two-byte controls are harmless in a line and in JSON */
        "\xF4\x8F\xBF\xBF",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(valid(texts[i], strlen(texts[i])));
}

/* Each forbidden byte, at each position of texts of each length. */
static void test_invalid_bytes_at_every_position(void **state)
{
    (void)state;
    for (size_t size = 1; size <= LONGEST; size++) {
        char text[LONGEST];

        memset(text, 'x', sizeof text);
        assert_true(valid(text, size));
        for (size_t at = 0; at < size; at++) {
            for (unsigned byte = 0; byte < 256; byte++) {
                text[at] = (char)byte;
                assert_int_equal(valid(text, size), byte >= 0x20 && byte < 0x7F);
            }
            text[at] = 'x';
        }
    }
}

static void test_text_that_is_not_utf8(void **state)
{
    static const char *const texts[] = {
        "eight by\xC3",
        "\xC3 eight by",
        "\xED\xA0\x80 a surrogate",
        "over\xC0\xAFlong",
        "over\xE0\x80\xAFlong",
        "beyond \xF4\x90\x80\x80",
        "cut \xF0\x9F\x98",
        "cut \xF0\x9F\x98 short",
        "\x80",
        "all is well\xFE and then not",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(valid(texts[i], strlen(texts[i])));
}

/* Words of eight bytes with other bytes before and after them. */
static void test_plain_and_other_text_side_by_side(void **state)
{
    (void)state;
    for (size_t before = 0; before < 20; before++) {
        for (size_t after = 0; after < 20; after++) {
            char text[64];

            memset(text, 'a', before);
            memcpy(text + before, "\xE5\xA4\xAA", 3);
            memset(text + before + 3, 'z', after);
            assert_true(valid(text, before + 3 + after));
            text[before + 1] = '\n';
            assert_false(valid(text, before + 3 + after));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_text),
        cmocka_unit_test(test_invalid_bytes_at_every_position),
        cmocka_unit_test(test_text_that_is_not_utf8),
        cmocka_unit_test(test_plain_and_other_text_side_by_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
