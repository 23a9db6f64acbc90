/*
 * The names of a mark are given to the letters that have it, and to nothing else.
 */

#include "index/builder/enrichment/marks.h"

#include "tests/unit/index/builder/small_texts.h"
#include "tests/unit/index/unicode/invented.h"

static void add_marks(struct small_texts *world)
{
    assert_int_equal(marks_add(&world->texts, &world->small.documents, &world->vocabulary), 0);
    small_texts_write(world);
}

/* Letters, their marks, and characters that only seem to have a mark. */
static void begin(struct small_texts *world)
{
    static const struct {
        uint32_t code_point;
        const char *name;
    } characters[] = {
        {'u', "LATIN SMALL LETTER U"},
        {0xA8, "DIAERESIS"},
        {0xD8, "LATIN CAPITAL LETTER O WITH STROKE"},
        {0xE9, "LATIN SMALL LETTER E WITH ACUTE"},
        {0xFC, "LATIN SMALL LETTER U WITH DIAERESIS"},
        {0x1D6, "LATIN SMALL LETTER U WITH DIAERESIS AND MACRON"},
        {0x300, "COMBINING GRAVE ACCENT"},
        {0x301, "COMBINING ACUTE ACCENT"},
        {0x304, "COMBINING MACRON"},
        {0x308, "COMBINING DIAERESIS"},
        {0x340, "COMBINING GRAVE TONE MARK"},
        {0x344, "COMBINING GREEK DIALYTIKA TONOS"},
        {0x36F, "COMBINING LATIN SMALL LETTER X"},
        {0x5BF, "HEBREW POINT RAFE"},
        {0x20DD, "COMBINING ENCLOSING CIRCLE"},
        {0x212B, "ANGSTROM SIGN"},
        {0xAC00, "HANGUL SYLLABLE GA"},
        {0xFB4C, "HEBREW LETTER BET WITH RAFE"},
        {0x1D15E, "MUSICAL SYMBOL HALF NOTE"},
    };

    small_texts_begin(world);
    for (size_t i = 0; i < COUNT(characters); i++)
        small_character(&world->small, characters[i].code_point, characters[i].name);
    small_sequence(&world->small, "u\u0308", "u with two dots", 0);
    small_number(&world->small);
}

static void assert_marks(const struct small_texts *world, const char *character,
                         const char *expected)
{
    assert_texts(world, character, TEXT_MARK, 0, expected);
}

static void test_names_and_aliases_are_inherited(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u0308", TEXT_INFORMAL, 0, "umlaut");
    small_text(&world, "\u0308", TEXT_INFORMAL, 0, "Greek dialytika");
    small_text(&world, "\u0301", TEXT_INFORMAL, 0, "stress mark");
    add_marks(&world);
    assert_marks(&world, "\u00FC", "umlaut|Greek dialytika|DIAERESIS");
    assert_marks(&world, "\u00E9", "stress mark|ACUTE ACCENT");
    assert_texts(&world, "\u00FC", TEXT_INFORMAL, 0, "");
    small_texts_release(&world);
}

/* \u01D6 is \u00FC with a macron, so the names of the diaeresis belong to \u00FC. */
static void test_only_the_last_mark_counts(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u0308", TEXT_INFORMAL, 0, "umlaut");
    add_marks(&world);
    assert_marks(&world, "\u01D6", "MACRON");
    small_texts_release(&world);
}

/* A letter that ICU does not know decomposes as its repertoire says. */
static void test_a_letter_of_newer_files(void **state)
{
    struct small_texts world;
    struct invented invented;

    (void)state;
    small_texts_begin(&world);
    small_character(&world.small, 0x301, "COMBINING ACUTE ACCENT");
    small_character(&world.small, INVENTED_SMALL, "TEST SMALL LETTER A");
    small_character(&world.small, INVENTED_ACCENTED, "TEST SMALL LETTER A WITH ACUTE");
    small_number(&world.small);
    world.small.documents.repertoire = invented_make(&invented);
    add_marks(&world);
    assert_marks(&world, "\U0003FF02", "ACUTE ACCENT");
    assert_marks(&world, "\U0003FF01", "");
    small_texts_release(&world);
}

