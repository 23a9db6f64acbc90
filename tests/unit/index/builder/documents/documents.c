/*
 * Which characters and sequences become documents, and their numbers and names.
 */

#include "index/builder/documents/documents.h"

#include "tests/unit/index/builder/small_documents.h"

static void begin(struct small_documents *small)
{
    small_begin(small);
    small_character(small, 0x07, "<control-0007>");
    small_character(small, '#', "NUMBER SIGN");
    small_character(small, '9', "DIGIT NINE");
    small_character(small, 'a', "LATIN SMALL LETTER A");
    small_character(small, 0x20E3, "COMBINING ENCLOSING KEYCAP");
    small_character(small, 0x2764, "HEAVY BLACK HEART");
    small_character(small, 0xFE0F, "VARIATION SELECTOR-16");
}

enum { CHARACTERS = 7 };

static void assert_name(const struct small_documents *small, uint32_t document, const char *name)
{
    struct slice found = documents_name(&small->documents, document);

    if (found.size != strlen(name) || memcmp(found.bytes, name, found.size) != 0)
        fail_msg("%u is %.*s instead of %s", document, (int)found.size, found.bytes, name);
}

static void test_characters_are_numbered_as_they_come(void **state)
{
    struct small_documents small;

    (void)state;
    begin(&small);
    small_number(&small);
    assert_int_equal(documents_count(&small.documents), CHARACTERS);
    assert_int_equal(small.documents.named.count, CHARACTERS - 1);
    assert_int_equal(small_document(&small, "\x07"), 0);
    assert_int_equal(small_document(&small, "9"), 2);
    assert_int_equal(documents_first_point(&small.documents, 5), 0x2764);
    assert_name(&small, 0, "<control-0007>");
    assert_name(&small, 6, "VARIATION SELECTOR-16");
    small_release(&small);
}

static void test_sequences_are_numbered_by_their_code_points(void **state)
{
    struct small_documents small;

    (void)state;
    begin(&small);
    small_sequence(&small, "9\uFE0F\u20E3", "keycap: 9", 2);
    small_sequence(&small, "a\u20E3", "a in a keycap", 0);
    small_sequence(&small, "#\uFE0F\u20E3", "keycap: #", 1);
    small_sequence(&small, "#9", "number nine", 0);
    small_number(&small);
    assert_int_equal(documents_count(&small.documents), CHARACTERS + 4);
    assert_name(&small, CHARACTERS, "number nine");
    assert_name(&small, CHARACTERS + 1, "keycap: #");
    assert_name(&small, CHARACTERS + 2, "keycap: 9");
    assert_name(&small, CHARACTERS + 3, "a in a keycap");
    assert_int_equal(documents_first_point(&small.documents, CHARACTERS + 3), 'a');
    /* With or without the selector. */
    assert_int_equal(small_document(&small, "9\u20E3"), CHARACTERS + 2);
    assert_int_equal(small_document(&small, "\uFE0F9\uFE0F\u20E3\uFE0F"), CHARACTERS + 2);
    assert_int_equal(documents_sequence_points(&small.documents, CHARACTERS + 2)->count, 2);
    small_release(&small);
}

/* The first source names the document; the emoji name is stored with it. */
static void test_a_sequence_that_two_sources_have(void **state)
{
    struct small_documents small;
    const struct emoji *emoji;

    (void)state;
    begin(&small);
    small_sequence(&small, "#\uFE0F\u20E3", "KEYCAP NUMBER SIGN", 0);
    small_sequence(&small, "#\uFE0F\u20E3", "keycap: #", 2);
    small_sequence(&small, "9\uFE0F\u20E3", "keycap: 9", 1);
    small_number(&small);
    assert_int_equal(small.documents.sequences, 2);
    assert_name(&small, CHARACTERS, "KEYCAP NUMBER SIGN");
    assert_name(&small, CHARACTERS + 1, "keycap: 9");
    emoji = small.documents.emoji.items;
    assert_int_equal(small.documents.emoji.count, 2);
    assert_int_equal(emoji[0].order, 1); /* in the order of their source */
    assert_int_equal(emoji[0].document, CHARACTERS + 1);
    assert_true(emoji[0].has_this_name);
    assert_int_equal(emoji[1].document, CHARACTERS);
    assert_false(emoji[1].has_this_name);
    assert_int_equal(documents_emoji_name(&small.documents, &emoji[1]).size, 9);
    assert_memory_equal(documents_emoji_name(&small.documents, &emoji[1]).bytes, "keycap: #", 9);
    small_release(&small);
}

