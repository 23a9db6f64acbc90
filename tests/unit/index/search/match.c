/*
 * What makes one hit better than another, and how a hit is explained, on the index of the sources
 * that are installed. Costs are compared, never counted: the weights may change.
 */

#include "index/search/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/builder/build.h"
#include "index/search/grammar.h"

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static int open_index(void **state)
{
    const struct sources_options options = {.directory = SOURCES_DIRECTORY};
    struct charindex *index;
    struct reason reason;

    if (build_index(&options, go_on, NULL, &index, &reason) != 0)
        return -1;
    *state = index;
    return 0;
}

static int close_index(void **state)
{
    charindex_unref(*state);
    return 0;
}

static struct plan *plan_of(const struct charindex *index, const char *text)
{
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    static struct query query;
    struct query_error error;
    struct plan *plan;

    assert_true(query_parse(&query, text, strlen(text), &error));
    plan = plan_new(index, &query, &options);
    assert_non_null(plan);
    return plan;
}

static uint32_t document_of(const struct charindex *index, uint32_t code_point)
{
    uint32_t document;

    assert_true(charindex_find(index, code_point, &document));
    return document;
}

/* How far the character is from the query, whoever knows it: higher is worse. */
static long cost(const struct charindex *index, const char *query, uint32_t code_point)
{
    uint32_t document = document_of(index, code_point);
    struct plan *plan = plan_of(index, query);
    struct budget budget = BUDGET_INIT;
    struct matcher matcher;
    long score;

    matcher_init(&matcher, index, plan);
    score = (long)match_score(&matcher, document, &budget);
    assert_true(budget_spent(&budget, BUDGET_RANK) > 0);
    free(plan);
    return (long)charindex_prominence(index, document) - score;
}

static void explain(const struct charindex *index, const char *query, uint32_t code_point,
                    struct match *match)
{
    struct plan *plan = plan_of(index, query);
    struct budget budget = BUDGET_INIT;
    struct matcher matcher;

    matcher_init(&matcher, index, plan);
    match_explain(&matcher, document_of(index, code_point), &budget, match);
    free(plan);
}

static void assert_explained(const struct charindex *index, const char *query, uint32_t code_point,
                             enum match_kind kind, const char *text)
{
    struct match match;

    explain(index, query, code_point, &match);
    assert_string_equal(match_kind_name(match.kind), match_kind_name(kind));
    assert_int_equal(match.text.size, strlen(text));
    assert_memory_equal(match.text.bytes, text, match.text.size);
}

static void one_query_is_nearer_than_another(void **state)
{
    static const struct {
        uint32_t code_point;
        const char *nearer, *farther;
    } pairs[] = {
        {0x1F431, "cat face", "cat"},          /* the whole name before a part of it */
        {0x1F431, "cat face", "face cat"},     /* in order before out of order */
        {0x1F431, "cat", "ca*"},               /* a word before its beginning */
        {0x2658, "knight", "knigh*"},          /* and the longer beginning */
        {0x2658, "knigh*", "kni*"},            /* before the shorter */
        {0x2192, "rightwards arrow", "arrow"}, /* more of the name before less */
        {0xA0, "nbsp", "nbs*"},                /* an abbreviation before its beginning */
        {0x2764, "heart", "heart love*"},      /* words of one text before words of several */
        {0x1F431, "\"cat face\"", "\"cat\""},  /* phrases likewise */
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cost(index, pairs[i].nearer, pairs[i].code_point) >=
            cost(index, pairs[i].farther, pairs[i].code_point))
            fail_msg("'%s' is not nearer to U+%04X than '%s'", pairs[i].nearer,
                     (unsigned)pairs[i].code_point, pairs[i].farther);
}

static void one_character_is_nearer_than_another(void **state)
{
    static const struct {
        const char *query;
        uint32_t nearer, farther;
    } pairs[] = {
        {"plus", '+', 0x2295},           /* SIGN says less than CIRCLED */
        {"check mark", 0x2713, 0x2714},  /* a name before a short name */
        {"white sun", 0x1F323, 0x1F324}, /* nothing more before something more */
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cost(index, pairs[i].query, pairs[i].nearer) >=
            cost(index, pairs[i].query, pairs[i].farther))
            fail_msg("'%s' is not nearer to U+%04X than to U+%04X", pairs[i].query,
                     (unsigned)pairs[i].nearer, (unsigned)pairs[i].farther);
}

