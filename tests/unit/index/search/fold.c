/*
 * Folding against its definition, over random sets; and the hands, runners and flags that people
 * look for.
 */

#include "index/search/fold.h"

#include "index/file/bitmap.h"
#include "tests/unit/index/search/world.h"

enum { ROUNDS = 10 };

static struct postings fold(const struct charindex *index, const char *text,
                            const struct postings *set, struct posting_run **owned)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct postings folded;

    assert_int_equal(fold_variants(index, plan, set, &folded, owned), 0);
    free(plan);
    stack_trample();
    if (*owned)
        assert_ptr_equal(folded.runs, *owned);
    else
        assert_ptr_equal(folded.runs, set->runs);
    assert_runs(index, &folded);
    return folded;
}

/* The text's result, folded. */
static struct postings find(const struct charindex *index, const char *text,
                            struct posting_run **owned)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct posting_run *runs;
    struct postings set, folded;
    uint32_t clause;
    struct budget budget = BUDGET_INIT;

    assert_int_equal(evaluate(index, plan, &budget, &set, &runs, &clause), EVALUATE_OK);
    assert_int_equal(fold_variants(index, plan, &set, &folded, owned), 0);
    free(plan);
    if (!*owned)
        *owned = runs;
    else
        free(runs);
    return folded;
}

/* Random sequences and some of their bases, as a set. */
static struct postings random_set(const struct charindex *index, uint64_t *seed,
                                  struct posting_run **owned)
{
    uint32_t documents = charindex_documents(index), first = charindex_first_sequence(index);
    struct bitmap bitmap = {.words = calloc(bitmap_words(documents), sizeof(uint64_t)),
                            .size = documents};
    uint32_t share = 1 + random_below(seed, 6);
    struct postings set;

    assert_non_null(bitmap.words);
    for (uint32_t i = first; i < documents; i++) {
        uint32_t base = charindex_base(index, i);

        if (random_below(seed, 6) < share)
            bitmap_put(&bitmap, i, i + 1, true);
        if (random_below(seed, 6) == 0)
            bitmap_put(&bitmap, base, base + 1, true);
    }
    bitmap_put(&bitmap, 1000, 1100, true);
    *owned = malloc(bitmap_runs(&bitmap) * sizeof **owned);
    assert_non_null(*owned);
    bitmap_encode(&bitmap, *owned, &set);
    free(bitmap.words);
    return set;
}

/* Hidden are those whose base is there, and those that have an elder sister there. */
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
        struct posting_run *runs, *owned;
        struct postings set = random_set(index, &seed, &runs);
        struct postings folded = fold(index, "-xyzzyplugh", &set, &owned);
        uint32_t total = 0;

        for (uint32_t i = 0; i < charindex_documents(index); i++) {
            bool shown =
                i < charindex_first_sequence(index) ? set_has(&set, i) : is_shown(index, &set, i);

            assert_int_equal(set_has(&folded, i), shown);
            total += shown;
        }
        assert_int_equal(total, folded.total);
        free(runs);
        free(owned);
    }
}

/* Whatever is not about sequences is not even copied. */
static void test_characters_are_variants_of_nothing(void **state)
{
    struct posting_run run = posting_run(0, 0), *owned;
    struct postings characters = {
        .runs = &run, .count = 1, .total = charindex_first_sequence(*state)};
    struct postings nothing = {.runs = NULL};

    assert_int_equal(fold(*state, "a", &characters, &owned).total, characters.total);
    assert_null(owned);
    assert_int_equal(fold(*state, "a", &nothing, &owned).total, 0);
    assert_null(owned);
}

static void test_a_base_stands_for_its_variants(void **state)
{
    const struct charindex *index = *state;
    uint32_t wave = document_of(index, 0x1F44B), dark, medium;
    struct posting_run *owned;
    struct postings found;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    medium = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD");
    dark = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBF");
    assert_int_equal(charindex_base(index, medium), wave);
    found = find(index, "waving hand", &owned);
    assert_true(set_has(&found, wave));
    assert_false(set_has(&found, medium));
    assert_false(set_has(&found, dark));
    free(owned);

    found = find(index, "waving hand skin", &owned); /* the base has no such word */
    assert_false(set_has(&found, wave));
    assert_int_equal(found.total, 1);
    free(owned);
}

/* Who writes a variant's whole name means that one. */
static void test_an_exact_name_takes_the_place(void **state)
{
    const struct charindex *index = *state;
    uint32_t medium;
    struct posting_run *owned;
    struct postings found;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    medium = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD");
    found = find(index, "waving hand: medium skin tone", &owned);
    assert_true(set_has(&found, medium));
    assert_int_equal(found.total, 1); /* neither medium-light nor medium-dark */
    free(owned);
    found = find(index, "waving medium hand skin tone", &owned); /* not its name */
    assert_int_equal(found.total, 1);
    assert_false(set_has(&found, medium));
    free(owned);
    found = find(index, "waving hand medium skin -tone|dark", &owned);
    assert_false(set_has(&found, medium));
    free(owned);
}

/* Even where the base itself is in the result: then it gives way. */
static void test_the_base_gives_way_to_an_exact_name(void **state)
{
    const struct charindex *index = *state;
    uint32_t wave = document_of(index, 0x1F44B), medium;
    struct posting_run runs[2] = {posting_run(wave, 0), posting_run(0, 1)}, *owned;
    struct postings set = {.runs = runs, .count = 2, .total = 2}, folded;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    medium = sequence_of(index, "\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD");
    runs[1] = posting_run(medium, 1);
    folded = fold(index, "waving hand medium skin tone", &set, &owned);
    assert_int_equal(folded.total, 1);
    assert_true(set_has(&folded, medium));
    free(owned);
    folded = fold(index, "waving hand", &set, &owned);
    assert_int_equal(folded.total, 1);
    assert_true(set_has(&folded, wave));
    free(owned);
}

static void test_flags_are_variants_of_nothing(void **state)
{
    const struct charindex *index = *state;
    struct posting_run *owned;
    struct postings found;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    found = find(index, "flag switzerland|sweden", &owned);
    assert_true(set_has(&found, sequence_of(index, "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD")));
    assert_true(set_has(&found, sequence_of(index, "\xF0\x9F\x87\xB8\xF0\x9F\x87\xAA")));
    free(owned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_sets),
        cmocka_unit_test(test_characters_are_variants_of_nothing),
        cmocka_unit_test(test_a_base_stands_for_its_variants),
        cmocka_unit_test(test_an_exact_name_takes_the_place),
        cmocka_unit_test(test_the_base_gives_way_to_an_exact_name),
        cmocka_unit_test(test_flags_are_variants_of_nothing),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
