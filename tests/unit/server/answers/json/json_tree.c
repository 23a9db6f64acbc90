/*
 * Documents read by templates.
 */

#include "server/answers/json/json_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "server/answers/http/base/template.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char document_text[] =
    "{\"name\":\"SUN\",\"age\":null,\"plane\":1,\"value\":0.5,\"mirrored\":false,\"emoji\":true,"
    "\"empty\":[],\"none\":{},\"blank\":\"\",\"codepoints\":[\"U+1F1E8\",\"U+1F1ED\"],"
    "\"case\":{\"upper\":[\"A\"],\"name\":\"inner\"},"
    "\"keywords\":{\"de\":[\"Sonne\",\"hell\"],\"en\":[\"bright\"]},"
    "\"aliases\":[{\"text\":\"one\",\"type\":\"x\"},{\"text\":\"<two>\",\"type\":\"y\"}]}";

static const struct {
    const char *template, *expected;
} renderings[] = {
    {"{{name}}", "SUN"},
    {"[{{age}}{{missing}}{{case.missing}}{{name.deeper}}]", "[]"},
    {"{{plane}} {{value}} {{emoji}} {{mirrored}}", "1 0.5 yes no"},
    {"{{codepoints}} {{case.upper}}", "U+1F1E8 U+1F1ED A"},
    {"{{#age}}a{{/age}}{{#missing}}b{{/missing}}{{#mirrored}}c{{/mirrored}}{{#empty}}d{{/empty}}"
     "{{#none}}e{{/none}}{{#blank}}f{{/blank}}{{#none.*}}g{{/none.*}}{{#missing.*}}h{{/missing.*}}",
     ""},
    {"{{#emoji}}e{{/emoji}}{{#plane}}p{{/plane}}{{#name}}n{{/name}}", "epn"},
    {"{{#codepoints}}<{{.}}>{{/codepoints}}", "<U+1F1E8><U+1F1ED>"},
    {"{{#aliases}}{{text}}/{{type}}/{{name}};{{/aliases}}{{name}}",
     "one/x/SUN;&lt;two&gt;/y/SUN;SUN"},
    {"{{#case}}{{name}}{{#upper}}{{.}}{{/upper}}{{/case}}", "innerA"},
    {"{{#case.upper}}{{.}}{{/case.upper}}", "A"},
    {"{{#keywords.*}}{{@key}}:{{#.}} {{.}}{{/.}};{{/keywords.*}}", "de: Sonne hell;en: bright;"},
    {"[{{@key}}]", "[]"},
    {"{{#aliases}}{{.text}}{{.name}};{{/aliases}}{{.name}}", "one;&lt;two&gt;;SUN"},
};

static void test_what_another_list_has_is_excluded(void **state)
{
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"{\"a\":{\"x\":[1,{\"b\":2},3],\"y\":[{\"b\":2},1]}}",
         "{\"a\":{\"x\":[3],\"y\":[{\"b\":2},1]}}"},
        {"{\"a\":{\"x\":[1,1],\"y\":[1]}}", "{\"a\":{\"x\":[],\"y\":[1]}}"},
        {"{\"a\":{\"x\":[1],\"y\":[]}}", "{\"a\":{\"x\":[1],\"y\":[]}}"},
        {"{\"a\":{\"x\":[1]}}", "{\"a\":{\"x\":[1]}}"},
        {"{\"a\":{\"y\":[1]}}", "{\"a\":{\"y\":[1]}}"},
        {"{\"a\":null}", "{\"a\":null}"},
        {"{}", "{}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer out = BUFFER_INIT;
        json_t *document = json_tree_read(
            (struct slice){.bytes = cases[i].before, .size = strlen(cases[i].before)});

        json_tree_exclude(document, "a", "x", "y");
        json_tree_append(&out, document);
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, cases[i].after);
        buffer_release(&out);
    }
}

static void text(void *context, struct slice name, struct buffer *out)
{
    json_reader_text(context, name, out);
}

static bool section(void *context, struct slice name, unsigned round)
{
    return json_reader_section(context, name, round);
}

static void test_renderings(void **state)
{
    json_t *document = json_loads(document_text, 0, NULL);

    (void)state;
    for (size_t i = 0; i < COUNT(renderings); i++) {
        struct json_reader reader;
        struct template_view view = {.text = text, .section = section, .context = &reader};
        struct buffer out = BUFFER_INIT;

        json_reader_open(&reader, document);
        template_render(&out, slice_of(renderings[i].template), &view);
        assert_int_equal(reader.depth, 1);
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, renderings[i].expected);
        buffer_release(&out);
    }
    json_tree_free(document);
}

static void test_what_there_is(void **state)
{
    json_t *document = json_loads(document_text, 0, NULL);
    struct json_reader reader;

    (void)state;
    json_reader_open(&reader, document);
    assert_true(json_reader_has(&reader, slice_of("name")));
    assert_true(json_reader_has(&reader, slice_of("case.upper")));
    assert_false(json_reader_has(&reader, slice_of("age")));
    assert_false(json_reader_has(&reader, slice_of("empty")));
    assert_false(json_reader_has(&reader, slice_of("nothing.at.all")));
    json_tree_free(document);
}

static void test_written_as_it_is(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_tree_append(&out, json_pack("{s:i}", "a", 1));
    assert_int_equal(out.size, 7);
    assert_memory_equal(out.bytes, "{\"a\":1}", 7);
    buffer_release(&out);
}

static void test_no_memory(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_tree_append(&out, NULL);
    assert_true(out.failed);
    json_tree_free(NULL);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_renderings),
        cmocka_unit_test(test_what_another_list_has_is_excluded),
        cmocka_unit_test(test_what_there_is),
        cmocka_unit_test(test_written_as_it_is),
        cmocka_unit_test(test_no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
