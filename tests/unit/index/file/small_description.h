#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_DESCRIPTION_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_DESCRIPTION_H

/*
 * The content of the small index (small_image.h): nine documents, their texts, and their relations.
 * A change of these tables also changes the counts below them.
 */

#include <stdbool.h>
#include <stdint.h>

#include "index/file/format.h"
#include "index/sources/records/spelling.h"
#include "index/sources/records/text.h"

#define SMALL_BELL    "U+0007\t\xE2\x90\x87\t<control-0007>\r\n"
#define SMALL_A       "U+0041\tA\tLATIN CAPITAL LETTER A\r\n"
#define SMALL_B       "U+0042\tB\tLATIN CAPITAL LETTER B\r\n"
#define SMALL_SMALL_A "U+0061\ta\tLATIN SMALL LETTER A\r\n"
#define SMALL_ONE     "U+4E00\t\xE4\xB8\x80\tCJK UNIFIED IDEOGRAPH-4E00\r\n"
#define SMALL_TWO     "U+4E01\t\xE4\xB8\x81\tCJK UNIFIED IDEOGRAPH-4E01\r\n"
#define SMALL_FACE    "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\n"
#define SMALL_KEYCAP  "U+0042 U+FE0F U+20E3\tB\xEF\xB8\x8F\xE2\x83\xA3\tkeycap: B\r\n"
#define SMALL_PALE_FACE                                                                            \
    "U+1F600 U+1F3FB\t\xF0\x9F\x98\x80\xF0\x9F\x8F\xBB\tgrinning face: light skin tone\r\n"

enum small_document_number {
    SMALL_IS_BELL,
    SMALL_IS_A,
    SMALL_IS_B,
    SMALL_IS_SMALL_A,
    SMALL_IS_ONE,
    SMALL_IS_TWO,
    SMALL_IS_FACE,
    SMALL_IS_KEYCAP,
    SMALL_IS_PALE_FACE,
    SMALL_DOCUMENTS,
};

static const struct small_document {
    uint32_t points[3]; /* padded with zeros */
    const char *line;
    const char *words; /* of its name; none for a control, no number for an ideograph */
    const char *tail;  /* the end of its JSON object; need not be true */
    uint8_t prominence, tier;
    bool emoji;
    enum small_document_number base; /* of a sequence that is a variant; else itself */
} small_documents[SMALL_DOCUMENTS] = {
    {{0x0007}, SMALL_BELL, "", ",\"category\":\"Cc\"", 10, 7, false, 0},
    {{0x0041}, SMALL_A, "latin capital letter a", ",\"category\":\"Lu\"", 200, 1, false, 0},
    {{0x0042}, SMALL_B, "latin capital letter b", ",\"category\":\"Lu\"", 201, 1, false, 0},
    {{0x0061}, SMALL_SMALL_A, "latin small letter a", ",\"category\":\"Lu\"", 202, 1, false, 0},
    {{0x4E00}, SMALL_ONE, "cjk unified ideograph", ",\"category\":\"So\"", 50, 5, false, 0},
    {{0x4E01}, SMALL_TWO, "cjk unified ideograph", ",\"category\":\"So\"", 51, 5, false, 0},
    {{0x1F600}, SMALL_FACE, "grinning face", ",\"category\":\"So\"", 255, 0, true, 0},
    {{0x0042, 0xFE0F, 0x20E3},
     SMALL_KEYCAP,
     "keycap b",
     ",\"category\":\"Lu\"",
     100,
     3,
     true,
     SMALL_IS_KEYCAP},
    {{0x1F600, 0x1F3FB},
     SMALL_PALE_FACE,
     "grinning face light skin tone",
     ",\"category\":\"So\"",
     90,
     5,
     true,
     SMALL_IS_FACE},
};

/* As if they had a text and an emoji presentation; ascending. */
static const enum small_document_number small_presentations[] = {SMALL_IS_SMALL_A, SMALL_IS_TWO};

enum { SMALL_DE, SMALL_EN, SMALL_LANGUAGES };
static const char small_languages[SMALL_LANGUAGES][FORMAT_LANGUAGE_SIZE] = {"de", "en"};

