/*
 * Inspected texts, parsed by jansson: the parts of every document, concatenated, are the text, and
 * the lengths match the facts.
 */

#include "server/answers/json/json_inspection.h"

#include <jansson.h>

#include "tests/unit/server/answers/small_world.h"

static json_t *inspection_of(const struct charindex *index, struct slice text)
{
    struct json_inspection inspection = {.text = text, .index = index};
    struct buffer out = BUFFER_INIT;
    struct budget budget;
    json_t *document;

    assert_int_equal(text_facts_read(text.bytes, text.size, &inspection.facts), 0);
    assert_int_equal(text_facts_mixed(NULL, text.bytes, text.size, inspection.mixed,
                                      JSON_INSPECTION_WARNINGS, &inspection.mixed_count),
                     0);
    json_inspection_begin(&inspection, &out);
    do
        budget = (struct budget)BUDGET_INIT;
    while (!json_inspection_append(&inspection, &out, out.size + 1, &budget));
    json_inspection_end(&inspection);
    assert_false(out.failed);
    document = json_loadb(out.bytes, out.size, JSON_ALLOW_NUL, NULL);
    assert_non_null(document);
    buffer_release(&out);
    return document;
}

static void append_string(struct buffer *out, const json_t *text)
{
    assert_true(json_is_string(text));
    buffer_append(out, json_string_value(text), json_string_length(text));
}

static void assert_parts_are_the_text(const json_t *document, struct slice text)
{
    struct buffer clusters = BUFFER_INIT, points = BUFFER_INIT;
    json_t *cluster, *point;
    size_t i, j;

    json_array_foreach(json_object_get(document, "clusters"), i, cluster)
    {
        append_string(&clusters, json_object_get(cluster, "text"));
        json_array_foreach(json_object_get(cluster, "codepoints"), j, point)
        {
            append_string(&points, json_object_get(point, "char"));
            assert_true(json_string_length(json_object_get(point, "name")) > 0);
        }
    }
    assert_true(slice_equal((struct slice){clusters.bytes, clusters.size}, text));
    assert_true(slice_equal((struct slice){points.bytes, points.size}, text));
    buffer_release(&clusters);
    buffer_release(&points);
}

static void test_the_parts_are_the_text(void **state)
{
    static const struct slice texts[] = {
        {"a", 1},
        {"\0\"\\\177", 4},
        {"e\xCC\x81\xE2\x80\x8D\xEF\xB8\x8F", 9},
        {"\xF0\x9F\x87\xA8\xF0\x9F\x87\xADx", 9},
        {"\xEE\x80\x80\xF4\x8F\xBF\xBF\r\n", 9},
    };
    const struct small_world *world = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        json_t *document = inspection_of(world->index, texts[i]);
        json_t *length = json_object_get(document, "length");

        assert_parts_are_the_text(document, texts[i]);
        assert_int_equal(json_array_size(json_object_get(document, "clusters")),
                         json_integer_value(json_object_get(length, "graphemes")));
        assert_int_equal(json_integer_value(json_object_get(length, "utf8")), texts[i].size);
        json_decref(document);
    }
}

static void test_warnings_are_bounded(void **state)
{
    const struct small_world *world = *state;
    struct buffer text = BUFFER_INIT;
    json_t *document;

    for (int i = 0; i < 2 * JSON_INSPECTION_WARNINGS; i++)
        buffer_append_text(&text, "\xE2\x80\xAE");
    document = inspection_of(world->index, (struct slice){text.bytes, text.size});
    assert_int_equal(json_array_size(json_object_get(document, "warnings")),
                     JSON_INSPECTION_WARNINGS);
    json_decref(document);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_parts_are_the_text),
        cmocka_unit_test(test_warnings_are_bounded),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