static void test_an_emoji_of_one_character_is_that_character(void **state)
{
    struct small_documents small;
    const struct emoji *emoji;

    (void)state;
    begin(&small);
    small_sequence(&small, "\u2764\uFE0F", "red heart", 1);
    small_sequence(&small, "9", "nine", 0); /* neither an emoji nor a sequence */
    small_number(&small);
    assert_int_equal(small.documents.sequences, 0);
    assert_name(&small, 5, "HEAVY BLACK HEART");
    emoji = small.documents.emoji.items;
    assert_int_equal(small.documents.emoji.count, 1);
    assert_int_equal(emoji[0].document, 5);
    assert_false(emoji[0].has_this_name);
    small_release(&small);
}

/* Records that do not make a line, or that contain a character missing from the index. */
static void test_sequences_that_are_ignored(void **state)
{
    static uint32_t points[SEQUENCE_MAX + 1];
    struct source_sequence sequence = {.points = points, .name = "nine", .name_size = 4};
    struct small_documents small;

    (void)state;
    begin(&small);
    for (size_t i = 0; i < COUNT(points); i++)
        points[i] = '9';
    documents_sequence(&small.documents, &sequence); /* without code points */
    sequence.count = SEQUENCE_MAX + 1;
    documents_sequence(&small.documents, &sequence);
    sequence.count = 2;
    sequence.name_size = 0;
    documents_sequence(&small.documents, &sequence);
    small_sequence(&small, "9b", "nine and an unknown one", 1);
    small_sequence(&small, "b", "unknown", 2);
    small_sequence(&small, "99", "two\nlines", 3);
    small_sequence(&small, "99", "not \xFF text", 4);
    small_sequence(&small, "\uFE0F9", "a selector of nothing", 5);
    small_sequence(&small, "\uFE0F\uFE0F", "nothing at all", 6);
    small_number(&small);
    assert_int_equal(small.documents.sequences, 0);
    assert_int_equal(small.documents.emoji.count, 0);
    assert_numbers(&small.chunks, CHUNK_SOFF, (const uint32_t[]){0}, 1);
    small_release(&small);
}

static void test_the_longest_sequence(void **state)
{
    uint32_t points[SEQUENCE_MAX];
    const struct source_sequence sequence = {
        .points = points, .count = SEQUENCE_MAX, .name = "many nines", .name_size = 10};
    struct small_documents small;

    (void)state;
    begin(&small);
    for (size_t i = 0; i < SEQUENCE_MAX; i++)
        points[i] = '9';
    documents_sequence(&small.documents, &sequence);
    small_number(&small);
    assert_int_equal(small.documents.sequences, 1);
    assert_name(&small, CHARACTERS, "many nines");
    assert_int_equal(documents_sequence_points(&small.documents, CHARACTERS)->count, SEQUENCE_MAX);
    small_release(&small);
}

static void assert_line(const struct small_documents *small, uint32_t document, const char *line)
{
    const char *offsets = small->chunks.list[CHUNK_LOFF].bytes;
    size_t begin_at = format_u32_at(offsets, document);

    assert_int_equal(format_u32_at(offsets, (size_t)document + 1) - begin_at, strlen(line));
    assert_memory_equal(small->chunks.list[CHUNK_LINE].bytes + begin_at, line, strlen(line));
}

static void test_lines_and_points_are_written(void **state)
{
    struct small_documents small;

    (void)state;
    small_begin(&small);
    small_character(&small, '#', "NUMBER SIGN");
    small_character(&small, 0x20E3, "COMBINING ENCLOSING KEYCAP");
    small_sequence(&small, "#\uFE0F\u20E3", "unknown selector", 1);
    small_sequence(&small, "##", "two of them", 0);
    small_number(&small);
    assert_numbers(&small.chunks, CHUNK_DOCS, (const uint32_t[]){'#', 0x20E3}, 2);
    assert_numbers(&small.chunks, CHUNK_SOFF, (const uint32_t[]){0, 2, 5}, 3);
    assert_numbers(&small.chunks, CHUNK_SPTS, (const uint32_t[]){'#', '#', '#', 0xFE0F, 0x20E3}, 5);
    assert_line(&small, 0, "U+0023\t#\tNUMBER SIGN\r\n");
    assert_line(&small, 2, "U+0023 U+0023\t##\ttwo of them\r\n");
    assert_line(&small, 3, "U+0023 U+FE0F U+20E3\t#\uFE0F\u20E3\tunknown selector\r\n");
    assert_int_equal(small.chunks.list[CHUNK_LOFF].size, 5 * sizeof(uint32_t));
    small_release(&small);
}

