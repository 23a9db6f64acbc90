/*
 * Request targets: what each decodes to, and which are refused, with a reason that names the
 * position. Browsers, curl and w3m escape differently; attackers escape incorrectly.
 */

#include "server/answers/http/request/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Parses a copy of exactly this size, so that sanitizers detect reads beyond its end. */
static int parse(struct target *target, const char *raw, size_t size, struct reason *reason)
{
    char *copy = malloc(size ? size : 1);
    int outcome;

    assert_non_null(copy);
    memcpy(copy, raw, size);
    outcome = target_parse(target, copy, size, reason);
    free(copy); /* the target must not refer to it */
    return outcome;
}

static void parse_ok(struct target *target, const char *raw)
{
    struct reason reason = {.text = ""};

    if (parse(target, raw, strlen(raw), &reason) != TARGET_OK)
        fail_msg("%s was refused: %s", raw, reason.text);
}

static void assert_slice(const struct slice *slice, const char *text)
{
    assert_non_null(slice);
    assert_int_equal(slice->size, strlen(text));
    assert_memory_equal(slice->bytes, text, slice->size);
}

static void test_targets_as_they_should_be(void **state)
{
    static const struct {
        const char *raw, *path, *q; /* q NULL: absent */
    } good[] = {
        {"/", "/", NULL},
        {"/search?q=cat+face", "/search", "cat face"},
        {"/search?q=cat%20face", "/search", "cat face"},
        {"/search?q=%E2%98%80", "/search", "\xE2\x98\x80"},
        {"/search?q=%e2%98%80", "/search", "\xE2\x98\x80"},
        {"/search?q=\xE2\x98\x80", "/search", "\xE2\x98\x80"}, /* curl sends it raw */
        {"/search?q=U%2B2600", "/search", "U+2600"},
        {"/search?q=a%26b%3Dc%3Fd%23e", "/search", "a&b=c?d#e"},
        {"/search?q=a=b=c", "/search", "a=b=c"},
        {"/search?q=a?b", "/search", "a?b"},
        {"/search?q=100%25", "/search", "100%"},
        {"/search?q=%2525", "/search", "%25"}, /* decoded once */
        {"/search?q=", "/search", ""},
        {"/search?q", "/search", ""},
        {"/search?", "/search", NULL},
        {"/search?=x", "/search", NULL},
        {"/search?&&q=1&", "/search", "1"},
        {"/search?%71=x", "/search", "x"}, /* names are escaped too */
        {"/search?Q=x", "/search", NULL},
        {"/search?q=first&q=second", "/search", "first"},
        {"/search?q=%0D%0A%01", "/search", "\r\n\x01"},
        {"/a+b/c%20d", "/a+b/c d", NULL}, /* in a path "+" stands for itself */
        {"/api/v1/characters/U+2600", "/api/v1/characters/U+2600", NULL},
        {"/api/v1/characters/%2F", "/api/v1/characters//", NULL},
        {"/api/v1/characters/%3F", "/api/v1/characters/?", NULL},
        {"/a/../b", "/a/../b", NULL},
        {"//", "//", NULL},
        {"http://localhost:8888/search?q=x", "/search", "x"},
        {"HTTP://localhost/search", "/search", NULL},
        {"http://localhost", "/", NULL},
        {"http://localhost?q=x", "/", "x"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct target target;

        parse_ok(&target, good[i].raw);
        assert_slice(&target.path, good[i].path);
        if (good[i].q)
            assert_slice(target_value(&target, "q"), good[i].q);
        else
            assert_null(target_value(&target, "q"));
        target_release(&target);
    }
}

static void test_parameters_keep_their_order_and_duplicates(void **state)
{
    struct target target;

    (void)state;
    parse_ok(&target, "/?b=2&a=1&b=3");
    assert_int_equal(target.count, 3);
    assert_slice(&target.parameters[0].name, "b");
    assert_slice(&target.parameters[1].name, "a");
    assert_slice(&target.parameters[2].value, "3");
    target_release(&target);
    target_release(&target); /* releasing twice is allowed */
}

static void test_what_is_refused(void **state)
{
    static const struct {
        const char *raw, *part_of_reason;
    } bad[] = {
        {"", "begin with \"/\""},
        {"?q=x", "begin with \"/\""},
        {"search", "begin with \"/\""},
        {"*", "begin with \"/\""},
        {"localhost:8888", "begin with \"/\""},
        {"ftp://localhost/", "begin with \"/\""},
        {"https://localhost/", "begin with \"/\""},
        {"/search?q=%", "Byte 11 "},
        {"/search?q=%4", "Byte 11 "},
        {"/search?q=%zz", "%25"},
        {"/search?q=%4z", "%25"},
        {"/search?q=%z4", "%25"},
        {"/search?q=%%41", "%25"},
        {"/search?q=%-1", "%25"},
        {"/search?q=%u2600", "%25"}, /* JavaScript's escape() */
        {"/search?q=%4&x=1", "%25"}, /* an escape must not extend over "&" */
        {"/search?q%=1", "Byte 10 "},
        {"/search?%e2%98=1", "not UTF-8"},
        {"/search?q=cat%00face", "U+0000"},
        {"/%00", "U+0000"},
        {"/%", "Byte 2 "},
        {"/%2", "%25"},
        {"/%zz", "%25"},
        {"/%ff", "not UTF-8"},
        {"/search?q=%ff", "not UTF-8"},
        {"/search?q=%E2%98", "not UTF-8"},
        {"/search?q=%C0%80", "not UTF-8"},       /* U+0000 in two bytes */
        {"/search?q=%C1%81", "not UTF-8"},       /* an overlong A */
        {"/search?q=%ED%A0%80", "not UTF-8"},    /* a surrogate */
        {"/search?q=%F4%90%80%80", "not UTF-8"}, /* beyond U+10FFFF */
        {"/search?q=\xE9", "not UTF-8"},         /* Latin-1 */
        {"/search?q=%E2&r=%98%80", "not UTF-8"}, /* each value must be valid by itself */
        {"/search?q=cat face", "%20"},
        {"/search?q=cat\tface", "%09"},
        {"/search?q=cat\r\nHost:x", "%0D"},
        {"/search?q=\x7f", "%7F"},
        {"/search#top", "%23"},
        {"/search?q=#", "%23"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct reason reason = {.text = ""};
        struct target target;

        if (parse(&target, bad[i].raw, strlen(bad[i].raw), &reason) != TARGET_BAD)
            fail_msg("%s was accepted", bad[i].raw);
        if (!strstr(reason.text, bad[i].part_of_reason))
            fail_msg("%s: the reason does not contain \"%s\": %s", bad[i].raw,
                     bad[i].part_of_reason, reason.text);
        assert_null(target.text); /* nothing left to release */
    }
}

static void test_a_raw_nul_does_not_end_the_target(void **state)
{
    static const char raw[] = "/search?q=cat\0face";
    struct reason reason;
    struct target target;

    (void)state;
    assert_int_equal(parse(&target, raw, sizeof raw - 1, &reason), TARGET_BAD);
    assert_non_null(strstr(reason.text, "Byte 14 "));
}

static void test_the_number_of_parameters_is_bounded(void **state)
{
    char raw[256] = "/?";
    size_t size = 2;
    struct reason reason;
    struct target target;

    (void)state;
    for (int i = 0; i < TARGET_MAX_PARAMETERS; i++)
        size += (size_t)snprintf(raw + size, sizeof raw - size, "a=1&");
    assert_int_equal(parse(&target, raw, size, &reason), TARGET_OK);
    assert_int_equal(target.count, TARGET_MAX_PARAMETERS);
    target_release(&target);

    raw[size++] = 'b';
    assert_int_equal(parse(&target, raw, size, &reason), TARGET_BAD);
    assert_non_null(strstr(reason.text, "parameters"));
}

/* Each prefix of a valid target either decodes or is refused, without reading beyond its end. */
static void test_a_target_may_be_cut_anywhere(void **state)
{
    static const char raw[] = "http://h/s%41%E2%98%80/x?q=%E2%98%80+%20&limit=3&r=%F0%9F%90%88";

    (void)state;
    for (size_t size = 0; size < sizeof raw; size++) {
        struct reason reason = {.text = ""};
        struct target target;

        if (parse(&target, raw, size, &reason) == TARGET_OK)
            target_release(&target);
        else
            assert_true(reason.text[0]);
    }
}

static void test_the_path_before_an_escaped_slash(void **state)
{
    static const struct {
        const char *raw;
        size_t plain, size;
    } paths[] = {
        {"/", 1, 1},
        {"/search", 7, 7},
        {"/a%2Fb", 2, 4},
        {"/a%2fb%2Fc", 2, 6},
        {"/%2F", 1, 2},
        {"/%E2%98%80/x%2F", 6, 7},
        {"/%25%2F", 2, 3},
        {"/%252F", 4, 4}, /* "%2F" itself */
        {"/a?b%2F", 2, 2},
        {"http://x", 1, 1},
        {"http://x?q=a", 1, 1},
        {"http://x/%2F", 1, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct target target;

        parse_ok(&target, paths[i].raw);
        if (target.plain != paths[i].plain || target.path.size != paths[i].size)
            fail_msg("%s: %zu of %zu", paths[i].raw, target.plain, target.path.size);
        target_release(&target);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_targets_as_they_should_be),
        cmocka_unit_test(test_parameters_keep_their_order_and_duplicates),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_a_raw_nul_does_not_end_the_target),
        cmocka_unit_test(test_the_number_of_parameters_is_bounded),
        cmocka_unit_test(test_a_target_may_be_cut_anywhere),
        cmocka_unit_test(test_the_path_before_an_escaped_slash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
