/*
 * Words that depend on a document, without an index.
 */

#include "server/answers/http/pages/character_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct subject subject;
static struct reader reader;
static struct character_parts view;

static void begin(const char *language, struct json_t *document, const char *category)
{
    subject = (struct subject){.points = {'A'}, .count = 1};
    reader = (struct reader){.messages = messages_find(language)};
    view = (struct character_parts){
        .subject = &subject, .who = &reader, .facts = {.category = category}};
    json_reader_open(&view.reader, document);
}

static void assert_says(void (*write)(struct buffer *out, const struct character_parts *view),
                        const char *expected)
{
    struct buffer out = BUFFER_INIT;

    write(&out, &view);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void test_sentences_with_values(void **state)
{
    struct json_t *document = json_tree_read(
        slice_of("{\"block\":\"Arrows\",\"script\":\"Old Italic\",\"beyond_icu\":\"72.1\"}"));

    (void)state;
    begin("en", document, "Lu");
    assert_says(character_words_category, "capital letter");
    assert_says(character_words_all_of_block, "All of Arrows");
    assert_says(character_words_beyond_icu,
                "Casing, normalization and clusters of this character are not known to ICU 72.1.");
    assert_says(character_words_script, "Old Italic");
    begin("fr", document, "Lu");
    assert_says(character_words_script, "ancien italique");
    assert_says(character_words_beyond_icu, "ICU 72.1 ne connaît ni la casse, ni la normalisation, "
                                            "ni les groupes de graphèmes de ce caractère.");
    json_tree_free(document);
}

static void test_words_of_lists(void **state)
{
    struct json_t *document = json_tree_read(slice_of(
        "{\"list\":[{\"way\":\"alt_code\",\"label\":\"L\",\"where\":\"W\",\"type\":\"T\"},"
        "{\"way\":\"unheard_of\",\"label\":\"Label\",\"where\":\"Where\",\"type\":\"Type\"}]}"));

    (void)state;
    begin("en", document, "Lu");
    assert_true(json_reader_section(&view.reader, slice_of("list"), 0));
    assert_true(json_reader_section(&view.reader, slice_of("list"), 1));
    /* Without a message, what the document says. */
    assert_says(character_words_typing, "Label");
    assert_says(character_words_typing_where, "Where");
    assert_says(character_words_alias_type, "Type");
    json_tree_free(document);
}

static void test_what_is_not_a_character(void **state)
{
    static const struct {
        uint32_t point;
        const char *category, *begin;
    } states[] = {
        {0xD800, "Cs", "A surrogate"},
        {0xFDD0, "Cn", "A noncharacter"},
        {0x1FFFF, "Cn", "A noncharacter"},
        {0xE000, "Co", "It is for private use"},
        {0x0378, "Cn", "Unicode has not assigned"},
    };
    struct json_t *document = json_tree_read(slice_of("{}"));

    (void)state;
    begin("en", document, "Lu");
    assert_false(character_words_has_state(&view));
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct buffer out = BUFFER_INIT;

        begin("en", document, states[i].category);
        subject.points[0] = states[i].point;
        assert_true(character_words_has_state(&view));
        character_words_state(&out, &view);
        assert_int_equal(strncmp(out.bytes, states[i].begin, strlen(states[i].begin)), 0);
        buffer_release(&out);
        subject.place.known = true; /* named by a site's table */
        assert_false(character_words_has_state(&view));
    }
    json_tree_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences_with_values),
        cmocka_unit_test(test_words_of_lists),
        cmocka_unit_test(test_what_is_not_a_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
