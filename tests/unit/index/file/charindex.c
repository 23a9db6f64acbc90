/*
 * The functions of a loaded index, over the handmade index of small_image.h.
 */

#include "index/file/charindex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/exercise.h"
#include "tests/unit/index/file/subject.h"

static void test_a_small_index_is_accepted(void **state)
{
    static const char *const lines[] = {SMALL_BELL,    SMALL_A,      SMALL_B,
                                        SMALL_SMALL_A, SMALL_ONE,    SMALL_TWO,
                                        SMALL_FACE,    SMALL_KEYCAP, SMALL_PALE_FACE};
    static const uint32_t points[] = {0x07, 0x41, 0x42, 0x61, 0x4E00, 0x4E01, 0x1F600};
    struct charindex *index = parse_good(*state);

    assert_int_equal(charindex_documents(index), SMALL_DOCUMENTS);
    assert_int_equal(charindex_characters(index), SMALL_CHARACTERS);
    assert_int_equal(charindex_sequences(index), SMALL_SEQUENCES);
    assert_int_equal(charindex_first_sequence(index), COUNT(points));
    assert_int_equal(charindex_terms(index), SMALL_TERMS);
    for (uint32_t i = 0; i < COUNT(points); i++) {
        uint32_t document = UINT32_MAX;

        assert_int_equal(charindex_code_point(index, i), points[i]);
        assert_true(charindex_find(index, points[i], &document));
        assert_int_equal(document, i);
    }
    for (uint32_t i = 0; i < SMALL_DOCUMENTS; i++)
        assert_slice(charindex_lines(index, i, 1), lines[i]);
    assert_slice(charindex_lines(index, 1, 3), SMALL_A SMALL_B SMALL_SMALL_A);
    assert_slice(charindex_lines(index, 6, 3), SMALL_FACE SMALL_KEYCAP SMALL_PALE_FACE);
    assert_slice(charindex_lines(index, SMALL_DOCUMENTS, 0), "");
    assert_slice(charindex_name(index, 0), "<control-0007>");
    assert_slice(charindex_name(index, 6), "GRINNING FACE");
    assert_slice(charindex_name(index, 8), "grinning face: light skin tone");
    assert_slice(charindex_properties(index, 0), ",\"category\":\"Cc\"");
    assert_slice(charindex_properties(index, 3), ",\"category\":\"Lu\"");
    assert_slice(charindex_properties(index, 6), ",\"category\":\"So\"");
    assert_slice(charindex_properties(index, 7), ",\"category\":\"Lu\"");
    assert_int_equal(charindex_prominence(index, 6), 255);
    assert_null(exercise_index(index));
    assert_null(exercise_searches(index));
    charindex_unref(index);
}

static void test_missing_code_points(void **state)
{
    static const uint32_t absent[] = {0,      6,       8,        0x40,     0x43,      0x4DFF,
                                      0x4E02, 0x1F601, 0x10FFFF, 0x110000, UINT32_MAX};
    struct charindex *index = parse_good(*state);
    uint32_t document;

    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_find(index, absent[i], &document));
    charindex_unref(index);
}

static void test_characters_from_a_code_point_on(void **state)
{
    static const struct {
        uint32_t from, document;
    } places[] = {
        {0, 0},      {7, 0},       {8, 1},       {0x41, 1},       {0x43, 3},
        {0x4E01, 5}, {0x1F600, 6}, {0x1F601, 7}, {UINT32_MAX, 7},
    };
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(places); i++)
        assert_int_equal(charindex_find_from(index, places[i].from), places[i].document);
    charindex_unref(index);
}

