/*
 * What ICU knows about one code point: first ordinary characters, then code points that are not
 * characters. The expected values come from the Unicode Character Database (UnicodeData.txt,
 * SpecialCasing.txt, CaseFolding.txt, NameAliases.txt), not from ICU.
 */

#include "index/unicode/character.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_sequence(const struct character_sequence *sequence, size_t count,
                            const uint32_t *points)
{
    assert_int_equal(sequence->count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(sequence->points[i], points[i]);
}

#include "tests/unit/index/unicode/invented.h"

#define ASSERT_SEQUENCE(sequence, ...)                                                             \
    assert_sequence(&(sequence), sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t),             \
                    (uint32_t[]){__VA_ARGS__})

static void test_a_symbol_has_all_its_facts(void **state)
{
    struct character sun;

    (void)state;
    character_describe(NULL, 0x2600, &sun);
    assert_int_equal(sun.code_point, 0x2600);
    assert_string_equal(sun.name, "BLACK SUN WITH RAYS");
    assert_string_equal(sun.label, "BLACK SUN WITH RAYS");
    assert_string_equal(sun.alias, "");
    assert_string_equal(sun.facts.category, "So");
    assert_string_equal(sun.category_name, "Other_Symbol");
    assert_string_equal(sun.facts.block, "Miscellaneous Symbols");
    assert_string_equal(sun.facts.script, "Common");
    assert_string_equal(sun.facts.age, "1.1");
    assert_string_equal(sun.bidi_class, "Other_Neutral");
    assert_string_equal(sun.east_asian_width, "Neutral");
    assert_string_equal(sun.decomposition_type, "None");
    assert_true(sun.emoji && sun.is_assigned);
    assert_false(sun.alphabetic || sun.white_space || sun.mirrored || sun.has_numeric_value);
    assert_int_equal(sun.mirror, -1);
    assert_int_equal(sun.plane, 0);
    assert_int_equal(sun.decomposition.count, 0);
    ASSERT_SEQUENCE(sun.nfd, 0x2600);
    ASSERT_SEQUENCE(sun.upper, 0x2600);
}

static void test_names_of_blocks_and_scripts_have_spaces(void **state)
{
    struct character_facts facts;

    (void)state;
    character_facts(NULL, 0x10300, &facts);
    assert_string_equal(facts.script, "Old Italic");
    assert_string_equal(facts.block, "Old Italic");
    assert_string_equal(facts.age, "3.1");
    character_facts(NULL, 0x1FAE8, &facts); /* SHAKING FACE, new in 15.0 */
    assert_string_equal(facts.block, "Symbols and Pictographs Extended-A");
    assert_string_equal(facts.age, "15.0");
}

static void test_algorithmic_names_are_complete(void **state)
{
    struct character character;

    (void)state;
    character_describe(NULL, 0x4E00, &character);
    assert_string_equal(character.name, "CJK UNIFIED IDEOGRAPH-4E00");
    assert_true(character.has_numeric_value && character.numeric_value == 1);
    character_describe(NULL, 0xAC01, &character);
    assert_string_equal(character.name, "HANGUL SYLLABLE GAG");
    ASSERT_SEQUENCE(character.nfd, 0x1100, 0x1161, 0x11A8);
    assert_string_equal(character.decomposition_type, "Canonical");
}

static void test_a_wrong_name_comes_with_its_correction(void **state)
{
    struct character character;

    (void)state;
    character_describe(NULL, 0xFE18, &character);
    assert_string_equal(character.name,
                        "PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRAKCET");
    assert_string_equal(character.alias,
                        "PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET");
}