static void each_source_is_named(void **state)
{
    const struct charindex *index = *state;

    assert_explained(index, "white sun rays", 0x263C, MATCH_NAME, "WHITE SUN WITH RAYS");
    assert_explained(index, "nbsp", 0xA0, MATCH_ALIAS, "NBSP");
    assert_explained(index, "sunny", 0x2600, MATCH_KEYWORD, "sunny");
    assert_explained(index, "millet", 0x4155, MATCH_DEFINITION, "a variety of millet");
    assert_explained(index, "U+2600", 0x2600, MATCH_CODE_POINT, "");
    assert_explained(index, "block:arrows", 0x2192, MATCH_CODE_POINT, "");
}

static void a_sequence_is_named_so(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "switzerland");
    uint32_t points[] = {0x1F1E8, 0x1F1ED}, document;
    struct budget budget = BUDGET_INIT;
    struct matcher matcher;
    struct match match;

    assert_int_equal(charindex_find_sequence(index, points, 2, &document), 2);
    matcher_init(&matcher, index, plan);
    match_explain(&matcher, document, &budget, &match);
    assert_int_equal(match.kind, MATCH_SEQUENCE);
    assert_int_equal(match.range_count, 1);
    assert_int_equal(match.ranges[0].begin, 6); /* flag: Switzerland */
    assert_int_equal(match.ranges[0].end, 17);
    free(plan);
}

static void the_matched_words_are_marked(void **state)
{
    const struct charindex *index = *state;
    struct match match;

    explain(index, "rays white", 0x263C, &match); /* WHITE SUN WITH RAYS */
    assert_int_equal(match.range_count, 2);
    assert_int_equal(match.ranges[0].begin, 0);
    assert_int_equal(match.ranges[0].end, 5);
    assert_int_equal(match.ranges[1].begin, 15);
    assert_int_equal(match.ranges[1].end, 19);

    explain(index, "\"white sun\"", 0x263C, &match); /* neighbours are one range */
    assert_int_equal(match.range_count, 1);
    assert_int_equal(match.ranges[0].begin, 0);
    assert_int_equal(match.ranges[0].end, 9);

    explain(index, "sun*", 0x263C, &match);
    assert_int_equal(match.range_count, 1);
    assert_int_equal(match.ranges[0].begin, 6);
    assert_int_equal(match.ranges[0].end, 9);
}

static void what_is_excluded_explains_nothing(void **state)
{
    const struct charindex *index = *state;
    struct match match;

    explain(index, "-black", 0x2600, &match);
    assert_int_equal(match.kind, MATCH_CODE_POINT);
    explain(index, "white -black sun", 0x263C, &match);
    assert_int_equal(match.kind, MATCH_NAME);
    assert_int_equal(match.range_count, 1); /* WHITE and SUN stand together */
    explain(index, "dog|sun", 0x263C, &match);
    assert_int_equal(match.range_count, 1);
    explain(index, "name:sun", 0x2600, &match);
    assert_int_equal(match.kind, MATCH_NAME); /* though the keyword is all of "sun" */
}

static void a_field_counts_only_where_it_was_asked_for(void **state)
{
    const struct charindex *index = *state;

    assert_explained(index, "keyword:sun", 0x2600, MATCH_KEYWORD, "sun");
    assert_explained(index, "alias:sun", 0x2600, MATCH_CODE_POINT, "");
}

static void a_very_long_query_is_judged_too(void **state)
{
    const struct charindex *index = *state;
    char text[QUERY_MAX_SIZE] = "";

    for (size_t i = 0; i + 4 < sizeof text; i += 4)
        memcpy(text + i, "sun ", 5);
    assert_true(cost(index, text, 0x263C) > cost(index, "sun", 0x263C));
    assert_explained(index, text, 0x263C, MATCH_NAME, "WHITE SUN WITH RAYS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_query_is_nearer_than_another),
        cmocka_unit_test(one_character_is_nearer_than_another),
        cmocka_unit_test(each_source_is_named),
        cmocka_unit_test(a_sequence_is_named_so),
        cmocka_unit_test(the_matched_words_are_marked),
        cmocka_unit_test(what_is_excluded_explains_nothing),
        cmocka_unit_test(a_field_counts_only_where_it_was_asked_for),
        cmocka_unit_test(a_very_long_query_is_judged_too),
    };

    return cmocka_run_group_tests(tests, open_index, close_index);
}
