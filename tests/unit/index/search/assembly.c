/*
 * The order of a result, for every combination of what may have been found.
 */

#include "index/search/assembly.h"

#include "tests/unit/index/search/world.h"

struct fixture {
    struct budget budget;
    struct findings findings;
    struct assembly assembly;
};

static void make(const struct charindex *index, const struct search_options *options,
                 const char *text, struct fixture *fixture)
{
    const struct hits_request request = {index, options, &fixture->budget};
    struct query_error error;

    fixture->budget = (struct budget)BUDGET_INIT;
    memset(&fixture->assembly, 0xA5, sizeof fixture->assembly);
    assert_int_equal(findings_gather(&request, slice_of(text), &fixture->findings, &error), 0);
    assert_int_equal(assembly_make(&request, &fixture->findings, &fixture->assembly), 0);
    findings_release(&fixture->findings);
    stack_trample();
}

static void release(struct fixture *fixture)
{
    posting_set_release(&fixture->assembly.result);
    parts_free(fixture->assembly.parts);
    free(fixture->assembly.plan);
}

static const struct search_options ranked = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
static const struct search_options book = {.scope = SCOPE_NAME};

static uint32_t first(const struct fixture *fixture)
{
    return posting_first(&fixture->assembly.result.postings, 0);
}

static void test_words_alone_have_no_parts(void **state)
{
    struct fixture fixture;

    make(*state, &ranked, "snowman without snow", &fixture);
    assert_null(fixture.assembly.parts);
    assert_non_null(fixture.assembly.plan);
    assert_int_equal(first(&fixture), document_of(*state, 0x26C4));
    release(&fixture);
}

/* A correction that is likelier than the words stands before them, and after exact readings. */
static void test_likelier_words_stand_first(void **state)
{
    struct fixture fixture;

    make(*state, &ranked, "infinty", &fixture);
    assert_non_null(fixture.assembly.parts);
    assert_int_equal(fixture.assembly.parts->list[0].kind, PART_WIDER);
    assert_int_equal(first(&fixture), document_of(*state, 0x221E));
    assert_true(set_has(&fixture.assembly.result.postings, document_of(*state, 0x29DD)));
    release(&fixture);
    make(*state, &ranked, "gama", &fixture); /* a reading of ideographs */
    assert_int_equal(fixture.assembly.parts->list[0].kind, PART_READING);
    assert_int_equal(fixture.assembly.parts->list[1].kind, PART_WIDER);
    release(&fixture);
}

/* Plans are kept only where rows are ranked or explained by them. */
static void test_scope_name_by_code_point_needs_no_plan(void **state)
{
    static const struct search_options explained = {.scope = SCOPE_NAME, .explain = true};
    struct fixture fixture;

    make(*state, &book, "snowman", &fixture);
    assert_null(fixture.assembly.plan);
    assert_int_equal(fixture.assembly.result.postings.total, 3);
    release(&fixture);
    make(*state, &explained, "snowman", &fixture);
    assert_non_null(fixture.assembly.plan);
    release(&fixture);
}

/* Marked notation comes first, and other readings after exact hits. */
static void test_readings_stand_in_their_places(void **state)
{
    struct fixture fixture;
    const struct parts *parts;

    make(*state, &ranked, "\\to", &fixture);
    parts = fixture.assembly.parts;
    assert_non_null(parts);
    assert_int_equal(parts->list[0].kind, PART_READING);
    assert_int_equal(first(&fixture), document_of(*state, 0x2192));
    release(&fixture);

    make(*state, &ranked, "face", &fixture); /* U+FACE is an ideograph */
    parts = fixture.assembly.parts;
    assert_non_null(parts);
    assert_int_equal(parts->list[0].kind, PART_WORDS);
    assert_int_equal(parts->list[1].kind, PART_READING);
    assert_true(set_has(&parts->list[1].set.postings, document_of(*state, 0xFACE)));
    release(&fixture);
}

/* A syllable is the name of letters in many scripts. The first ideographs with that sound stand before those, but
 * after hits that are well known. */
static void test_spellings_stand_among_exact_hits(void **state)
{
    const struct charindex *index = *state;
    const struct search_options by_code_point = {.scope = SCOPE_ALL};
    struct fixture fixture;

    if (!world_has(index, SOURCE_UNIHAN))
        skip();
    make(index, &ranked, "zuo", &fixture); /* YI SYLLABLE ZUO, U+A299 */
    assert_int_equal(first(&fixture), document_of(index, 0x4F5C));
    assert_int_equal(fixture.assembly.parts->list[0].kind, PART_WORDS);
    assert_true(set_has(&fixture.assembly.parts->list[0].set.postings, document_of(index, 0xA299)));
    release(&fixture);
    make(index, &ranked, "pi", &fixture);
    assert_int_equal(first(&fixture), document_of(index, 0x3C0));
    release(&fixture);
    make(index, &by_code_point, "zuo", &fixture);
    assert_true(set_has(&fixture.assembly.result.postings, document_of(index, 0x4F5C)));
    release(&fixture);
}

