/*
 * Grapheme clusters. Each text is written with "|" between its clusters, so that the table shows
 * what is expected. The cases are those of Unicode Standard Annex #29.
 */

#include "index/text/grapheme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The text without its bars, in memory of exactly its size, must be split where they were. */
static void assert_clusters(const char *barred)
{
    size_t ends[64], count = 0, size = 0;
    char *text = malloc(strlen(barred) + 1);
    struct graphemes *graphemes;

    assert_non_null(text);
    for (const char *at = barred; *at; at++) {
        if (*at == '|')
            ends[count++] = size;
        else
            text[size++] = *at;
    }
    if (size > 0)
        ends[count++] = size;
    text = realloc(text, size ? size : 1);
    graphemes = graphemes_new(text, size);
    assert_non_null(graphemes);
    for (size_t i = 0; i < count; i++)
        if (graphemes_next(graphemes) != ends[i])
            fail_msg("cluster %zu of %s", i, barred);
    assert_int_equal(graphemes_next(graphemes), 0);
    graphemes_free(graphemes);
    free(text);
}

static void test_grapheme_clusters(void **state)
{
    static const char *const texts[] = {
        "",
        "a",
        "a|b|c",
        "e\xCC\x81|x",                                                       /* a mark */
        "\r\n|\n|\r|a",                                                      /* CR LF is one */
        "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD|\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", /* two flags */
        "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD|\xF0\x9F\x87\xA9",                 /* and half of one */
        "\xE2\x98\x80\xEF\xB8\x8F|\xE2\x98\x80",                             /* U+FE0F */
        "#\xEF\xB8\x8F\xE2\x83\xA3|#",                                       /* a keycap */
        "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBB|!",                                /* a tone */
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7|.",                    /* a family */
        "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB|\xEA\xB8\x80",                 /* Hangul in jamo */
        "\xE0\xA4\xA8\xE0\xA4\xBF|\xE0\xA4\xA8",                             /* a vowel sign */
        "\xE2\x80\xAE|a", /* a control is a cluster of its own */
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_clusters(texts[i]);
}

static void test_bytes_that_are_not_text(void **state)
{
    static const char *const texts[] = {"\xFF|a", "a|\xC2", "\xED\xA0\x80", "\xF4\x90\x80\x80"};

    (void)state;
    assert_clusters(texts[0]);
    assert_clusters(texts[1]);
    for (size_t i = 2; i < sizeof texts / sizeof *texts; i++) {
        struct graphemes *graphemes = graphemes_new(texts[i], strlen(texts[i]));
        size_t end, last = 0;

        assert_non_null(graphemes);
        while ((end = graphemes_next(graphemes)) > 0) {
            assert_true(end > last && end <= strlen(texts[i]));
            last = end;
        }
        assert_int_equal(last, strlen(texts[i])); /* no clusters are left */
        graphemes_free(graphemes);
    }
}

static void test_a_text_may_hold_a_nul(void **state)
{
    struct graphemes *graphemes = graphemes_new("a\0b", 3);

    (void)state;
    assert_non_null(graphemes);
    for (size_t end = 1; end <= 3; end++)
        assert_int_equal(graphemes_next(graphemes), end);
    assert_int_equal(graphemes_next(graphemes), 0);
    graphemes_free(graphemes);
}

static void test_the_empty_text(void **state)
{
    struct graphemes *graphemes = graphemes_new(NULL, 0);

    (void)state;
    assert_non_null(graphemes);
    assert_int_equal(graphemes_next(graphemes), 0);
    graphemes_free(graphemes);
    graphemes_free(NULL);
}

static void test_the_last_cluster(void **state)
{
    static const struct {
        const char *text;
        size_t begin;
    } cases[] = {
        {"a", 0},
        {"ab", 1},
        {"ae\u0301\u0323", 1},
        {"\u0301", 0},
        {"x\U0001F469\u200D\U0001F467", 1},
        {"\U0001F1E8\U0001F1ED\U0001F1E9\U0001F1EA", 8},
        {"\U0001F1E8\U0001F1ED\U0001F1E9", 8},
        {"a\200", 1},
    };
    size_t begin;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(grapheme_last(cases[i].text, strlen(cases[i].text), &begin));
        assert_int_equal(begin, cases[i].begin);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grapheme_clusters),
        cmocka_unit_test(test_bytes_that_are_not_text),
        cmocka_unit_test(test_a_text_may_hold_a_nul),
        cmocka_unit_test(test_the_empty_text),
        cmocka_unit_test(test_the_last_cluster),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
