/*
 * What makes one hit better than another, on the index of the installed sources. Costs are only
 * compared, because the weights may change.
 */

#include "index/search/rank/score.h"

#include "tests/unit/index/search/world.h"

/* The cost of the character without its prominence: higher is worse. */
static long cost(const struct charindex *index, const char *query, uint32_t code_point)
{
    uint32_t document = document_of(index, code_point);
    struct plan *plan = plan_of(index, query, SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    struct scorer scorer;
    long score;

    scorer_init(&scorer, index, plan);
    score = (long)score_document(&scorer, document, &budget);
    assert_true(budget_spent(&budget, BUDGET_RANK) > 0);
    free(plan);
    return (long)charindex_prominence(index, document) - score;
}

static void one_query_is_nearer_than_another(void **state)
{
    static const struct {
        uint32_t code_point;
        const char *nearer, *farther;
    } pairs[] = {
        {0x1F431, "cat face", "cat"},         /* the full name before a part of it */
        {0x1F431, "cat face", "face cat"},    /* in order before out of order */
        {0x1F431, "cat", "ca*"},              /* a word before its prefix */
        {0x1F431, "cat", "cats"},             /* a word before its other forms, */
        {0x1F431, "cats face", "ca* face"},   /* and these before a prefix */
        {0x2658, "knight", "knigh*"},         /* and the longer prefix */
        {0x2658, "knigh*", "kni*"},           /* before the shorter */
        {0x2658, "white chess", "chess"},     /* more of the name before less */
        {0xA0, "nbsp", "nbs*"},               /* an abbreviation before its prefix */
        {0x2764, "heart", "heart love*"},     /* words of one text before words of several */
        {0x1F431, "\"cat face\"", "\"cat\""}, /* the same for phrases */
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
        {"plus", '+', 0x2295},           /* SIGN adds less meaning than CIRCLED */
        {"check mark", 0x2713, 0x2714},  /* a name before a short name */
        {"white sun", 0x1F323, 0x1F324}, /* no further words before further words */
        {"l with stroke", 0x142, 0x141}, /* in the case of the query */
        {"L with stroke", 0x141, 0x142},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cost(index, pairs[i].query, pairs[i].nearer) >=
            cost(index, pairs[i].query, pairs[i].farther))
            fail_msg("'%s' is not nearer to U+%04X than to U+%04X", pairs[i].query,
                     (unsigned)pairs[i].nearer, (unsigned)pairs[i].farther);
}

static void a_very_long_query_is_scored_too(void **state)
{
    const struct charindex *index = *state;
    char text[QUERY_MAX_SIZE] = "sun", repeated[QUERY_MAX_SIZE] = "";
    size_t size = strlen(text);

    for (size_t i = 100; size + 5 < sizeof text; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, " q%zu", i);
    for (size_t i = 0; i + 4 < sizeof repeated; i += 4)
        memcpy(repeated + i, "sun ", 5);
    assert_true(cost(index, text, 0x263C) > cost(index, "sun", 0x263C));
    assert_int_equal(cost(index, repeated, 0x263C), cost(index, "sun", 0x263C));
}

/* One document with many texts and a query of many clauses takes no more than the budget, but for the
 * name, which is read in any case. */
static void one_document_is_bounded(void **state)
{
    const struct charindex *index = *state;
    char text[QUERY_MAX_SIZE + 1] = "";
    size_t size = 0;
    uint32_t unfinished = 0;
    struct plan *plan;
    struct scorer scorer;

    for (int i = 0; i < 250; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%c%c*", i > 0 ? "|" : "",
                                 'a' + i % 26, 'a' + i / 26);
    plan = plan_of(index, text, SCOPE_ALL, NULL);
    scorer_init(&scorer, index, plan);
    for (uint32_t document = 0; document < charindex_documents(index); document += 97) {
        struct budget full = {.left = {[BUDGET_RANK] = INT32_MAX}}, least = {.left = {1}};
        int64_t steps;

        least.left[BUDGET_RANK] = 5000;
        (void)score_document(&scorer, document, &full);
        steps = INT32_MAX - full.left[BUDGET_RANK];
        (void)score_document(&scorer, document, &least);
        unfinished += steps > 5000 + 68 * 254;
        assert_true(5000 - least.left[BUDGET_RANK] <= 5000 + 2 * 68 * 254);
        if (steps <= 5000)
            assert_int_equal(5000 - least.left[BUDGET_RANK], steps);
    }
    assert_true(unfinished > 0);
    free(plan);
}

/* What is not finished is not better than what is: without a text that has a word, it has nothing. */
static void an_unfinished_document_is_last(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "keyword:sonne", SCOPE_ALL, NULL);
    struct budget none = {.left = {0}}, full = BUDGET_INIT;
    struct scorer scorer;

    scorer_init(&scorer, index, plan);
    assert_true(score_document(&scorer, document_of(index, 0x2600), &full) > 0);
    assert_int_equal(score_document(&scorer, document_of(index, 0x2600), &none), 0);
    free(plan);
}

/*
 * Parts of a score.
 */

