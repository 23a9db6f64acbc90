/*
 * Full names, however the grammar parses them: every official name, and those that queries miss.
 */

#include "index/search/full_name.h"

#include "index/text/words.h"
#include "tests/unit/index/search/finding.h"

static void test_names_whose_suffix_is_not_a_word(void **state)
{
    struct charindex *index = *state;

    ASSERT_FINDS(index, "CJK UNIFIED IDEOGRAPH-4E01", 0x4E01);
    ASSERT_FINDS(index, "cjk unified ideograph-4e01", 0x4E01);
    ASSERT_FINDS(index, "  Cjk Unified Ideograph-4e01 ", 0x4E01);
    ASSERT_FINDS(index, "cjk unified ideograph-20000", 0x20000);
    ASSERT_FINDS(index, "cjk compatibility ideograph-f900", 0xF900);
    ASSERT_FINDS(index, "tangut ideograph-17000", 0x17000);
    ASSERT_FINDS_NOTHING(index, "cjk unified ideograph-4dff"); /* another character */
    ASSERT_FINDS_NOTHING(index, "cjk unified ideograph-04e01");
    ASSERT_FINDS_NOTHING(index, "cjk unified ideograph-4e0");
    ASSERT_FINDS_NOTHING(index, "cjk unified ideograph 4e01");
    ASSERT_FINDS_NOTHING(index, "unified ideograph-4e01");
    ASSERT_FINDS_NOTHING(index, "4e01");
    /* SQUARED CJK UNIFIED IDEOGRAPH-4E00 has all words of the shorter name. */
    ASSERT_FINDS(index, "cjk unified ideograph-4e00", 0x4E00, 0x1F229);
    ASSERT_FINDS(index, "cjk unified ideograph 4e00", 0x1F229);
    ASSERT_FINDS(index, "squared cjk unified ideograph-4e00", 0x1F229);
}

static void test_names_that_the_grammar_reads_as_something_else(void **state)
{
    struct charindex *index = *state;

    ASSERT_FINDS(index, "TIBETAN LETTER -A", 0xF60);
    ASSERT_FINDS(index, " tibetan letter -a ", 0xF60);
    assert_true(total_of(index, "tibetan letter -b") > 20); /* not a name */
    assert_true(total_of(index, "letter tibetan -a") > 20);
}

static void make_small(char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            text[i] = (char)(text[i] | 0x20);
}

/* All of them; every other one in lower case. */
static void test_every_official_name_finds_its_character(void **state)
{
    struct charindex *index = *state;

    for (uint32_t i = 0; i < charindex_first_sequence(index); i++) {
        struct slice name = charindex_name(index, i);
        char text[WORD_MAX_SIZE];
        struct query_error error;
        struct search search;
        struct search_cursor cursor;
        uint32_t first, count;

        if (name.bytes[0] == '<')
            continue;
        assert_true(name.size <= sizeof text);
        memcpy(text, name.bytes, name.size);
        if (i % 2)
            make_small(text, name.size);
        if (search_open(&search, index, &book, text, name.size, &error) != SEARCH_OK)
            fail_msg("\"%.*s\" was refused: %s", (int)name.size, text, error.message);
        search_seek(&search, 0, &cursor);
        while ((count = search_next(&cursor, UINT32_MAX, &first)) > 0)
            if (i >= first && i - first < count)
                break;
        if (count == 0)
            fail_msg("\"%.*s\" does not find its character", (int)name.size, text);
        search_release(&search);
    }
}

static bool of_character(const struct charindex *index, const char *text, const char *expected,
                         uint32_t code_point)
{
    struct slice name = {.bytes = NULL};
    uint32_t document;

    if (!full_name_of_character(index, slice_of(text), &name, &document))
        return false;
    assert_true(slice_is(name, expected));
    assert_int_equal(document, document_of(index, code_point));
    return true;
}

static void test_only_names_with_a_hyphen_are_looked_for(void **state)
{
    const struct charindex *index = *state;
    char endless[WORD_MAX_SIZE + 2];

    assert_true(of_character(index, "TIBETAN LETTER -A", "TIBETAN LETTER -A", 0xF60));
    assert_true(of_character(index, "  tibetan Letter -a ", "tibetan Letter -a", 0xF60));
    assert_true(of_character(index, "hyphen-minus", "hyphen-minus", '-'));
    assert_false(of_character(index, "SNOWMAN", "", 0)); /* a query finds it */
    assert_false(of_character(index, "-", "", 0));
    assert_false(of_character(index, " - ", "", 0));
    assert_false(of_character(index, "", "", 0));
    memset(endless, '-', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    assert_false(of_character(index, endless, "", 0));
}

static void test_sequences_by_their_names(void **state)
{
    const struct charindex *index = *state;
    uint32_t document;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    assert_true(full_name_of_sequence(index, slice_of("Flag: TURKS & caicos islands"), &document));
    assert_int_equal(document, sequence_of(index, "\xF0\x9F\x87\xB9\xF0\x9F\x87\xA8"));
    assert_false(full_name_of_sequence(index, slice_of("flag: Turks & Caicos"), &document));
    assert_false(full_name_of_sequence(index, slice_of(""), &document));
}

static void test_every_name_of_a_sequence_finds_it(void **state)
{
    const struct charindex *index = *state;
    uint32_t found;

    for (uint32_t i = charindex_first_sequence(index); i < charindex_documents(index); i++) {
        struct slice name = charindex_name(index, i);

        if (!full_name_of_sequence(index, name, &found) ||
            !slice_equal(charindex_name(index, found), name))
            fail_msg("\"%.*s\" does not find its sequence", (int)name.size, name.bytes);
    }
    assert_false(full_name_of_sequence(index, slice_of("?!"), &found)); /* no word */
    assert_false(full_name_of_sequence(index, slice_of("flag: zzzz"), &found));
    assert_false(full_name_of_sequence(index, slice_of("snowman"), &found)); /* a character */
}

/* The plan of a full name explains the row by all of its words. */
static void test_the_only_hit_has_a_phrase_for_a_plan(void **state)
{
    const struct charindex *index = *state;
    const struct search_options options = {.scope = SCOPE_ALL};
    struct budget budget = BUDGET_INIT;
    const struct hits_request request = {index, &options, &budget};
    struct query query;
    struct hits hits;

    assert_int_equal(full_name_hits(&request, slice_of("tibetan letter -a"),
                                    document_of(index, 0xF60), &query, &hits),
                     0);
    assert_int_equal(hits.set.postings.total, 1);
    assert_int_equal(posting_first(&hits.set.postings, 0), document_of(index, 0xF60));
    assert_int_equal(hits.plan->clause_count, 1);
    assert_int_equal(hits.plan->clauses[0].kind, QUERY_PHRASE);
    assert_int_equal(hits.plan->word_count, 3);
    assert_int_equal(query.count, 1);
    hits_release(&hits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_whose_suffix_is_not_a_word),
        cmocka_unit_test(test_names_that_the_grammar_reads_as_something_else),
        cmocka_unit_test(test_every_official_name_finds_its_character),
        cmocka_unit_test(test_only_names_with_a_hyphen_are_looked_for),
        cmocka_unit_test(test_sequences_by_their_names),
        cmocka_unit_test(test_every_name_of_a_sequence_finds_it),
        cmocka_unit_test(test_the_only_hit_has_a_phrase_for_a_plan),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
