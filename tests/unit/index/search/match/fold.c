/*
 * Folding random sets, compared with its definition; and hands, runners and flags.
 */

#include "index/search/match/fold.h"

#include "index/file/bitmap.h"
#include "tests/unit/index/search/world.h"

enum { ROUNDS = 10 };

/* The set, which may be borrowed, folded. */
static struct posting_set fold(const struct charindex *index, const char *text,
                               const struct postings *set)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct posting_set folded = posting_set_borrow(set);
    struct budget budget = BUDGET_INIT;

    assert_int_equal(fold_variants(index, plan, &budget, &folded), 0);
    free(plan);
    stack_trample();
    if (folded.owned)
        assert_ptr_equal(folded.postings.runs, folded.owned);
    else
        assert_ptr_equal(folded.postings.runs, set->runs);
    assert_runs(index, &folded.postings);
    return folded;
}

/* The text's result, folded. */
static struct posting_set find(const struct charindex *index, const char *text)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct posting_set set;
    uint32_t clause;
    struct budget budget = BUDGET_INIT;

    assert_int_equal(evaluate(index, plan, &budget, &set, &clause), BUDGET_OK);
    assert_int_equal(fold_variants(index, plan, &budget, &set), 0);
    free(plan);
    return set;
}

/* Random sequences and some of their bases, as a set. */
static struct posting_set random_set(const struct charindex *index, uint64_t *seed)
{
    uint32_t documents = charindex_documents(index), first = charindex_first_sequence(index);
    struct bitmap bitmap = {.words = calloc(bitmap_words(documents), sizeof(uint64_t)),
                            .size = documents};
    uint32_t share = 1 + random_below(seed, 6);
    struct posting_set set = {.owned = NULL};

    assert_non_null(bitmap.words);
    for (uint32_t i = first; i < documents; i++) {
        uint32_t base = charindex_base(index, i);

        if (random_below(seed, 6) < share)
            bitmap_put(&bitmap, i, i + 1, true);
        if (random_below(seed, 6) == 0)
            bitmap_put(&bitmap, base, base + 1, true);
    }
    bitmap_put(&bitmap, 1000, 1100, true);
    assert_int_equal(posting_set_assign(&set, &bitmap), 0);
    free(bitmap.words);
    return set;
}

/* Hidden are variants whose base is in the set, and those with an earlier variant in the set. */
static bool is_shown(const struct charindex *index, const struct postings *set, uint32_t document)
{
    uint32_t base = charindex_base(index, document);

    if (!set_has(set, document))
        return false;
    if (base == document)
        return true;
    if (set_has(set, base))
        return false;
    for (uint32_t i = charindex_first_sequence(index); i < document; i++)
        if (charindex_base(index, i) == base && set_has(set, i))
            return false;
    return true;
}

static void test_random_sets(void **state)
{
    const struct charindex *index = *state;
    uint64_t seed = 5;

    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct posting_set set = random_set(index, &seed);
        struct posting_set folded = fold(index, "U+0..U+10FFFF -xyzzyplugh", &set.postings);
        uint32_t total = 0;

        for (uint32_t i = 0; i < charindex_documents(index); i++) {
            bool shown = i < charindex_first_sequence(index) ? set_has(&set.postings, i)
                                                             : is_shown(index, &set.postings, i);

            assert_int_equal(set_has(&folded.postings, i), shown);
            total += shown;
        }
        assert_int_equal(total, folded.postings.total);
        posting_set_release(&set);
        posting_set_release(&folded);
    }
}

/* A result without sequences is not copied. */
static void test_characters_are_not_variants(void **state)
{
    struct posting_run run = posting_run(0, 0);
    struct postings characters = {
        .runs = &run, .count = 1, .total = charindex_first_sequence(*state)};
    struct postings nothing = {.runs = NULL};
    struct posting_set folded = fold(*state, "a", &characters);

    assert_int_equal(folded.postings.total, characters.total);
    assert_null(folded.owned);
    folded = fold(*state, "a", &nothing);
    assert_int_equal(folded.postings.total, 0);
    assert_null(folded.owned);
}

