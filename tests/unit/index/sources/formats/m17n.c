/*
 * The tokens of lists, and what is not one.
 */

#include "index/sources/formats/m17n.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

/* The tokens as text, and at the end "." or the reason of the damage. */
static void print_tokens(const char *bytes, size_t size, struct buffer *printed)
{
    struct reason reason = {.text = ""};
    struct m17n m17n;
    enum m17n_token token = M17N_DAMAGED;

    if (m17n_open(&m17n, bytes, size, &reason))
        while ((token = m17n_next(&m17n, &reason)) != M17N_END && token != M17N_DAMAGED)
            switch (token) {
            case M17N_OPEN:
                buffer_append_text(printed, "( ");
                break;
            case M17N_CLOSE:
                buffer_append_text(printed, ") ");
                break;
            case M17N_INTEGER:
                buffer_append_format(printed, "%u ", m17n.integer);
                break;
            default:
                buffer_append_format(printed, token == M17N_TEXT ? "<%.*s> " : "%.*s ",
                                     (int)m17n.text.size, m17n.text.bytes);
            }
    buffer_append_text(printed, token == M17N_END ? "." : reason.text);
    buffer_append(printed, "", 1);
    m17n_release(&m17n);
}

struct tokens {
    const char *text, *printed;
};

static void assert_tokens(const struct tokens *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buffer printed = BUFFER_INIT;

        print_tokens(table[i].text, strlen(table[i].text), &printed);
        assert_string_equal(printed.bytes, table[i].printed);
        buffer_release(&printed);
    }
}

static void test_tokens(void **state)
{
    static const struct tokens table[] = {
        {"(map (a \"b\"))\n", "( map ( a <b> ) ) ."},
        {";; comment (\n(x)  ; another \"\n", "( x ) ."},
        {"\n\t \f\r\n", "."},
        {"(state(init\"x\"))\n", "( state ( init <x> ) ) ."},
        {"12 0x3B #x3b -7 -0x1 1a - 0x 4294967295 4294967296 99999999999999999999\n",
         "12 59 59 4294967295 -0x1 1a - 0x 4294967295 4294967295 4294967295 ."},
        {"?a ?\\( ?\\\u00E9 ?\u4E00 ?\\\\\n", "97 40 233 19968 92 ."},
        {"\"a\\\"b\\\\c\" \"\" \"two\nlines\" \"\\t\\e\\x\"\n",
         "<a\"b\\c> <> <two\nlines> <\t\x1Bx> ."},
        {"a\\ b (C-U) (_\"x\")\n", "a b ( C-U ) ( _ <x> ) ."},
    };

    (void)state;
    assert_tokens(table, sizeof table / sizeof table[0]);
}

static void test_what_is_damaged(void **state)
{
    static const struct tokens table[] = {
        {"", "the file is empty"},
        {"(a)", "the file ends in the middle of a line"},
        {"\xFF\n", "it is not UTF-8"},
        {"(a\n", "( a line 2: a list is not closed"},
        {"(a (b)\n; )\n", "( a ( b ) line 3: a list is not closed"},
        {"(a))\n", "( a ) line 1: a list is closed that was not opened"},
        {"\"a\n", "line 2: a text is not closed by a quotation mark"},
        {"\"a\\\n", "line 2: a text is not closed by a quotation mark"},
        {"(?\n)\n", "( line 1: no character after \"?\""},
        {"?\\\n", "line 1: no character after \"?\""},
    };

    (void)state;
    assert_tokens(table, sizeof table / sizeof table[0]);
}

static void test_lists_may_be_deep(void **state)
{
    enum { DEPTH = 1000000 };
    struct buffer file = BUFFER_INIT;
    struct reason reason = {.text = ""};
    struct m17n m17n;
    unsigned opened = 0;

    (void)state;
    for (size_t i = 0; i < DEPTH; i++)
        buffer_append(&file, "(", 1);
    buffer_append(&file, "\n", 1);
    assert_true(m17n_open(&m17n, file.bytes, file.size, &reason));
    while (m17n_next(&m17n, &reason) == M17N_OPEN)
        opened++;
    assert_int_equal(opened, DEPTH);
    assert_string_equal(reason.text, "line 2: a list is not closed");
    m17n_release(&m17n);
    buffer_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_lists_may_be_deep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
