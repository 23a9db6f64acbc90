/*
 * Messages as a page asks for them. That every language has all of them is for tests/messages to say.
 */

#include "server/answers/http/base/messages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* A table of our own: Arabic has all plurals. */
static const struct message rows[] = {
    {"a", {.other = "plain"}},
    {"a-b", {.other = "{x}"}},
    {"a.b", {.other = "{x} and {y}, {x}"}},
    {"count", {.zero = "z", .one = "1", .two = "2", .few = "f", .many = "m", .other = "{count}"}},
    {"few", {.one = "{count} one", .other = "{count} all"}},
    {"language.direction", {.other = "rtl"}},
    {"link", {.other = "before {link} after {x}"}},
    {"open", {.other = "a { b"}},
};
static const struct messages own = {"ar", rows, sizeof rows / sizeof *rows};

static void assert_says(const char *key, const struct message_value *values, const char *expected)
{
    struct buffer out = BUFFER_INIT;

    message_append(&out, &own, slice_of(key), values);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void test_values_are_put_in(void **state)
{
    const struct message_value values[] = {
        MESSAGE_TEXT("x", slice_of("{y}")), MESSAGE_NUMBER("y", 12345), {0}};

    (void)state;
    assert_says("a", NULL, "plain");
    assert_says("a", values, "plain");
    assert_says("a-b", values, "{y}"); /* a value is never read again */
    assert_says("a.b", values, "{y} and 12,345, {y}");
    assert_says("open", values, "a { b");
}

static void test_the_count_decides_on_the_plural(void **state)
{
    static const struct {
        uint32_t count;
        const char *all, *few;
    } cases[] = {
        {0, "z", "0 all"},
        {1, "1", "1 one"},
        {2, "2", "2 all"},
        {3, "f", "3 all"},
        {11, "m", "11 all"},
        {100, "100", "100 all"},
        {1000, "1,000", "1,000 all"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct message_value values[] = {MESSAGE_NUMBER("count", cases[i].count), {0}};

        assert_says("count", values, cases[i].all);
        assert_says("few", values, cases[i].few);
    }
}

static void test_a_link_stands_between_two_parts(void **state)
{
    const struct message_value values[] = {MESSAGE_TEXT("x", slice_of("{link}")), {0}};
    struct buffer out = BUFFER_INIT;

    (void)state;
    message_append_part(&out, &own, "link", values, "{link}", MESSAGE_BEFORE);
    buffer_append_text(&out, "|");
    message_append_part(&out, &own, "link", values, "{link}", MESSAGE_AFTER);
    assert_int_equal(out.size, strlen("before | after {link}"));
    assert_memory_equal(out.bytes, "before | after {link}", out.size);
    buffer_release(&out);
}

static void test_keys_that_there_are_not(void **state)
{
    static const char *const keys[] = {"", "b", "aa", "a.", "a.b.c", "language", "zzz", "A"};
    struct buffer out = BUFFER_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_false(message_append_known(&out, &own, slice_of(keys[i])));
    assert_int_equal(out.size, 0);
    for (size_t i = 0; i < own.count; i++)
        assert_true(message_append_known(&out, &own, slice_of(rows[i].key)));
    buffer_release(&out);
}

static void test_the_language_for_a_list_of_tags(void **state)
{
    static const struct {
        const char *tags, *language;
    } cases[] = {
        {"", "en"},         {"de", "de"},
        {"de-AT,fr", "de"}, {"DE", "de"},
        {"xx,de", "de"},    {"tlh", "en"},
        {"en-GB,de", "en"}, {",,de,,", "de"},
        {"all", "en"},      {"--,\"><,de-CH", "de"},
        {"d", "en"},        {"de-DE-1996", "de"},
        {"*", "en"},        {"de;q=1", "en"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(messages_find(cases[i].tags)->language, cases[i].language);
    assert_string_equal(messages_have(slice_of("de-AT")), "de");
    assert_null(messages_have(slice_of("tlh")));
    assert_null(messages_have(slice_of("")));
}

static void test_every_table_is_sorted_and_has_a_direction(void **state)
{
    (void)state;
    for (size_t i = 0; i < messages_count; i++) {
        const struct messages *messages = &messages_tables[i];

        for (size_t row = 1; row < messages->count; row++)
            assert_true(strcmp(messages->rows[row - 1].key, messages->rows[row].key) < 0);
        assert_true(strcmp(messages_direction(messages), "ltr") == 0 ||
                    strcmp(messages_direction(messages), "rtl") == 0);
    }
    assert_string_equal(messages_direction(&own), "rtl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_put_in),
        cmocka_unit_test(test_the_count_decides_on_the_plural),
        cmocka_unit_test(test_a_link_stands_between_two_parts),
        cmocka_unit_test(test_keys_that_there_are_not),
        cmocka_unit_test(test_the_language_for_a_list_of_tags),
        cmocka_unit_test(test_every_table_is_sorted_and_has_a_direction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
