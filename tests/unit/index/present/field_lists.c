/*
 * Lists of the documents of the small index (small_index.h), and one that is too long.
 */

#include "index/present/field_lists.h"

#include <endian.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/small_index.h"

/* The text that has been appended, which is released. */
static void assert_appended(struct buffer *out, const char *wanted)
{
    buffer_append(out, "", 1);
    assert_false(out->failed);
    assert_string_equal(out->bytes, wanted);
    buffer_release(out);
}

static void assert_texts(uint32_t document, const struct languages *languages, uint32_t kinds,
                         const char *wanted)
{
    struct buffer out = BUFFER_INIT;

    field_lists_texts(&out, small, document, languages, kinds);
    assert_appended(&out, wanted);
}

static void test_texts(void **state)
{
    struct languages none = {{0}}, german = {{0}};

    (void)state;
    languages_add(&german, SMALL_DE);
    assert_texts(SMALL_IS_FACE, &none, TEXT_KEYWORDS, "grinning face, smile");
    assert_texts(SMALL_IS_FACE, &german, TEXT_KEYWORDS, "Gesicht");
    assert_texts(SMALL_IS_FACE, &none, TEXT_DEFINITIONS, "");
    assert_texts(SMALL_IS_BELL, &german, TEXT_ALIASES, "BELL"); /* of no language */
}

static void test_references_both_ways(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    field_lists_references(&out, small, SMALL_IS_A);
    assert_appended(&out, "U+0042, U+0061");
    field_lists_references(&out, small, SMALL_IS_FACE);
    assert_appended(&out, "");
}

static void test_documents(void **state)
{
    const uint32_t documents[] = {htole32(SMALL_IS_A), htole32(SMALL_IS_PALE_FACE)};
    struct buffer out = BUFFER_INIT;

    (void)state;
    field_lists_documents(&out, small, documents, 2);
    assert_appended(&out, "U+0041, U+1F600 U+1F3FB");
    field_lists_documents(&out, small, documents, 0);
    assert_appended(&out, "");
    field_lists_document(&out, small, SMALL_IS_ONE);
    assert_appended(&out, "U+4E00");
}

static void test_a_list_ends_after_32_items(void **state)
{
    char wanted[512] = "";
    uint32_t documents[40];
    struct buffer out = BUFFER_INIT;

    (void)state;
    for (size_t i = 0; i < 40; i++)
        documents[i] = htole32(SMALL_IS_A);
    for (size_t i = 0; i < 32; i++)
        strcat(wanted, i == 0 ? "U+0041" : ", U+0041");
    field_lists_documents(&out, small, documents, 32);
    assert_appended(&out, wanted);
    strcat(wanted, ", \u2026");
    field_lists_documents(&out, small, documents, 33);
    assert_appended(&out, wanted);
    field_lists_documents(&out, small, documents, 40);
    assert_appended(&out, wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_references_both_ways),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_a_list_ends_after_32_items),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
