/*
 * One code point as ICU sees it. Every question that ICU answers about a single character is asked
 * here, so that rows, the JSON API and the command line state the same facts in the same words.
 * This module does not deal with what ICU does not know (keywords, definitions), or with whether
 * the character is in an index.
 *
 * ICU reports failure through a status. With constant properties, sequences of one code point and
 * buffers for the longest result of the Unicode Standard, these calls fail only without memory or
 * without ICU's data. The sequence or name is then left empty.
 */

#include "index/unicode/character.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "index/unicode/property.h"

enum { UTF16_MAX_UNITS = 2 * CHARACTER_SEQUENCE_MAX };

_Static_assert((int)CHARACTER_BLOCK_SIZE == (int)PROPERTY_VALUE_SIZE, "one spelling, one size");

/* Code units of UTF-16, which is what ICU's functions on text take and give. */
struct utf16 {
    UChar units[UTF16_MAX_UNITS];
    int32_t size;
};

static const char *value_name(UProperty property, int32_t value, UPropertyNameChoice choice)
{
    const char *name = u_getPropertyValueName(property, value, choice);

    return name ? name : "";
}

static const char *long_name(UChar32 code_point, UProperty property)
{
    return value_name(property, u_getIntPropertyValue(code_point, property), U_LONG_PROPERTY_NAME);
}

void character_facts(uint32_t code_point, struct character_facts *facts)
{
    assert(code_point <= CHARACTER_LAST);

    facts->category = property_category_name(property_number(PROPERTY_CATEGORY, code_point));
    property_spell(PROPERTY_BLOCK, property_number(PROPERTY_BLOCK, code_point), facts->block);
    property_spell(PROPERTY_SCRIPT, property_number(PROPERTY_SCRIPT, code_point), facts->script);
    version_write(property_number(PROPERTY_AGE, code_point), facts->age);
}

static void name_read(UChar32 code_point, UCharNameChoice choice, char out[CHARACTER_NAME_SIZE])
{
    UErrorCode status = U_ZERO_ERROR;

    out[0] = '\0';
    (void)u_charName(code_point, choice, out, CHARACTER_NAME_SIZE, &status);
    if (U_FAILURE(status))
        out[0] = '\0';
}

/* The kinds of code points without names, as the Unicode Standard calls them (section 4.8). */
static const char *label_kind(const struct character *character)
{
    if (character->is_noncharacter)
        return "noncharacter";
    if (character->is_surrogate)
        return "surrogate";
    if (character->is_private)
        return "private-use";
    return character->is_assigned ? "control" : "reserved";
}

static void label_write(const struct character *character, char out[static CHARACTER_NAME_SIZE])
{
    (void)snprintf(out, CHARACTER_NAME_SIZE, "<%s-%04X>", label_kind(character),
                   (unsigned)character->code_point);
}

static void describe_names(struct character *character)
{
    UChar32 point = (UChar32)character->code_point;

    name_read(point, U_UNICODE_CHAR_NAME, character->name);
    name_read(point, U_CHAR_NAME_ALIAS, character->alias);
    if (character->name[0])
        memcpy(character->label, character->name, sizeof character->label);
    else
        label_write(character, character->label);
}

static void describe_kind(struct character *character)
{
    UChar32 point = (UChar32)character->code_point;
    int8_t category = u_charType(point);

    character->category_name = value_name(UCHAR_GENERAL_CATEGORY, category, U_LONG_PROPERTY_NAME);
    character->plane = (int)(character->code_point >> 16);
    character->is_private = category == U_PRIVATE_USE_CHAR;
    character->is_surrogate = category == U_SURROGATE;
    character->is_noncharacter = U_IS_UNICODE_NONCHAR(point);
    character->is_assigned = category != U_UNASSIGNED;
}

