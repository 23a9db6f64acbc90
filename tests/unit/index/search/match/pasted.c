/*
 * Pasted text: alone it keeps its order; with other clauses it is a set that includes the sequences
 * with its characters.
 */

#include "index/search/match/pasted.h"

#include "tests/unit/index/search/finding.h"

static void test_pasted_text_keeps_its_order(void **state)
{
    struct charindex *index = *state;

    ASSERT_FINDS(index, "\xE2\x98\x82\xE2\x98\x80\xE2\x98\x81", 0x2602, 0x2600, 0x2601);
    ASSERT_FINDS(index, "\xE2\x98\x82 \xE2\x98\x80, \xE2\x98\x81", 0x2602, 0x2600, 0x2601);
    ASSERT_FINDS(index, "\xF0\x9F\x98\x80!", 0x1F600, 0x21);
    ASSERT_FINDS(index, "\\u2602\\u2600", 0x2602, 0x2600);
    ASSERT_FINDS(index, "&nvlt;", 0x3C, 0x20D2);
    ASSERT_FINDS(index, "\\x43\\x42\\x41", 0x43, 0x42, 0x41); /* neighbours, backwards */
}

static void test_pasted_duplicates_come_once_at_their_first_position(void **state)
{
    struct charindex *index = *state;

    ASSERT_FINDS(index, "\xE2\x98\x80\xE2\x98\x80", 0x2600);
    ASSERT_FINDS(index, "\xE2\x98\x81\xE2\x98\x80\xE2\x98\x81\xE2\x98\x80\xE2\x98\x82", 0x2601,
                 0x2600, 0x2602);
    ASSERT_FINDS(index, "!?!!??", 0x21, 0x3F);
}

static void test_pasted_characters_without_a_name_are_left_out(void **state)
{
    struct charindex *index = *state;

    ASSERT_FINDS_NOTHING(index, "\xEE\x80\x80");
    ASSERT_FINDS(index, "\xEE\x80\x80\xE2\x98\x80\xEF\xBF\xBF\x01", 0x2600, 0x01);
    ASSERT_FINDS(index, "\xE2\x98\x80\xEE\x80\x80\xE2\x98\x81", 0x2600, 0x2601);
}

static void test_pasted_text_with_other_clauses_is_a_set(void **state)
{
    struct charindex *index = *state;

    ASSERT_FINDS(index, "\xE2\x98\x82\xE2\x98\x81\xE2\x98\x80 black", 0x2600);
    ASSERT_FINDS(index, "\xE2\x98\x83\xE2\x98\x82\xE2\x98\x81 U+2601", 0x2601);
    ASSERT_FINDS(index, "?>=<; sign", 0x3C, 0x3D, 0x3E);
    ASSERT_FINDS(index, "\xE2\x98\x82\xE2\x98\x80 \\u2600\\u2602", 0x2600, 0x2602);
    ASSERT_FINDS_NOTHING(index, "\xE2\x98\x80 cat");
    ASSERT_FINDS_NOTHING(index, "\xE2\x98\x80 U+2601");
}

static void test_the_longest_pasted_text(void **state)
{
    struct charindex *index = *state;
    char text[QUERY_MAX_SIZE + 1];
    struct search search;
    uint32_t *list;

    /* Descending arrows, then the same again: 341 characters in reverse order. */
    for (uint32_t i = 0; i < QUERY_MAX_SIZE / 3; i++)
        (void)utf8_write(text + (size_t)i * 3, 0x21FF - i % 112);
    open_good(&search, index, text, sizeof text / 3 * 3);
    assert_int_equal(search_total(&search), 112);
    list = list_all(&search);
    for (uint32_t i = 0; i < 112; i++)
        assert_int_equal(charindex_code_point(index, list[i]), 0x21FF - i);
    free(list);
    search_release(&search);

    memset(text, '!', sizeof text);
    text[QUERY_MAX_SIZE] = '\0';
    ASSERT_FINDS(index, text, 0x21);
}

