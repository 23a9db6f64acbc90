/*
 * The sets of words, ranges and properties: from within an evaluation, and as results.
 */

#include "index/search/match/clause.h"

#include "tests/unit/index/search/world.h"

struct fixture {
    struct budget budget;
    struct plan *plan;
    struct evaluation evaluation;
    uint64_t *memory;
    struct bitmap target;
};

static void fixture_open(struct fixture *fixture, const struct charindex *index, const char *text,
                         enum search_scope scope)
{
    uint32_t size = charindex_documents(index);

    *fixture = (struct fixture){.budget = BUDGET_INIT};
    fixture->plan = plan_of(index, text, scope, NULL);
    fixture->evaluation = (struct evaluation){
        .index = index,
        .plan = fixture->plan,
        .budget = &fixture->budget,
        .limit = scope == SCOPE_ALL ? size : charindex_first_sequence(index),
    };
    fixture->memory = calloc(bitmap_words(size), sizeof *fixture->memory);
    assert_non_null(fixture->memory);
    fixture->target = (struct bitmap){.words = fixture->memory, .size = size};
}

static void fixture_close(struct fixture *fixture)
{
    free(fixture->memory);
    free(fixture->plan);
}

/* A clause with only one list puts this list into a bitmap. */
static void test_a_plain_set_is_what_is_put(void **state)
{
    static const struct {
        const char *text;
        bool plain;
    } cases[] = {
        {"sign", true},         {"face", true},   {"xyzzyplugh", true},
        {"block:arrows", true}, {"U+2600", true}, {"U+2600..U+26FF", true},
        {"category:Lu", true},  {"arr*", false},  {"category:L", false},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct posting_set put = {.owned = NULL};
        struct clause_set set;
        struct fixture fixture;

        fixture_open(&fixture, index, cases[i].text, SCOPE_NAME);
        if (clause_plain(&fixture.evaluation, fixture.plan->clauses, &set) != cases[i].plain)
            fail_msg("%s", cases[i].text);
        if (cases[i].plain && fixture.plan->clauses[0].kind != QUERY_CODE_POINT) {
            assert_true(
                clause_put(&fixture.evaluation, fixture.plan->clauses, &fixture.target, true));
            assert_int_equal(posting_set_assign(&put, &fixture.target), 0);
            if (put.postings.total != set.set.total)
                fail_msg("%s: %u, %u", cases[i].text, put.postings.total, set.set.total);
        }
        posting_set_release(&put);
        fixture_close(&fixture);
    }
}

/* The spans of a prefix are the documents that are put, at most the announced number. */
static void test_spans_are_what_is_put(void **state)
{
    static const char *const texts[] = {"zwj*", "snowm*", "\xCF\x80", "heartb*"};
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct posting_span *spans;
        struct clause_set set;
        struct fixture fixture;
        uint32_t count;

        fixture_open(&fixture, index, texts[i], SCOPE_ALL);
        (void)clause_plain(&fixture.evaluation, fixture.plan->clauses, &set);
        spans = calloc((size_t)set.runs + 1, sizeof *spans);
        assert_non_null(spans);
        count = clause_spans(&fixture.evaluation, fixture.plan->clauses, spans);
        assert_in_range(count, 1, set.runs + 1);
        assert_true(clause_put(&fixture.evaluation, fixture.plan->clauses, &fixture.target, true));
        for (uint32_t k = 0; k < count; k++)
            for (uint32_t document = spans[k].first; document < spans[k].end; document++) {
                assert_true(bitmap_has(&fixture.target, document));
            }
        for (uint32_t k = 0; k < count; k++)
            bitmap_put(&fixture.target, spans[k].first, spans[k].end, false);
        assert_true(bitmap_empty(&fixture.target));
        free(spans);
        fixture_close(&fixture);
    }
}

static void test_lists_take_steps(void **state)
{
    static const char *const texts[] = {"s*", "category:L", "U+0..U+FFFF"};
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct fixture fixture;

        fixture_open(&fixture, index, texts[i], SCOPE_ALL);
        fixture.budget.left[BUDGET_EVALUATE] = 10;
        assert_false(clause_put(&fixture.evaluation, fixture.plan->clauses, &fixture.target, true));
        fixture_close(&fixture);
    }
}

