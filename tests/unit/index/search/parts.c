/*
 * Parts of a result: their order, that no document is in two of them, and what each is labelled
 * with. The documents are numbers; the index is real because sets are ranked with it.
 */

#include "index/search/parts.h"

#include "index/search/match/hits.h"
#include "tests/unit/index/search/world.h"

struct fixture {
    struct budget budget;
    struct parts *parts;
    struct posting_set result;
};

static void begin(struct fixture *fixture, enum search_sort sort)
{
    *fixture = (struct fixture){.budget = BUDGET_INIT};
    fixture->parts = parts_new(sort, &fixture->budget);
    assert_non_null(fixture->parts);
}

static void end(struct fixture *fixture)
{
    parts_free(fixture->parts);
    posting_set_release(&fixture->result);
}

static void add_numbers(struct fixture *fixture, const char *label, const uint32_t *documents,
                        uint32_t count)
{
    assert_int_equal(parts_add_documents(fixture->parts, label, documents, count), 0);
}

#define ADD(fixture, label, ...)                                                                   \
    add_numbers((fixture), (label), (uint32_t[]){__VA_ARGS__, UINT32_MAX},                         \
                COUNT(((uint32_t[]){__VA_ARGS__})))

/* Finishes the parts, and compares the result with these documents. */
static void finishes_as(struct fixture *fixture, const uint32_t *documents, uint32_t count)
{
    uint32_t at = 0;

    assert_int_equal(parts_finish(fixture->parts, &fixture->result), 0);
    assert_int_equal(fixture->result.postings.total, count);
    for (uint32_t run = 0; run < fixture->result.postings.count; run++) {
        assert_int_equal(posting_rank(&fixture->result.postings, run), at);
        for (uint32_t document = posting_first(&fixture->result.postings, run);
             document < posting_end(&fixture->result.postings, run); document++) {
            assert_in_range(at, 0, count - 1);
            assert_int_equal(document, documents[at++]);
        }
    }
    assert_int_equal(at, count);
}

#define FINISHES_AS(fixture, ...)                                                                  \
    finishes_as((fixture), (uint32_t[]){__VA_ARGS__}, COUNT(((uint32_t[]){__VA_ARGS__})))

static void test_parts_are_in_the_order_in_which_they_are_added(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_RELEVANCE);
    ADD(&fixture, "first", 30, 10, 11);
    ADD(&fixture, "second", 5, 20);
    FINISHES_AS(&fixture, 30, 10, 11, 5, 20);
    end(&fixture);
}

/* Documents of a later part may stand in the middle of a run of an earlier one. */
static void test_promoted_documents(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_RELEVANCE);
    ADD(&fixture, "first", 30, 10, 11, 12);
    ADD(&fixture, "second", 5, 6, 20, 21);
    assert_int_equal(parts_promote(fixture.parts, 4, 3, 2), 0);
    assert_string_equal(parts_label(fixture.parts, 20), "second");
    FINISHES_AS(&fixture, 30, 10, 5, 6, 20, 11, 12, 21);
    end(&fixture);

    begin(&fixture, SORT_RELEVANCE);
    ADD(&fixture, "first", 1, 2);
    ADD(&fixture, "second", 8, 9);
    assert_int_equal(parts_promote(fixture.parts, 2, 2, 0), 0); /* all of them, to the top */
    assert_int_equal(parts_promote(fixture.parts, 3, 0, 1), 0); /* none */
    assert_int_equal(parts_promote(fixture.parts, 3, 1, 3), 0); /* nowhere else */
    ADD(&fixture, "third", 4);
    FINISHES_AS(&fixture, 8, 9, 1, 2, 4);
    end(&fixture);
}

static void test_by_code_point_they_are_mixed(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_CODE_POINT);
    ADD(&fixture, "first", 30, 10, 11);
    ADD(&fixture, "second", 5, 12);
    FINISHES_AS(&fixture, 5, 10, 11, 12, 30);
    assert_string_equal(parts_label(fixture.parts, 12), "second");
    assert_string_equal(parts_label(fixture.parts, 30), "first");
    end(&fixture);
}

static void test_a_document_is_in_the_first_part_that_has_it(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_RELEVANCE);
    ADD(&fixture, "first", 7, 3);
    ADD(&fixture, "second", 3, 8, 7);
    ADD(&fixture, "third", 7, 8);
    assert_int_equal(fixture.parts->count, 2);
    FINISHES_AS(&fixture, 7, 3, 8);
    assert_string_equal(parts_find(fixture.parts, 3)->label, "first");
    assert_string_equal(parts_find(fixture.parts, 8)->label, "second");
    assert_null(parts_find(fixture.parts, 9));
    assert_null(parts_label(fixture.parts, 9));
    end(&fixture);
}