/* The meanings of an ideograph are a list, the most usual one first, and people write some ideographs far more
 * often than others. */
static void test_ideographs_are_ranked_by_use(void **state)
{
    static const struct {
        const char *query;
        uint32_t code_point;
    } firsts[] = {
        {"script:Han definition:water", 0x6C34},
        {"script:Han definition:fire", 0x706B},
        {"script:Han definition:not", 0x4E0D},
    };

    if (!world_has(*state, SOURCE_UNIHAN))
        skip();
    for (size_t i = 0; i < COUNT(firsts); i++) {
        struct fixture fixture;

        make(*state, &ranked, firsts[i].query, &fixture);
        if (first(&fixture) != document_of(*state, firsts[i].code_point))
            fail_msg("'%s' does not find U+%04X first", firsts[i].query,
                     (unsigned)firsts[i].code_point);
        release(&fixture);
    }
}

/* Of the words that a reading stands among, those that only definitions have come last. */
static void test_definitions_are_not_exact(void **state)
{
    struct fixture fixture;
    const struct parts *parts;
    uint32_t document = document_of(*state, 0x80DE); /* has "womb, placenta, fetal membrane" */

    make(*state, &ranked, "face", &fixture);
    parts = fixture.assembly.parts;
    assert_non_null(parts);
    assert_false(set_has(&parts->list[0].set.postings, document));
    assert_true(parts->count > 2);
    assert_int_equal(parts->list[2].kind, PART_WORDS);
    release(&fixture);
}

static void test_pasted_text_keeps_its_order(void **state)
{
    struct fixture fixture;

    make(*state, &ranked, "\xE2\x98\x82\xE2\x98\x80", &fixture);
    assert_int_equal(first(&fixture), document_of(*state, 0x2602));
    assert_int_equal(posting_first(&fixture.assembly.result.postings, 1),
                     document_of(*state, 0x2600));
    release(&fixture);
}

/* Hits in other languages are the last part, without a label. */
static void test_foreign_hits_come_last(void **state)
{
    struct fixture fixture;
    const struct parts *parts;
    const struct part *last;
    uint32_t document;

    if (charindex_sources(*state)->language_count != 2)
        skip();
    make(*state, &ranked, "hand", &fixture);
    parts = fixture.assembly.parts;
    assert_non_null(parts);
    assert_int_equal(parts->count, 2);
    last = &parts->list[1];
    assert_int_equal(last->kind, PART_WORDS);
    assert_null(last->label);
    document = posting_first(&last->set.postings, 0);
    assert_true(first(&fixture) != document);
    assert_false(set_has(&parts->list[0].set.postings, document));
    release(&fixture);
}

/* The parts cover the result, and no document is in two of them. */
static void test_parts_cover_the_result(void **state)
{
    static const char *const texts[] = {"face", "1",   "VIII",      ":-)",    "water",
                                        "usa",  "-->", "x\xC2\xB2", "gelbes", "lamdba"};
    static const struct search_options sorted = {.scope = SCOPE_ALL};
    struct fixture fixture;

    for (size_t i = 0; i < 2 * COUNT(texts); i++) {
        uint32_t covered = 0;

        make(*state, i % 2 ? &ranked : &sorted, texts[i / 2], &fixture);
        for (uint32_t part = 0; fixture.assembly.parts && part < fixture.assembly.parts->count;
             part++)
            covered += fixture.assembly.parts->list[part].set.postings.total;
        if (fixture.assembly.parts)
            assert_int_equal(covered, fixture.assembly.result.postings.total);
        if (!(i % 2))
            assert_runs(*state, &fixture.assembly.result.postings);
        release(&fixture);
    }
}

/* What was not taken is still the findings'. */
static void test_without_words_there_is_no_plan(void **state)
{
    struct fixture fixture;

    make(*state, &ranked, "\\xi", &fixture);
    assert_non_null(fixture.assembly.parts);
    assert_int_equal(first(&fixture), document_of(*state, 0x3BE));
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_alone_have_no_parts),
        cmocka_unit_test(test_likelier_words_stand_first),
        cmocka_unit_test(test_scope_name_by_code_point_needs_no_plan),
        cmocka_unit_test(test_readings_stand_in_their_places),
        cmocka_unit_test(test_spellings_stand_among_exact_hits),
        cmocka_unit_test(test_ideographs_are_ranked_by_use),
        cmocka_unit_test(test_definitions_are_not_exact),
        cmocka_unit_test(test_pasted_text_keeps_its_order),
        cmocka_unit_test(test_foreign_hits_come_last),
        cmocka_unit_test(test_parts_cover_the_result),
        cmocka_unit_test(test_without_words_there_is_no_plan),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
