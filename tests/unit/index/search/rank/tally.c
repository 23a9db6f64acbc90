/*
 * Which words of a query are in a text, and where; on the index of the installed sources.
 */

#include "index/search/rank/tally.h"

#include "tests/unit/index/search/world.h"

/* The query in the name of the character. */
static struct tally tally_name(const struct charindex *index, const char *query,
                               uint32_t code_point)
{
    const struct word_list words = charindex_name_words(index, document_of(index, code_point));
    const struct candidate name = {
        .field = FIELD_NAME, .words = words, .may_match = (UINT64_C(1) << words.count) - 1};
    struct plan *plan = plan_of(index, query, SCOPE_ALL, NULL);
    struct tally tally;

    memset(&tally, 0xA5, sizeof tally);
    tally_text(index, plan, &name, &tally);
    free(plan);
    return tally;
}

/* U+1F63A is SMILING CAT FACE WITH OPEN MOUTH. */
static void words_are_found_where_they_are(void **state)
{
    static const struct {
        const char *query;
        uint64_t groups, positions;
        bool prefixes, in_order;
    } cases[] = {
        {"cat", 1, 2, false, true},          {"cat face", 3, 6, false, true},
        {"face cat", 3, 6, false, false},    {"cat dog face", 5, 6, false, true},
        {"\"cat face\"", 1, 6, false, true}, {"\"face cat\"", 0, 0, false, true},
        {"mou*", 1, 32, true, true},         {"smil", 1, 1, true, true},
        {"dog|mouth", 1, 32, false, true},   {"dog", 0, 0, false, true},
        {"mouth -cat", 1, 32, false, true}, /* what is excluded is not counter_value */
        {"keyword:cat", 0, 0, false, true}, /* nor what is asked of another field */
        {"U+1F63A", 0, 0, false, true},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tally tally = tally_name(index, cases[i].query, 0x1F63A);

        if (tally.groups != cases[i].groups || tally.positions != cases[i].positions ||
            (tally.prefixes > 0) != cases[i].prefixes ||
            tally_in_order(&tally) != cases[i].in_order)
            fail_msg("%s: groups %llx, positions %llx, prefixes %u", cases[i].query,
                     (unsigned long long)tally.groups, (unsigned long long)tally.positions,
                     tally.prefixes);
    }
}

static void another_form_is_found(void **state)
{
    const struct charindex *index = *state;
    struct tally tally = tally_name(index, "cats smiles", 0x1F63A);

    assert_int_equal(tally.groups, 3);
    assert_int_equal(tally.positions, 3);
    assert_int_equal(tally.prefixes, 0);
    assert_true(tally.forms > 0);
    assert_int_equal(tally_name(index, "cat", 0x1F63A).forms, 0);
    assert_int_equal(tally_name(index, "\"cats\"", 0x1F63A).groups, 0);
    assert_int_equal(tally_name(index, "cats*", 0x1F63A).groups, 0);
    /* A longer word that is a form costs as a form. */
    assert_int_equal(tally_name(index, "smile", 0x1F63A).prefixes, 0);
}

static void an_alternative_has_a_cost(void **state)
{
    const struct charindex *index = *state;

    assert_int_equal(tally_name(index, "cat", 0x1F63A).common, 0);
    assert_true(tally_name(index, "cat|dog", 0x1F63A).common > 0);
}

static void a_long_text_is_cut(void **state)
{
    const struct word_list words = {.terms_le = NULL, .count = 1000};

    (void)state;
    assert_int_equal(tally_compared(&words), TALLY_WORDS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_where_they_are),
        cmocka_unit_test(another_form_is_found),
        cmocka_unit_test(an_alternative_has_a_cost),
        cmocka_unit_test(a_long_text_is_cut),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
