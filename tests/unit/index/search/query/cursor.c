/*
 * Lookahead in the text of a query.
 */

#include "index/search/query/cursor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct cursor cursor_on(const char *text)
{
    return (struct cursor){.text = text, .size = strlen(text), .has_or = true};
}

/* One letter for each code point: a separator, "|", a word, a quote that opens a phrase, or else a
 * dot. */
static void assert_marks(const char *text, const char *marks)
{
    struct cursor cursor = cursor_on(text);
    size_t mark = 0;

    for (size_t at = 0; at < cursor.size; at++) {
        char is;

        if (((unsigned char)text[at] & 0xC0) == 0x80)
            continue;
        is = cursor_at_separator(&cursor, at) ? 's'
             : cursor_at_or(&cursor, at)      ? 'o'
             : cursor_at_word(&cursor, at)    ? 'w'
             : cursor_at_quote(&cursor, at)   ? 'q'
                                              : '.';
        if (is != marks[mark++])
            fail_msg("byte %zu of \"%s\" is '%c'", at, text, is);
    }
    assert_int_equal(marks[mark], '\0');
}

static void test_what_is_at_a_position(void **state)
{
    (void)state;
    assert_marks("cat|dog", "wwwowww");
    assert_marks("a,b\t\r\n\v\f c", "wswssssssw");
    assert_marks("\xE3\x80\x80\xC2\xA0\xE2\x80\xA8", "sss"); /* white space beyond ASCII */
    assert_marks("\xC3\xA9\xE4\xB8\x80_9", "wwww");
    assert_marks("\xE2\x98\x80-*:+", ".....");
    assert_marks("\"a\"", "qw."); /* the last one opens nothing */
    assert_marks("\" , \"", "qsss.");
    assert_marks("a \" ,", "ws.ss");
}

static void test_the_end_is_a_separator_and_nothing_else(void **state)
{
    static const char *const texts[] = {"", "cat", "cat|", "\""};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct cursor cursor = cursor_on(texts[i]);

        assert_true(cursor_at_separator(&cursor, cursor.size));
        assert_false(cursor_at_or(&cursor, cursor.size));
        assert_false(cursor_at_word(&cursor, cursor.size));
        assert_false(cursor_at_quote(&cursor, cursor.size));
    }
}

static void test_no_alternatives_in_punctuation(void **state)
{
    struct cursor cursor = cursor_on("<|>");

    (void)state;
    assert_true(cursor_at_or(&cursor, 1));
    cursor.has_or = false;
    assert_false(cursor_at_or(&cursor, 1));
}

static void test_skipping(void **state)
{
    static const struct {
        const char *text;
        size_t at, separators, space;
    } skips[] = {
        {"", 0, 0, 0},
        {"cat", 0, 0, 0},
        {"cat", 3, 3, 3},
        {" \t cat", 0, 3, 3},
        {"  , x", 0, 4, 2},
        {",x", 0, 1, 0},
        {"\xE3\x80\x80,x", 0, 4, 3},
        {"a , b", 1, 4, 2},
        {" , ", 0, 3, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(skips); i++) {
        struct cursor cursor = cursor_on(skips[i].text);

        assert_int_equal(cursor_skip_separators(&cursor, skips[i].at), skips[i].separators);
        assert_int_equal(cursor_skip_space(&cursor, skips[i].at), skips[i].space);
    }
}

static void test_colons_of_keys(void **state)
{
    static const struct {
        const char *text;
        bool found;
        size_t colon;
    } keys[] = {
        {"name:cat", true, 4},    {"General_Category:", true, 16},
        {"_:", true, 1},          {":cat", false, 0},
        {"cat", false, 0},        {"12:30", false, 0},
        {"a1:b", true, 2},        {"a b:c", false, 0},
        {"\xC3\xA9:x", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct cursor cursor = cursor_on(keys[i].text);
        size_t colon;

        assert_int_equal(cursor_find_colon(&cursor, 0, &colon), keys[i].found);
        if (keys[i].found)
            assert_int_equal(colon, keys[i].colon);
    }
}

static void test_where_a_clause_ends(void **state)
{
    static const struct {
        const char *text;
        size_t begin, end;
    } clauses[] = {
        {"cat face", 0, 3},
        {"cat face", 4, 8},
        {"cat,face", 0, 3},
        {"cat|dog", 0, 3},
        {"cat\xE3\x80\x80x", 0, 3},
        {"\"cat face\" x", 0, 10},
        {"\"cat|face\"|x", 0, 10},
        {"\"cat\"face x", 0, 9}, /* the grammar refuses it as one clause */
        {"\"cat face", 0, 9},    /* unterminated */
        {"block:\"Box Drawing\" x", 0, 19},
        {"block:\"Box", 0, 10},
        {"a\"b c", 0, 3},     /* a quote within a word opens nothing */
        {"12:\"a b\"", 0, 5}, /* nor one after text that is not a key */
        {"name: \"a b\"", 0, 5},
        {"\" ,", 0, 1}, /* nor the last one */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(clauses); i++) {
        struct cursor cursor = cursor_on(clauses[i].text);

        if (cursor_clause_end(&cursor, clauses[i].begin) != clauses[i].end)
            fail_msg("\"%s\" ends at %zu", clauses[i].text,
                     cursor_clause_end(&cursor, clauses[i].begin));
    }
}

static void test_what_a_span_has(void **state)
{
    static const struct {
        const char *text;
        bool punctuation;
        size_t words;
    } spans[] = {
        {"", true, 0},
        {"-> , |", true, 0},
        {"it's", false, 2},
        {"\xE2\x98\x80", false, 0},
        {"euro-currency", false, 2},
        {"..x", false, 1},
        {"_", false, 1},
        {"e\xCC\x81", false, 1},
        {"\xCC\x81", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(spans); i++) {
        struct cursor cursor = cursor_on(spans[i].text);
        struct span all = {0, cursor.size};

        assert_int_equal(cursor_is_punctuation(&cursor, all), spans[i].punctuation);
        assert_int_equal(cursor_count_words(&cursor, all), spans[i].words);
        assert_int_equal(cursor_has_word(&cursor, all), spans[i].words > 0);
    }
}

static void test_nothing_beyond_the_span_counts(void **state)
{
    struct cursor cursor = cursor_on("cat -- dog");

    (void)state;
    assert_true(cursor_is_punctuation(&cursor, (struct span){3, 7}));
    assert_false(cursor_is_punctuation(&cursor, (struct span){3, 8}));
    assert_false(cursor_has_word(&cursor, (struct span){3, 7}));
    assert_int_equal(cursor_count_words(&cursor, (struct span){0, 7}), 1);
    assert_int_equal(cursor_count_words(&cursor, (struct span){0, 8}), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_at_a_position),
        cmocka_unit_test(test_the_end_is_a_separator_and_nothing_else),
        cmocka_unit_test(test_no_alternatives_in_punctuation),
        cmocka_unit_test(test_skipping),
        cmocka_unit_test(test_colons_of_keys),
        cmocka_unit_test(test_where_a_clause_ends),
        cmocka_unit_test(test_what_a_span_has),
        cmocka_unit_test(test_nothing_beyond_the_span_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