static void describe_properties(struct character *character)
{
    UChar32 point = (UChar32)character->code_point, mirror = u_charMirror(point);
    double numeric_value = u_getNumericValue(point);

    character->bidi_class = long_name(point, UCHAR_BIDI_CLASS);
    character->east_asian_width = long_name(point, UCHAR_EAST_ASIAN_WIDTH);
    character->line_break = long_name(point, UCHAR_LINE_BREAK);
    character->decomposition_type = long_name(point, UCHAR_DECOMPOSITION_TYPE);
    character->combining_class = u_getCombiningClass(point);
    character->mirrored = u_isMirrored(point);
    character->mirror = mirror == point ? -1 : mirror;
    character->alphabetic = u_hasBinaryProperty(point, UCHAR_ALPHABETIC);
    character->white_space = u_hasBinaryProperty(point, UCHAR_WHITE_SPACE);
    character->emoji = u_hasBinaryProperty(point, UCHAR_EMOJI);
    character->has_numeric_value = numeric_value != U_NO_NUMERIC_VALUE;
    character->numeric_value = character->has_numeric_value ? numeric_value : 0;
}

static void utf16_write(struct utf16 *text, UChar32 code_point)
{
    text->size = 0;
    if (code_point > 0xFFFF) {
        text->units[text->size++] = U16_LEAD(code_point);
        text->units[text->size++] = U16_TRAIL(code_point);
    } else {
        text->units[text->size++] = (UChar)code_point;
    }
}

/* What an ICU function left in text, in code points; empty if it failed. */
static void sequence_read(struct character_sequence *sequence, const struct utf16 *text,
                          UErrorCode status)
{
    const UChar *units = text->units;
    int32_t at = 0;

    sequence->count = 0;
    if (U_FAILURE(status))
        return;
    while (at < text->size && sequence->count < CHARACTER_SEQUENCE_MAX) {
        uint32_t point = units[at++];

        if (U16_IS_LEAD(point) && at < text->size && U16_IS_TRAIL(units[at]))
            point = (uint32_t)U16_GET_SUPPLEMENTARY(point, units[at++]);
        sequence->points[sequence->count++] = point;
    }
}

static void normalize(const UNormalizer2 *normalizer, const struct utf16 *from,
                      struct character_sequence *sequence, UErrorCode status)
{
    struct utf16 text = {.size = 0};

    text.size =
        unorm2_normalize(normalizer, from->units, from->size, text.units, UTF16_MAX_UNITS, &status);
    sequence_read(sequence, &text, status);
}

static void describe_decompositions(struct character *character, const struct utf16 *self)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    struct utf16 raw = {.size = 0};

    normalize(nfd, self, &character->nfd, status);
    normalize(nfkd, self, &character->nfkd, status);

    /* NFKD's data includes the canonical mappings, so one lookup finds either kind. */
    raw.size = unorm2_getRawDecomposition(nfkd, (UChar32)character->code_point, raw.units,
                                          UTF16_MAX_UNITS, &status);
    sequence_read(&character->decomposition, &raw, status);
}

/* Title case through a case map, because u_strToTitle() would load the rules of word breaks
 * only to find that one character is one word. */
static void titlecase(const struct utf16 *self, struct character_sequence *sequence)
{
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *map =
        ucasemap_open("", U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_BREAK_ADJUSTMENT, &status);
    struct utf16 text = {.size = 0};

    text.size =
        ucasemap_toTitle(map, text.units, UTF16_MAX_UNITS, self->units, self->size, &status);
    sequence_read(sequence, &text, status);
    ucasemap_close(map);
}

/* Full mappings (SpecialCasing.txt), independent of language: ß in upper case is SS. */
static void describe_case(struct character *character, const struct utf16 *self)
{
    UErrorCode status = U_ZERO_ERROR;
    struct utf16 text;

    text.size = u_strToUpper(text.units, UTF16_MAX_UNITS, self->units, self->size, "", &status);
    sequence_read(&character->upper, &text, status);
    status = U_ZERO_ERROR;
    text.size = u_strToLower(text.units, UTF16_MAX_UNITS, self->units, self->size, "", &status);
    sequence_read(&character->lower, &text, status);
    status = U_ZERO_ERROR;
    text.size = u_strFoldCase(text.units, UTF16_MAX_UNITS, self->units, self->size,
                              U_FOLD_CASE_DEFAULT, &status);
    sequence_read(&character->folded, &text, status);
    titlecase(self, &character->title);
}

