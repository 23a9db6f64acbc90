/*
 * Facts about whole texts: their lengths, their normalization forms, and words that mix scripts.
 * The forms are those of Unicode Standard Annex #15, the mixtures those of Technical Standard #39.
 */

#include "index/text/text_facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_lengths(void **state)
{
    static const struct {
        const char *text;
        size_t graphemes, code_points, utf16;
    } table[] = {
        {"", 0, 0, 0},
        {"abc", 3, 3, 3},
        {"e\xCC\x81", 1, 2, 2},
        {"\xF0\x9F\x98\x80", 1, 1, 2},
        {"\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD", 1, 2, 4},
        {"\xEF\xB7\xBA", 1, 1, 1},
        {"\xF4\x8F\xBF\xBF", 1, 1, 2}, /* the last code point */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct text_facts facts;

        assert_int_equal(text_facts_read(table[i].text, strlen(table[i].text), &facts), 0);
        assert_int_equal(facts.graphemes, table[i].graphemes);
        assert_int_equal(facts.code_points, table[i].code_points);
        assert_int_equal(facts.utf8, strlen(table[i].text));
        assert_int_equal(facts.utf16, table[i].utf16);
    }
}

static void test_the_longest_text(void **state)
{
    static char text[TEXT_FACTS_MAX];
    struct text_facts facts;
    struct text_span span;
    size_t count;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(text_facts_read(text, sizeof text, &facts), 0);
    assert_int_equal(facts.utf16, TEXT_FACTS_MAX);
    assert_int_equal(facts.graphemes, TEXT_FACTS_MAX);
    assert_int_equal(text_facts_mixed(NULL, text, sizeof text, &span, 1, &count), 0);
    assert_int_equal(count, 0);
}

static void test_forms(void **state)
{
    static const struct {
        const char *text;
        bool nfc, nfd, nfkc, nfkd;
    } table[] = {
        {"", true, true, true, true},
        {"plain", true, true, true, true},
        {"\xC3\xA9", true, false, true, false},            /* é */
        {"e\xCC\x81", false, true, false, true},           /* e and a combining accent */
        {"\xEF\xAC\x81", true, true, false, false},        /* the ligature fi */
        {"\xE2\x84\xAB", false, false, false, false},      /* ANGSTROM SIGN */
        {"q\xCC\x87\xCC\xA3", false, false, false, false}, /* marks in non-canonical order */
        {"\xEA\xB0\x80", true, false, true, false},        /* a Hangul syllable */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct text_facts facts;

        assert_int_equal(text_facts_read(table[i].text, strlen(table[i].text), &facts), 0);
        if (facts.nfc != table[i].nfc || facts.nfd != table[i].nfd || facts.nfkc != table[i].nfkc ||
            facts.nfkd != table[i].nfkd)
            fail_msg("text %zu: %d%d%d%d", i, facts.nfc, facts.nfd, facts.nfkc, facts.nfkd);
    }
}

/* The words that mix scripts are in brackets. */
static void assert_mixed(const char *bracketed)
{
    struct text_span expected[8], found[8];
    char text[256] = "";
    size_t size = 0, count = 0, found_count;

    for (const char *at = bracketed; *at; at++) {
        if (*at == '[')
            expected[count].begin = size;
        else if (*at == ']')
            expected[count++].end = size;
        else
            text[size++] = *at;
    }
    assert_int_equal(text_facts_mixed(NULL, text, size, found, COUNT(found), &found_count), 0);
    if (found_count != count)
        fail_msg("%zu words in %s", found_count, bracketed);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found[i].begin, expected[i].begin);
        assert_int_equal(found[i].end, expected[i].end);
    }
}

static void test_words_that_mix_scripts(void **state)
{
    (void)state;
    assert_mixed("");
    assert_mixed("hello world 123");
    assert_mixed("hello \xD0\xBC\xD0\xB8\xD1\x80"); /* two scripts, one word each */
    assert_mixed("[p\xD0\xB0ypal]");
    assert_mixed("see [p\xD0\xB0ypal].com or [\xD0\xB0pple], paypal");
    assert_mixed("\xCE\xB1\xCE\xB2\xCE\xB3");
    assert_mixed("5 [\xCE\xBCm]");                            /* Greek mu and m */
    assert_mixed("5 \xC2\xB5m");                              /* MICRO SIGN has the script Common */
    assert_mixed("\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9Ekana"); /* ordinary Japanese */
    assert_mixed("\xD0\xB9\xD0\xB8\xCC\x86");                 /* a mark belongs to its word */
    assert_mixed("\xF0\x9F\x98\x80\xE2\x98\x80!\xE2\x80\x8D");
}

static void test_at_most_as_many_as_fit(void **state)
{
    static const char text[] = "\xD0\xB0"
                               "a \xD0\xB0"
                               "b \xD0\xB0"
                               "c";
    struct text_span spans[2] = {{9, 9}, {9, 9}};
    size_t count;

    (void)state;
    assert_int_equal(text_facts_mixed(NULL, text, sizeof text - 1, spans, 1, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(spans[0].end, 3);
    assert_int_equal(spans[1].begin, 9);
    assert_int_equal(text_facts_mixed(NULL, text, sizeof text - 1, spans, 0, &count), 0);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_the_longest_text),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_words_that_mix_scripts),
        cmocka_unit_test(test_at_most_as_many_as_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