/* U+FE0F is accepted and never required. */
static void test_the_longest_sequence_of_a_text(void **state)
{
    static const struct {
        uint32_t points[6];
        size_t count, taken;
        uint32_t document;
    } texts[] = {
        {{0x42, 0xFE0F, 0x20E3}, 3, 3, 7},
        {{0x42, 0x20E3}, 2, 2, 7},
        {{0x42, 0x20E3, 0xFE0F, 0xFE0F, 0x42}, 5, 4, 7},
        {{0x42, 0xFE0F, 0xFE0F, 0x20E3, 0x20E3}, 5, 4, 7},
        {{0x1F600, 0x1F3FB, 0x1F3FB}, 3, 2, 8},
        {{0x1F600, 0x1F3FB, 0x42, 0x20E3}, 4, 2, 8},
        {{0x1F600, 0xFE0F, 0x1F3FB}, 3, 3, 8},
        {{0x42}, 1, 0, 0},
        {{0x42, 0xFE0F}, 2, 0, 0},
        {{0x42, 0x20E2}, 2, 0, 0},
        {{0x42, 0x20E4}, 2, 0, 0},
        {{0x41, 0x20E3}, 2, 0, 0},
        {{0xFE0F, 0x42, 0x20E3}, 3, 0, 0},
        {{0x1F601, 0x1F3FB}, 2, 0, 0},
        {{0x1F600, 0x1F600, 0x1F3FB}, 3, 0, 0},
        {{0}, 0, 0, 0},
    };
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(texts); i++) {
        uint32_t document = 0;

        assert_int_equal(charindex_find_sequence(index, texts[i].points, texts[i].count, &document),
                         texts[i].taken);
        assert_int_equal(document, texts[i].document);
    }
    charindex_unref(index);
}

static void test_code_points_of_documents(void **state)
{
    struct charindex *index = parse_good(*state);
    uint32_t points[SEQUENCE_MAX];

    assert_int_equal(charindex_points(index, 3, points), 1);
    assert_int_equal(points[0], 0x61);
    assert_int_equal(charindex_points(index, 7, points), 3);
    assert_int_equal(points[0], 0x42);
    assert_int_equal(points[1], 0xFE0F);
    assert_int_equal(points[2], 0x20E3);
    assert_int_equal(charindex_points(index, 8, points), 2);
    assert_int_equal(points[1], 0x1F3FB);
    assert_int_equal(charindex_code_point(index, 8), 0x1F600);
    charindex_unref(index);
}

static void assert_list(const struct charindex *index, uint32_t list, unsigned field,
                        uint32_t count, uint32_t total, uint32_t first)
{
    struct postings postings = charindex_list(index, list);

    assert_int_equal(charindex_list_field(index, list), field);
    assert_int_equal(postings.count, count);
    assert_int_equal(postings.total, total);
    assert_int_equal(posting_first(&postings, 0), first);
}

static struct list_range lists_of(const struct charindex *index, const char *word)
{
    uint32_t term = UINT32_MAX;

    if (!charindex_term(index, word, strlen(word), &term))
        fail_msg("no word \"%s\"", word);
    return charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
}

static void test_words_lead_to_their_postings(void **state)
{
    static const char *const absent[] = {"", "A", "aa", "lette", "letters", "zzz", "\x01", "4e00"};
    struct charindex *index = parse_good(*state);
    struct list_range lists = lists_of(index, "a");
    uint32_t term;

    assert_int_equal(lists.end - lists.first, 2);
    assert_list(index, lists.first, FIELD_NAME, 2, 2, 1);
    assert_list(index, lists.first + 1, FIELD_DEFINITION, 1, 1, 4);
    assert_int_equal(charindex_lists_runs(index, lists), 3);
    assert_true(charindex_term(index, "a", 1, &term));
    assert_int_equal(charindex_commonness(index, term), 1);
    lists = lists_of(index, "face");
    assert_int_equal(lists.end - lists.first, 3);
    assert_list(index, lists.first, FIELD_NAME, 1, 1, 6);
    assert_list(index, lists.first + 1, FIELD_SEQUENCE, 1, 1, 8);
    assert_list(index, lists.first + 2, FIELD_KEYWORD + 1, 1, 1, 6);
    lists = lists_of(index, "gesicht");
    assert_list(index, lists.first, FIELD_KEYWORD, 1, 1, 6);
    lists = lists_of(index, "bell");
    assert_list(index, lists.first, FIELD_ALIAS, 1, 1, 0);
    lists = lists_of(index, "unified");
    assert_list(index, lists.first, FIELD_NAME, 1, 2, 4);
    assert_int_equal(lists.end, SMALL_LISTS);
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_term(index, absent[i], strlen(absent[i]), &term));
    charindex_unref(index);
}