static void test_decompositions_of_both_kinds(void **state)
{
    struct character character;

    (void)state;
    character_describe(NULL, 0x1E69, &character); /* s with dot below and dot above: two steps */
    assert_string_equal(character.decomposition_type, "Canonical");
    ASSERT_SEQUENCE(character.decomposition, 0x1E63, 0x0307);
    ASSERT_SEQUENCE(character.nfd, 's', 0x0323, 0x0307);
    character_describe(NULL, 0xFB01, &character); /* the ligature fi: NFD leaves it unchanged */
    assert_string_equal(character.decomposition_type, "Compat");
    ASSERT_SEQUENCE(character.decomposition, 'f', 'i');
    ASSERT_SEQUENCE(character.nfd, 0xFB01);
    ASSERT_SEQUENCE(character.nfkd, 'f', 'i');
}

static void test_the_longest_decomposition_fits(void **state)
{
    struct character character;

    (void)state;
    character_describe(NULL, 0xFDFA, &character);
    assert_int_equal(character.nfkd.count, 18);
    assert_int_equal(character.decomposition.count, 18);
    assert_int_equal(character.nfkd.points[0], 0x0635);
    assert_int_equal(character.nfkd.points[17], 0x0645);
}

static void test_case_mappings_may_lengthen(void **state)
{
    struct character character;

    (void)state;
    character_describe(NULL, 0x00DF, &character); /* ß */
    ASSERT_SEQUENCE(character.upper, 'S', 'S');
    ASSERT_SEQUENCE(character.title, 'S', 's');
    ASSERT_SEQUENCE(character.lower, 0x00DF);
    ASSERT_SEQUENCE(character.folded, 's', 's');
    character_describe(NULL, 0x0390, &character); /* ΐ, three code points in upper case */
    ASSERT_SEQUENCE(character.upper, 0x0399, 0x0308, 0x0301);
    character_describe(NULL, 0x01C6, &character); /* dž has a distinct title case */
    ASSERT_SEQUENCE(character.upper, 0x01C4);
    ASSERT_SEQUENCE(character.title, 0x01C5);
    character_describe(NULL, 0x0345, &character); /* a mark whose upper case is a letter */
    ASSERT_SEQUENCE(character.title, 0x0399);
    character_describe(NULL, 0x10428, &character); /* above the BMP */
    ASSERT_SEQUENCE(character.upper, 0x10400);
    assert_int_equal(character.plane, 1);
}

static void test_numbers_and_mirrors(void **state)
{
    struct character character;

    (void)state;
    character_describe(NULL, 0x00BD, &character);
    assert_true(character.has_numeric_value && character.numeric_value == 0.5);
    character_describe(NULL, '(', &character);
    assert_true(character.mirrored);
    assert_int_equal(character.mirror, ')');
    character_describe(NULL, 0x0301, &character);
    assert_int_equal(character.combining_class, 230);
    character_describe(NULL, 0x3000, &character);
    assert_true(character.white_space);
    assert_string_equal(character.east_asian_width, "Fullwidth");
}

