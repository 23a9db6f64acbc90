/*
 * What is gathered for a text: words, readings, and other words only if these find too little. The
 * index has German, which is not requested unless a test says so.
 */

#include "index/search/findings.h"

#include <errno.h>

#include "tests/unit/index/search/world.h"

static const struct search_options ranked = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
static const struct search_options names = {.scope = SCOPE_NAME};

static int gather(const struct charindex *index, const struct search_options *options,
                  const char *text, struct findings *findings)
{
    struct budget budget = BUDGET_INIT;
    const struct hits_request request = {index, options, &budget};
    struct query_error error = {.column = 0};
    int r;

    memset(findings, 0xA5, sizeof *findings);
    r = findings_gather(&request, slice_of(text), findings, &error);
    assert_int_equal(r == -EINVAL, error.column > 0);
    return r;
}

static void gather_good(const struct charindex *index, const struct search_options *options,
                        const char *text, struct findings *findings)
{
    if (gather(index, options, text, findings) != 0)
        fail_msg("\"%s\" was refused", text);
}

static uint32_t total(const struct hits *hits)
{
    return hits->set.postings.total;
}

static void test_words_alone(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "cat face", &findings);
    assert_true(total(&findings.words) > 0);
    assert_null(findings.others.hits.plan);
    assert_null(findings.suggestion);
    assert_null(findings.others.text);
    findings_release(&findings);
}

static void test_in_scope_name_there_are_words_only(void **state)
{
    static const char *const texts[] = {":-)", "smyle", "221E", "x\xC2\xB2"};
    struct findings findings;

    for (size_t i = 0; i < COUNT(texts); i++) {
        if (gather(*state, &names, texts[i], &findings) != 0)
            continue; /* not a query */
        assert_false(findings.answered);
        assert_null(findings.others.hits.plan);
        assert_null(findings.suggestion);
        findings_release(&findings);
    }
}

static void test_readings(void **state)
{
    static const char *const texts[] = {"221E", "\\2603", "alt 0151",
                                        "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"};
    struct findings findings;

    for (size_t i = 0; i < COUNT(texts); i++) {
        gather_good(*state, &ranked, texts[i], &findings);
        if (!findings.answered)
            fail_msg("\"%s\" is not read", texts[i]);
        assert_null(findings.suggestion);
        findings_release(&findings);
    }
}

/* A reading may answer a text that is not a query. */
static void test_a_reading_excuses_a_malformed_query(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "\\xi", &findings);
    assert_true(findings.answered);
    findings_release(&findings);
    assert_int_equal(gather(*state, &ranked, "cat U+", &findings), -EINVAL);
    assert_int_equal(gather(*state, &ranked, "block:arows", &findings), -EINVAL);
    assert_int_equal(gather(*state, &ranked, "\xFF", &findings), -EINVAL);
}

/* A pattern that is too expensive does not take the steps of readings. */
static void test_a_reading_excuses_an_expensive_pattern(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "?I", &findings);
    assert_true(findings.answered);
    findings_release(&findings);
    assert_int_equal(gather(*state, &names, "?I", &findings), -EINVAL);
}

/* The query of a reading is run, and its hits are kept. */
static void test_queries_of_readings(void **state)
{
    struct findings findings;
    uint32_t found = 0;

    gather_good(*state, &ranked, ":thumbs_up:", &findings);
    for (uint32_t i = 0; i < findings.answers.query_count; i++)
        found += total(&findings.answers_hits[i]);
    assert_true(findings.answered);
    assert_true(found > 0);
    findings_release(&findings);
}

/* Other words replace words that find nothing, and stand beside weak hits. */
static void test_other_words(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "lamdba", &findings);
    assert_string_equal(findings.suggestion, "lambda");
    assert_null(findings.others.text);
    assert_null(findings.others.hits.plan);
    assert_true(total(&findings.words) > 0);
    findings_release(&findings);

    gather_good(*state, &ranked, "qzxwvkjqzxwvkj", &findings);
    assert_null(findings.suggestion);
    assert_int_equal(total(&findings.words), 0);
    assert_non_null(findings.words.plan);
    findings_release(&findings);
}

/* Letters that are a word do not answer it. */
static void test_other_words_beside_pasted_letters(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "sm\xC3\xBDle", &findings);
    assert_true(findings.answered);
    assert_false(findings.read);
    assert_string_equal(findings.others.text, "smile");
    findings_release(&findings);

    gather_good(*state, &ranked, "\xD0\xBF\xD1\x80\xD0\xB8", &findings); /* not Latin */
    assert_true(findings.read);
    assert_null(findings.others.text);
    findings_release(&findings);
}

/* Words of little-known characters may be slips of better-known ones, which come first unless a character is
 * called exactly so. */
static void test_slips_that_are_words(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "kapa", &findings); /* letters of Coptic */
    assert_string_equal(findings.others.text, "kappa");
    assert_true(findings.others_first);
    findings_release(&findings);

    gather_good(*state, &ranked, "ceres", &findings);
    assert_false(findings.others_first);
    findings_release(&findings);
}

