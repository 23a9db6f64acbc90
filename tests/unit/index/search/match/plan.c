/*
 * How the scope, the fields and the languages change a plan; and all values of properties in the
 * index.
 */

#include "index/search/match/plan.h"

#include "tests/unit/index/search/world.h"

static struct plan_fields fields_of(const struct charindex *index, const char *text,
                                    enum search_scope scope, const char *languages)
{
    struct languages set = {.bits = {0}};
    struct plan_fields fields;
    struct slice bad;
    struct plan *plan;

    assert_true(languages_parse(index, languages, strlen(languages), &set, &bad));
    plan = plan_of(index, text, scope, &set);
    assert_int_equal(plan->clause_count, 1);
    fields = plan->clauses[0].fields;
    free(plan);
    return fields;
}

/* German is language 0, English language 1. */
static void assert_fields(const struct charindex *index, const char *text, enum search_scope scope,
                          const char *languages, uint64_t expected)
{
    struct plan_fields fields = fields_of(index, text, scope, languages);

    if (fields.bits[0] != expected)
        fail_msg("\"%s\" in scope %s, \"%s\": %llx", text, search_scope_name(scope), languages,
                 (unsigned long long)fields.bits[0]);
    for (size_t i = 1; i < COUNT(fields.bits); i++)
        assert_int_equal(fields.bits[i], 0);
}

static void test_fields(void **state)
{
    enum {
        NAME = 1 << FIELD_NAME,
        SEQUENCE = 1 << FIELD_SEQUENCE,
        ALIAS = 1 << FIELD_ALIAS,
        DEFINITION = 1 << FIELD_DEFINITION,
        GERMAN = 1 << FIELD_KEYWORD,
        ENGLISH = 1 << (FIELD_KEYWORD + 1),
    };

    assert_fields(*state, "cat", SCOPE_NAME, "all", NAME);
    assert_fields(*state, "cat*", SCOPE_NAME, "all", NAME);
    assert_fields(*state, "\"cat face\"", SCOPE_NAME, "all", NAME);
    assert_fields(*state, "name:cat", SCOPE_NAME, "all", NAME);
    assert_fields(*state, "alias:cat", SCOPE_NAME, "all", ALIAS);
    assert_fields(*state, "definition:cat", SCOPE_NAME, "all", DEFINITION);
    assert_fields(*state, "keyword:cat", SCOPE_NAME, "all", GERMAN | ENGLISH);
    assert_fields(*state, "keyword:cat", SCOPE_NAME, "de", GERMAN);
    assert_fields(*state, "cat", SCOPE_ALL, "all",
                  NAME | SEQUENCE | ALIAS | DEFINITION | GERMAN | ENGLISH);
    assert_fields(*state, "cat", SCOPE_ALL, "",
                  NAME | SEQUENCE | ALIAS | DEFINITION | GERMAN | ENGLISH);
    assert_fields(*state, "cat", SCOPE_ALL, "en", NAME | SEQUENCE | ALIAS | DEFINITION | ENGLISH);
    assert_fields(*state, "cat*", SCOPE_ALL, "de", NAME | SEQUENCE | ALIAS | DEFINITION | GERMAN);
    assert_fields(*state, "name:cat", SCOPE_ALL, "de", NAME | SEQUENCE);
    assert_fields(*state, "alias:cat*", SCOPE_ALL, "de", ALIAS);
    assert_fields(*state, "keyword:\"cat face\"", SCOPE_ALL, "en,de", GERMAN | ENGLISH);
    assert_fields(*state, "definition:cat", SCOPE_ALL, "en", DEFINITION);
}

static struct plan_word word_of(const struct charindex *index, const char *text,
                                enum search_scope scope)
{
    struct plan *plan = plan_of(index, text, scope, NULL);
    struct plan_word word = plan->words[0];

    free(plan);
    return word;
}

static bool has_prefixed(struct plan_word word)
{
    return word.prefixed.first < word.prefixed.end;
}