void character_describe(uint32_t code_point, struct character *character)
{
    struct utf16 self;

    assert(code_point <= CHARACTER_LAST);

    memset(character, 0, sizeof *character);
    character->code_point = code_point;
    character_facts(code_point, &character->facts);
    describe_kind(character);
    describe_names(character);
    describe_properties(character);
    utf16_write(&self, (UChar32)code_point);
    describe_decompositions(character, &self);
    describe_case(character, &self);
}

void character_label(uint32_t code_point, char label[static CHARACTER_NAME_SIZE])
{
    struct character character = {.code_point = code_point};

    assert(code_point <= CHARACTER_LAST);

    name_read((UChar32)code_point, U_UNICODE_CHAR_NAME, label);
    if (label[0])
        return;
    describe_kind(&character);
    label_write(&character, label);
}

uint32_t character_compose(uint32_t base, uint32_t mark)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar32 composed;

    assert(base <= CHARACTER_LAST && mark <= CHARACTER_LAST);

    if (U_FAILURE(status))
        return 0;
    composed = unorm2_composePair(nfc, (UChar32)base, (UChar32)mark);
    return composed < 0 ? 0 : (uint32_t)composed;
}

/* Format characters are invisible except those drawn around or before a number (U+0600). The Ogham
 * space is a line in most typefaces. The blank Braille pattern is a symbol by its category, and
 * blank. */
bool character_is_invisible(uint32_t code_point)
{
    UChar32 point = (UChar32)code_point;

    assert(code_point <= CHARACTER_LAST);

    if (u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || point == 0x2800)
        return true;
    switch (u_charType(point)) {
    case U_CONTROL_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return true;
    case U_SPACE_SEPARATOR:
        return point != 0x1680;
    case U_FORMAT_CHAR:
        return !u_hasBinaryProperty(point, UCHAR_PREPENDED_CONCATENATION_MARK);
    default:
        return false;
    }
}

bool character_is_bidi_control(uint32_t code_point)
{
    assert(code_point <= CHARACTER_LAST);

    return u_hasBinaryProperty((UChar32)code_point, UCHAR_BIDI_CONTROL);
}

/* How far the block of the code point extends in steps of 16 in one direction. Every block begins
 * at a multiple of 16, has a multiple of 16 code points (Blocks.txt), and is contiguous. So the
 * stride is doubled while it stays in the block, and halved when it does not. */
static uint32_t block_edge(uint32_t code_point, int direction)
{
    UBlockCode block = ublock_getCode((UChar32)code_point);
    int64_t at = code_point, stride = 16;

    while (stride >= 16) {
        int64_t next = at + direction * stride;
        bool inside = next >= 0 && next <= CHARACTER_LAST && ublock_getCode((UChar32)next) == block;

        at = inside ? next : at;
        stride = inside ? stride * 2 : stride / 2;
    }
    return (uint32_t)at;
}

bool character_block_range(uint32_t code_point, uint32_t *first, uint32_t *last)
{
    assert(code_point <= CHARACTER_LAST);

    if (ublock_getCode((UChar32)code_point) == UBLOCK_NO_BLOCK)
        return false;
    *first = block_edge(code_point & ~0xFu, -1);
    *last = block_edge(code_point & ~0xFu, 1) | 0xF;
    return true;
}

const char *character_script_code(uint32_t code_point)
{
    assert(code_point <= CHARACTER_LAST);

    return value_name(UCHAR_SCRIPT, u_getIntPropertyValue((UChar32)code_point, UCHAR_SCRIPT),
                      U_SHORT_PROPERTY_NAME);
}
