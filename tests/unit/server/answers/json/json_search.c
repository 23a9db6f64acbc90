/*
 * The envelope of a page and the status of a telnet reply, byte by byte.
 */

#include "server/answers/json/json_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(struct buffer *buffer, const char *expected)
{
    assert_false(buffer->failed);
    buffer_append(buffer, "", 1);
    assert_string_equal(buffer->bytes, expected);
    buffer_release(buffer);
}

static struct json_envelope envelope(void)
{
    return (struct json_envelope){
        .query = {"cat", 3},
        .scope = "all",
        .sort = "relevance",
        .total = 4294967295U,
        .limit = 50,
        .generation = "0a",
    };
}

#define BEGIN                                                                                      \
    "{\"query\":\"cat\",\"scope\":\"all\",\"sort\":\"relevance\",\"total\":4294967295,"            \
    "\"offset\":0,\"limit\":50,\"generation\":\"0a\",\"next\":"

static void test_an_envelope_is_left_open_for_its_rows(void **state)
{
    struct json_envelope page = envelope();
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_envelope_append(&out, &page);
    assert_text(&out, BEGIN "null,\"results\":[");
    page.next = "/x?q=\"";
    page.suggestion = "cats";
    json_envelope_append(&out, &page);
    assert_text(&out, BEGIN "\"/x?q=\\\"\",\"suggestion\":\"cats\",\"results\":[");
}

static void test_facets_are_lists_of_counts(void **state)
{
    static const struct json_count counts[] = {{{"Arrows", 6}, 3}, {{"\"", 1}, 1}};
    static const struct json_facet facets[] = {{"block", counts, 2}, {"age", NULL, 0}};
    struct json_envelope page = envelope();
    struct buffer out = BUFFER_INIT;

    (void)state;
    page.facets = facets;
    page.facet_count = 2;
    json_envelope_append(&out, &page);
    assert_text(&out, BEGIN "null,\"facets\":{\"block\":[{\"value\":\"Arrows\",\"count\":3},"
                            "{\"value\":\"\\\"\",\"count\":1}],\"age\":[]},\"results\":[");
}

static void test_the_status_escapes_control_characters(void **state)
{
    struct json_search_status status = {
        .query = {"a\t\033\177\302\233\"", 7},
        .scope = "name",
        .sort = "codepoint",
        .total = 7,
        .shown = 5,
        .generation = "0a",
    };
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_search_status_append(&out, &status);
    assert_text(&out, "{\"query\":\"a\\u0009\\u001B\\u007F\\u009B\\\"\",\"scope\":\"name\","
                      "\"sort\":\"codepoint\",\"total\":7,\"shown\":5,\"generation\":\"0a\"}");
    status.query = (struct slice){"", 0};
    status.suggestion = "cat";
    json_search_status_append(&out, &status);
    assert_text(&out, "{\"query\":\"\",\"scope\":\"name\",\"sort\":\"codepoint\",\"total\":7,"
                      "\"shown\":5,\"generation\":\"0a\",\"suggestion\":\"cat\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_envelope_is_left_open_for_its_rows),
        cmocka_unit_test(test_facets_are_lists_of_counts),
        cmocka_unit_test(test_the_status_escapes_control_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