static void test_names_are_ordered_by_bytes_and_labels_are_left_out(void **state)
{
    static const uint32_t expected[] = {4, 2, 5, 3, 1, 6};
    struct small_documents small;

    (void)state;
    begin(&small);
    small_sequence(&small, "99", "AAA", 0); /* not the name of a character */
    small_number(&small);
    assert_int_equal(documents_write_names(&small.documents), 0);
    assert_numbers(&small.chunks, CHUNK_NAME, expected, COUNT(expected));
    small_release(&small);
}

/* A damaged file may give two characters one name. */
static void test_names_that_are_not_unique(void **state)
{
    static const uint32_t expected[] = {2, 0, 3};
    struct small_documents small;

    (void)state;
    small_begin(&small);
    small_character(&small, 'a', "BB");
    small_character(&small, 'b', "<control-0062>");
    small_character(&small, 'c', "AA");
    small_character(&small, 'd', "BB");
    small_number(&small);
    assert_int_equal(documents_write_names(&small.documents), 0);
    assert_int_equal(small.documents.named.count, COUNT(expected));
    assert_numbers(&small.chunks, CHUNK_NAME, expected, COUNT(expected));
    small_release(&small);
}

static void test_missing_documents_are_not_found(void **state)
{
    static const struct bare absent[] = {
        {.points = {'b'}, .count = 1},      {.points = {0x10FFFF}, .count = 1},
        {.points = {'9'}, .count = 0},      {.points = {'9', '9', '9'}, .count = 3},
        {.points = {'9', 'a'}, .count = 2}, {.points = {'#', '9'}, .count = 2},
    };
    struct small_documents small;
    uint32_t document;

    (void)state;
    begin(&small);
    small_sequence(&small, "99", "two", 0);
    small_number(&small);
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(documents_find(&small.documents, &absent[i], &document));
    small_release(&small);
}

static void test_bare_points(void **state)
{
    uint32_t points[2 * SEQUENCE_MAX];
    struct bare bare;

    (void)state;
    assert_true(bare_of((const uint32_t[]){0xFE0F}, 1, &bare));
    assert_int_equal(bare.count, 1); /* alone, it is a character */
    assert_true(bare_of((const uint32_t[]){0xFE0F, 0xFE0F}, 2, &bare));
    assert_int_equal(bare.count, 0);
    assert_true(bare_of((const uint32_t[]){'#', 0xFE0F, 0x20E3}, 3, &bare));
    assert_int_equal(bare.count, 2);
    assert_int_equal(bare.points[1], 0x20E3);
    for (size_t i = 0; i < COUNT(points); i++)
        points[i] = i % 2 == 0 ? '9' : 0xFE0F;
    assert_true(bare_of(points, COUNT(points), &bare));
    assert_int_equal(bare.count, SEQUENCE_MAX);
    points[COUNT(points) - 1] = '9';
    assert_false(bare_of(points, COUNT(points), &bare));
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct small_documents small;

    (void)state;
    begin(&small);
    small.documents.found.failed = true;
    small_sequence(&small, "99", "two", 0);
    assert_true(documents_number(&small.documents) < 0);
    small_release(&small);
    begin(&small);
    small.chunks.list[CHUNK_LINE].failed = true;
    assert_true(documents_number(&small.documents) < 0);
    small_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters_are_numbered_as_they_come),
        cmocka_unit_test(test_sequences_are_numbered_by_their_code_points),
        cmocka_unit_test(test_a_sequence_that_two_sources_have),
        cmocka_unit_test(test_an_emoji_of_one_character_is_that_character),
        cmocka_unit_test(test_sequences_that_are_ignored),
        cmocka_unit_test(test_the_longest_sequence),
        cmocka_unit_test(test_lines_and_points_are_written),
        cmocka_unit_test(test_names_are_ordered_by_bytes_and_labels_are_left_out),
        cmocka_unit_test(test_names_that_are_not_unique),
        cmocka_unit_test(test_missing_documents_are_not_found),
        cmocka_unit_test(test_bare_points),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
