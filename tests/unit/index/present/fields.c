/*
 * Fields of the documents of the small index (small_index.h).
 */

#include "index/present/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/small_index.h"

/* The value of a field; English unless `languages` are given. */
static void assert_field(uint32_t document, const char *name, const char *value,
                         const struct languages *languages)
{
    static const struct languages english;
    struct fields_subject subject;
    struct buffer out = BUFFER_INIT;
    size_t field;

    if (!fields_find(name, strlen(name), &field))
        fail_msg("%s is not a field", name);
    fields_begin(&subject, small, document, languages ? languages : &english);
    fields_append(&out, &subject, field);
    buffer_append(&out, "", 1);
    if (strcmp(out.bytes, value) != 0)
        fail_msg("%s of document %u is '%s'", name, (unsigned)document, out.bytes);
    buffer_release(&out);
}

static void test_values(void **state)
{
    static const struct {
        enum small_document_number document;
        const char *name, *value;
    } table[] = {
        {SMALL_IS_A, "char", "A"},
        {SMALL_IS_A, "codepoint", "U+0041"},
        {SMALL_IS_A, "name", "LATIN CAPITAL LETTER A"},
        {SMALL_IS_A, "NAME", "LATIN CAPITAL LETTER A"},
        {SMALL_IS_A, "lower", "U+0061"},
        {SMALL_IS_A, "upper", ""}, /* itself */
        {SMALL_IS_A, "category_name", "Uppercase_Letter"},
        {SMALL_IS_A, "gc", "Lu"},
        {SMALL_IS_A, "block", "Basic Latin"},
        {SMALL_IS_A, "East_Asian_Width", "Narrow"},
        {SMALL_IS_A, "plane", "0"},
        {SMALL_IS_A, "group", ""},
        {SMALL_IS_A, "refs", "U+0042, U+0061"},
        {SMALL_IS_A, "confusables", "U+0061"},
        {SMALL_IS_A, "variant_of", ""},
        {SMALL_IS_A, "html", "&#x41;"},
        {SMALL_IS_B, "related", "U+4E00"},
        {SMALL_IS_ONE, "definition", "one; a, an"},
        {SMALL_IS_ONE, "cells", "2"},
        {SMALL_IS_ONE, "aliases", ""},
        {SMALL_IS_BELL, "char", "\u2407"},
        {SMALL_IS_BELL, "raw", "\a"},
        {SMALL_IS_BELL, "name", "<control-0007>"},
        {SMALL_IS_BELL, "aliases", "BELL"},
        {SMALL_IS_BELL, "hex", "7"},
        {SMALL_IS_FACE, "short_name", "grinning face"},
        {SMALL_IS_FACE, "keywords", "smile"},
        {SMALL_IS_FACE, "variants", "U+1F600 U+1F3FB"},
        {SMALL_IS_FACE, "plane", "1"},
        {SMALL_IS_FACE, "gtk", "Ctrl-Shift-U 1F600 Enter"},
        {SMALL_IS_FACE, "keysym", "U1F600"},
        {SMALL_IS_FACE, "digraph", ""},
        {SMALL_IS_ONE, "url", "%E4%B8%80"},
        {SMALL_IS_FACE, "age", "6.1"},
        {SMALL_IS_PALE_FACE, "codepoint", "U+1F600 U+1F3FB"},
        {SMALL_IS_PALE_FACE, "variant_of", "U+1F600"},
        {SMALL_IS_PALE_FACE, "cells", "2"},
        {SMALL_IS_PALE_FACE, "utf16be", "D8 3D DE 00 D8 3C DF FB"},
        {SMALL_IS_PALE_FACE, "nfd", ""},
        {SMALL_IS_KEYCAP, "cells", "1"}, /* of a letter, which is not an emoji */
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_field(table[i].document, table[i].name, table[i].value, NULL);
}

static void test_keywords_in_a_language(void **state)
{
    struct languages german = {{0}};

    (void)state;
    languages_add(&german, SMALL_DE);
    assert_field(SMALL_IS_FACE, "keywords", "Gesicht", &german);
    assert_field(SMALL_IS_FACE, "short_name", "", &german);
    assert_field(SMALL_IS_BELL, "aliases", "BELL", &german);
}

static void test_names(void **state)
{
    static const char *const wrong[] = {"", "nam", "utf-8 ", "%", "keysmash", "name\n"};
    struct closest closest;
    size_t field;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (fields_find(wrong[i], strlen(wrong[i]), &field))
            fail_msg("'%s' is a field", wrong[i]);
    closest_init(&closest, "nmae", 4);
    fields_closest(&closest);
    assert_string_equal(closest.found, "name");
    closest_init(&closest, "scirpt", 6);
    fields_closest(&closest);
    assert_string_equal(closest.found, "script");
}

/* Each has a name of its own, finds itself, and takes any document. */
static void test_every_field_of_every_document(void **state)
{
    static const struct languages english;

    (void)state;
    for (size_t field = 0; field < fields_count(); field++) {
        const char *name = fields_name(field);
        size_t found;

        assert_true(fields_find(name, strlen(name), &found));
        assert_string_equal(fields_name(found), name);
        assert_true(fields_about(field)[0] != '\0');
        for (uint32_t document = 0; document < SMALL_DOCUMENTS; document++) {
            struct fields_subject subject;
            struct buffer out = BUFFER_INIT;

            fields_begin(&subject, small, document, &english);
            fields_append(&out, &subject, field);
            assert_false(out.failed);
            buffer_release(&out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_keywords_in_a_language),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_every_field_of_every_document),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