static void test_a_mark_has_its_own_name(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u0308", TEXT_INFORMAL, 0, "umlaut");
    add_marks(&world);
    assert_marks(&world, "\u0308", "DIAERESIS");
    assert_texts(&world, "\u0308", TEXT_INFORMAL, 0, "umlaut");
    assert_marks(&world, "\u036F", "LATIN SMALL LETTER X");
    assert_marks(&world, "\u0340", "GRAVE TONE MARK"); /* another spelling of the same mark */
    /* a mark that decomposes into other marks */
    assert_marks(&world, "\u0344", "GREEK DIALYTIKA TONOS|ACUTE ACCENT");
    small_texts_release(&world);
}

static void test_characters_without_that_mark(void **state)
{
    static const char *const others[] = {
        "u",       "\u00A8",               /* looks like a diaeresis, but does not decompose */
        "\u00D8",                          /* does not decompose */
        "\u05BF",  "\uFB4C",     "\u20DD", /* marks outside of the block */
        "\u212B",                          /* another spelling of the same letter */
        "\uAC00",  "\U0001D15E",           /* decompose, but not into marks */
        "u\u0308",                         /* a sequence */
    };
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u0308", TEXT_INFORMAL, 0, "umlaut");
    small_text(&world, "\u00A8", TEXT_INFORMAL, 0, "spacing");
    add_marks(&world);
    for (size_t i = 0; i < COUNT(others); i++)
        assert_marks(&world, others[i], "");
    small_texts_release(&world);
}

/* Keywords and formal aliases of a mark are not inherited by letters. */
static void test_other_texts_stay_with_the_mark(void **state)
{
    static const enum text_kind kinds[] = {TEXT_CORRECTION, TEXT_ABBREVIATION, TEXT_HTML,
                                           TEXT_KEYWORD,    TEXT_SHORT_NAME,   TEXT_DEFINITION};
    struct small_texts world;

    (void)state;
    begin(&world);
    for (size_t i = 0; i < COUNT(kinds); i++)
        small_text(&world, "\u0308", kinds[i], 0, "two dots");
    add_marks(&world);
    assert_marks(&world, "\u00FC", "DIAERESIS");
    for (size_t i = 0; i < COUNT(kinds); i++)
        assert_texts(&world, "\u0308", kinds[i], 0, "two dots");
    small_texts_release(&world);
}

/* With more aliases than any real mark has, only the first ones are inherited. */
static void test_many_aliases_are_limited(void **state)
{
    struct small_texts world;
    char alias[2] = "a";

    (void)state;
    begin(&world);
    for (; alias[0] <= 'z'; alias[0]++)
        small_text(&world, "\u0308", TEXT_INFORMAL, 0, alias);
    add_marks(&world);
    assert_marks(&world, "\u00FC", "a|b|c|d|e|f|g|h");
    assert_marks(&world, "\u0308", "DIAERESIS");
    small_texts_release(&world);
}

/* Names with nothing after the prefix COMBINING, or without that prefix. */
static void test_names_that_are_not_names_of_marks(void **state)
{
    struct small_texts world;

    (void)state;
    small_texts_begin(&world);
    small_character(&world.small, 0xE8, "LATIN SMALL LETTER E WITH GRAVE");
    small_character(&world.small, 0xE9, "LATIN SMALL LETTER E WITH ACUTE");
    small_character(&world.small, 0x300, "COMBINING ");
    small_character(&world.small, 0x301, "COMBININGACUTE");
    small_number(&world.small);
    add_marks(&world);
    assert_marks(&world, "\u00E8", "");
    assert_marks(&world, "\u00E9", "");
    assert_marks(&world, "\u0300", "");
    assert_marks(&world, "\u0301", "");
    small_texts_release(&world);
}

static void test_missing_marks(void **state)
{
    struct small_texts world;

    (void)state;
    small_texts_begin(&world);
    small_character(&world.small, 0xE9, "LATIN SMALL LETTER E WITH ACUTE");
    small_number(&world.small);
    add_marks(&world);
    assert_marks(&world, "\u00E9", "");
    small_texts_release(&world);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    world.texts.entries.failed = true;
    assert_true(marks_add(&world.texts, &world.small.documents, &world.vocabulary) < 0);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_aliases_are_inherited),
        cmocka_unit_test(test_only_the_last_mark_counts),
        cmocka_unit_test(test_a_letter_of_newer_files),
        cmocka_unit_test(test_a_mark_has_its_own_name),
        cmocka_unit_test(test_characters_without_that_mark),
        cmocka_unit_test(test_other_texts_stay_with_the_mark),
        cmocka_unit_test(test_many_aliases_are_limited),
        cmocka_unit_test(test_names_that_are_not_names_of_marks),
        cmocka_unit_test(test_missing_marks),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
