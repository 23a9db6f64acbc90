/*
 * Elements with their depths, parts of texts, and hostile files.
 */

#include "index/sources/formats/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

static void on_start(void *context, struct xml *xml, unsigned depth, const char *element,
                     const char *const *attributes)
{
    const char *a = xml_attribute(attributes, "a");

    buffer_append_format(context, "%u%s", depth, element);
    if (a)
        buffer_append_format(context, "=%s", a);
    buffer_append_text(context, "(");
    if (strcmp(element, "stop") == 0)
        xml_stop(xml, "stopped");
}

static void on_text(void *context, struct xml *xml, const char *bytes, size_t size)
{
    (void)xml;
    buffer_append(context, bytes, size);
}

static void on_end(void *context, struct xml *xml, unsigned depth)
{
    (void)xml;
    buffer_append_format(context, ")%u", depth);
}

static int read_text(const char *text, const struct xml_handlers *handlers, struct buffer *out,
                     struct reason *reason)
{
    const int r = xml_read(text, strlen(text), "ldml", handlers, out, reason);

    buffer_append(out, "", 1);
    return r;
}

static const struct xml_handlers all = {.start = on_start, .text = on_text, .end = on_end};

static void test_elements(void **state)
{
    static const struct xml_handlers starts = {.start = on_start};
    static const char text[] = "<!DOCTYPE ldml SYSTEM 'x'>\n<ldml><x b='1' a='2'>y&amp;</x></ldml>";
    struct reason reason = {.text = ""};
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_int_equal(read_text(text, &all, &out, &reason), SOURCE_OK);
    assert_string_equal(out.bytes, "1ldml(2x=2(y&)2)1");
    out.size = 0;
    assert_int_equal(read_text(text, &starts, &out, &reason), SOURCE_OK);
    assert_string_equal(out.bytes, "1ldml(2x=2(");
    buffer_release(&out);
}

static void test_damaged_files(void **state)
{
    static const struct {
        const char *text, *reason;
    } files[] = {
        {"", "line 1: no element found"},
        {"\n<html/>", "line 2: not <ldml>"},
        {"<ldml>\n<stop/></ldml>", "line 2: stopped"},
        {"<ldml>\xFF</ldml>", "line 1: not well-formed"},
        {"<!DOCTYPE ldml [<!ENTITY a 'b'>]><ldml>&a;</ldml>", "line 1: entity declarations"},
        {"<!DOCTYPE ldml SYSTEM 'x'><ldml>&a;</ldml>", "line 1: undeclared entity"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct reason reason = {.text = ""};
        struct buffer out = BUFFER_INIT;

        assert_int_equal(read_text(files[i].text, &all, &out, &reason), SOURCE_DAMAGED);
        if (strncmp(reason.text, files[i].reason, strlen(files[i].reason)) != 0)
            fail_msg("%zu: %s", i, reason.text);
        buffer_release(&out);
    }
}

/* The last level that is accepted, and one more. */
static void test_the_depth(void **state)
{
    (void)state;
    for (unsigned levels = XML_DEPTH_MAX; levels <= XML_DEPTH_MAX + 1; levels++) {
        struct reason reason = {.text = ""};
        struct buffer out = BUFFER_INIT, text = BUFFER_INIT;

        buffer_append_text(&text, "<ldml>");
        for (unsigned i = 1; i < levels; i++)
            buffer_append_text(&text, "<a>");
        for (unsigned i = 1; i < levels; i++)
            buffer_append_text(&text, "</a>");
        buffer_append_text(&text, "</ldml>");
        buffer_append(&text, "", 1);
        assert_int_equal(read_text(text.bytes, &all, &out, &reason),
                         levels == XML_DEPTH_MAX ? SOURCE_OK : SOURCE_DAMAGED);
        buffer_release(&out);
        buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_the_depth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
