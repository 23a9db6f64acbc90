/*
 * Text for a terminal: what is escaped, what is not.
 */
#include "index/present/visible.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/utf8.h"

static const struct {
    const char *text, *shown;
} texts[] = {
    {"", ""},
    {"cat face", "cat face"},
    {"caf\303\251 \342\230\200 \360\237\230\272", "caf\303\251 \342\230\200 \360\237\230\272"},
    {"\033[2J\007\177", "\\u001B[2J\\u0007\\u007F"},
    {"a\302\233b", "a\\u009Bb"},
    {"\342\200\256abc\342\200\254", "\\u202Eabc\\u202C"},
    {"\330\234\342\200\216\342\200\217", "\\u061C\\u200E\\u200F"},
    {"a\342\200\250b\342\200\251c", "a\\u2028b\\u2029c"},
    {"\342\201\246x\342\201\251", "\\u2066x\\u2069"},
    {"\342\200\213\342\200\215", "\342\200\213\342\200\215"}, /* invisible, but harmless */
};

static void assert_buffer(const struct buffer *out, const char *expected)
{
    assert_false(out->failed);
    assert_int_equal(out->size, strlen(expected));
    if (out->size > 0)
        assert_memory_equal(out->bytes, expected, out->size);
}

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buffer appended = BUFFER_INIT, rewritten = BUFFER_INIT;

        visible_append(&appended, texts[i].text, strlen(texts[i].text));
        assert_buffer(&appended, texts[i].shown);

        buffer_append_text(&rewritten, "\033"); /* before `begin`: not its business */
        buffer_append_text(&rewritten, texts[i].text);
        visible_rewrite(&rewritten, 1);
        assert_int_equal(rewritten.bytes[0], '\033');
        assert_int_equal(rewritten.size - 1, strlen(texts[i].shown));
        assert_memory_equal(rewritten.bytes + 1, texts[i].shown, rewritten.size - 1);
        buffer_release(&appended);
        buffer_release(&rewritten);
    }
}

static void test_bytes_that_are_not_utf_8(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    visible_append(&out, "a\377b\342\200", 5);
    assert_int_equal(out.bytes[0], 'a');
    assert_true(utf8_valid(out.bytes, out.size));
    buffer_release(&out);
}

static void test_a_buffer_that_is_full_fails(void **state)
{
    char memory[8];
    struct buffer out = BUFFER_OVER(memory, sizeof memory);

    (void)state;
    buffer_append_text(&out, "a\342\200\256b\342\200\256");
    assert_false(out.failed);
    visible_rewrite(&out, 0);
    assert_true(out.failed);
    visible_rewrite(&out, 0); /* and stays so */
    assert_true(out.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_bytes_that_are_not_utf_8),
        cmocka_unit_test(test_a_buffer_that_is_full_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
