/*
 * A table of the letters with their marks: a syllable is taken apart without ICU, which would need
 * longer for the fifty thousand syllables of Unihan than all else that is done with them.
 */

#include "index/text/pinyin.h"

#include <stdint.h>
#include <string.h>

#include "index/base/utf8.h"

/* A letter with the mark of a tone, or the mark alone where Unicode does not compose the two. */
static const struct {
    uint16_t marked;
    char tone;
    char letter[3];
} table[] = {
    {0x0101, 1, "a"}, {0x00E1, 2, "a"}, {0x01CE, 3, "a"}, {0x00E0, 4, "a"}, /* ā á ǎ à */
    {0x0113, 1, "e"}, {0x00E9, 2, "e"}, {0x011B, 3, "e"}, {0x00E8, 4, "e"}, {0x012B, 1, "i"},
    {0x00ED, 2, "i"}, {0x01D0, 3, "i"}, {0x00EC, 4, "i"}, {0x014D, 1, "o"}, {0x00F3, 2, "o"},
    {0x01D2, 3, "o"}, {0x00F2, 4, "o"}, {0x016B, 1, "u"}, {0x00FA, 2, "u"}, {0x01D4, 3, "u"},
    {0x00F9, 4, "u"}, {0x01D6, 1, "ü"}, {0x01D8, 2, "ü"}, {0x01DA, 3, "ü"}, {0x01DC, 4, "ü"},
    {0x1EBF, 2, "ê"}, {0x1EC1, 4, "ê"}, {0x1E3F, 2, "m"}, {0x0144, 2, "n"}, {0x0148, 3, "n"},
    {0x01F9, 4, "n"}, {0x0304, 1, ""},  {0x0301, 2, ""},  {0x030C, 3, ""},  {0x0300, 4, ""},
    {0x00FC, 0, "ü"}, {0x00EA, 0, "ê"},
};

static bool append(struct pinyin *pinyin, const char *bytes, size_t size)
{
    if (size > PINYIN_MAX_SIZE - pinyin->size)
        return false;
    memcpy(pinyin->letters + pinyin->size, bytes, size);
    pinyin->size += size;
    return true;
}

/* Adds a code point of the syllable. Returns false if it is not a letter, or a second mark. */
static bool add(struct pinyin *pinyin, int32_t code_point)
{
    const char ascii = (char)code_point;

    if (code_point >= 'a' && code_point <= 'z')
        return append(pinyin, &ascii, 1);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].marked != code_point)
            continue;
        if (table[i].tone > 0 &&
            (pinyin->tone > 0 || (table[i].letter[0] == '\0' && pinyin->size == 0)))
            return false;
        pinyin->tone += (unsigned)table[i].tone;
        return append(pinyin, table[i].letter, strlen(table[i].letter));
    }
    return false;
}

bool pinyin_parse(struct slice syllable, struct pinyin *pinyin)
{
    size_t at = 0;

    pinyin->size = 0;
    pinyin->tone = 0;
    while (at < syllable.size)
        if (!add(pinyin, utf8_next(syllable.bytes, syllable.size, &at)))
            return false;
    if (pinyin->tone == 0)
        pinyin->tone = PINYIN_NEUTRAL;
    return pinyin->size > 0;
}

size_t pinyin_respell(const struct pinyin *pinyin, const char *u, char out[static PINYIN_MAX_SIZE])
{
    static const char dotted[] = "ü";
    const struct slice put = slice_of(u);
    const size_t taken = sizeof dotted - 1;
    const char *at = memmem(pinyin->letters, pinyin->size, dotted, taken);
    size_t before, after;

    if (!at || pinyin->size - taken + put.size > PINYIN_MAX_SIZE)
        return 0;
    before = (size_t)(at - pinyin->letters);
    after = pinyin->size - before - taken;
    memcpy(out, pinyin->letters, before);
    memcpy(out + before, put.bytes, put.size);
    memcpy(out + before + put.size, at + taken, after);
    return before + put.size + after;
}
