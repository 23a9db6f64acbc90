/*
 * The values that documents are built from: the JSON of each, and that all of them pass on NULL,
 * which means out of memory.
 */

#include "server/answers/json/json_value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_value(json_t *value, const char *expected)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_ENSURE_ASCII);

    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    json_decref(value);
}

static void test_texts(void **state)
{
    (void)state;
    assert_value(json_value_text((struct slice){"cat face", 3}), "\"cat\"");
    assert_value(json_value_text((struct slice){NULL, 0}), "\"\"");
    assert_value(json_value_text((struct slice){"a\0b", 3}), "\"a\\u0000b\"");
    assert_value(json_value_text_or_null(""), "null");
    assert_value(json_value_text_or_null("x"), "\"x\"");
    assert_value(json_value_format("&%s;", "starf"), "\"&starf;\"");
}

static void test_bytes_that_are_not_utf8_are_replaced(void **state)
{
    (void)state;
    assert_value(json_value_any_text((struct slice){NULL, 0}), "\"\"");
    assert_value(json_value_any_text(slice_of("\xE2\x98\x80")), "\"\\u2600\"");
    assert_value(json_value_any_text(slice_of("a\xFFz")), "\"a\\uFFFDz\"");
    assert_value(json_value_any_text(slice_of("\xE2\x98")), "\"\\uFFFD\\uFFFD\"");
    assert_value(json_value_any_text(slice_of("\xC0\x80\xE2\x98\x80")),
                 "\"\\uFFFD\\uFFFD\\u2600\"");
}

static void test_code_points(void **state)
{
    static const uint32_t flag[] = {0x1F1E8, 0x1F1ED}, broken[] = {0x41, 0xDC00};

    (void)state;
    assert_value(json_value_code_point(0), "\"U+0000\"");
    assert_value(json_value_code_point(0x10FFFF), "\"U+10FFFF\"");
    assert_value(json_value_code_points(flag, 2), "[\"U+1F1E8\",\"U+1F1ED\"]");
    assert_value(json_value_code_points(flag, 0), "[]");
    assert_value(json_value_char(flag, 2), "\"\\uD83C\\uDDE8\\uD83C\\uDDED\"");
    assert_value(json_value_char(broken, 2), "null"); /* a surrogate cannot be encoded */
}

static void test_a_character_without_an_index_has_its_label(void **state)
{
    (void)state;
    assert_value(json_value_character(NULL, 7),
                 "{\"char\":\"\\u0007\",\"codepoint\":\"U+0007\",\"name\":\"<control-0007>\"}");
}

static void test_lists_and_objects_grow(void **state)
{
    json_t *list =
        json_value_list_with(json_value_list_with(json_array(), json_integer(1)), json_integer(2));

    (void)state;
    assert_value(list, "[1,2]");
    assert_value(json_value_joined(json_pack("{s:i, s:i}", "a", 1, "b", 2),
                                   json_pack("{s:i, s:i}", "b", 3, "c", 4)),
                 "{\"a\":1,\"b\":3,\"c\":4}");
}

/* LeakSanitizer checks that the other argument is freed. */
static void test_out_of_memory_is_passed_on(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_null(json_value_list_with(json_array(), NULL));
    assert_null(json_value_list_with(NULL, json_integer(1)));
    assert_null(json_value_joined(json_object(), NULL));
    assert_null(json_value_joined(NULL, json_object()));
    assert_null(json_value_joined(NULL, NULL));
    buffer_append_text(&out, "before");
    json_value_append(&out, NULL);
    assert_true(out.failed);
    assert_int_equal(out.size, 0);
}

static void test_a_document_is_appended(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    buffer_append_text(&out, "x");
    json_value_append(&out, json_pack("{s:f}", "value", 0.2));
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "x{\"value\":0.2}");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_bytes_that_are_not_utf8_are_replaced),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_a_character_without_an_index_has_its_label),
        cmocka_unit_test(test_lists_and_objects_grow),
        cmocka_unit_test(test_out_of_memory_is_passed_on),
        cmocka_unit_test(test_a_document_is_appended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