/* A flag is one result, without its letters; in scope name it is two letters. */
static void test_pasted_sequences(void **state)
{
    static const char *const flag = "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD";
    struct charindex *index = *state;
    uint32_t total;

    ASSERT_FINDS(index, flag, 0x1F1E8, 0x1F1ED);
    ASSERT_FINDS(index, "\xE2\x9D\xA4\xEF\xB8\x8F", 0x2764, 0xFE0F);
    if (!world_has(index, SOURCE_EMOJI))
        skip();
    assert_int_equal(first_of(index, &everywhere, flag, &total), sequence_of(index, flag));
    assert_int_equal(total, 1);
    assert_int_equal(first_of(index, &everywhere, "\xE2\x9D\xA4\xEF\xB8\x8F", &total),
                     document_of(index, 0x2764));
    assert_int_equal(total, 1);
    /* With a word, a code point also matches sequences with it. */
    assert_int_equal(first_of(index, &everywhere, "keycap #", &total),
                     sequence_of(index, "#\xEF\xB8\x8F\xE2\x83\xA3"));
    assert_int_equal(total, 1);
    assert_int_equal(first_of(index, &book, "keycap #", &total), UINT32_MAX);
}

/*
 * Clauses among others, from within an evaluation.
 */

struct stage {
    struct budget budget;
    struct plan *plan;
    struct evaluation evaluation;
    struct point_set points;
};

/* An evaluation of the text in which `left` is all documents. */
static void stage_open(struct stage *stage, const struct charindex *index, const char *text)
{
    uint32_t size = charindex_documents(index);
    size_t words = bitmap_words(size);
    uint64_t *memory = calloc(words * 2, sizeof *memory);

    assert_non_null(memory);
    *stage = (struct stage){.budget = BUDGET_INIT};
    stage->plan = plan_of(index, text, SCOPE_ALL, NULL);
    stage->evaluation = (struct evaluation){
        .index = index,
        .plan = stage->plan,
        .budget = &stage->budget,
        .limit = size,
        .left = {.words = memory, .size = size},
        .united = {.words = memory + words, .size = size},
        .memory = memory,
    };
    bitmap_put(&stage->evaluation.left, 0, size, true);
    point_set_init(&stage->points);
}

static void stage_close(struct stage *stage)
{
    free(stage->evaluation.memory);
    free(stage->plan);
}

static void test_points_match_sequences_with_them(void **state)
{
    const struct charindex *index = *state;
    struct stage stage;
    struct bitmap *united = &stage.evaluation.united;

    stage_open(&stage, index, "U+2764 cat");
    assert_true(
        pasted_put(&stage.evaluation, &stage.plan->clauses[0], united, true, &stage.points));
    assert_int_equal(stage.points.count, 1);
    assert_true(bitmap_has(united, document_of(index, 0x2764)));
    assert_int_equal(bitmap_runs(united), 1);
    assert_true(pasted_put_sequences(&stage.evaluation, &stage.points, united, true));
    for (uint32_t i = charindex_first_sequence(index); i < charindex_documents(index); i++) {
        uint32_t points[SEQUENCE_MAX];
        size_t count = charindex_points(index, i, points);
        bool has = false;

        for (size_t k = 0; k < count; k++)
            has = has || points[k] == 0x2764;
        assert_int_equal(bitmap_has(united, i), has);
    }
    stage_close(&stage);
}

static void test_looking_into_sequences_takes_steps(void **state)
{
    const struct charindex *index = *state;
    struct stage stage;

    stage_open(&stage, index, "U+2764 cat");
    assert_true(pasted_put(&stage.evaluation, &stage.plan->clauses[0], &stage.evaluation.united,
                           true, &stage.points));
    assert_true(budget_spent(&stage.budget, BUDGET_EVALUATE) > 0);
    stage.budget.left[BUDGET_EVALUATE] = 1;
    assert_true(
        charindex_sequences(index) == 0 ||
        !pasted_put_sequences(&stage.evaluation, &stage.points, &stage.evaluation.united, true));
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pasted_text_keeps_its_order),
        cmocka_unit_test(test_pasted_duplicates_come_once_at_their_first_position),
        cmocka_unit_test(test_pasted_characters_without_a_name_are_left_out),
        cmocka_unit_test(test_pasted_text_with_other_clauses_is_a_set),
        cmocka_unit_test(test_the_longest_pasted_text),
        cmocka_unit_test(test_pasted_sequences),
        cmocka_unit_test(test_points_match_sequences_with_them),
        cmocka_unit_test(test_looking_into_sequences_takes_steps),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
