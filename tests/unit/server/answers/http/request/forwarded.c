/*
 * The field Forwarded, as RFC 7239 has it, as proxies really send it, and as clients write it who
 * want to be somebody else.
 */

#include "server/answers/http/request/forwarded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* What was read, as "for|proto|host, for|proto|host". */
static void assert_reads(const char *value, const char *expected)
{
    struct forwarded forwarded;
    struct buffer read = BUFFER_INIT;

    memset(&forwarded, 0xA5, sizeof forwarded);
    forwarded_read(&forwarded, value);
    for (size_t i = 0; i < forwarded.count; i++)
        buffer_append_format(&read, "%s%s|%s|%s", i > 0 ? ", " : "", forwarded.hops[i].node,
                             forwarded.hops[i].proto, forwarded.hops[i].host);
    buffer_append(&read, "", 1);
    if (strcmp(read.bytes, expected) != 0)
        fail_msg("%s: %s, not %s", value, read.bytes, expected);
    buffer_release(&read);
}

static void test_the_examples_of_the_rfc(void **state)
{
    (void)state;
    assert_reads("for=\"_gazonk\"", "_gazonk||");
    assert_reads("For=\"[2001:db8:cafe::17]:4711\"", "[2001:db8:cafe::17]:4711||");
    assert_reads("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60|http|");
    assert_reads("for=192.0.2.43, for=198.51.100.17", "192.0.2.43||, 198.51.100.17||");
    assert_reads("for=192.0.2.43, for=\"[2001:db8:cafe::17]\", for=unknown",
                 "192.0.2.43||, [2001:db8:cafe::17]||, unknown||");
    assert_reads("for=_hidden, for=_SEVKISEK", "_hidden||, _SEVKISEK||");
    assert_reads("for=192.0.2.43, for=\"[2001:db8:cafe::17]\";proto=http, by=x",
                 "192.0.2.43||, [2001:db8:cafe::17]|http|, ||");
}

static void test_forms(void **state)
{
    static const struct {
        const char *value, *expected;
    } forms[] = {
        {"", ""},
        {" \t", ""},
        {", ,,", ""},
        {";", ""},
        {"for=a", "a||"},
        {"  for=a  ", "a||"},
        {"FOR=a;PrOtO=HTTPS;HOST=x", "a|HTTPS|x"},
        {";for=a;;proto=b;", "a|b|"},
        {"for=a ; proto=b , for=c", "a|b|, c||"},
        {"secret=\"x, for=evil\";for=a", "a||"},
        {"host=\"x:80\"", "||x:80"},
        {"host=\"\"", "||"},
        {"host=\"a\\b\\\"c\"", "||ab\"c"},
        {"host=x:80;for=[::1]:4", "[::1]:4||x:80"}, /* without the quotation marks */
        {"for=a;secret=1;secret=2", "a||"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(forms); i++)
        assert_reads(forms[i].value, forms[i].expected);
}

/* What is after an element that cannot be read counts; the element, and all before it, does not. */
static void test_malformed_elements_hide_what_is_before_them(void **state)
{
    static const char *const malformed[] = {
        "x",          "for",         "for=",          "for =a",  "for= a",      "=a",
        "for=a b",    "for=a;for=b", "host=x;Host=x", "for=\"",  "for=\"a",     "for=\"a\\",
        "for=\"a\"b", "for=a\"b",    "for=a=b",       "f\"r=a",  "for=\"a\"\"", "for=(a)",
        "for=\x80",   "\xFF",        "for=a/b",       "for=a;x", "for=<a>",     "for=\"\\\"",
        "host=x;;;=", "for={}",      "proto=http//",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(malformed); i++) {
        char value[128];

        assert_reads(malformed[i], "");
        (void)snprintf(value, sizeof value, "for=9.9.9.9, %s", malformed[i]);
        assert_reads(value, "");
        (void)snprintf(value, sizeof value, "for=9.9.9.9, %s, for=1.2.3.4;host=x", malformed[i]);
        assert_reads(value, "1.2.3.4||x");
        (void)snprintf(value, sizeof value, "%s, for=\"[::1]:5\";host=\"x\"", malformed[i]);
        assert_reads(value, "[::1]:5||x");
        (void)snprintf(value, sizeof value, "%s, host=\"x:1\";for=1.2.3.4", malformed[i]);
        assert_reads(value, "1.2.3.4||x:1");
    }
}

static void test_too_much(void **state)
{
    char value[64 + 3 * FORWARDED_HOST_SIZE];
    struct forwarded forwarded;

    (void)state;
    assert_reads("for=1,for=2,for=3,for=4,for=5,for=6,for=7,for=8,for=9,for=10",
                 "3||, 4||, 5||, 6||, 7||, 8||, 9||, 10||");
    /* A value that is too long is left out; the element stays. */
    (void)snprintf(value, sizeof value, "for=1;proto=12345678;host=%0*d", FORWARDED_HOST_SIZE, 0);
    assert_reads(value, "1||");
    (void)snprintf(value, sizeof value, "for=%0*d;proto=1234567;host=%0*d", FORWARDED_NODE_SIZE, 0,
                   FORWARDED_HOST_SIZE - 1, 0);
    forwarded_read(&forwarded, value);
    assert_int_equal(forwarded.count, 1);
    assert_string_equal(forwarded.hops[0].node, "");
    assert_string_equal(forwarded.hops[0].proto, "1234567");
    assert_int_equal(strlen(forwarded.hops[0].host), FORWARDED_HOST_SIZE - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_examples_of_the_rfc),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_malformed_elements_hide_what_is_before_them),
        cmocka_unit_test(test_too_much),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
