/*
 * An ideograph has several readings, and a reading has hundreds of ideographs. The one meant is
 * most likely the one that is written most often, so the weight of a spelling is
 *
 *   how often the ideograph has this reading (kHanyuPinlu counts it in Chinese texts); for the other
 *   languages, of which there are no counts, how often it is written, divided by the place of the
 *   reading, and plus something if the country's standard has it
 *   then whether it is the reading that kMandarin prefers
 *   then how many standards have it, and China's first, because the counts do not tell a simplified
 *   ideograph from its traditional form.
 *
 * Source: Unicode Standard Annex #38, for the formats of the properties.
 */

#include "index/sources/formats/readings.h"

#include <errno.h>
#include <stdlib.h>

#include <unicode/uchar.h>

#include "index/base/ascii.h"
#include "index/base/buffer.h"
#include "index/base/utf8.h"
#include "index/sources/formats/ucd.h"
#include "index/text/ideographs.h"
#include "index/text/kana.h"
#include "index/text/pinyin.h"

enum property {
    CANTONESE,
    HANGUL,
    PINLU,  /* syllables with counts */
    PINYIN, /* of a dictionary, with places: Hanyu Da Zidian */
    JAPANESE_KUN,
    JAPANESE_ON,
    KOREAN,
    MANDARIN,
    TGHZ, /* of a dictionary */
    XHC,  /* of a dictionary */
    PROPERTIES,
};

static const char *const names[PROPERTIES] = {
    [CANTONESE] = "kCantonese",
    [HANGUL] = "kHangul",
    [PINLU] = "kHanyuPinlu",
    [PINYIN] = "kHanyuPinyin",
    [JAPANESE_KUN] = "kJapaneseKun",
    [JAPANESE_ON] = "kJapaneseOn",
    [KOREAN] = "kKorean",
    [MANDARIN] = "kMandarin",
    [TGHZ] = "kTGHZ2013",
    [XHC] = "kXHC1983",
};

enum {
    SYLLABLES_MAX = 64, /* Mandarin readings of an ideograph; in Unicode 15 it has at most 16 */
    COUNT_MAX = 1000000,
    FOR_LEVEL = 100, /* added to the count */

    /* Weights. */
    FOR_COUNT = SPELLING_MANDARIN_COUNT,
    FOR_FOREIGN_COUNT = 16, /* of a count that is of Chinese */
    FOR_PREFERRED = 32,     /* by kMandarin */
    FOR_SECOND = 16,
};

/* A reading in Mandarin. The text points into the properties. */
struct syllable {
    struct slice text;
    uint32_t count;     /* by kHanyuPinlu */
    uint32_t preferred; /* weight */
};

struct readings {
    struct records *records;
    struct ideographs *ideographs; /* from the first ideograph with a reading on */

    /* The ideograph whose properties are being collected. */
    uint32_t code_point;
    struct buffer bytes; /* of the values */
    struct {
        size_t begin, size;
    } values[PROPERTIES];

    /* What its weights are made of. */
    uint32_t count;     /* how often it is written */
    uint32_t standards; /* less than FOR_SECOND */
    unsigned levels[IDEOGRAPH_STANDARDS];
    struct syllable syllables[SYLLABLES_MAX];
    size_t syllable_count;
};

struct readings *readings_new(struct records *records)
{
    struct readings *readings = calloc(1, sizeof *readings);

    if (!readings)
        return NULL;
    readings->records = records;
    readings->bytes = (struct buffer)BUFFER_INIT;
    return readings;
}

void readings_free(struct readings *readings)
{
    if (!readings)
        return;
    ideographs_free(readings->ideographs);
    buffer_release(&readings->bytes);
    free(readings);
}

static struct slice value_of(const struct readings *readings, enum property property)
{
    const size_t size = readings->values[property].size;

    return (struct slice){
        size > 0 ? readings->bytes.bytes + readings->values[property].begin : NULL, size};
}

