/*
 * Values of parameters, as forms encode them.
 */

#include "server/answers/http/pages/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_encoding(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    form_append(&out, slice_of("cat face*-._ \"&=+%#\xC3\xA9<"));
    form_append(&out, (struct slice){"\0\n", 2});
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "cat+face*-._+%22%26%3D%2B%25%23%C3%A9%3C%00%0A");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_encoding)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
