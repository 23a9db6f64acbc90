/*
 * All that the small index knows of a character.
 */

#include "index/cli/about.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_index.h"

static const char *about(uint32_t document, struct terminal terminal, struct buffer *out)
{
    static const struct languages english;
    struct fields_subject subject;

    *out = (struct buffer)BUFFER_INIT;
    fields_begin(&subject, small, document, &english);
    about_append(out, &terminal, &subject);
    buffer_append(out, "", 1);
    return out->bytes;
}

static void test_lines_with_tabs(void **state)
{
    struct buffer out;

    (void)state;
    (void)about(SMALL_IS_BELL, (struct terminal){.is = false}, &out);
    assert_memory_equal(out.bytes, "U+0007\t\u2407\t<control-0007>\n  aliases\tBELL\n", 41);
    assert_non_null(strstr(out.bytes, "\n  utf8\t07\n"));
    assert_null(strstr(out.bytes, "\n  upper"));
    assert_null(strstr(out.bytes, "\n  raw"));
    assert_null(strstr(out.bytes, "\tNaN\n"));
    assert_null(strchr(out.bytes, '\r'));
    buffer_release(&out);
}

static void test_columns(void **state)
{
    struct buffer out;

    (void)state;
    (void)about(SMALL_IS_PALE_FACE, (struct terminal){.columns = true, .colour = true}, &out);
    assert_non_null(strstr(out.bytes, "\x1b[1mgrinning face: light skin tone\x1b[0m\n"));
    assert_non_null(strstr(out.bytes, "\n  \x1b[2mvariant_of\x1b[0m     U+1F600\n"));
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_with_tabs),
        cmocka_unit_test(test_columns),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
