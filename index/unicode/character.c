/*
 * One code point as Unicode sees it. Every question about a single character is asked here, so that
 * rows, the JSON API and the command line state the same facts in the same words. This module does
 * not deal with what is not a property (keywords, definitions), or with whether the character is in
 * an index.
 *
 * Algorithms are ICU's. Where a repertoire maps a character that ICU does not know, its cases are the
 * simple ones, and its decomposition is followed to characters that ICU decomposes.
 *
 * ICU reports failure through a status. With constant properties, sequences of one code point and
 * buffers for the longest result of the Unicode Standard, these calls fail only without memory or
 * without ICU's data. The sequence or name is then left empty.
 */

#include "index/unicode/character.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "index/unicode/fraction.h"
#include "index/unicode/property.h"

enum {
    UTF16_MAX_UNITS = 2 * CHARACTER_SEQUENCE_MAX,
    DECOMPOSITION_DEPTH = 4, /* steps that are followed, of files that may be in a circle */
};

_Static_assert((int)CHARACTER_BLOCK_SIZE == (int)PROPERTY_VALUE_SIZE, "one spelling, one size");
_Static_assert((int)CHARACTER_SEQUENCE_MAX >= (int)REPERTOIRE_POINTS_MAX, "a mapping fits");

/* Code units of UTF-16, which is what ICU's functions on text take and give. */
struct utf16 {
    UChar units[UTF16_MAX_UNITS];
    int32_t size;
};

static void spell(const struct repertoire *repertoire, enum property property, uint32_t code_point,
                  char value[static PROPERTY_VALUE_SIZE])
{
    property_spell(repertoire, property, property_number(repertoire, property, code_point), value);
}

static uint32_t category_of(const struct repertoire *repertoire, uint32_t code_point)
{
    return property_number(repertoire, PROPERTY_CATEGORY, code_point);
}

static bool has(const struct repertoire *repertoire, enum property property, uint32_t code_point)
{
    return property_number(repertoire, property, code_point) != 0;
}

void character_facts(const struct repertoire *repertoire, uint32_t code_point,
                     struct character_facts *facts)
{
    assert(code_point <= CHARACTER_LAST);

    facts->category = property_category_name(category_of(repertoire, code_point));
    spell(repertoire, PROPERTY_BLOCK, code_point, facts->block);
    spell(repertoire, PROPERTY_SCRIPT, code_point, facts->script);
    version_write(property_number(repertoire, PROPERTY_AGE, code_point), facts->age);
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

static void describe_kind(const struct repertoire *repertoire, struct character *character)
{
    UChar32 point = (UChar32)character->code_point;
    uint32_t category = category_of(repertoire, character->code_point);

    character->category_name = property_category_long_name(category);
    character->plane = (int)(character->code_point >> 16);
    character->is_private = category == U_PRIVATE_USE_CHAR;
    character->is_surrogate = category == U_SURROGATE;
    character->is_noncharacter = U_IS_UNICODE_NONCHAR(point);
    character->is_assigned = category != U_UNASSIGNED;
    character->is_beyond_icu = character->is_assigned && u_charType(point) == U_UNASSIGNED;
}

/* ICU has more digits than a repertoire does. */
static void describe_number(const struct repertoire *repertoire, struct character *character)
{
    double value = u_getNumericValue((UChar32)character->code_point);
    uint32_t bits;

    if (repertoire_number(repertoire, PROPERTY_NUMERIC_VALUE, character->code_point, &bits)) {
        float known = fraction_of_bits(bits);

        value = isnan(known) ? U_NO_NUMERIC_VALUE : (double)known;
    }
    character->has_numeric_value = value != U_NO_NUMERIC_VALUE;
    character->numeric_value = character->has_numeric_value ? value : 0;
}

static void describe_properties(const struct repertoire *repertoire, struct character *character)
{
    uint32_t point = character->code_point, mapped[REPERTOIRE_POINTS_MAX];
    UChar32 mirror = u_charMirror((UChar32)point);

    if (repertoire_map(repertoire, REPERTOIRE_MIRROR, point, mapped) == 1)
        mirror = (UChar32)mapped[0];
    character->bidi_class = property_long_name(repertoire, PROPERTY_BIDI, point);
    character->east_asian_width = property_long_name(repertoire, PROPERTY_WIDTH, point);
    character->line_break = property_long_name(repertoire, PROPERTY_LINE_BREAK, point);
    character->decomposition_type = property_long_name(repertoire, PROPERTY_DECOMPOSITION, point);
    character->combining_class = (int)property_number(repertoire, PROPERTY_COMBINING_CLASS, point);
    character->mirrored = has(repertoire, PROPERTY_MIRRORED, point);
    character->mirror = mirror == (UChar32)point ? -1 : mirror;
    character->alphabetic = has(repertoire, PROPERTY_ALPHABETIC, point);
    character->white_space = has(repertoire, PROPERTY_WHITE_SPACE, point);
    character->emoji = has(repertoire, PROPERTY_EMOJI, point);
    describe_number(repertoire, character);
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

/*
 * What only the repertoire maps.
 */

static void take_mapping(const struct repertoire *repertoire, enum repertoire_mapping_kind kind,
                         uint32_t code_point, struct character_sequence *sequence)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];
    size_t count = repertoire_map(repertoire, kind, code_point, points);

    if (count == 0)
        return;
    memcpy(sequence->points, points, count * sizeof *points);
    sequence->count = count;
}