static void test_words_and_their_prefixes(void **state)
{
    struct plan_word word = word_of(*state, "CAT", SCOPE_NAME), same;

    assert_true(word.term < charindex_terms(*state));
    assert_memory_equal(charindex_term_text(*state, word.term).bytes, "cat", 3);
    assert_false(has_prefixed(word));
    same = word_of(*state, "cat", SCOPE_ALL);
    assert_int_equal(same.term, word.term);
    assert_int_equal(same.prefixed.first, word.term); /* the term itself comes first */
    assert_true(same.prefixed.end > word.term + 1);

    word = word_of(*state, "cat*", SCOPE_NAME);
    assert_int_equal(word.term, PLAN_NO_TERM);
    assert_int_equal(word.prefixed.first, same.prefixed.first);
    assert_int_equal(word.prefixed.end, same.prefixed.end);

    assert_false(has_prefixed(word_of(*state, "c", SCOPE_ALL))); /* one letter is not a prefix */
    assert_true(has_prefixed(word_of(*state, "c*", SCOPE_ALL)));
    assert_false(has_prefixed(word_of(*state, "\xCF\x80", SCOPE_ALL))); /* in letters, not bytes */
    assert_false(has_prefixed(word_of(*state, "\"cat\"", SCOPE_ALL)));
    assert_false(has_prefixed(word_of(*state, "\"cat face\"", SCOPE_ALL)));

    word = word_of(*state, "xyzzyplugh", SCOPE_ALL);
    assert_int_equal(word.term, PLAN_NO_TERM);
    assert_false(has_prefixed(word));
    assert_false(has_prefixed(word_of(*state, "xyzzyplugh*", SCOPE_NAME)));
}

static void test_words_longer_than_any_term(void **state)
{
    char text[QUERY_MAX_SIZE + 1];
    struct plan_word word;

    memset(text, 'a', sizeof text);
    text[QUERY_MAX_SIZE] = '\0';
    word = word_of(*state, text, SCOPE_ALL);
    assert_int_equal(word.term, PLAN_NO_TERM);
    assert_false(has_prefixed(word));
    text[QUERY_MAX_SIZE - 1] = '*';
    assert_false(has_prefixed(word_of(*state, text, SCOPE_NAME)));
}

static void test_letters(void **state)
{
    assert_int_equal(word_of(*state, "\xCF\x80", SCOPE_NAME).letter, 0x3C0);
    assert_int_equal(word_of(*state, "\xCF\x80", SCOPE_ALL).letter, 0x3C0);
    assert_int_equal(word_of(*state, "a", SCOPE_NAME).letter, -1);
    assert_int_equal(word_of(*state, "A", SCOPE_ALL).letter, 'A'); /* as it was sent */
    assert_int_equal(word_of(*state, "a", SCOPE_ALL).letter, 'a');
    assert_int_equal(word_of(*state, "_", SCOPE_NAME).letter, -1);
    assert_int_equal(word_of(*state, "_", SCOPE_ALL).letter, '_');
    assert_int_equal(word_of(*state, "AB", SCOPE_ALL).letter, -1);
    assert_int_equal(word_of(*state, "name:a", SCOPE_ALL).letter, -1);
    assert_int_equal(word_of(*state, "\xC5\xBF", SCOPE_NAME).letter, -1); /* a long s is an s */
    assert_int_equal(word_of(*state, "\xC5\xBF", SCOPE_ALL).letter, 0x17F);
    assert_int_equal(word_of(*state, "\xE2\x84\xAA", SCOPE_NAME).letter, -1); /* nor KELVIN */
    assert_int_equal(word_of(*state, "\xE2\x84\xAA", SCOPE_ALL).letter, 0x212A);
    assert_int_equal(word_of(*state, "\xE2\x84\xA6", SCOPE_NAME).letter, 0x2126);
    assert_int_equal(word_of(*state, "name:\xCF\x80", SCOPE_NAME).letter, -1);
    assert_int_equal(word_of(*state, "\xCF\x80*", SCOPE_ALL).letter, -1);
}

/* A phrase of one word is planned as a word. */
static void test_a_phrase_of_one_word(void **state)
{
    struct plan *plan = plan_of(*state, "\"cat\" \"cat face\"", SCOPE_ALL, NULL);

    assert_int_equal(plan->clauses[0].kind, QUERY_WORD);
    assert_int_equal(plan->clauses[1].kind, QUERY_PHRASE);
    assert_int_equal(plan->clauses[1].count, 2);
    free(plan);
}

static struct plan_clause clause_of(const struct charindex *index, const char *text)
{
    struct plan *plan = plan_of(index, text, SCOPE_NAME, NULL);
    struct plan_clause clause = plan->clauses[0];

    free(plan);
    return clause;
}

static struct plan_clause property_of(const struct charindex *index, const char *property,
                                      struct slice value)
{
    char text[128];