static void test_variants_fold_into_their_base(void **state)
{
    const struct charindex *index = *state;
    uint32_t wave = document_of(index, 0x1F44B), dark, medium;
    struct posting_set found;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    medium = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD");
    dark = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBF");
    assert_int_equal(charindex_base(index, medium), wave);
    found = find(index, "waving hand");
    assert_true(set_has(&found.postings, wave));
    assert_false(set_has(&found.postings, medium));
    assert_false(set_has(&found.postings, dark));
    posting_set_release(&found);

    found = find(index, "waving hand skin"); /* the base has no such word */
    assert_false(set_has(&found.postings, wave));
    assert_int_equal(found.postings.total, 1);
    posting_set_release(&found);
}

/* The full name of a variant selects that variant. */
static void test_an_exact_name_takes_the_row(void **state)
{
    const struct charindex *index = *state;
    uint32_t medium;
    struct posting_set found;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    medium = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD");
    found = find(index, "waving hand: medium skin tone");
    assert_true(set_has(&found.postings, medium));
    assert_int_equal(found.postings.total, 1); /* neither medium-light nor medium-dark */
    posting_set_release(&found);
    found = find(index, "waving medium hand skin tone"); /* not its name */
    assert_int_equal(found.postings.total, 1);
    assert_false(set_has(&found.postings, medium));
    posting_set_release(&found);
    found = find(index, "waving hand medium skin -tone|dark");
    assert_false(set_has(&found.postings, medium));
    posting_set_release(&found);
}

/* The variant also replaces the base. */
static void test_an_exact_name_replaces_the_base(void **state)
{
    const struct charindex *index = *state;
    uint32_t wave = document_of(index, 0x1F44B), medium;
    struct posting_run runs[2] = {posting_run(wave, 0), posting_run(0, 1)};
    struct postings set = {.runs = runs, .count = 2, .total = 2};
    struct posting_set folded;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    medium = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD");
    runs[1] = posting_run(medium, 1);
    folded = fold(index, "waving hand medium skin tone", &set);
    assert_int_equal(folded.postings.total, 1);
    assert_true(set_has(&folded.postings, medium));
    posting_set_release(&folded);
    folded = fold(index, "waving hand", &set);
    assert_int_equal(folded.postings.total, 1);
    assert_true(set_has(&folded.postings, wave));
    posting_set_release(&folded);
}

static void test_flags_are_not_variants(void **state)
{
    const struct charindex *index = *state;
    struct posting_set found;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    found = find(index, "flag switzerland|sweden");
    assert_true(set_has(&found.postings, sequence_of(index, "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD")));
    assert_true(set_has(&found.postings, sequence_of(index, "\xF0\x9F\x87\xB8\xF0\x9F\x87\xAA")));
    posting_set_release(&found);
}

/* Is the policeman in the folded result of the text for somebody who prefers German? */
static bool finds_policeman(const struct charindex *index, const char *text, struct budget *budget)
{
    const struct search_options options = {.scope = SCOPE_ALL, .preferred.first.bits = {1}};
    struct budget enough = BUDGET_INIT;
    struct query query;
    struct posting_set set;
    struct plan *plan;
    uint32_t clause;
    bool found;

    parse_good(&query, text);
    plan = plan_new(index, &query, &options);
    assert_non_null(plan);
    assert_int_equal(evaluate(index, plan, &enough, &set, &clause), BUDGET_OK);
    assert_int_equal(fold_variants(index, plan, budget, &set), 0);
    found = set_has(&set.postings, sequence_of(index, "\U0001F46E\u200D\u2642\uFE0F"));
    assert_true(found || set_has(&set.postings, document_of(index, 0x1F46E)));
    posting_set_release(&set);
    free(plan);
    return found;
}

static void test_a_name_in_a_preferred_language(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT, none = {.left = {0}};

    if (charindex_sources(index)->language_count != 2 || !world_has(index, SOURCE_EMOJI))
        skip();
    assert_true(finds_policeman(index, "Polizist", &budget));
    assert_true(budget_spent(&budget, BUDGET_EVALUATE) > 0);
    assert_false(finds_policeman(index, "Polizei", &budget)); /* is a keyword of both */
    assert_false(finds_policeman(index, "Polizist", &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_sets),
        cmocka_unit_test(test_characters_are_not_variants),
        cmocka_unit_test(test_variants_fold_into_their_base),
        cmocka_unit_test(test_an_exact_name_takes_the_row),
        cmocka_unit_test(test_an_exact_name_replaces_the_base),
        cmocka_unit_test(test_flags_are_not_variants),
        cmocka_unit_test(test_a_name_in_a_preferred_language),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