/* Scope name never has sequences, whatever the field or property. */
static void test_names_have_no_sequences(void **state)
{
    static const char *const queries[] = {
        "emoji:yes",      "emoji:no",         "small -a",     "keyword:heart",
        "alias:a*",       "block:emoticons",  "category:So",  "age:>=6.0",
        "plane:1",        "script:common",    "keyword:flag", "keyword:\"thumbs up\"",
        "emoji:yes -cat", "keyword:skin|cat",
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct plan *plan = plan_of(index, queries[i], SCOPE_NAME, NULL);
        struct posting_set set;
        uint32_t clause;
        struct budget budget = BUDGET_INIT;

        assert_int_equal(evaluate(index, plan, &budget, &set, &clause), 0);
        assert_runs(index, &set.postings);
        if (set.postings.count > 0)
            assert_true(posting_end(&set.postings, set.postings.count - 1) <=
                        charindex_first_sequence(index));
        free(plan);
        posting_set_release(&set);
    }
}

/* A range matches sequences that start in it, unless it is the whole query. */
static void test_ranges_and_sequences(void **state)
{
    static const char *const flag = "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD";
    const struct charindex *index = *state;
    uint32_t document;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    document = sequence_of(index, flag);
    assert_false(finds(index, "plane:1", document));
    assert_false(finds(index, "U+1F1E6..U+1F1FF", document));
    assert_true(finds(index, "U+1F1E6..U+1F1FF flag", document));
    assert_true(finds(index, "plane:1|plane:2", document));
    assert_false(finds(index, "U+0..U+10FFFF -plane:1", document));
    assert_true(finds(index, "U+0..U+10FFFF -plane:2", document));
}

static void test_relatives(void **state)
{
    const struct charindex *index = *state;

    assert_true(finds(index, "like:a", document_of(index, 0x430)));
    assert_true(finds(index, "like:U+0430", document_of(index, 'a')));
    assert_false(finds(index, "like:a", document_of(index, 'a')));
    assert_true(finds(index, "like:a script:cyrillic", document_of(index, 0x430)));
    assert_false(finds(index, "like:a script:latin", document_of(index, 0x430)));
    assert_true(finds(index, "base:a", document_of(index, 0xE1)));
    assert_true(finds(index, "base:a", document_of(index, 0x24D0)));
    assert_true(finds(index, "base:a", document_of(index, 0x1EA5)));
    assert_true(finds(index, "base:\xE1\xBA\xA5", document_of(index, 'a')));
    assert_true(finds(index, "base:\xE1\xBA\xA5", document_of(index, 0xE2)));
    assert_false(finds(index, "base:b", document_of(index, 0xE1)));
    assert_true(finds(index, "latin -base:a", document_of(index, 'a')));
    assert_false(finds(index, "latin -base:a", document_of(index, 0xE1)));
    assert_false(finds(index, "like:U+E000", document_of(index, 'a'))); /* not in the index */
}

/* In scope all a letter also matches itself if it is a word in a text of another character. */
static void test_letters_that_are_words(void **state)
{
    const struct charindex *index = *state;
    uint32_t tried = 0;

    for (uint32_t term = 0; term < charindex_terms(index) && tried < 20; term++) {
        struct slice text = charindex_term_text(index, term);
        struct list_range lists = charindex_lists(index, (struct term_range){term, term + 1});
        struct postings set;
        char query[8];
        size_t at = 0;
        uint32_t letter, document;

        if (text.size < 2 || text.size > 4 || utf8_length(text.bytes, text.size) != 1)
            continue;
        letter = (uint32_t)utf8_next(text.bytes, text.size, &at);
        if (lists.first == lists.end || !charindex_find(index, letter, &document))
            continue;
        memcpy(query, text.bytes, text.size);
        query[text.size] = '\0';
        assert_true(finds(index, query, document));
        set = charindex_list(index, lists.first);
        assert_true(finds(index, query, posting_first(&set, 0)));
        tried++;
    }
    assert_true(tried > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plain_set_is_what_is_put),
        cmocka_unit_test(test_spans_are_what_is_put),
        cmocka_unit_test(test_lists_take_steps),
        cmocka_unit_test(test_names_have_no_sequences),
        cmocka_unit_test(test_ranges_and_sequences),
        cmocka_unit_test(test_letters_that_are_words),
        cmocka_unit_test(test_relatives),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
