/*
 * Which words pass, on the index of the installed sources: no word that matches one of a query may be
 * held back.
 */

#include "index/search/rank/sieve.h"

#include "tests/unit/index/search/world.h"

static struct sieve sieve_of(const struct charindex *index, const char *query)
{
    struct plan *plan = plan_of(index, query, SCOPE_ALL, NULL);
    struct sieve sieve;

    memset(&sieve, 0xA5, sizeof sieve);
    sieve_init(&sieve, index, plan);
    free(plan);
    return sieve;
}

static bool passes(const struct charindex *index, const struct sieve *sieve, uint32_t code_point)
{
    struct word_list words = charindex_name_words(index, document_of(index, code_point));

    return sieve_words(sieve, &words) != 0;
}

/* U+1F63A is SMILING CAT FACE WITH OPEN MOUTH. */
static void names_pass_by_their_words(void **state)
{
    static const struct {
        const char *query;
        bool passes;
    } cases[] = {
        {"cat", true},          {"smi", true},           {"mouths", true},   {"dog mouth", true},
        {"dog", false},         {"dog cat*", true},      {"\"cat\"", true},  {"\"face cat\"", true},
        {"\"dog cat\"", false}, {"-cat dog", false},     {"zzzz", false},    {"U+1F63A", false},
        {"cats dogs", true},    {"block:arrows", false}, {"dog|open", true},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct sieve sieve = sieve_of(index, cases[i].query);

        if (passes(index, &sieve, 0x1F63A) != cases[i].passes)
            fail_msg("%s", cases[i].query);
    }
}

/* Of the six words of a name, those that the query has. */
static void each_word_has_its_bit(void **state)
{
    const struct charindex *index = *state;
    const struct sieve sieve = sieve_of(index, "mouth cats");
    struct word_list words = charindex_name_words(index, document_of(index, 0x1F63A));

    assert_int_equal(sieve_words(&sieve, &words), 1u << 1 | 1u << 5);
}

/* Every term that may match has the bit of its neighbours, whatever the number of terms. */
static void all_terms_of_a_prefix_pass(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "s", SCOPE_ALL, NULL);
    struct term_range terms = plan->words[0].prefixed;
    struct sieve sieve;

    sieve_init(&sieve, index, plan);
    for (uint32_t term = 0; term < charindex_terms(index); term++)
        if (term >= terms.first && term < terms.end)
            assert_true(sieve_has(&sieve, term));
    assert_false(sieve_has(&sieve, 0));
    free(plan);
}

/* Whatever is found in all names by comparing them in full must pass. */
static void no_hit_is_held_back(void **state)
{
    static const char *const queries[] = {"cat",
                                          "si",
                                          "arrows left",
                                          "latin small letter",
                                          "\"small letter\"",
                                          "mice*",
                                          "white heart|star"};
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct plan *plan = plan_of(index, queries[i], SCOPE_ALL, NULL);
        struct sieve sieve;

        sieve_init(&sieve, index, plan);
        for (uint32_t document = 0; document < charindex_first_sequence(index); document += 7) {
            struct candidate name = {.field = FIELD_NAME,
                                     .words = charindex_name_words(index, document)};
            uint64_t passing = sieve_words(&sieve, &name.words);
            struct tally all, passed;

            name.may_match = (UINT64_C(1) << tally_compared(&name.words)) - 1;
            tally_text(index, plan, &name, &all);
            name.may_match = passing;
            tally_text(index, plan, &name, &passed);
            if (all.groups != passed.groups || all.positions != passed.positions)
                fail_msg("%s: document %u", queries[i], (unsigned)document);
        }
        free(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_pass_by_their_words),
        cmocka_unit_test(each_word_has_its_bit),
        cmocka_unit_test(all_terms_of_a_prefix_pass),
        cmocka_unit_test(no_hit_is_held_back),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