/* A code point without a name still has a label and its category. */
static void test_code_points_without_a_name(void **state)
{
    static const struct {
        uint32_t code_point;
        const char *label, *category, *age;
    } nameless[] = {
        {0x0000, "<control-0000>", "Cc", "1.1"},
        {0x0007, "<control-0007>", "Cc", "1.1"},
        {0x009F, "<control-009F>", "Cc", "1.1"},
        {0x0378, "<reserved-0378>", "Cn", ""},
        {0xE0FFF, "<reserved-E0FFF>", "Cn", ""},
        {0xD800, "<surrogate-D800>", "Cs", "2.0"},
        {0xDFFF, "<surrogate-DFFF>", "Cs", "2.0"},
        {0xE000, "<private-use-E000>", "Co", "1.1"},
        {0x10FFFD, "<private-use-10FFFD>", "Co", "2.0"},
        {0xFDD0, "<noncharacter-FDD0>", "Cn", "3.1"},
        {0xFFFE, "<noncharacter-FFFE>", "Cn", "1.1"},
        {0x10FFFF, "<noncharacter-10FFFF>", "Cn", "2.0"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof nameless / sizeof *nameless; i++) {
        struct character character;

        character_describe(NULL, nameless[i].code_point, &character);
        assert_string_equal(character.name, "");
        assert_string_equal(character.label, nameless[i].label);
        assert_string_equal(character.facts.category, nameless[i].category);
        assert_string_equal(character.facts.age, nameless[i].age);
        assert_true(character.is_assigned == (strcmp(nameless[i].category, "Cn") != 0));
        assert_true(character.is_private == (strcmp(nameless[i].category, "Co") == 0));
        assert_true(character.is_surrogate == (strcmp(nameless[i].category, "Cs") == 0));
        ASSERT_SEQUENCE(character.nfkd, nameless[i].code_point);
        ASSERT_SEQUENCE(character.title, nameless[i].code_point);
    }
}

static void test_unassigned_code_points_may_be_in_a_block(void **state)
{
    struct character_facts facts;

    (void)state;
    character_facts(NULL, 0x2FE0, &facts);
    assert_string_equal(facts.block, "No Block");
    assert_string_equal(facts.script, "Unknown");
    character_facts(NULL, 0x0378, &facts);
    assert_string_equal(facts.block, "Greek and Coptic");
}

/* No code point may overflow a sequence, lose a mapping or lack a label. */
static void test_every_code_point_can_be_described(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= CHARACTER_LAST; point++) {
        struct character character;

        character_describe(NULL, point, &character);
        assert_true(character.label[0] && character.facts.category[0]);
        assert_true(character.facts.block[0] && character.facts.script[0]);
        assert_true(character.nfd.count > 0 && character.nfkd.count > 0);
        assert_true(character.upper.count > 0 && character.lower.count > 0);
        assert_true(character.title.count > 0 && character.folded.count > 0);
        assert_true(character.nfkd.count < CHARACTER_SEQUENCE_MAX);
    }
}

static void test_a_label_alone(void **state)
{
    static const struct {
        uint32_t code_point;
        const char *label;
    } table[] = {
        {0x41, "LATIN CAPITAL LETTER A"},
        {0x00, "<control-0000>"},
        {0x9F, "<control-009F>"},
        {0xAC00, "HANGUL SYLLABLE GA"},
        {0x4E00, "CJK UNIFIED IDEOGRAPH-4E00"},
        {0xD800, "<surrogate-D800>"},
        {0xE000, "<private-use-E000>"},
        {0x378, "<reserved-0378>"},
        {0xFFFE, "<noncharacter-FFFE>"},
        {0x10FFFF, "<noncharacter-10FFFF>"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char label[CHARACTER_NAME_SIZE];

        character_label(NULL, table[i].code_point, label);
        assert_string_equal(label, table[i].label);
    }
}

static void test_invisible_characters(void **state)
{
    static const uint32_t invisible[] = {
        0x00,   0x0A,   0x20,   0x7F,   0x85,   0xA0,    0xAD,    0x34F,   0x61C,   0x115F,
        0x180E, 0x2003, 0x200B, 0x200D, 0x2028, 0x2029,  0x202E,  0x2060,  0x2800,  0x3000,
        0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0001, 0xE0041, 0xE0100, 0x1D173,
    };
    static const uint32_t visible[] = {
        0x21,   0x41,   0xA1,   0x301,  0x600,   0x6DD,  0x8E2, 0x1680,
        0x2603, 0x2801, 0x4E00, 0xFFFD, 0x1F600, 0xE000, 0x378, 0x110BD,
    };

    (void)state;
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
        if (!character_is_invisible(NULL, invisible[i]))
            fail_msg("U+%04X is not said to be invisible", (unsigned)invisible[i]);
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++)
        if (character_is_invisible(NULL, visible[i]))
            fail_msg("U+%04X is said to be invisible", (unsigned)visible[i]);
}

