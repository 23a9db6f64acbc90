/*
 * Characters from ICU. Checks what holds for every version of Unicode from 15 on, and compares with
 * ICU's property functions for the same characters.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <unicode/uchar.h>

struct census {
    int64_t last;
    unsigned named, controls;
    unsigned stop_after;
};

static bool is_valid(const struct source_character *character)
{
    char name[128] = "";
    UErrorCode status = U_ZERO_ERROR;
    UChar32 code = (UChar32)character->code_point;

    if (u_charType(code) == U_CONTROL_CHAR)
        (void)snprintf(name, sizeof name, "<control-%04X>", character->code_point);
    else
        (void)u_charName(code, U_UNICODE_CHAR_NAME, name, sizeof name, &status);
    return character->name_size == strlen(name) &&
           memcmp(character->name, name, character->name_size) == 0 &&
           character->named == (name[0] != '<') && character->words_size <= character->name_size;
}

static bool take(void *context, const struct source_character *character)
{
    struct census *census = context;

    if (character->code_point <= census->last || !is_valid(character))
        fail_msg("U+%04X", character->code_point);
    census->last = character->code_point;
    if (character->named)
        census->named++;
    else
        census->controls++;
    return census->named + census->controls != census->stop_after;
}

static const struct source_visitor visitor = {.character = take};
static const struct private_names none;

static void test_every_character_once_and_in_order(void **state)
{
    struct census census = {.last = -1};
    struct reason reason = {.text = ""};
    unsigned named = 0;
    uint32_t count = 0;

    (void)state;
    assert_int_equal(characters_read(&visitor, &census, &none, NULL, &count, &reason), 0);
    for (UChar32 c = 0; c <= 0x10FFFF; c++) {
        int8_t type = u_charType(c);

        if (type != U_UNASSIGNED && type != U_CONTROL_CHAR && type != U_SURROGATE &&
            type != U_PRIVATE_USE_CHAR)
            named++;
    }
    assert_int_equal(census.controls, 65);
    assert_int_equal(census.named, named);
    assert_int_equal(count, named + 65);
}

static bool find_words(void *context, const struct source_character *character)
{
    static const struct {
        uint32_t code_point;
        const char *words;
    } expected[] = {
        {0x0007, ""},
        {0x0041, "LATIN CAPITAL LETTER A"},
        {0x0F60, "TIBETAN LETTER -A"},
        {0x4E00, "CJK UNIFIED IDEOGRAPH"},
        {0xAC00, "HANGUL SYLLABLE GA"},
        {0xF900, "CJK COMPATIBILITY IDEOGRAPH"},
        {0x17000, "TANGUT IDEOGRAPH"},
        {0x18800, "TANGUT COMPONENT-001"},
        {0x1B170, "NUSHU CHARACTER-1B170"},
        {0x2F800, "CJK COMPATIBILITY IDEOGRAPH"},
        {0x323AF, "CJK UNIFIED IDEOGRAPH"},
    };
    unsigned *found = context;

    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        if (expected[i].code_point != character->code_point)
            continue;
        ++*found;
        assert_int_equal(character->words_size, strlen(expected[i].words));
        assert_memory_equal(character->name, expected[i].words, character->words_size);
    }
    return true;
}

static void test_hexadecimal_endings_are_not_words(void **state)
{
    static const struct source_visitor finder = {.character = find_words};
    struct reason reason = {.text = ""};
    unsigned found = 0;
    uint32_t count;

    (void)state;
    assert_int_equal(characters_read(&finder, &found, &none, NULL, &count, &reason), 0);
    assert_int_equal(found, 11);
}

static void test_it_can_be_stopped_anywhere(void **state)
{
    static const unsigned places[] = {1, 32, 33, 127, 128, 1000};

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct census census = {.last = -1, .stop_after = places[i]};
        struct reason reason = {.text = ""};
        uint32_t count = 0;

        assert_int_equal(characters_read(&visitor, &census, &none, NULL, &count, &reason),
                         -ECANCELED);
        assert_int_equal(census.named + census.controls, places[i]);
    }
}

struct privates {
    int64_t last;
    struct buffer seen;
};

static bool note_private(void *context, const struct source_character *character)
{
    struct privates *privates = context;

    assert_true(character->code_point > privates->last);
    privates->last = character->code_point;
    if (private_names_for(character->code_point)) {
        assert_false(character->named);
        assert_int_equal(character->words_size, character->name_size);
        buffer_append_format(&privates->seen, "%04X %.*s\n", character->code_point,
                             (int)character->name_size, character->name);
    }
    return privates->seen.size < 1024;
}

/* In their places among the others, and after the last one. */
static void test_private_use_characters_with_names(void **state)
{
    static const struct source_visitor notes = {.character = note_private};
    static const uint32_t points[] = {0x10FFFD, 0xE000, 0xF8FF, 0xF0000};
    struct privates privates = {.last = -1, .seen = BUFFER_INIT};
    struct private_names names = {.list = VECTOR_INIT};
    struct reason reason = {.text = ""};
    uint32_t count = 0, without = 0;

    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        private_names_add(&names, points[i], 0, slice_of("an icon"));
    assert_int_equal(private_names_settle(&names), 0);
    assert_int_equal(characters_read(&notes, &privates, &none, NULL, &without, &reason), 0);
    privates.last = -1;
    assert_int_equal(characters_read(&notes, &privates, &names, NULL, &count, &reason), 0);
    assert_int_equal(count, without + 4);
    buffer_append(&privates.seen, "", 1);
    assert_string_equal(privates.seen.bytes, "E000 an icon\nF8FF an icon\nF0000 an icon\n"
                                             "10FFFD an icon\n");
    buffer_release(&privates.seen);
    private_names_release(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_once_and_in_order),
        cmocka_unit_test(test_hexadecimal_endings_are_not_words),
        cmocka_unit_test(test_it_can_be_stopped_anywhere),
        cmocka_unit_test(test_private_use_characters_with_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