    (void)snprintf(text, sizeof text, "%s\"%.*s\"", property, (int)value.size, value.bytes);
    return clause_of(index, text);
}

/* Every value that the index has is found by its own name, and by nothing else. */
static void test_every_value(void **state)
{
    static const struct {
        enum property property;
        const char *text;
    } properties[] = {
        {PROPERTY_BLOCK, "block:"}, {PROPERTY_SCRIPT, "script:"}, {PROPERTY_CATEGORY, "gc:"},
        {PROPERTY_AGE, "age:"},     {PROPERTY_EMOJI, "emoji:"},
    };

    for (size_t i = 0; i < COUNT(properties); i++) {
        struct value_range values = charindex_values(*state, properties[i].property);

        assert_true(values.first < values.end);
        for (uint32_t value = values.first; value < values.end; value++) {
            struct slice name = charindex_value_name(*state, value);
            struct plan_clause clause = property_of(*state, properties[i].text, name);

            assert_int_equal(clause.property, properties[i].property);
            if (properties[i].property == PROPERTY_CATEGORY) {
                assert_int_equal(clause.values.first, values.first);
                assert_int_equal(clause.categories, 1u << (value - values.first));
            } else if (clause.values.first != value || clause.values.end != value + 1) {
                fail_msg("%.*s is not found", (int)name.size, name.bytes);
            }
        }
    }
}

static void test_versions_are_a_range(void **state)
{
    struct value_range all = charindex_values(*state, PROPERTY_AGE), first, last;

    assert_int_equal(clause_of(*state, "age:>=1.0").values.first, all.first);
    assert_int_equal(clause_of(*state, "age:>=1.0").values.end, all.end);
    first = clause_of(*state, "age:<10.0").values;
    last = clause_of(*state, "age:>=10.0").values;
    assert_int_equal(first.first, all.first);
    assert_int_equal(first.end, last.first);
    assert_int_equal(last.end, all.end);
    assert_true(first.first < first.end && last.first < last.end);
    assert_true(clause_of(*state, "age:<=3.0").values.end == /* 3.0 among them */
                clause_of(*state, "age:>3.0").values.first);
}

static void test_groups_of_categories(void **state)
{
    assert_int_equal(__builtin_popcount(clause_of(*state, "gc:L").categories), 5);
    assert_int_equal(__builtin_popcount(clause_of(*state, "gc:LC").categories), 3);
    assert_int_equal(__builtin_popcount(clause_of(*state, "gc:Zs").categories), 1);
}

static void test_an_empty_plan(void **state)
{
    struct plan *plan = plan_of(*state, " , ", SCOPE_ALL, NULL);

    assert_int_equal(plan->clause_count, 0);
    assert_int_equal(plan->group_count, 0);
    free(plan);
}

/* The words of a repeat stay: a text may have a word twice. */
static void test_repeats_are_planned_once(void **state)
{
    struct plan *plan = plan_of(*state, "cat|dog|cat -x cat|dog dog dog", SCOPE_ALL, NULL);

    assert_int_equal(plan->clause_count, 4);
    assert_int_equal(plan->group_count, 3);
    assert_int_equal(plan->word_count, 8);
    assert_int_equal(plan->clauses[3].group, 2);
    assert_int_equal(plan->clauses[3].first, 6);
    assert_memory_equal(&plan->words[2], &plan->words[0], sizeof *plan->words);
    assert_memory_equal(&plan->words[7], &plan->words[1], sizeof *plan->words);
    free(plan);
}

static void test_a_parallel_plan_has_the_repeats(void **state)
{
    const struct search_options options = {.scope = SCOPE_ALL};
    struct query query;
    struct plan *plan;

    parse_good(&query, "cat|dog|cat cat");
    plan = plan_parallel(*state, &query, &options);
    assert_non_null(plan);
    assert_int_equal(plan->clause_count, 4);
    assert_int_equal(plan->group_count, 2);
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_words_and_their_prefixes),
        cmocka_unit_test(test_words_longer_than_any_term),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_a_phrase_of_one_word),
        cmocka_unit_test(test_every_value),
        cmocka_unit_test(test_versions_are_a_range),
        cmocka_unit_test(test_groups_of_categories),
        cmocka_unit_test(test_an_empty_plan),
        cmocka_unit_test(test_repeats_are_planned_once),
        cmocka_unit_test(test_a_parallel_plan_has_the_repeats),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