static void test_other_words_beside_weak_hits(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "caming", &findings); /* is near a word of definitions */
    assert_string_equal(findings.others.text, "camping");
    assert_non_null(findings.others.hits.plan);
    assert_string_equal(findings.others.label, "spelling");
    assert_null(findings.suggestion);
    assert_true(total(&findings.words) > 0);
    findings_release(&findings);
}

/* What is little known, and found by a word that is nearly a better-known one, is doubted. */
static void test_corrections_before_obscure_hits(void **state)
{
    static const struct search_options unranked = {.scope = SCOPE_ALL};
    struct findings findings;

    gather_good(*state, &ranked, "infinty", &findings); /* is a form of INFINTIE */
    assert_true(total(&findings.words) > 0);
    assert_true(findings.others_first);
    assert_string_equal(findings.others.text, "infinity");
    findings_release(&findings);
    gather_good(*state, &unranked, "infinty", &findings);
    assert_null(findings.others.text);
    findings_release(&findings);
    gather_good(*state, &ranked, "theat", &findings); /* THEATRE is known as well as THAT */
    assert_null(findings.others.text);
    assert_false(findings.others_first);
    findings_release(&findings);
    gather_good(*state, &ranked, "lambda", &findings);
    assert_null(findings.others.text);
    findings_release(&findings);
}

/* A function word is the beginning of many words. The last one may still be being typed. */
static void test_function_words_are_no_beginnings(void **state)
{
    struct findings findings;

    gather_good(*state, &ranked, "e with an acute accent", &findings); /* AND */
    assert_true(total(&findings.words) > 0);
    assert_true(findings.others_first);
    assert_string_equal(findings.others.text, "e acute accent");
    assert_string_equal(findings.others.label, "fewer words");
    assert_true(set_has(&findings.others.hits.set.postings, document_of(*state, 0xE9)));
    findings_release(&findings);
    gather_good(*state, &ranked, "e acute an", &findings);
    assert_null(findings.others.text);
    findings_release(&findings);
    gather_good(*state, &ranked, "snowman without snow", &findings);
    assert_null(findings.others.text);
    findings_release(&findings);
}

/* Queries of many words are not names: nothing is tried instead of them. */
static void test_long_queries_have_no_alternatives(void **state)
{
    char text[QUERY_MAX_SIZE] = "lamdba";
    struct findings findings;

    for (int i = 0; i < 16; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), " wordof%c", 'a' + i);
    gather_good(*state, &ranked, text, &findings);
    assert_null(findings.suggestion);
    findings_release(&findings);
}

/* A whole name in a language that was not requested is found as it is. */
static void test_a_name_in_another_language(void **state)
{
    struct findings findings;

    if (charindex_sources(*state)->language_count != 2)
        skip();
    gather_good(*state, &ranked, "rotes herz", &findings);
    assert_null(findings.suggestion);
    assert_true(set_has(&findings.words.set.postings, document_of(*state, 0x2764)));
    assert_int_equal(findings.words.foreign.postings.total, 0);
    findings_release(&findings);
}

/* Otherwise other words are, and what there is in other languages is kept with its plan. */
static void test_hits_in_other_languages_survive_other_words(void **state)
{
    struct findings findings;
    uint32_t kept;

    if (charindex_sources(*state)->language_count != 2)
        skip();
    gather_good(*state, &ranked, "gelbes", &findings);
    kept = findings.foreign.plan ? total(&findings.foreign) : findings.words.foreign.postings.total;
    assert_true(kept > 0);
    assert_int_equal(findings.foreign.plan != NULL, findings.suggestion != NULL);
    findings_release(&findings);
}

/* Words before readings only for letters of a language that was requested. */
static void test_when_words_come_before_readings(void **state)
{
    static const char text[] = "\xD1\x81\xD0\xBD\xD0\xB5\xD0\xB3";
    struct findings findings;

    gather_good(*state, &ranked, text, &findings);
    assert_true(findings.answered);
    assert_false(findings.reads_late);
    findings_release(&findings);
}

/* The full name of a sequence has no other meaning. */
static void test_names_of_sequences_are_not_read(void **state)
{
    struct findings findings;

    if (!world_has(*state, SOURCE_EMOJI))
        skip();
    gather_good(*state, &ranked, "flag: Turks & Caicos Islands", &findings);
    assert_false(findings.answered);
    assert_int_equal(total(&findings.words), 1);
    findings_release(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_alone),
        cmocka_unit_test(test_in_scope_name_there_are_words_only),
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_a_reading_excuses_a_malformed_query),
        cmocka_unit_test(test_a_reading_excuses_an_expensive_pattern),
        cmocka_unit_test(test_queries_of_readings),
        cmocka_unit_test(test_other_words),
        cmocka_unit_test(test_other_words_beside_pasted_letters),
        cmocka_unit_test(test_other_words_beside_weak_hits),
        cmocka_unit_test(test_slips_that_are_words),
        cmocka_unit_test(test_corrections_before_obscure_hits),
        cmocka_unit_test(test_function_words_are_no_beginnings),
        cmocka_unit_test(test_long_queries_have_no_alternatives),
        cmocka_unit_test(test_a_name_in_another_language),
        cmocka_unit_test(test_hits_in_other_languages_survive_other_words),
        cmocka_unit_test(test_when_words_come_before_readings),
        cmocka_unit_test(test_names_of_sequences_are_not_read),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