static void test_empty_parts_are_dropped(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_RELEVANCE);
    add_numbers(&fixture, "none", NULL, 0);
    assert_int_equal(fixture.parts->count, 0);
    assert_int_equal(parts_finish(fixture.parts, &fixture.result), 0);
    assert_int_equal(fixture.result.postings.total, 0);
    end(&fixture);
}

/* Text is in its own order, has no label, and is not a reading. */
static void test_text(void **state)
{
    const struct posting_run runs[] = {posting_run(9, 0), posting_run(4, 1)};
    const struct postings text = {.runs = runs, .count = 2, .total = 2};
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_RELEVANCE);
    assert_int_equal(parts_add_text(fixture.parts, &text), 0);
    ADD(&fixture, "reading", 4, 2);
    FINISHES_AS(&fixture, 9, 4, 2);
    assert_int_equal(parts_find(fixture.parts, 4)->kind, PART_WORDS);
    assert_null(parts_label(fixture.parts, 4));
    assert_string_equal(parts_label(fixture.parts, 2), "reading");
    end(&fixture);
}

/* Any number of parts may be added; those beyond the limit are not in the result. */
static void test_full(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture, SORT_RELEVANCE);
    for (uint32_t i = 0; i < 2 * PARTS_MAX; i++)
        add_numbers(&fixture, "one", &i, 1);
    assert_int_equal(fixture.parts->count, PARTS_MAX);
    assert_int_equal(parts_finish(fixture.parts, &fixture.result), 0);
    assert_int_equal(fixture.result.postings.total, PARTS_MAX);
    end(&fixture);
}

static void test_trimmed_parts_take_less(void **state)
{
    struct fixture fixture;
    size_t before;

    (void)state;
    assert_int_equal(parts_size(NULL), 0);
    assert_null(parts_trim(NULL));
    begin(&fixture, SORT_RELEVANCE);
    ADD(&fixture, "one", 3, 1);
    ADD(&fixture, "other", 9);
    FINISHES_AS(&fixture, 3, 1, 9);
    before = parts_size(fixture.parts);
    fixture.parts = parts_trim(fixture.parts);
    assert_true(parts_size(fixture.parts) < before / 4);
    assert_true(parts_size(fixture.parts) >= sizeof(struct parts) + 2 * sizeof(struct part));
    assert_string_equal(parts_label(fixture.parts, 9), "other");
    assert_string_equal(parts_find(fixture.parts, 1)->label, "one");
    end(&fixture);
}

/* What words found is ranked within its part, and keeps its plan. */
static void test_ranked_sets(void **state)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct charindex *index = *state;
    struct fixture fixture;
    struct query_error error;
    struct scorer scorer;
    struct query query;
    struct hits hits;
    uint32_t snowman, begin_at;

    begin(&fixture, SORT_RELEVANCE);
    assert_true(charindex_find(index, 0x26C4, &snowman));
    add_numbers(&fixture, "code point", &snowman, 1);
    assert_true(query_parse(&query, NULL, "snowman", strlen("snowman"), &error));
    assert_int_equal(hits_find(&(struct hits_request){index, &options, &fixture.budget}, &query,
                               &hits, &begin_at),
                     BUDGET_OK);
    assert_true(hits.set.postings.total >= 2);
    scorer_init(&scorer, index, hits.plan);
    assert_int_equal(parts_add_set(fixture.parts, PART_WIDER, "spelling", &hits.set.postings,
                                   &scorer, hits.plan),
                     0);
    assert_int_equal(fixture.parts->count, 2);
    assert_true(fixture.parts->list[1].scored);
    assert_int_equal(parts_finish(fixture.parts, &fixture.result), 0);
    assert_int_equal(fixture.result.postings.total, hits.set.postings.total);
    assert_int_equal(posting_first(&fixture.result.postings, 0), snowman);
    assert_int_equal(charindex_code_point(index, posting_first(&fixture.result.postings, 1)),
                     0x2603);
    posting_set_release(&hits.set);
    posting_set_release(&hits.foreign);
    end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_are_in_the_order_in_which_they_are_added),
        cmocka_unit_test(test_promoted_documents),
        cmocka_unit_test(test_by_code_point_they_are_mixed),
        cmocka_unit_test(test_a_document_is_in_the_first_part_that_has_it),
        cmocka_unit_test(test_empty_parts_are_dropped),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_trimmed_parts_take_less),
        cmocka_unit_test(test_ranked_sets),
    };

    return cmocka_run_group_tests_name("search/parts", tests, german_setup, index_teardown);
}
