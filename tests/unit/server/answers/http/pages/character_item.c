/*
 * Elements of lists, as the API's documents have them, and others.
 */

#include "server/answers/http/pages/character_item.h"

#include "tests/unit/server/answers/http/real_world.h"

static const struct {
    const char *element, *link, *notation, *name;
} cases[] = {
    {"\"U+2764\"", "U+2764", "U+2764", "HEAVY BLACK HEART"},
    {"{\"codepoint\":\"U+2600\",\"name\":\"SUN\"}", "U+2600", "U+2600", "SUN"},
    {"{\"codepoints\":[\"U+1F1E8\",\"U+1F1ED\"],\"name\":\"flag\"}", "U+1F1E8+1F1ED",
     "U+1F1E8 U+1F1ED", "flag"},
    {"\"U+E000\"", "U+E000", "U+E000", "<private-use-E000>"},
    {"\"\"", "", "", ""},
    {"{}", "", "", ""},
};

static void assert_appends(struct buffer *out, const char *expected)
{
    buffer_append(out, "", 1);
    assert_false(out->failed);
    assert_string_equal(out->bytes, expected);
    out->size = 0;
}

static void test_elements(void **state)
{
    const struct world *world = *state;
    struct buffer out = BUFFER_INIT;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_reader reader;
        char text[128];
        struct json_t *document;

        (void)snprintf(text, sizeof text, "{\"list\":[%s]}", cases[i].element);
        document = json_tree_read(slice_of(text));
        assert_non_null(document);
        json_reader_open(&reader, document);
        if (json_reader_section(&reader, slice_of("list"), 0)) {
            item_append_link(&out, &reader);
            assert_appends(&out, cases[i].link);
            item_append_notation(&out, &reader);
            assert_appends(&out, cases[i].notation);
            item_append_name(&out, &reader, world->index);
            assert_appends(&out, cases[i].name);
        }
        json_tree_free(document);
    }
    buffer_release(&out);
}

static void test_glyphs(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    points_append_glyph(&out, NULL, (const uint32_t[]){0x2600}, 1);
    assert_appends(&out, "\u2600");
    points_append_glyph(&out, NULL, (const uint32_t[]){0x301}, 1);
    assert_appends(&out, "\u25CC\u0301");
    points_append_glyph(&out, NULL, (const uint32_t[]){0xD800}, 1);
    assert_appends(&out, "");
    points_append_glyph(&out, NULL, NULL, 0);
    assert_appends(&out, "");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements),
        cmocka_unit_test(test_glyphs),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
