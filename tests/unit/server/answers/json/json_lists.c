/*
 * Lists of values, byte by byte.
 */

#include "server/answers/json/json_lists.h"

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

static void test_lists_of_nothing(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_blocks_append(&out, "0a", NULL, 0);
    assert_text(&out, "{\"generation\":\"0a\",\"blocks\":[]}");
    json_scripts_append(&out, "0a", NULL, 0);
    assert_text(&out, "{\"generation\":\"0a\",\"scripts\":[]}");
    json_categories_append(&out, "0a", NULL, 0);
    assert_text(&out, "{\"generation\":\"0a\",\"categories\":[]}");
    json_suggestions_append(&out, slice_of("c\"t"), NULL, NULL, 0);
    assert_text(&out, "[\"c\\\"t\",[],[],[]]");
}

static void test_elements_in_their_order(void **state)
{
    static const struct json_block blocks[] = {{{"A", 1}, 0, 0x7F, 4294967295U, 3},
                                               {{"B\"", 2}, 0xF0000, 0x10FFFF, 0, 0}};
    static const struct json_script scripts[] = {{{"Han", 3}, "Hani", 2, 4}};
    static const struct json_category categories[] = {{"Lu", "Uppercase_Letter", 1, 5},
                                                      {"Ll", "Lowercase_Letter", 2, 4294967295U}};
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_blocks_append(&out, "0a", blocks, 2);
    assert_text(&out,
                "{\"generation\":\"0a\",\"blocks\":[{\"name\":\"A\",\"first\":\"U+0000\","
                "\"last\":\"U+007F\",\"characters\":4294967295,\"results\":3},{\"name\":\"B\\\"\","
                "\"first\":\"U+F0000\",\"last\":\"U+10FFFF\",\"characters\":0,\"results\":0}]}");
    json_scripts_append(&out, "0a", scripts, 1);
    assert_text(&out, "{\"generation\":\"0a\",\"scripts\":[{\"name\":\"Han\",\"code\":\"Hani\","
                      "\"characters\":2,\"results\":4}]}");
    json_categories_append(&out, "0a", categories, 2);
    assert_text(
        &out, "{\"generation\":\"0a\",\"categories\":[{\"name\":\"Lu\","
              "\"long_name\":\"Uppercase_Letter\",\"characters\":1,\"results\":5},{\"name\":\"Ll\","
              "\"long_name\":\"Lowercase_Letter\",\"characters\":2,\"results\":4294967295}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_of_nothing),
        cmocka_unit_test(test_elements_in_their_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