/* PropList.txt has twelve. */
static void test_what_is_drawn_in_colour(void **state)
{
    static const uint32_t colourful[] = {0x1f996, 0x2b50, 0x26c4, 0x1f1e6},
                          black[] = {'a', '0', 0x2764, 0x2600, 0x4e00, 0x200d, CHARACTER_LAST};

    (void)state;
    for (size_t i = 0; i < sizeof colourful / sizeof *colourful; i++)
        assert_true(character_is_colourful(NULL, colourful[i]));
    for (size_t i = 0; i < sizeof black / sizeof *black; i++)
        assert_false(character_is_colourful(NULL, black[i]));
}

static void test_bidi_controls(void **state)
{
    static const uint32_t controls[] = {0x61C,  0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                        0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069};
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
        assert_true(character_is_bidi_control(NULL, controls[i]));
    for (uint32_t c = 0; c <= CHARACTER_LAST; c++)
        count += character_is_bidi_control(NULL, c);
    assert_int_equal(count, sizeof controls / sizeof *controls);
}

/* Blocks.txt of Unicode 15. Every code point of a block must give the same range. */
static void test_composition(void **state)
{
    (void)state;
    assert_int_equal(character_compose('e', 0x301), 0xE9);
    assert_int_equal(character_compose('=', 0x338), 0x2260);
    assert_int_equal(character_compose(0xE9, 0x301), 0);
    assert_int_equal(character_compose('q', 0x301), 0);
    assert_int_equal(character_compose(0x301, 'e'), 0);
    assert_int_equal(character_compose(0x2ADD, 0x338), 0); /* excluded from composition */
    assert_int_equal(character_compose(0xD800, CHARACTER_LAST), 0);
}

static void test_ranges_of_blocks(void **state)
{
    static const struct {
        uint32_t first, last;
    } blocks[] = {
        {0x0000, 0x007F},     {0x0080, 0x00FF},   {0x0180, 0x024F},   {0x0370, 0x03FF},
        {0x2600, 0x26FF},     {0x2E80, 0x2EFF},   {0x4E00, 0x9FFF},   {0xAC00, 0xD7AF},
        {0xD800, 0xDB7F},     {0xDB80, 0xDBFF},   {0xDC00, 0xDFFF},   {0xE000, 0xF8FF},
        {0xFFF0, 0xFFFF},     {0x10000, 0x1007F}, {0x1F900, 0x1F9FF}, {0x20000, 0x2A6DF},
        {0x31350, 0x323AF},   {0xE0000, 0xE007F}, {0xE0100, 0xE01EF}, {0xF0000, 0xFFFFF},
        {0x100000, 0x10FFFF},
    };

    (void)state;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        const uint32_t first = blocks[i].first, last = blocks[i].last;
        const uint32_t inside[] = {first, first + 1, first + (last - first) / 3, last - 15, last};

        for (size_t k = 0; k < sizeof inside / sizeof *inside; k++) {
            uint32_t begin = 1, end = 1;

            assert_true(character_block_range(NULL, inside[k], &begin, &end));
            if (begin != first || end != last)
                fail_msg("from U+%04X: %04X..%04X", (unsigned)inside[k], (unsigned)begin,
                         (unsigned)end);
        }
    }
}

static void test_what_is_not_in_a_block(void **state)
{
    static const uint32_t outside[] = {0x2FE0, 0x2FEF, 0x1FC00, 0x3FF00, 0xE0080, 0xEFFFF};
    uint32_t first, last;

    (void)state;
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_false(character_block_range(NULL, outside[i], &first, &last));
}

/* ISO 15924, from PropertyValueAliases.txt. */
static void test_codes_of_scripts(void **state)
{
    (void)state;
    assert_string_equal(character_script_code(NULL, 0x41), "Latn");
    assert_string_equal(character_script_code(NULL, 0x2600), "Zyyy");
    assert_string_equal(character_script_code(NULL, 0x301), "Zinh");
    assert_string_equal(character_script_code(NULL, 0x10300), "Ital");
    assert_string_equal(character_script_code(NULL, 0x378), "Zzzz");
}

