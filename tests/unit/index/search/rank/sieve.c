/*
 * Which texts pass, on the index of the installed sources: no text that has a word of a query may be
 * held back.
 */

#include "index/search/rank/sieve.h"

#include "tests/unit/index/search/world.h"

static struct sieve sieve_of(const struct charindex *index, const char *query)
{
    struct plan *plan = plan_of(index, query, SCOPE_ALL, NULL);
    struct sieve sieve;

    memset(&sieve, 0xA5, sizeof sieve);
    sieve_init(&sieve, plan);
    free(plan);
    return sieve;
}

static bool passes(const struct charindex *index, const struct sieve *sieve, uint32_t code_point)
{
    struct word_list words = charindex_name_words(index, document_of(index, code_point));

    return sieve_passes(sieve, &words);
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

static void a_query_with_too_many_words_passes_all(void **state)
{
    const struct charindex *index = *state;
    const struct sieve sieve = sieve_of(index, "dog snow ball tree house line dot bar ring wave");

    assert_in_range(sieve.count, 1, SIEVE_RANGES);
    assert_true(passes(index, &sieve, 0x1F63A));
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

        sieve_init(&sieve, plan);
        for (uint32_t document = 0; document < charindex_first_sequence(index); document += 7) {
            struct candidate name = {.field = FIELD_NAME,
                                     .words = charindex_name_words(index, document)};
            struct tally tally;

            tally_text(index, plan, &name, &tally);
            if (tally.groups != 0 && !sieve_passes(&sieve, &name.words))
                fail_msg("%s: document %u", queries[i], (unsigned)document);
        }
        free(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_pass_by_their_words),
        cmocka_unit_test(a_query_with_too_many_words_passes_all),
        cmocka_unit_test(no_hit_is_held_back),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