static void spell(struct readings *readings, enum spelling_kind kind, struct slice text,
                  uint32_t weight)
{
    const struct source_spelling spelling = {
        .points = &readings->code_point,
        .count = 1,
        .kind = kind,
        .text = text.bytes,
        .size = text.size,
        .weight = weight,
    };

    (void)records_spelling(readings->records, &spelling); /* what is not a text is left out */
}

/*
 * Mandarin.
 */

/* Finds the syllable in the list, or adds it. NULL: there are too many. */
static struct syllable *syllable_find(struct readings *readings, struct slice text)
{
    struct syllable *syllable = readings->syllables;

    for (size_t i = 0; i < readings->syllable_count; i++, syllable++)
        if (slice_equal(syllable->text, text))
            return syllable;
    if (readings->syllable_count == SYLLABLES_MAX || text.size == 0)
        return NULL;
    *syllable = (struct syllable){.text = text};
    readings->syllable_count++;
    return syllable;
}

/* "shuǐ(1284) shuì(5)" */
static void read_counts(struct readings *readings, struct slice value)
{
    while (value.size > 0) {
        struct slice rest = ucd_field(&value, ' ');
        struct syllable *syllable = syllable_find(readings, ucd_field(&rest, '('));
        uint32_t count = 0;

        for (size_t i = 0; i < rest.size && ascii_is_digit(rest.bytes[i]); i++)
            count = count < COUNT_MAX ? count * 10 + (uint32_t)(rest.bytes[i] - '0') : COUNT_MAX;
        if (count > COUNT_MAX)
            count = COUNT_MAX;
        if (syllable)
            syllable->count = count;
        readings->count += count;
    }
    if (readings->count > COUNT_MAX)
        readings->count = COUNT_MAX;
}

/* "wán" or, where it differs in Taiwan, "wán wàn" */
static void read_preferred(struct readings *readings, struct slice value)
{
    uint32_t weight = FOR_PREFERRED;

    while (value.size > 0) {
        struct syllable *syllable = syllable_find(readings, ucd_field(&value, ' '));

        if (syllable && syllable->preferred == 0)
            syllable->preferred = weight;
        weight = FOR_SECOND;
    }
}

/* "10093.130:xī,lǔ 74609.020:lǔ": places in a dictionary, and the readings there. */
static void read_dictionary(struct readings *readings, struct slice value)
{
    while (value.size > 0) {
        struct slice entry = ucd_field(&value, ' ');

        (void)ucd_field(&entry, ':');
        while (entry.size > 0)
            (void)syllable_find(readings, ucd_field(&entry, ','));
    }
}

/* The letters without a tone and with its number: "lü", "lü4". */
static void spell_letters(struct readings *readings, struct slice letters, unsigned tone,
                          uint32_t weight)
{
    char numbered[PINYIN_MAX_SIZE + 1];

    spell(readings, SPELLING_MANDARIN, letters, weight);
    memcpy(numbered, letters.bytes, letters.size);
    numbered[letters.size] = (char)('0' + tone);
    spell(readings, SPELLING_MANDARIN, (struct slice){numbered, letters.size + 1}, weight);
}

static void spell_syllable(struct readings *readings, const struct syllable *syllable)
{
    static const char *const respellings[] = {"v", "u:"};
    const uint32_t weight = syllable->count * FOR_COUNT + syllable->preferred + readings->standards;
    struct pinyin pinyin;
    char respelled[PINYIN_MAX_SIZE];

    if (!pinyin_parse(syllable->text, &pinyin))
        return;
    spell_letters(readings, (struct slice){pinyin.letters, pinyin.size}, pinyin.tone, weight);
    if (pinyin.tone != PINYIN_NEUTRAL)
        spell(readings, SPELLING_MANDARIN, syllable->text, weight);
    for (size_t i = 0; i < sizeof respellings / sizeof respellings[0]; i++) {
        const size_t size = pinyin_respell(&pinyin, respellings[i], respelled);

        if (size > 0)
            spell_letters(readings, (struct slice){respelled, size}, pinyin.tone, weight);
    }
}

