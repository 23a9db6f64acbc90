/*
 * The levels of the standards. A standard is a plane of rows of 94 characters (of 157 in Big5), and
 * each level is a range of rows in it. The bytes of such a range are written one after another and
 * converted at once.
 *
 * Sources: GB/T 2312-1980; JIS X 0208:1997; KS X 1001:2004; Big5, as published in 1984.
 */

#include "index/text/ideographs.h"

#include <stdbool.h>
#include <stdlib.h>

#include <unicode/ucnv.h>

enum {
    LEVELS = 2, /* that a standard may have */
    BYTES_MAX = 2 * 157 * 96,
    REPLACEMENT = 0xFFFD,
};

/* Two bytes each, from the first code of a level to the last. */
static const struct level {
    uint16_t first, last;
} levels[IDEOGRAPH_STANDARDS][LEVELS] = {
    [IDEOGRAPHS_CHINA] = {{0xB0A1, 0xD7F9}, {0xD8A1, 0xF7FE}},
    [IDEOGRAPHS_TAIWAN] = {{0xA440, 0xC67E}, {0xC940, 0xF9D5}},
    [IDEOGRAPHS_JAPAN] = {{0xB0A1, 0xCFD3}, {0xD0A1, 0xF4A6}},
    [IDEOGRAPHS_KOREA] = {{0, 0}, {0xCAA1, 0xFDFE}},
};

static const struct {
    const char *charset;
    bool big5; /* the second bytes are 40 to 7E, and A1 to FE; elsewhere A1 to FE */
} encodings[IDEOGRAPH_STANDARDS] = {
    [IDEOGRAPHS_CHINA] = {"GB2312", false},
    [IDEOGRAPHS_TAIWAN] = {"Big5", true},
    [IDEOGRAPHS_JAPAN] = {"EUC-JP", false},
    [IDEOGRAPHS_KOREA] = {"EUC-KR", false},
};

/* Two bits for each standard and code point. */
struct ideographs {
    uint8_t levels[0x10000];
};

static bool is_second_byte(unsigned byte, bool big5)
{
    return (byte >= 0xA1 && byte <= 0xFE) || (big5 && byte >= 0x40 && byte <= 0x7E);
}

static int32_t write_codes(const struct level *level, bool big5, char bytes[static BYTES_MAX])
{
    int32_t size = 0;

    for (unsigned code = level->first; code > 0 && code <= level->last; code++) {
        if (!is_second_byte(code & 0xFF, big5))
            continue;
        bytes[size++] = (char)(code >> 8);
        bytes[size++] = (char)(code & 0xFF);
    }
    return size;
}

/* A code without a character becomes U+FFFD, which is not an ideograph. These standards have nothing
 * beyond U+FFFF. */
static void add_characters(struct ideographs *ideographs, enum ideograph_standard standard,
                           unsigned level, UConverter *converter, const char *bytes, int32_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[BYTES_MAX];
    int32_t length = ucnv_toUChars(converter, text, BYTES_MAX, bytes, size, &status);

    for (int32_t i = 0; U_SUCCESS(status) && i < length; i++)
        ideographs->levels[text[i]] |= (uint8_t)(level << 2 * (unsigned)standard);
}

static void add_standard(struct ideographs *ideographs, enum ideograph_standard standard)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encodings[standard].charset, &status);
    char bytes[BYTES_MAX];

    for (unsigned i = 0; U_SUCCESS(status) && i < LEVELS; i++)
        add_characters(ideographs, standard, LEVELS - i, converter, bytes,
                       write_codes(&levels[standard][i], encodings[standard].big5, bytes));
    ucnv_close(converter);
}

struct ideographs *ideographs_new(void)
{
    struct ideographs *ideographs = calloc(1, sizeof *ideographs);

    for (int i = 0; ideographs && i < IDEOGRAPH_STANDARDS; i++)
        add_standard(ideographs, (enum ideograph_standard)i);
    return ideographs;
}

void ideographs_free(struct ideographs *ideographs)
{
    free(ideographs);
}

unsigned ideographs_level(const struct ideographs *ideographs, enum ideograph_standard standard,
                          uint32_t code_point)
{
    if (code_point >= sizeof ideographs->levels || code_point == REPLACEMENT)
        return 0;
    return ideographs->levels[code_point] >> 2 * (unsigned)standard & 3;
}