/*
 * A repertoire.
 */

static void test_newer_characters(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);
    struct character character;
    uint32_t first, last;

    (void)state;
    character_describe(repertoire, INVENTED_SMALL, &character);
    assert_string_equal(character.facts.category, "Ll");
    assert_string_equal(character.facts.block, "Test Box");
    assert_string_equal(character.facts.script, "Old Test");
    assert_string_equal(character.facts.age, "99.0");
    assert_string_equal(character.name, "");
    assert_true(character.is_assigned);
    assert_int_equal(character.upper.count, 1);
    assert_int_equal(character.upper.points[0], INVENTED_CAPITAL);
    assert_int_equal(character.lower.points[0], INVENTED_SMALL);
    character_describe(repertoire, INVENTED_CAPITAL, &character);
    assert_int_equal(character.folded.points[0], INVENTED_SMALL);
    assert_string_equal(character_script_code(repertoire, INVENTED_SMALL), "Tstx");
    assert_true(character_block_range(repertoire, INVENTED_SMALL, &first, &last));
    assert_int_equal(first, 0x3FF00);
    assert_int_equal(last, 0x3FF1F);
    assert_false(character_block_range(NULL, INVENTED_SMALL, &first, &last));
}

static void test_newer_decompositions(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);
    struct character character;

    (void)state;
    character_describe(repertoire, INVENTED_ACCENTED, &character);
    assert_string_equal(character.decomposition_type, "Canonical");
    assert_int_equal(character.decomposition.count, 2);
    assert_int_equal(character.nfd.count, 2);
    assert_int_equal(character.nfd.points[0], INVENTED_SMALL);
    assert_int_equal(character.nfd.points[1], 0x301);
    assert_int_equal(character.nfkd.count, 2);
}

/* A file may map a character to itself. It ends, and no sequence is too long. */
static void test_decompositions_in_a_circle(void **state)
{
    static const uint32_t points[] = {INVENTED_ACCENTED, INVENTED_ACCENTED};
    struct invented invented;
    struct character character;

    (void)state;
    (void)invented_make(&invented);
    invented.repertoire.points_le = points;
    invented.repertoire.mapping =
        (const struct repertoire_mapping[]){{REPERTOIRE_DECOMPOSITION, 2, INVENTED_ACCENTED, 0}};
    invented.repertoire.mappings = 1;
    character_describe(&invented.repertoire, INVENTED_ACCENTED, &character);
    assert_in_range(character.nfd.count, 1, CHARACTER_SEQUENCE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_symbol_has_all_its_facts),
        cmocka_unit_test(test_names_of_blocks_and_scripts_have_spaces),
        cmocka_unit_test(test_algorithmic_names_are_complete),
        cmocka_unit_test(test_a_wrong_name_comes_with_its_correction),
        cmocka_unit_test(test_decompositions_of_both_kinds),
        cmocka_unit_test(test_the_longest_decomposition_fits),
        cmocka_unit_test(test_case_mappings_may_lengthen),
        cmocka_unit_test(test_numbers_and_mirrors),
        cmocka_unit_test(test_code_points_without_a_name),
        cmocka_unit_test(test_unassigned_code_points_may_be_in_a_block),
        cmocka_unit_test(test_every_code_point_can_be_described),
        cmocka_unit_test(test_a_label_alone),
        cmocka_unit_test(test_invisible_characters),
        cmocka_unit_test(test_bidi_controls),
        cmocka_unit_test(test_what_is_drawn_in_colour),
        cmocka_unit_test(test_composition),
        cmocka_unit_test(test_ranges_of_blocks),
        cmocka_unit_test(test_what_is_not_in_a_block),
        cmocka_unit_test(test_codes_of_scripts),
        cmocka_unit_test(test_newer_characters),
        cmocka_unit_test(test_newer_decompositions),
        cmocka_unit_test(test_decompositions_in_a_circle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
