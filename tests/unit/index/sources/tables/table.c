/*
 * Tables of names, line by line: what is read, and what each mistake is called.
 */

#include "index/sources/tables/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/utf8.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Reads one line of memory of exactly its size. */
static enum table_outcome read_one(const char *text, size_t size, struct table_line *line,
                                   char *copy, struct reason *reason)
{
    struct table table;
    enum table_outcome outcome;

    memcpy(copy, text, size);
    table_open(&table, copy, size);
    outcome = table_next(&table, line, reason);
    if (outcome != TABLE_END)
        assert_int_equal(
            table_next(&table, &(struct table_line){.count = 0}, &(struct reason){.text = ""}),
            TABLE_END);
    return outcome;
}

static void test_lines(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        uint32_t last;
        enum table_use use;
        unsigned kind; /* of text or spelling */
        const char *name;
    } lines[] = {
        {"U+2192\tascii\t->", 1, 0x2192, TABLE_SPELLING, SPELLING_ASCII, "->"},
        {"U+2192\tascii\t->\n", 1, 0x2192, TABLE_SPELLING, SPELLING_ASCII, "->"},
        {"U+2192\tascii\t->\r\n", 1, 0x2192, TABLE_SPELLING, SPELLING_ASCII, "->"},
        {"\xEF\xBB\xBFU+2192\tascii\t->\n", 1, 0x2192, TABLE_SPELLING, SPELLING_ASCII, "->"},
        {"  u+2192 \t ascii \t -> \n", 1, 0x2192, TABLE_SPELLING, SPELLING_ASCII, "->"},
        {"U+2764  U+FE0F\temoticon\t<3\n", 2, 0xFE0F, TABLE_SPELLING, SPELLING_EMOTICON, "<3"},
        {"U+1F9E2\talias\tbaseball cap\n", 1, 0x1F9E2, TABLE_TEXT, TEXT_NICKNAME, "baseball cap"},
        {"U+1F9E2\tkeyword\t#1\n", 1, 0x1F9E2, TABLE_TEXT, TEXT_KEYWORD, "#1"},
        {"U+E0A0\tname\tgit branch\n", 1, 0xE0A0, TABLE_NAME, TEXT_NICKNAME, "git branch"},
        {"U+10FFFD\tsite\t\xE2\x86\x92\n", 1, 0x10FFFD, TABLE_SPELLING, SPELLING_SITE,
         "\xE2\x86\x92"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        const size_t size = strlen(lines[i].text);
        char *copy = malloc(size);
        struct table_line line;
        struct reason reason = {.text = ""};

        assert_non_null(copy);
        if (read_one(lines[i].text, size, &line, copy, &reason) != TABLE_LINE)
            fail_msg("%s: %s", lines[i].text, reason.text);
        assert_int_equal(line.count, lines[i].count);
        assert_int_equal(line.points[line.count - 1], lines[i].last);
        assert_int_equal(line.use, lines[i].use);
        assert_int_equal(line.use == TABLE_SPELLING ? (unsigned)line.spelling : (unsigned)line.text,
                         lines[i].kind);
        assert_true(slice_is(line.name, lines[i].name));
        free(copy);
    }
}

static void test_what_does_not_count(void **state)
{
    static const char *const texts[] = {"",          "\n",         "\r\n\r\n",    " \t \n",
                                        "# a\tb\tc", "  # \xFF\n", "\xEF\xBB\xBF"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        char copy[16];
        struct table_line line;
        struct reason reason;

        assert_int_equal(read_one(texts[i], strlen(texts[i]), &line, copy, &reason), TABLE_END);
    }
}

