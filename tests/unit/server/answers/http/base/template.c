/*
 * Templates: a template, a view, and the expected output.
 */

#include "server/answers/http/base/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Defines the texts {{mark}}, {{place}} and {{empty}} and the sections {{#yes}}, {{#no}} and
 * {{#three}}, and counts the calls. */
struct world {
    unsigned asked;
};

static void world_text(void *context, struct slice name, struct buffer *out)
{
    struct world *world = context;

    world->asked++;
    if (slice_is(name, "mark"))
        buffer_append_text(out, "<a href='x' title=\"y\">&");
    else if (slice_is(name, "place"))
        buffer_append_text(out, "{{mark}} {{#yes}}");
    else if (!slice_is(name, "empty"))
        fail_msg("asked for %.*s", (int)name.size, name.bytes);
}

static bool world_section(void *context, struct slice name, unsigned round)
{
    struct world *world = context;

    world->asked++;
    if (slice_is(name, "three"))
        return round < 3;
    return slice_is(name, "yes") && round == 0;
}

static void assert_renders(const char *template, const char *wanted, unsigned asked)
{
    struct world world = {0};
    const struct template_view view = {
        .text = world_text, .section = world_section, .context = &world};
    struct buffer out = BUFFER_INIT;

    template_render(&out, (struct slice){template, strlen(template)}, &view);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    assert_string_equal(out.bytes, wanted);
    assert_int_equal(world.asked, asked);
    buffer_release(&out);
}

static void test_other_braces_stay(void **state)
{
    (void)state;
    assert_renders("", "", 0);
    assert_renders("a { b } }} c", "a { b } }} c", 0);
    assert_renders("{{! {never} sent }}x", "x", 0);
}

static void test_every_text_is_escaped(void **state)
{
    (void)state;
    assert_renders("[{{mark}}]", "[&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;]", 1);
    assert_renders("[{{empty}}]", "[]", 1);
}

static void test_inserted_text_is_not_a_template(void **state)
{
    (void)state;
    assert_renders("{{place}}", "{{mark}} {{#yes}}", 1);
}

static void test_sections_are_sent_as_often_as_they_say(void **state)
{
    (void)state;
    assert_renders("{{#yes}}a{{/yes}}{{^yes}}b{{/yes}}", "a", 3);
    assert_renders("{{#no}}a{{mark}}{{/no}}{{^no}}b{{/no}}", "b", 2);
    assert_renders("{{#three}}x{{#no}}y{{/no}}{{/three}}.", "xxx.", 7);
    assert_renders("{{^no}}{{#yes}}in{{/yes}}{{/no}}", "in", 3);
}

static void test_names_are_compared_completely(void **state)
{
    (void)state;
    assert_true(slice_is((struct slice){"row", 3}, "row"));
    assert_false(slice_is((struct slice){"row", 2}, "row"));
    assert_false(slice_is((struct slice){"rows", 4}, "row"));
    assert_false(slice_is((struct slice){"", 0}, "row"));
}

/* If memory has already run out, no incomplete document may result. */
static void test_a_failed_buffer_stays_failed(void **state)
{
    struct world world = {0};
    const struct template_view view = {
        .text = world_text, .section = world_section, .context = &world};
    struct buffer out = BUFFER_INIT;

    (void)state;
    out.failed = true;
    template_render(&out, (struct slice){"a{{mark}}", 9}, &view);
    assert_true(out.failed);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other_braces_stay),
        cmocka_unit_test(test_every_text_is_escaped),
        cmocka_unit_test(test_inserted_text_is_not_a_template),
        cmocka_unit_test(test_sections_are_sent_as_often_as_they_say),
        cmocka_unit_test(test_names_are_compared_completely),
        cmocka_unit_test(test_a_failed_buffer_stays_failed),
    };

    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
