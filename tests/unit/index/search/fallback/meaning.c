/*
 * Which queries are proposed for which: phrases, words, their base forms; and what is left alone.
 */

#include "index/search/fallback/meaning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/query/grammar.h"
#include "tests/unit/index/file/subject.h"

/* The small index knows: beam, smile or more generally face; visage, face; wee letter, small
 * letter. The proposals, each followed by a bar, and after
 * a semicolon the more general ones. */
static void assert_proposals(const struct charindex *index, const char *text, const char *expected)
{
    struct proposals proposals;
    struct query_error error;
    struct query query;
    char found[1024] = "";

    assert_true(query_parse(&query, NULL, text, strlen(text), &error));
    for (int kind = MEANING_SAME; kind <= MEANING_GENERAL; kind++) {
        meaning_propose(index, &query, slice_of(text), (enum meaning_kind)kind, &proposals);
        for (size_t i = 0; i < proposals.count; i++) {
            strcat(found, proposals.queries[i]);
            strcat(found, "|");
        }
        strcat(found, kind == MEANING_SAME ? "; " : "");
    }
    assert_string_equal(found, expected);
}

static void test_a_word_alone(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_proposals(index, "beam", "smile|; face|");
    assert_proposals(index, "BEAM", "smile|; face|");
    assert_proposals(index, "visage", "face|; ");
    charindex_unref(index);
}

/* Synonyms only, one word at a time. */
static void test_a_word_among_others(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_proposals(index, "big beam", "big smile|; ");
    assert_proposals(index, "beam visage", "smile visage|beam face|; ");
    assert_proposals(index, "block:arrows beam", "block:arrows smile|; ");
    charindex_unref(index);
}

static void test_phrases(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_proposals(index, "Wee  letter", "small letter|; ");
    assert_proposals(index, "the wee letter a", "the small letter a|; ");
    assert_proposals(index, "letter wee", "; ");
    assert_proposals(index, "wee|letter", "; ");
    charindex_unref(index);
}

static void test_base_forms_of_unknown_words(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_proposals(index, "beams", "smile|; face|");
    assert_proposals(index, "beaming", "smile|; face|");
    assert_proposals(index, "visages", "face|; ");
    charindex_unref(index);
}

static void test_what_has_no_meaning(void **state)
{
    static const char *const others[] = {"smile",    "s",           "es",
                                         "beamer",   "-beam smile", "beam*",
                                         "\"beam\"", "name:beam",   "block:arrows"};
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(others); i++)
        assert_proposals(index, others[i], "; ");
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_word_alone),
        STORY(test_a_word_among_others),
        STORY(test_phrases),
        STORY(test_base_forms_of_unknown_words),
        STORY(test_what_has_no_meaning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
