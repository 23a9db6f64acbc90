/*
 * The three formats of a list.
 */

#include "index/cli/list.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_index.h"

static void assert_list(const char *name, enum output output, bool columns, const char *lines)
{
    struct terminal terminal = {.columns = columns};
    struct options options = {.output = output};
    struct buffer out = BUFFER_INIT;

    assert_true(listing_find(name, strlen(name), &options.list));
    list_append(&out, small, &options, &terminal);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, lines);
    buffer_release(&out);
}

static void test_formats(void **state)
{
    static const char tabs[] = "Basic Latin\t5\tU+0000..U+007F\n"
                               "CJK Unified Ideographs\t2\tU+4E00..U+9FFF\n"
                               "Emoticons\t2\tU+1F600..U+1F64F\n";

    (void)state;
    assert_list("blocks", OUTPUT_LINES, false, tabs);
    assert_list("blocks", OUTPUT_TSV, true, tabs);
    assert_list("blocks", OUTPUT_LINES, true,
                "Basic Latin                 5  U+0000..U+007F\n"
                "CJK Unified Ideographs      2  U+4E00..U+9FFF\n"
                "Emoticons                   2  U+1F600..U+1F64F\n");
    assert_list("blocks", OUTPUT_JSON, true,
                "[\n{\"name\":\"Basic Latin\",\"count\":5,\"about\":\"U+0000..U+007F\"},\n"
                "{\"name\":\"CJK Unified Ideographs\",\"count\":2,\"about\":\"U+4E00..U+9FFF\"},\n"
                "{\"name\":\"Emoticons\",\"count\":2,\"about\":\"U+1F600..U+1F64F\"}\n]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