static void test_words_with_a_common_prefix(void **state)
{
    static const struct {
        const char *beginning;
        uint32_t first, end;
        uint64_t stored; /* 0: not stored */
    } beginnings[] = {
        {"", 0, SMALL_TERMS, 0}, {"a", 0, 2, 0},
        {"an", 1, 2, 0},         {"g", 7, 9, 1 << 6 | 1 << 8},
        {"gr", 8, 9, 0},         {"grinning", 8, 9, 0},
        {"grinnings", 9, 9, 0},  {"l", 11, 14, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 8},
        {"unified", 19, 20, 0},  {"zzz", 20, 20, 0},
        {"0", 0, 0, 0},
    };
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(beginnings); i++) {
        struct term_range terms =
            charindex_terms_with(index, beginnings[i].beginning, strlen(beginnings[i].beginning));
        struct stored_union stored = {.bitmap = NULL};
        uint64_t bits = 0;

        assert_int_equal(terms.first, beginnings[i].first);
        assert_int_equal(terms.end, beginnings[i].end);
        assert_int_equal(charindex_stored_union(index, terms, &stored), beginnings[i].stored != 0);
        if (stored.bitmap)
            bits = le64toh(*stored.bitmap);
        for (uint32_t run = 0; run < stored.set.count; run++)
            for (uint32_t at = posting_first(&stored.set, run); at < posting_end(&stored.set, run);
                 at++)
                bits |= UINT64_C(1) << at;
        assert_int_equal(bits, beginnings[i].stored);
    }
    charindex_unref(index);
}

static void assert_words(const struct charindex *index, struct word_list words, const char *text)
{
    char joined[128] = "";

    for (uint32_t i = 0; i < words.count; i++) {
        struct slice word = charindex_term_text(index, le32toh(words.terms_le[i]));

        (void)snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s",
                       i > 0 ? " " : "", (int)word.size, word.bytes);
    }
    assert_string_equal(joined, text);
}

static void test_words_of_names(void **state)
{
    static const char *const names[] = {
        "",
        "latin capital letter a",
        "latin capital letter b",
        "latin small letter a",
        "cjk unified ideograph",
        "cjk unified ideograph",
        "grinning face",
        "keycap b",
        "grinning face light skin tone",
    };
    struct charindex *index = parse_good(*state);

    for (uint32_t i = 0; i < COUNT(names); i++) {
        assert_words(index, charindex_name_words(index, i), names[i]);
        assert_int_equal(charindex_name_words_end(index, i), i == 4 ? 6 : i + 1);
    }
    charindex_unref(index);
}

static void test_texts_of_documents(void **state)
{
    static const struct {
        uint32_t document;
        enum text_kind kind;
        uint8_t language;
        const char *text, *words;
    } texts[] = {
        {0, TEXT_CONTROL, 0, "BELL", "bell"},
        {4, TEXT_DEFINITION, 0, "one; a, an", "one a an"},
        {6, TEXT_SHORT_NAME, 1, "grinning face", "grinning face"},
        {6, TEXT_KEYWORD, 0, "Gesicht", "gesicht"},
        {6, TEXT_KEYWORD, 1, "smile", "smile"},
    };
    struct charindex *index = parse_good(*state);
    const struct text_table table = charindex_text_table(index);
    uint32_t number = 0;

    for (uint32_t document = 0; document < SMALL_DOCUMENTS; document++) {
        struct text_range range = charindex_texts(index, document);

        assert_int_equal(range.first, number);
        for (; number < range.end; number++) {
            struct text text = charindex_text(index, number);
            struct word_list words = text_table_words(&table, number);

            assert_int_equal(texts[number].document, document);
            assert_int_equal(text.kind, texts[number].kind);
            assert_int_equal(text.language, texts[number].language);
            assert_slice(text.bytes, texts[number].text);
            assert_words(index, text.words, texts[number].words);
            assert_words(index, words, texts[number].words);
            assert_int_equal(le16toh(table.entries[number].kind_le), texts[number].kind);
            assert_int_equal(le16toh(table.entries[number].language_le), texts[number].language);
        }
    }
    assert_int_equal(number, COUNT(texts));
    charindex_unref(index);
}

