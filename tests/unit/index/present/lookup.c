/*
 * Whole texts looked up in the small index (small_index.h), which has "B", 😀, a keycap and a face
 * with a skin tone.
 */

#include "index/present/lookup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/small_index.h"

#define COUNT(table)    (sizeof(table) / sizeof(table)[0])
#define FACE            "\xF0\x9F\x98\x80"
#define PALE            "\xF0\x9F\x8F\xBB"
#define PICTURE         "\xEF\xB8\x8F" /* U+FE0F */
#define KEYCAP          "\xE2\x83\xA3"
#define TEN(text)       text text text text text text text text text text
#define LATIN_CAPITAL_B "LATIN CAPITAL LETTER B"

static const struct {
    const char *text, *name; /* of a text that is not in the index: its label, or "" */
    int32_t document;        /* -1: not in the index */
} texts[] = {
    {"B", LATIN_CAPITAL_B, 2},
    {"B" PICTURE, LATIN_CAPITAL_B, 2},
    {PICTURE "B", LATIN_CAPITAL_B, 2},
    {"\x07", "<control-0007>", 0},
    {FACE, "GRINNING FACE", 6},
    {FACE PICTURE, "GRINNING FACE", 6},
    {"B" PICTURE KEYCAP, "keycap: B", 7},
    {"B" KEYCAP, "keycap: B", 7},
    {"B" PICTURE KEYCAP PICTURE, "keycap: B", 7},
    {FACE PALE, "grinning face: light skin tone", 8},
    {FACE PICTURE PALE, "grinning face: light skin tone", 8},
    {"", "", -1},
    {"BB", "", -1},
    {"B" KEYCAP "B", "", -1},
    {"BB" KEYCAP, "", -1},
    {FACE FACE PALE, "", -1},
    {FACE PALE KEYCAP, "", -1},
    {KEYCAP, "COMBINING ENCLOSING KEYCAP", -1}, /* in ICU, but not in the small index */
    {PICTURE, "VARIATION SELECTOR-16", -1},
    {PICTURE PICTURE, "", -1},
    {"C", "LATIN CAPITAL LETTER C", -1},
    {"\xEE\x80\x80", "<private-use-E000>", -1},
    {"\xCD\xB8", "<reserved-0378>", -1},
    {"\xFF", "", -1},
    {"B\xFF", "", -1},
    {"\xED\xA0\x80", "", -1},
    {FACE PALE "\xF0\x9F", "", -1},
    {TEN("B") TEN("B") TEN("B") TEN("B"), "", -1},
    {"B" TEN(PICTURE) TEN(PICTURE) TEN(PICTURE) TEN(PICTURE), "", -1},
};

static void test_texts(void **state)
{
    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t size = strlen(texts[i].text);
        char *copy = malloc(size ? size : 1);
        uint32_t document = 99;
        bool known;

        assert_non_null(copy);
        memcpy(copy, texts[i].text, size);
        known = lookup_text(*state, copy, size, &document);
        if (known != (texts[i].document >= 0) || (known && document != (uint32_t)texts[i].document))
            fail_msg("%s: %s %u", texts[i].text, known ? "known as" : "not known", document);
        free(copy);
    }
}

static void test_names(void **state)
{
    for (size_t i = 0; i < COUNT(texts); i++) {
        char label[CHARACTER_NAME_SIZE];
        struct slice name = lookup_name(*state, texts[i].text, strlen(texts[i].text), label);

        if (name.size != strlen(texts[i].name) || memcmp(name.bytes, texts[i].name, name.size) != 0)
            fail_msg("%s is called %.*s", texts[i].text, (int)name.size, name.bytes);
    }
}

static void test_names_without_an_index(void **state)
{
    char label[CHARACTER_NAME_SIZE];
    struct slice name = lookup_name(NULL, FACE, strlen(FACE), label);

    (void)state;
    assert_memory_equal(name.bytes, "GRINNING FACE", name.size);
    assert_int_equal(lookup_name(NULL, FACE PALE, strlen(FACE PALE), label).size, 0);
    assert_int_equal(lookup_name(NULL, "", 0, label).size, 0);
}

static void test_points(void **state)
{
    static const uint32_t long_text[64] = {0x42};
    static const uint32_t keycap[] = {0x42, 0x20E3}, beyond[] = {0x110000, 0x42};
    uint32_t document;

    assert_true(lookup_points(*state, keycap, 2, &document));
    assert_int_equal(document, 7);
    assert_false(lookup_points(*state, keycap, 0, &document));
    assert_false(lookup_points(*state, keycap + 1, 1, &document));
    assert_false(lookup_points(*state, beyond, 1, &document));
    assert_false(lookup_points(*state, beyond, 2, &document));
    assert_false(lookup_points(*state, long_text, COUNT(long_text), &document));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_names_without_an_index),
        cmocka_unit_test(test_points),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