static struct score_parts parts_of(const struct charindex *index, const char *query,
                                   uint32_t document)
{
    struct plan *plan = plan_of(index, query, SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    struct score_parts parts;
    struct scorer scorer;
    int32_t sum = 0;

    scorer_init(&scorer, index, plan);
    memset(&parts, 0xA5, sizeof parts);
    score_parts_find(&scorer, document, &budget, &parts);
    for (enum score_part part = 0; part < SCORE_PARTS; part++)
        sum += parts.points[part];
    assert_int_equal(score_document(&scorer, document, &budget), sum > 0 ? sum : 0);
    free(plan);
    return parts;
}

static void the_parts_make_the_score(void **state)
{
    static const char *const queries[] = {
        "cat face", "face cat", "ca*",      "heart love*", "plus|cross", "\"white sun\"", "a",
        "sunny",    "xyzzy",    "sun -cat", "U+2600",      "cat sun",    "millet",        "nbs*",
    };
    static const uint32_t code_points[] = {'+',    'A',    'a',    0xA0,   0x2600,
                                           0x263C, 0x2764, 0x4155, 0x1F431};
    const struct charindex *index = *state;
    uint64_t seed = 3;

    for (size_t i = 0; i < COUNT(queries); i++) {
        for (size_t k = 0; k < COUNT(code_points); k++)
            (void)parts_of(index, queries[i], document_of(index, code_points[k]));
        for (unsigned round = 0; round < 200; round++)
            (void)parts_of(index, queries[i], random_below(&seed, charindex_documents(index)));
    }
}

static void each_rule_is_a_part(void **state)
{
    static const struct {
        const char *query;
        uint32_t code_point;
        enum score_part part;
        bool good;
    } cases[] = {
        {"cat", 0x1F431, SCORE_PROMINENCE, true},
        {"a", 'a', SCORE_LETTER, true},
        {"nbsp", 0xA0, SCORE_KIND, false},
        {"fac*", 0x1F431, SCORE_PREFIXES, false},
        {"face|sign", 0x1F431, SCORE_COMMON, false},
        {"chess", 0x2658, SCORE_EXTRAS, false},
        {"knight horse", 0x2658, SCORE_MISSING, false},
        {"face cat", 0x1F431, SCORE_ORDER, false},
        {"cat face", 0x1F431, SCORE_EXACT, true},
        {"heart", 0x2764, SCORE_AGREEMENT, true},
        {"cats", 0x1F431, SCORE_FORMS, false},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct score_parts parts =
            parts_of(index, cases[i].query, document_of(index, cases[i].code_point));
        int32_t points = parts.points[cases[i].part];

        if (cases[i].good ? points <= 0 : points >= 0)
            fail_msg("%s: %s is %d", cases[i].query, score_part_name(cases[i].part), (int)points);
    }
}

static void every_part_has_its_name(void **state)
{
    (void)state;
    for (enum score_part a = 0; a < SCORE_PARTS; a++)
        for (enum score_part b = 0; b < a; b++)
            assert_string_not_equal(score_part_name(a), score_part_name(b));
}

/* Of a character with many keywords, only texts with words of the query are compared: the others take a
 * step each. */
static void texts_without_the_words_take_a_step(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "keyword:banknote", SCOPE_ALL, NULL);
    uint32_t document = document_of(index, '$');
    struct text_range texts = charindex_texts(index, document);
    struct budget budget = BUDGET_INIT;
    struct scorer scorer;

    assert_true(texts.end - texts.first >= 16);
    scorer_init(&scorer, index, plan);
    (void)score_document(&scorer, document, &budget);
    /* Each comparison would take 25 steps or more. */
    assert_true(budget_spent(&budget, BUDGET_RANK) < 8 * (int64_t)(texts.end - texts.first));
    free(plan);
}

/* A woman is named Frau in German; the female sign has it as a keyword only, but is better known. */
static void a_name_in_the_preferred_language_is_a_name(void **state)
{
    const struct charindex *index = *state;
    const struct search_options options = {.scope = SCOPE_ALL, .preferred.first.bits = {1}};
    struct budget budget = BUDGET_INIT;
    struct scorer scorer;
    struct query query;
    struct plan *plan;

    if (charindex_sources(index)->language_count != 2)
        skip();
    parse_good(&query, "Frau");
    plan = plan_new(index, &query, &options);
    assert_non_null(plan);
    scorer_init(&scorer, index, plan);
    assert_true(score_document(&scorer, document_of(index, 0x1F469), &budget) >
                score_document(&scorer, document_of(index, 0x2640), &budget));
    free(plan);
}

/* SNAIL is the name of one character; the other, which is better known, has it as an alias only. */
static void a_name_is_better_than_an_alias(void **state)
{
    static const struct {
        const char *query;
        uint32_t name, alias;
    } pairs[] = {{"snails", 0x1F40C, '@'}, {"hooks", 0x1FA9D, 0xAC}};
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct plan *plan = plan_of(index, pairs[i].query, SCOPE_ALL, NULL);
        struct budget budget = BUDGET_INIT;
        struct scorer scorer;

        scorer_init(&scorer, index, plan);
        if (score_document(&scorer, document_of(index, pairs[i].name), &budget) <=
            score_document(&scorer, document_of(index, pairs[i].alias), &budget))
            fail_msg("%s", pairs[i].query);
        free(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_query_is_nearer_than_another),
        cmocka_unit_test(one_character_is_nearer_than_another),
        cmocka_unit_test(a_very_long_query_is_scored_too),
        cmocka_unit_test(one_document_is_bounded),
        cmocka_unit_test(an_unfinished_document_is_last),
        cmocka_unit_test(the_parts_make_the_score),
        cmocka_unit_test(each_rule_is_a_part),
        cmocka_unit_test(every_part_has_its_name),
        cmocka_unit_test(texts_without_the_words_take_a_step),
        cmocka_unit_test(a_name_in_the_preferred_language_is_a_name),
        cmocka_unit_test(a_name_is_better_than_an_alias),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