/* Characters that ICU knows decompose to characters that it knows. */
static void append_decomposed(const struct repertoire *repertoire, const UNormalizer2 *normalizer,
                              bool canonical, uint32_t code_point, unsigned depth,
                              struct character_sequence *out)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];
    struct character_sequence known = {.count = 0};
    struct utf16 self;
    size_t count = 0;

    if (depth < DECOMPOSITION_DEPTH &&
        (!canonical || property_number(repertoire, PROPERTY_DECOMPOSITION, code_point) ==
                           (uint32_t)U_DT_CANONICAL))
        count = repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, code_point, points);
    for (size_t i = 0; i < count && out->count < CHARACTER_SEQUENCE_MAX; i++)
        append_decomposed(repertoire, normalizer, canonical, points[i], depth + 1, out);
    if (count > 0)
        return;
    utf16_write(&self, (UChar32)code_point);
    normalize(normalizer, &self, &known, U_ZERO_ERROR);
    for (size_t i = 0; i < known.count && out->count < CHARACTER_SEQUENCE_MAX; i++)
        out->points[out->count++] = known.points[i];
}

static void describe_mapped(const struct repertoire *repertoire, struct character *character)
{
    const uint32_t point = character->code_point;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);

    if (!repertoire || U_FAILURE(status))
        return;
    take_mapping(repertoire, REPERTOIRE_UPPER, point, &character->upper);
    take_mapping(repertoire, REPERTOIRE_LOWER, point, &character->lower);
    take_mapping(repertoire, REPERTOIRE_LOWER, point, &character->folded);
    take_mapping(repertoire, REPERTOIRE_TITLE, point, &character->title);
    take_mapping(repertoire, REPERTOIRE_DECOMPOSITION, point, &character->decomposition);
    character->nfd.count = character->nfkd.count = 0;
    append_decomposed(repertoire, nfd, true, point, 0, &character->nfd);
    append_decomposed(repertoire, nfkd, false, point, 0, &character->nfkd);
}

void character_describe(const struct repertoire *repertoire, uint32_t code_point,
                        struct character *character)
{
    struct utf16 self;

    assert(code_point <= CHARACTER_LAST);

    memset(character, 0, sizeof *character);
    character->code_point = code_point;
    character_facts(repertoire, code_point, &character->facts);
    describe_kind(repertoire, character);
    describe_names(character);
    describe_properties(repertoire, character);
    utf16_write(&self, (UChar32)code_point);
    describe_decompositions(character, &self);
    describe_case(character, &self);
    describe_mapped(repertoire, character);
}

void character_label(const struct repertoire *repertoire, uint32_t code_point,
                     char label[static CHARACTER_NAME_SIZE])
{
    struct character character = {.code_point = code_point};

    assert(code_point <= CHARACTER_LAST);

    name_read((UChar32)code_point, U_UNICODE_CHAR_NAME, label);
    if (label[0])
        return;
    describe_kind(repertoire, &character);
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
bool character_is_invisible(const struct repertoire *repertoire, uint32_t code_point)
{
    assert(code_point <= CHARACTER_LAST);

    if (has(repertoire, PROPERTY_DEFAULT_IGNORABLE_CODE_POINT, code_point) || code_point == 0x2800)
        return true;
    switch (category_of(repertoire, code_point)) {
    case U_CONTROL_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return true;
    case U_SPACE_SEPARATOR:
        return code_point != 0x1680;
    case U_FORMAT_CHAR:
        return !has(repertoire, PROPERTY_PREPENDED_CONCATENATION_MARK, code_point);
    default:
        return false;
    }
}

bool character_is_bidi_control(const struct repertoire *repertoire, uint32_t code_point)
{
    assert(code_point <= CHARACTER_LAST);

    return has(repertoire, PROPERTY_BIDI_CONTROL, code_point);
}

bool character_is_colourful(const struct repertoire *repertoire, uint32_t code_point)
{
    assert(code_point <= CHARACTER_LAST);

    return has(repertoire, PROPERTY_EMOJI_PRESENTATION, code_point);
}

/* How far the block of the code point extends in steps of 16 in one direction. Every block begins
 * at a multiple of 16, has a multiple of 16 code points (Blocks.txt), and is contiguous. So the
 * stride is doubled while it stays in the block, and halved when it does not. */
static uint32_t block_edge(const struct repertoire *repertoire, uint32_t code_point, int direction)
{
    uint32_t block = property_number(repertoire, PROPERTY_BLOCK, code_point);
    int64_t at = code_point, stride = 16;

    while (stride >= 16) {
        int64_t next = at + direction * stride;
        bool inside = next >= 0 && next <= CHARACTER_LAST &&
                      property_number(repertoire, PROPERTY_BLOCK, (uint32_t)next) == block;

        at = inside ? next : at;
        stride = inside ? stride * 2 : stride / 2;
    }
    return (uint32_t)at;
}

bool character_block_range(const struct repertoire *repertoire, uint32_t code_point,
                           uint32_t *first, uint32_t *last)
{
    assert(code_point <= CHARACTER_LAST);

    if (property_number(repertoire, PROPERTY_BLOCK, code_point) == UBLOCK_NO_BLOCK)
        return false;
    *first = block_edge(repertoire, code_point & ~0xFu, -1);
    *last = block_edge(repertoire, code_point & ~0xFu, 1) | 0xF;
    return true;
}

const char *character_script_code(const struct repertoire *repertoire, uint32_t code_point)
{
    assert(code_point <= CHARACTER_LAST);

    return property_short_name(repertoire, PROPERTY_SCRIPT, code_point);
}
