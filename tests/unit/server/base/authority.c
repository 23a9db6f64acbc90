/*
 * Authorities of URLs, as clients and operators write them.
 */

#include "server/base/authority.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_authorities(void **state)
{
    static const char *const valid[] = {
        "x",     "localhost:8888",        "example.org.", "192.0.2.7:80",
        "[::1]", "[2001:db8::7]:443",     "%41.org",      "a&b'c(d)",
        "x:",    "xn--bcher-kva.example", "a_b:99999"};

    (void)state;
    for (size_t i = 0; i < COUNT(valid); i++)
        if (!authority_is_valid(slice_of(valid[i])))
            fail_msg("%s is refused", valid[i]);
}

static void test_what_is_none(void **state)
{
    static const char *const invalid[] = {
        "",    ":",   ":80",    "x:8a",      "x:-1",      "x:1:2", "user@x",   "x/y",
        "x y", "x,y", "%4",     "%zz",       "b\xC3\xBC", "[",     "[]",       "[::1",
        "::1", "[x]", "[::1]x", "[1.2.3.4]", "x\n",       "x\x7F", "http://x", "x?",
        "x#",  "x\"", "<x>",    "x\\y",      "[::1]]"};

    (void)state;
    for (size_t i = 0; i < COUNT(invalid); i++)
        if (authority_is_valid(slice_of(invalid[i])))
            fail_msg("%s is accepted", invalid[i]);
    assert_false(authority_is_valid((struct slice){.bytes = "x\0y", .size = 3}));
    assert_false(authority_is_valid((struct slice){.bytes = NULL, .size = 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_authorities),
        cmocka_unit_test(test_what_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