static void test_documents_are_related(void **state)
{
    struct charindex *index = parse_good(*state);
    const uint32_t *list;

    assert_int_equal(charindex_base(index, 8), 6);
    assert_int_equal(charindex_base(index, 7), 7);
    assert_int_equal(charindex_base(index, 6), 6);
    for (uint32_t document = 0; document < SMALL_DOCUMENTS; document++)
        assert_int_equal(charindex_has_presentations(index, document),
                         document == SMALL_IS_SMALL_A || document == SMALL_IS_TWO);
    assert_int_equal(charindex_variants(index, 6, &list), 1);
    assert_int_equal(le32toh(list[0]), 8);
    assert_int_equal(charindex_variants(index, 8, &list), 0);
    assert_int_equal(charindex_references_to(index, 1, &list), 2);
    assert_int_equal(le32toh(list[0]), 0x42);
    assert_int_equal(le32toh(list[1]), 0x61);
    assert_int_equal(charindex_references_to(index, 0, &list), 0);
    assert_int_equal(charindex_references_to(index, 2, &list), 0);
    assert_int_equal(charindex_references_from(index, 3, &list), 1);
    assert_int_equal(le32toh(list[0]), 0x41);
    assert_int_equal(charindex_references_from(index, 1, &list), 0);
    assert_int_equal(charindex_confusables(index, 3, &list), 1);
    assert_int_equal(le32toh(list[0]), 1);
    assert_int_equal(charindex_confusables(index, 8, &list), 0);
    assert_int_equal(charindex_decompositions(index, SMALL_IS_B, &list), 1);
    assert_int_equal(le32toh(list[0]), SMALL_IS_ONE);
    assert_int_equal(charindex_decompositions(index, SMALL_IS_A, &list), 0);
    charindex_unref(index);
}

static void test_values_have_their_documents(void **state)
{
    static const struct {
        enum property property;
        const char *names;
        uint32_t totals[5];
    } properties[] = {
        {PROPERTY_BLOCK, "Basic Latin, CJK Unified Ideographs, Emoticons", {5, 2, 2}},
        {PROPERTY_SCRIPT, "Common, Han, Latin", {3, 2, 4}},
        {PROPERTY_CATEGORY, "Cc, Ll, Lo, Lu, So", {1, 1, 2, 3, 2}},
        {PROPERTY_AGE, "1.1, 6.1", {7, 2}},
        {PROPERTY_EMOJI, "no, yes", {6, 3}},
        {PROPERTY_PLANE, "", {0}},
    };
    static const uint32_t tiers[CHARINDEX_TIERS] = {1, 3, 0, 1, 0, 3, 0, 1};
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(properties); i++) {
        struct value_range values = charindex_values(index, properties[i].property);
        char joined[128] = "";

        for (uint32_t value = values.first; value < values.end; value++) {
            struct slice name = charindex_value_name(index, value);

            (void)snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s",
                           value > values.first ? ", " : "", (int)name.size, name.bytes);
            assert_int_equal(charindex_value(index, value).total,
                             properties[i].totals[value - values.first]);
        }
        assert_string_equal(joined, properties[i].names);
    }
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        assert_int_equal(charindex_tier(index, tier).total, tiers[tier]);
    charindex_unref(index);
}

static void test_names_are_found_exactly(void **state)
{
    static const struct {
        const char *name;
        uint32_t document;
    } names[] = {
        {"LATIN CAPITAL LETTER A", 1},     {"LATIN CAPITAL LETTER B", 2},
        {"LATIN SMALL LETTER A", 3},       {"CJK UNIFIED IDEOGRAPH-4E00", 4},
        {"CJK UNIFIED IDEOGRAPH-4E01", 5}, {"GRINNING FACE", 6},
    };
    static const char *const absent[] = {
        "",          "GRINNING", "GRINNING FACES", "grinning face", "<control-0007>", "A",
        "keycap: B", "ZZZ",
    };
    struct charindex *index = parse_good(*state);
    uint32_t document = UINT32_MAX;

    for (size_t i = 0; i < COUNT(names); i++) {
        assert_true(charindex_find_name(index, names[i].name, strlen(names[i].name), &document));
        assert_int_equal(document, names[i].document);
    }
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_find_name(index, absent[i], strlen(absent[i]), &document));
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_small_index_is_accepted),
        STORY(test_missing_code_points),
        STORY(test_characters_from_a_code_point_on),
        STORY(test_the_longest_sequence_of_a_text),
        STORY(test_code_points_of_documents),
        STORY(test_words_lead_to_their_postings),
        STORY(test_words_with_a_common_prefix),
        STORY(test_words_of_names),
        STORY(test_texts_of_documents),
        STORY(test_documents_are_related),
        STORY(test_values_have_their_documents),
        STORY(test_names_are_found_exactly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