static void spell_mandarin(struct readings *readings)
{
    for (size_t i = 0; i < readings->syllable_count; i++)
        spell_syllable(readings, &readings->syllables[i]);
}

/*
 * The other languages.
 */

static uint32_t weight_at(const struct readings *readings, uint32_t count, uint32_t place)
{
    return count / (place + 1) * FOR_FOREIGN_COUNT + readings->standards;
}

/* "seoi2": Jyutping, with the number of the tone. */
static void spell_cantonese(struct readings *readings)
{
    struct slice value = value_of(readings, CANTONESE);

    for (uint32_t place = 0; value.size > 0; place++) {
        struct slice syllable = ucd_field(&value, ' ');
        const uint32_t weight = weight_at(readings, readings->count, place);

        if (syllable.size == 0)
            continue;
        spell(readings, SPELLING_CANTONESE, syllable, weight);
        syllable.size--;
        if (syllable.size > 0 && ascii_is_digit(syllable.bytes[syllable.size]))
            spell(readings, SPELLING_CANTONESE, syllable, weight);
    }
}

enum {
    WORD_SIZE = 64,          /* bytes of a romanized word; the longest has 23 */
    FIRST_SYLLABLE = 0xAC00, /* of Hangul */
    LAST_SYLLABLE = 0xD7A3,
};

/* Returns false if a word is not of capital letters of ASCII, as Unihan writes romanized words. */
static bool lower_case(struct slice word, char lower[static WORD_SIZE])
{
    if (word.size == 0 || word.size > WORD_SIZE)
        return false;
    for (size_t i = 0; i < word.size; i++) {
        if (word.bytes[i] < 'A' || word.bytes[i] > 'Z')
            return false;
        lower[i] = (char)(word.bytes[i] - 'A' + 'a');
    }
    return true;
}

static void spell_japanese(struct readings *readings, enum property property,
                           enum spelling_kind kind)
{
    const uint32_t count = readings->count + FOR_LEVEL * readings->levels[IDEOGRAPHS_JAPAN];
    struct slice value = value_of(readings, property);

    for (uint32_t place = 0; value.size > 0; place++) {
        const struct slice word = ucd_field(&value, ' ');
        const uint32_t weight = weight_at(readings, count, place);
        char lower[WORD_SIZE];
        const struct slice romanized = {lower, word.size};
        struct kana kana;
        char hepburn[KANA_MAX_SIZE];

        if (!lower_case(word, lower))
            continue;
        spell(readings, kind, romanized, weight);
        spell(readings, kind, (struct slice){hepburn, kana_hepburn(romanized, hepburn)}, weight);
        if (kana_of(romanized, &kana)) {
            spell(readings, kind, (struct slice){kana.hiragana, kana.size}, weight);
            spell(readings, kind, (struct slice){kana.katakana, kana.size}, weight);
        }
    }
}

/* The name of a syllable is "HANGUL SYLLABLE SU", in the official romanization. */
static void spell_syllable_name(struct readings *readings, int32_t syllable, uint32_t weight)
{
    static const char prefix[] = "HANGUL SYLLABLE ";
    UErrorCode status = U_ZERO_ERROR;
    char name[sizeof prefix + WORD_SIZE], lower[WORD_SIZE];
    const int32_t size =
        u_charName(syllable, U_UNICODE_CHAR_NAME, name, (int32_t)sizeof name, &status);
    struct slice word = {name, (size_t)size};

    if (U_FAILURE(status) || !slice_has_prefix(word, slice_of(prefix)))
        return;
    word = (struct slice){word.bytes + sizeof prefix - 1, word.size - (sizeof prefix - 1)};
    if (lower_case(word, lower))
        spell(readings, SPELLING_KOREAN, (struct slice){lower, word.size}, weight);
}

