/*
 * The tokenizer. Names and most queries are ASCII, so an ASCII word is found and folded byte by
 * byte; any other word is folded as a whole by ICU.
 *
 * Diacritics are the marks of the Combining Diacritical Marks blocks, which people leave out when
 * they type Latin, Greek or Cyrillic. All other marks change the meaning of their letter.
 */

#include "index/text/words.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"

enum {
    /* UTF-16 code units of a word before it is folded, and between two steps of folding. A word may
     * lose its diacritics and so become shorter; four on each letter are enough. */
    UNITS_MAX = 4 * WORD_MAX_SIZE,
    ZERO_WIDTH_NON_JOINER = 0x200C,
    ZERO_WIDTH_JOINER = 0x200D,
    FIRST_MARK = 0x300,
};

/* What ICU's functions on text take and give. */
struct utf16 {
    UChar units[UNITS_MAX];
    int32_t size;
};

static bool ascii_in_words(unsigned char c)
{
    return ascii_is_alphanumeric((char)c) || c == '_';
}

bool words_code_point(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_in_words((unsigned char)code_point);
    /* str.isalnum(): a letter, or of any numeric type ("½", "²", "Ⅷ"). Marks are neither. */
    return u_isalpha((UChar32)code_point) ||
           u_getIntPropertyValue((UChar32)code_point, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

/* Does the code point belong to the word before it, if there is one? */
static bool continues_word(uint32_t code_point)
{
    if (code_point < FIRST_MARK)
        return false;
    return (U_GET_GC_MASK((UChar32)code_point) & U_GC_M_MASK) != 0 ||
           code_point == ZERO_WIDTH_NON_JOINER || code_point == ZERO_WIDTH_JOINER;
}

static bool is_diacritic(uint32_t code_point)
{
    return (code_point >= 0x300 && code_point <= 0x36F) ||   /* Combining Diacritical Marks */
           (code_point >= 0x1AB0 && code_point <= 0x1AFF) || /* … Extended */
           (code_point >= 0x1DC0 && code_point <= 0x1DFF) || /* … Supplement */
           (code_point >= 0x20D0 && code_point <= 0x20FF) || /* … for Symbols */
           (code_point >= 0xFE20 && code_point <= 0xFE2F);   /* Combining Half Marks */
}

/*
 * Letters written as English ones although they do not decompose: all that CLDR's transform
 * Latin-ASCII covers up to the end of Latin Extended-B, in lower or upper case. Ascending.
 */
static const char *latin_letters(uint32_t code_point)
{
    static const struct {
        uint16_t letter;
        char ascii[3];
    } table[] = {
        {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"}, {0x0111, "d"},
        {0x0127, "h"},  {0x0131, "i"},  {0x0138, "q"},  {0x0142, "l"},  {0x014B, "n"},
        {0x0153, "oe"}, {0x0167, "t"},  {0x0180, "b"},  {0x0183, "b"},  {0x0188, "c"},
        {0x018C, "d"},  {0x0192, "f"},  {0x0195, "hv"}, {0x0199, "k"},  {0x019A, "l"},
        {0x019E, "n"},  {0x01A3, "oi"}, {0x01A5, "p"},  {0x01AB, "t"},  {0x01AD, "t"},
        {0x01B4, "y"},  {0x01B6, "z"},  {0x01E5, "g"},  {0x0221, "d"},  {0x0225, "z"},
        {0x0234, "l"},  {0x0235, "n"},  {0x0236, "t"},  {0x0237, "j"},  {0x0238, "db"},
        {0x0239, "qp"}, {0x023C, "c"},  {0x023F, "s"},  {0x0240, "z"},  {0x0247, "e"},
        {0x0249, "j"},  {0x024D, "r"},  {0x024F, "y"},  {0x0253, "b"},  {0x0256, "d"},
        {0x0257, "d"},  {0x025B, "e"},  {0x0260, "g"},  {0x0268, "i"},  {0x0272, "n"},
        {0x0280, "r"},  {0x0288, "t"},  {0x0289, "u"},  {0x028B, "v"},  {0x2C65, "a"},
        {0x2C66, "t"},
    };
    size_t low = 0, high = sizeof table / sizeof table[0];

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (table[middle].letter == code_point)
            return table[middle].ascii;
        if (table[middle].letter < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/*
 * Folding. Each step fails if its result is too long, or if memory for ICU's data runs out; then
 * the word is not a term.
 */

static bool utf16_append(struct utf16 *text, uint32_t code_point)
{
    if (text->size + 2 > UNITS_MAX)
        return false;
    if (code_point > 0xFFFF) {
        text->units[text->size++] = U16_LEAD(code_point);
        text->units[text->size++] = U16_TRAIL(code_point);
    } else {
        text->units[text->size++] = (UChar)code_point;
    }
    return true;
}

/* The code point at *at, which is advanced past it. */
static uint32_t utf16_next(const struct utf16 *text, int32_t *at)
{
    uint32_t unit = text->units[(*at)++];

    if (U16_IS_LEAD(unit) && *at < text->size && U16_IS_TRAIL(text->units[*at]))
        return (uint32_t)U16_GET_SUPPLEMENTARY(unit, text->units[(*at)++]);
    return unit;
}

static bool normalize(const UNormalizer2 *form, const struct utf16 *text, struct utf16 *out,
                      UErrorCode status)
{
    out->size = unorm2_normalize(form, text->units, text->size, out->units, UNITS_MAX, &status);
    return !U_FAILURE(status);
}

/* The word in NFC, without join controls and variation selectors: they choose a shape, not a
 * letter, and prevent their neighbours from composing. */
static bool compose(const char *bytes, size_t size, struct utf16 *composed)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    struct utf16 text = {.size = 0};

    for (size_t at = 0; at < size;) {
        uint32_t code_point = (uint32_t)utf8_next(bytes, size, &at);
        bool ignorable =
            continues_word(code_point) &&
            u_hasBinaryProperty((UChar32)code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);

        if (!ignorable && !utf16_append(&text, code_point))
            return false;
    }
    return normalize(nfc, &text, composed, status);
}

/* Composed a second time: T with a diaeresis is two code points, t with one is U+1E97. */
static bool fold_one_letter(const struct utf16 *composed, struct utf16 *folded)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    struct utf16 lower = {.size = 0};
    int32_t at = 0;
    uint32_t first = utf16_next(composed, &at);

    if (!utf16_append(&lower, (uint32_t)u_foldCase((UChar32)first, U_FOLD_CASE_DEFAULT)))
        return false;
    while (at < composed->size)
        if (!utf16_append(&lower, utf16_next(composed, &at)))
            return false;
    return normalize(nfc, &lower, folded, status);
}

/* Removes diacritics, replaces Latin letters by ASCII letters, and drops the spaces and parentheses
 * that compatibility decompositions produce. */
static bool simplify(const struct utf16 *decomposed, struct utf16 *simple)
{
    simple->size = 0;
    for (int32_t at = 0; at < decomposed->size;) {
        uint32_t code_point = utf16_next(decomposed, &at);
        const char *letters = code_point < 0x80 ? NULL : latin_letters(code_point);

        for (; letters && *letters; letters++)
            if (!utf16_append(simple, (unsigned char)*letters))
                return false;
        if (letters || is_diacritic(code_point) ||
            (!words_code_point(code_point) && !continues_word(code_point)))
            continue;
        if (!utf16_append(simple, code_point))
            return false;
    }
    return true;
}

static bool fold_letters(const struct utf16 *composed, struct utf16 *folded)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&status);
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    struct utf16 lower, decomposed;

    if (!normalize(casefold, composed, &lower, status) ||
        !normalize(nfd, &lower, &decomposed, status) || !simplify(&decomposed, &lower))
        return false;
    /* Placeholders for a missing letter (U+3164 HANGUL FILLER) leave nothing. */
    if (lower.size == 0)
        return fold_one_letter(composed, folded);
    return normalize(nfc, &lower, folded, status);
}

static void measure(struct word *word, const struct utf16 *composed)
{
    word->length = word->letters = 0;
    for (int32_t at = 0; at < composed->size;) {
        uint32_t code_point = utf16_next(composed, &at);

        if (word->length++ == 0)
            word->first = code_point;
        if (words_code_point(code_point))
            word->letters++;
    }
}

static void fold(struct word *word, const char *bytes, size_t size, bool prefix)
{
    struct utf16 composed, folded;
    UErrorCode status = U_ZERO_ERROR;
    int32_t folded_size = 0;

    word->size = 0;
    word->first = 0;
    word->length = word->letters = size;
    if (!compose(bytes, size, &composed))
        return;
    measure(word, &composed);
    if (word->letters == 1 && !prefix ? !fold_one_letter(&composed, &folded)
                                      : !fold_letters(&composed, &folded))
        return;
    (void)u_strToUTF8(word->folded, WORD_MAX_SIZE, &folded_size, folded.units, folded.size,
                      &status);
    if (!U_FAILURE(status))
        word->size = (size_t)folded_size;
}

static void fold_ascii(struct word *word, const char *bytes, size_t size)
{
    word->first = (unsigned char)bytes[0];
    word->length = word->letters = size;
    word->size = size <= WORD_MAX_SIZE ? size : 0;
    for (size_t i = 0; i < word->size; i++)
        word->folded[i] = ascii_lower(bytes[i]);
}

/*
 * Finding.
 */

void words_init(struct words *words, const char *text, size_t size)
{
    *words = (struct words){.text = text, .size = size};
}

/* Moves to the first code point of a word; false if there is none left. */
static bool skip_separators(struct words *words)
{
    while (words->at < words->size) {
        size_t next = words->at;
        int32_t code_point = utf8_next(words->text, words->size, &next);

        if (code_point >= 0 && words_code_point((uint32_t)code_point))
            return true;
        words->at = next;
    }
    return false;
}

static bool is_ascii(const struct words *words)
{
    return (unsigned char)words->text[words->at] < 0x80;
}

/* Advances past the word. Returns whether it is ASCII only. */
static bool skip_word(struct words *words)
{
    bool ascii = true;

    while (words->at < words->size) {
        size_t next = words->at;
        int32_t code_point;

        if (is_ascii(words)) {
            if (!ascii_in_words((unsigned char)words->text[words->at]))
                break;
            words->at++;
            continue;
        }
        code_point = utf8_next(words->text, words->size, &next);
        if (code_point < 0 ||
            (!words_code_point((uint32_t)code_point) && !continues_word((uint32_t)code_point)))
            break;
        ascii = false;
        words->at = next;
    }
    return ascii;
}

bool words_skip(struct words *words, size_t *begin, size_t *end)
{
    if (!skip_separators(words))
        return false;
    *begin = words->at;
    (void)skip_word(words);
    *end = words->at;
    return true;
}

static bool next_word(struct words *words, struct word *word, bool prefix)
{
    if (!skip_separators(words))
        return false;

    word->begin = words->at;
    if (skip_word(words))
        fold_ascii(word, words->text + word->begin, words->at - word->begin);
    else
        fold(word, words->text + word->begin, words->at - word->begin, prefix);
    word->end = words->at;
    return true;
}

bool words_next(struct words *words, struct word *word)
{
    return next_word(words, word, false);
}

bool words_next_prefix(struct words *words, struct word *word)
{
    return next_word(words, word, true);
}