/* By document, kind and language. */
static const struct small_text {
    enum small_document_number document;
    enum text_kind kind;
    uint32_t language; /* of keywords */
    const char *text, *words;
} small_texts[] = {
    {SMALL_IS_BELL, TEXT_CONTROL, 0, "BELL", "bell"},
    {SMALL_IS_ONE, TEXT_DEFINITION, 0, "one; a, an", "one a an"},
    {SMALL_IS_FACE, TEXT_SHORT_NAME, SMALL_EN, "grinning face", "grinning face"},
    {SMALL_IS_FACE, TEXT_KEYWORD, SMALL_DE, "Gesicht", "gesicht"},
    {SMALL_IS_FACE, TEXT_KEYWORD, SMALL_EN, "smile", "smile"},
};

/* By text without regard to case, text, and kind. */
static const struct small_spelling {
    const char *text;
    enum small_document_number document;
    enum spelling_kind kind;
} small_spellings[] = {
    {":-)", SMALL_IS_FACE, SPELLING_EMOTICON},        {"A", SMALL_IS_A, SPELLING_GLYPH},
    {"a", SMALL_IS_SMALL_A, SPELLING_GLYPH},          {"yi", SMALL_IS_TWO, SPELLING_MANDARIN},
    {"yi", SMALL_IS_ONE, SPELLING_MANDARIN},          {"yi", SMALL_IS_ONE, SPELLING_CANTONESE},
    {"Y\xC3\x8D", SMALL_IS_PALE_FACE, SPELLING_SITE}, {"y\xC3\xAD", SMALL_IS_TWO, SPELLING_SITE},
};

/* Ascending; so are the terms of each, which are separated by spaces. They need not be true. */
static const struct small_stem {
    const char *stem, *terms;
} small_stems[] = {
    {"face", "face"},
    {"grin", "grinning smile"},
    {"l", "latin letter light"},
};

/* Ascending, with their queries. */
static const struct small_meaning {
    const char *phrase;
    unsigned first, end; /* in small_meaning_entries */
} small_meanings[] = {{"beam", 0, 2}, {"visage", 2, 3}, {"wee letter", 3, 4}};
static const char *const small_meaning_queries[] = {"smile", "face", "small letter"};
static const uint16_t small_meaning_entries[] = {0, 1 | FORMAT_MEANING_WIDER, 1, 2};

/* Prefixes whose unions are stored. */
static const char *const small_unions[] = {"g", "l"};

struct small_pair {
    enum small_document_number from, to;
};
static const struct small_pair small_references[] = {
    {SMALL_IS_A, SMALL_IS_B},
    {SMALL_IS_A, SMALL_IS_SMALL_A},
};
static const struct small_pair small_confusables[] = {
    {SMALL_IS_A, SMALL_IS_SMALL_A},
    {SMALL_IS_SMALL_A, SMALL_IS_A},
};

/* As if the one were a compatibility character of the other. */
static const struct small_pair small_decompositions[] = {
    {SMALL_IS_B, SMALL_IS_ONE},
    {SMALL_IS_ONE, SMALL_IS_B},
};

#define SMALL_COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Follows from the description; small_image_make() checks it. */
enum {
    SMALL_IMAGE_MAX = 16384,
    SMALL_SEQUENCES = 2,
    SMALL_CHARACTERS = 6, /* with a name */
    SMALL_TAILS = 3,
    SMALL_TERMS = 20,
    SMALL_LISTS = 26,
    SMALL_RUNS = 27,
    SMALL_UNIONS = SMALL_COUNT(small_unions),
    SMALL_WORD_LISTS = 12,
    SMALL_NAME_RUNS = 8, /* of names with the same words */
    SMALL_SPELLINGS = 6, /* texts */
    SMALL_STEMS = SMALL_COUNT(small_stems),
    SMALL_FORMS = 6, /* terms that have a stem */
    SMALL_TEXTS = SMALL_COUNT(small_texts),
    SMALL_MEANINGS = SMALL_COUNT(small_meanings),
    SMALL_MEANING_QUERIES = SMALL_COUNT(small_meaning_queries),
    SMALL_MEANING_ENTRIES = SMALL_COUNT(small_meaning_entries),
};

#endif
