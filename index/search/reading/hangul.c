/*
 * Korean syllables as they are written in Latin letters: "hangul bap", "korean tteok". The names of
 * syllables in Unicode are another romanisation (BAB, DDEOG), which words find; this one is South
 * Korea's, of road signs and dictionaries. A final consonant is written as it sounds, so several
 * syllables may be written alike: the last consonants are in the order of how common they are.
 *
 * Source: "Revised Romanization of Korean", Ministry of Culture and Tourism, 2000; and chapter 3.12
 * of the Unicode Standard for how syllables are numbered.
 */

#include <string.h>

#include "index/base/ascii.h"
#include "index/search/reading/table.h"

enum { FIRST_SYLLABLE = 0xAC00, VOWELS = 21, FINALS = 28, SYLLABLE_MAX = 16 };

/* In the order in which Unicode counts them. */
static const char *const initials[] = {
    "g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
    "ss", "",   "j", "jj", "ch", "k", "t", "p", "h",
};
static const char *const vowels[VOWELS] = {
    "a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
    "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i",
};

/* The place of a final consonant among the 28, of which the first is none. */
static const struct {
    const char *written;
    unsigned char place;
} finals[] = {
    {"", 0},   {"k", 1},  {"n", 4},  {"l", 8}, {"m", 16}, {"p", 17}, {"t", 19}, {"ng", 21},
    {"t", 25}, {"t", 20}, {"p", 26}, {"t", 7}, {"t", 22}, {"t", 23}, {"k", 2},  {"k", 24},
};

/* The longest of the list that the text begins with, or `count`. */
static size_t longest(const char *const *list, size_t count, struct slice text)
{
    size_t best = count, size = 0;

    for (size_t i = 0; i < count; i++) {
        const struct slice written = slice_of(list[i]);

        if (slice_has_prefix(text, written) && (best == count || written.size > size)) {
            best = i;
            size = written.size;
        }
    }
    return best;
}

static void skip(struct slice *text, const char *written)
{
    const size_t size = strlen(written);

    text->bytes += size;
    text->size -= size;
}

static void read_syllable(struct reader *reader, struct slice text)
{
    const size_t first = longest(initials, sizeof initials / sizeof *initials, text);
    size_t vowel;

    skip(&text, initials[first]);
    vowel = longest(vowels, VOWELS, text);
    if (vowel == VOWELS)
        return;
    skip(&text, vowels[vowel]);
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++)
        if (slice_is(text, finals[i].written))
            reader_add_point(reader, (uint32_t)(FIRST_SYLLABLE + (first * VOWELS + vowel) * FINALS +
                                                finals[i].place));
}

void reading_hangul(struct reader *reader)
{
    static const char *const introductions[] = {"hangul ", "hangeul ", "korean "};
    struct slice text = reader->text;
    char lower[SYLLABLE_MAX + sizeof "hangeul "];

    if (text.size > sizeof lower || !strchr("hHkK", text.bytes[0]))
        return;
    for (size_t i = 0; i < text.size; i++)
        lower[i] = ascii_lower(text.bytes[i]);
    text.bytes = lower;
    for (size_t i = 0; i < sizeof introductions / sizeof *introductions; i++) {
        if (!slice_has_prefix(text, slice_of(introductions[i])))
            continue;
        skip(&text, introductions[i]);
        read_syllable(reader, text);
        return;
    }
}