static void test_mistakes(void **state)
{
    static const struct {
        const char *text, *complaint;
    } bad[] = {
        {"U+2192 ascii ->", "not three columns"},
        {"U+2192\tascii", "not three columns"},
        {"U+2192\tascii\t", "not three columns"},
        {"U+2192\t\t->", "not three columns"},
        {"U+2192\tascii\t->\tx", "not three columns"},
        {"\tascii\t->", "no code point"},
        {"2192\tascii\t->", "invalid code point \"2192\""},
        {"\xE2\x86\x92\tascii\t->", "invalid code point \"\xE2\x86\x92\""},
        {"U+\tascii\t->", "invalid code point \"U+\""},
        {"U+219\tascii\t->", "invalid code point"},
        {"U+2192U+2193\tascii\t->", "invalid code point"},
        {"U+110000\tascii\t->", "invalid code point"},
        {"U+D800\tascii\t->", "invalid code point"},
        {"U+FFFE\tascii\t->", "U+FFFE is a noncharacter"},
        {"U+FDD0\tascii\t->", "U+FDD0 is a noncharacter"},
        {"U+10FFFF\tascii\t->", "U+10FFFF is a noncharacter"},
        {"U+0378\tascii\t->", "U+0378 is not assigned"},
        {"U+0041 U+0378\tascii\t->", "U+0378 is not assigned"},
        {"U+2192\tascii2\t->", "unknown kind \"ascii2\": use name, alias, keyword, site"},
        {"U+2192\tASCII\t->", "unknown kind"},
        {"U+2192\tascii\ta\xFF", "invalid UTF-8"},
        {"U+2192\tascii\t\xED\xA0\x80", "invalid UTF-8"},
        {"U+2192\tascii\ta\x1B[31m", "control character U+001B"},
        {"U+2192\tascii\ta\x7F", "control character U+007F"},
        {"U+2192\tascii\t\xC2\x85", "control character U+0085"},
        {"U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 U+0041 "
         "U+0041 U+0041 U+0041 U+0041 U+0041\tascii\tx",
         "more than 16 code points"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const size_t size = strlen(bad[i].text);
        char *copy = malloc(size);
        struct table_line line;
        struct reason reason = {.text = ""};

        assert_non_null(copy);
        if (read_one(bad[i].text, size, &line, copy, &reason) != TABLE_BAD)
            fail_msg("accepted: %s", bad[i].text);
        if (strncmp(reason.text, bad[i].complaint, strlen(bad[i].complaint)) != 0)
            fail_msg("%s: %s", bad[i].text, reason.text);
        free(copy);
    }
}

static void test_a_nul_is_a_control_character(void **state)
{
    static const char text[] = "U+2192\tascii\ta\0b\n";
    char copy[sizeof text];
    struct table_line line;
    struct reason reason;

    (void)state;
    assert_int_equal(read_one(text, sizeof text - 1, &line, copy, &reason), TABLE_BAD);
}

static void test_the_longest_name(void **state)
{
    char text[512] = "U+2192\tascii\t", copy[512];
    const size_t before = strlen(text);
    struct table_line line;
    struct reason reason;

    (void)state;
    memset(text + before, 'x', sizeof text - before);
    assert_int_equal(read_one(text, before + TABLE_NAME_MAX, &line, copy, &reason), TABLE_LINE);
    assert_int_equal(read_one(text, before + TABLE_NAME_MAX + 1, &line, copy, &reason), TABLE_BAD);
}

/* A message shows part of a long field, and never half a character. */
static void test_long_fields_in_messages(void **state)
{
    (void)state;
    for (size_t before = 0; before < 8; before++) {
        char text[512] = "U+2192\txxxxxxxx", copy[512];
        size_t at = strlen("U+2192\t") + before;
        struct table_line line;
        struct reason reason;

        for (; at + 4 < 200; at += 4)
            memcpy(text + at, "\U0001F600", 5);
        memcpy(text + at, "\tx", 3);
        assert_int_equal(read_one(text, strlen(text), &line, copy, &reason), TABLE_BAD);
        for (size_t i = 0, size = strlen(reason.text); i < size;)
            assert_true(utf8_next(reason.text, size, &i) >= 0);
    }
}

static void test_it_goes_on_after_a_mistake(void **state)
{
    static const char text[] = "# one\nbad\n\nU+2192\tascii\t->\n\xFF\nU+2190\tascii\t<-\n";
    struct table table;
    struct table_line line;
    struct reason reason;

    (void)state;
    table_open(&table, text, sizeof text - 1);
    assert_int_equal(table_next(&table, &line, &reason), TABLE_BAD);
    assert_int_equal(table.line, 2);
    assert_int_equal(table_next(&table, &line, &reason), TABLE_LINE);
    assert_int_equal(table.line, 4);
    assert_int_equal(table_next(&table, &line, &reason), TABLE_BAD);
    assert_int_equal(table.line, 5);
    assert_int_equal(table_next(&table, &line, &reason), TABLE_LINE);
    assert_int_equal(line.points[0], 0x2190);
    assert_int_equal(table_next(&table, &line, &reason), TABLE_END);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_what_does_not_count),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_a_nul_is_a_control_character),
        cmocka_unit_test(test_the_longest_name),
        cmocka_unit_test(test_long_fields_in_messages),
        cmocka_unit_test(test_it_goes_on_after_a_mistake),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
