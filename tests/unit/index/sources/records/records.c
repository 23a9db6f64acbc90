/*
 * Which records are accepted, and that they come out unchanged.
 */

#include "index/sources/records/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

static const uint32_t letter[] = {0x41};

static struct source_text text_of(const char *text, size_t size)
{
    return (struct source_text){
        .points = letter, .count = 1, .kind = TEXT_KEYWORD, .text = text, .size = size};
}

static void test_records_come_out_unchanged(void **state)
{
    uint32_t points[SEQUENCE_MAX];
    const struct source_sequence sequence = {.points = points,
                                             .count = SEQUENCE_MAX,
                                             .name = "crowd",
                                             .name_size = 5,
                                             .order = 70000,
                                             .group = EMOJI_GROUP_FLAGS};
    struct source_text text = text_of("odd", 3);
    const struct source_spelling spelling = {.points = letter,
                                             .count = 1,
                                             .kind = SPELLING_CANTONESE,
                                             .text = "<3",
                                             .size = 2,
                                             .weight = UINT32_MAX};
    struct records records = RECORDS_INIT;
    struct buffer printed = BUFFER_INIT;

    (void)state;
    for (uint32_t i = 0; i < SEQUENCE_MAX; i++)
        points[i] = 0x1F600 + i;
    text.language = 183;
    assert_int_equal(records_sequence(&records, &sequence), SOURCE_OK);
    assert_int_equal(records_text(&records, &text), SOURCE_OK);
    assert_int_equal(records_spelling(&records, &spelling), SOURCE_OK);
    assert_int_equal(records_reference(&records, 0, 0x10FFFF), SOURCE_OK);
    assert_int_equal(records.count, 4);
    assert_int_equal(records_hand_over(&records, &printer, &printed), 0);
    buffer_append(&printed, "", 1);
    assert_string_equal(printed.bytes,
                        "1F600+1F601+1F602+1F603+1F604+1F605+1F606+1F607+1F608+1F609+1F60A+1F60B+"
                        "1F60C+1F60D+1F60E+1F60F #70000 crowd (Flags)\n"
                        "0041 keyword@183 odd\n"
                        "0041 cantonese (4294967295) <3\n"
                        "0000 -> 10FFFF\n");

    printed.size = 0;
    records_clear(&records);
    assert_int_equal(records_hand_over(&records, &printer, &printed), 0);
    assert_int_equal(printed.size, 0);
    buffer_release(&printed);
    records_release(&records);
}

static void test_invalid_texts(void **state)
{
    static const struct {
        const char *text;
        size_t size;
    } bad[] = {
        {"", 0},       {"a\0b", 3},         {"\n", 1},       {"a\tb", 3},
        {"\x1B[m", 3}, {"a\x7F", 2},        {"\xC2\x80", 2}, {"\xC2\x9F", 2},
        {"\xC3", 1},   {"\xED\xBF\xBF", 3}, {"a\x80", 2},    {"\xF4\x90\x80\x80", 4},
    };
    static const char *const good[] = {" ", "~", "\xC2\xA0", "\xF4\x8F\xBF\xBF", "\xE2\x80\x8D"};
    struct records records = RECORDS_INIT;
    char long_text[TEXT_MAX_SIZE + 1];

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const struct source_text text = text_of(bad[i].text, bad[i].size);
        const struct source_sequence sequence = {
            .points = letter, .count = 1, .name = bad[i].text, .name_size = bad[i].size};
        const struct source_spelling spelling = {
            .points = letter, .count = 1, .text = bad[i].text, .size = bad[i].size};

        if (records_text(&records, &text) != SOURCE_DAMAGED ||
            records_spelling(&records, &spelling) != SOURCE_DAMAGED ||
            records_sequence(&records, &sequence) != SOURCE_DAMAGED)
            fail_msg("text %zu", i);
    }
    memset(long_text, 'a', sizeof long_text);
    assert_int_equal(records_text(&records, &(struct source_text){.points = letter,
                                                                  .count = 1,
                                                                  .text = long_text,
                                                                  .size = TEXT_MAX_SIZE + 1}),
                     SOURCE_DAMAGED);
    assert_int_equal(records.count, 0);
    assert_int_equal(records.bytes.size, 0);
    for (size_t i = 0; i < COUNT(good); i++) {
        const struct source_text text = text_of(good[i], strlen(good[i]));

        assert_int_equal(records_text(&records, &text), SOURCE_OK);
    }
    records_release(&records);
}

static void test_what_is_not_a_character(void **state)
{
    static const uint32_t bad[] = {0xD800, 0xDFFF, 0x110000, UINT32_MAX};
    struct records records = RECORDS_INIT;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const uint32_t points[] = {0x41, bad[i]};
        const struct source_sequence sequence = {
            .points = points, .count = 2, .name = "a", .name_size = 1};
        const struct source_spelling spelling = {
            .points = points, .count = 2, .text = "a", .size = 1};
        struct source_text text = text_of("a", 1);

        text.points = points;
        text.count = 2;
        assert_int_equal(records_text(&records, &text), SOURCE_DAMAGED);
        assert_int_equal(records_sequence(&records, &sequence), SOURCE_DAMAGED);
        assert_int_equal(records_spelling(&records, &spelling), SOURCE_DAMAGED);
        assert_int_equal(records_reference(&records, 0x41, bad[i]), SOURCE_DAMAGED);
        assert_int_equal(records_reference(&records, bad[i], 0x41), SOURCE_DAMAGED);
    }
    assert_int_equal(records.count, 0);
    records_release(&records);
}

static bool stop_at_second(void *context, uint32_t from, uint32_t to)
{
    unsigned *count = context;

    (void)from;
    (void)to;
    return ++*count < 2;
}

static void test_a_visitor_can_stop(void **state)
{
    static const struct source_visitor visitor = {.reference = stop_at_second};
    struct records records = RECORDS_INIT;
    unsigned count = 0;

    (void)state;
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(records_reference(&records, i, i), SOURCE_OK);
    assert_int_equal(records_hand_over(&records, &visitor, &count), -ECANCELED);
    assert_int_equal(count, 2);
    records_release(&records);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_come_out_unchanged),
        cmocka_unit_test(test_invalid_texts),
        cmocka_unit_test(test_what_is_not_a_character),
        cmocka_unit_test(test_a_visitor_can_stop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