/* "수:0E 우:1": a syllable, and the lists that have it with this reading. */
static void spell_hangul(struct readings *readings, uint32_t count)
{
    struct slice value = value_of(readings, HANGUL);

    for (uint32_t place = 0; value.size > 0; place++) {
        struct slice entry = ucd_field(&value, ' ');
        const struct slice syllable = ucd_field(&entry, ':');
        const bool taught = entry.size > 0 && memchr(entry.bytes, 'E', entry.size) != NULL;
        const uint32_t weight = weight_at(readings, count + (taught ? FOR_LEVEL : 0), place);
        size_t at = 0;
        const int32_t c = syllable.size > 0 ? utf8_next(syllable.bytes, syllable.size, &at) : -1;

        if (c < FIRST_SYLLABLE || c > LAST_SYLLABLE || at != syllable.size)
            continue;
        spell(readings, SPELLING_KOREAN, syllable, weight);
        spell_syllable_name(readings, c, weight);
    }
}

/* kKorean has another romanization, Yale's. */
static void spell_korean(struct readings *readings)
{
    const uint32_t count = readings->levels[IDEOGRAPHS_KOREA] > 0 ? readings->count + FOR_LEVEL : 0;
    struct slice value = value_of(readings, KOREAN);

    spell_hangul(readings, count);
    for (uint32_t place = 0; value.size > 0; place++) {
        const struct slice word = ucd_field(&value, ' ');
        char lower[WORD_SIZE];

        if (lower_case(word, lower))
            spell(readings, SPELLING_KOREAN, (struct slice){lower, word.size},
                  weight_at(readings, count, place));
    }
}

/*
 * One ideograph after another.
 */

static void weigh_standards(struct readings *readings)
{
    unsigned *levels = readings->levels;

    for (int i = 0; i < IDEOGRAPH_STANDARDS; i++)
        levels[i] = ideographs_level(readings->ideographs, (enum ideograph_standard)i,
                                     readings->code_point);
    readings->standards = 3 * levels[IDEOGRAPHS_CHINA] + levels[IDEOGRAPHS_TAIWAN] +
                          (levels[IDEOGRAPHS_JAPAN] > 0) + (levels[IDEOGRAPHS_KOREA] > 0);
}

int readings_finish(struct readings *readings)
{
    if (readings->bytes.failed)
        return -ENOMEM;
    if (readings->bytes.size == 0)
        return 0;
    if (!readings->ideographs)
        readings->ideographs = ideographs_new();
    if (!readings->ideographs)
        return -ENOMEM;
    readings->count = 0;
    readings->syllable_count = 0;
    weigh_standards(readings);
    read_counts(readings, value_of(readings, PINLU));
    read_preferred(readings, value_of(readings, MANDARIN));
    read_dictionary(readings, value_of(readings, PINYIN));
    read_dictionary(readings, value_of(readings, TGHZ));
    read_dictionary(readings, value_of(readings, XHC));
    spell_mandarin(readings);
    spell_cantonese(readings);
    spell_japanese(readings, JAPANESE_ON, SPELLING_JAPANESE_ON);
    spell_japanese(readings, JAPANESE_KUN, SPELLING_JAPANESE_KUN);
    spell_korean(readings);

    readings->bytes.size = 0;
    memset(readings->values, 0, sizeof readings->values);
    return readings->records->bytes.failed ? -ENOMEM : 0;
}

int readings_add(struct readings *readings, uint32_t code_point, struct slice property,
                 struct slice value)
{
    int r = 0;

    if (code_point != readings->code_point)
        r = readings_finish(readings);
    readings->code_point = code_point;
    for (size_t i = 0; i < PROPERTIES; i++) {
        if (!slice_is(property, names[i]))
            continue;
        readings->values[i].begin = readings->bytes.size;
        readings->values[i].size = value.size;
        buffer_append(&readings->bytes, value.bytes, value.size);
    }
    return readings->bytes.failed ? -ENOMEM : r;
}
