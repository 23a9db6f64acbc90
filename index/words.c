/*
 * The tokenizer. Names are ASCII and most queries are, so ASCII is answered from the character
 * itself and only the rest asks ICU.
 */

#include "index/words.h"

#include <string.h>

#include <unicode/uchar.h>

#include "index/utf8.h"

static bool ascii_alphanumeric(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool words_code_point(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_alphanumeric(code_point) || code_point == '_';
    /* str.isalnum(): a letter, or of any numeric type ("½", "²", "Ⅷ"). Marks are neither. */
    return u_isalpha((UChar32)code_point) ||
           u_getIntPropertyValue((UChar32)code_point, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

static uint32_t fold(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z' ? code_point + ('a' - 'A') : code_point;
    return (uint32_t)u_foldCase((UChar32)code_point, U_FOLD_CASE_DEFAULT);
}

void words_init(struct words *words, const char *text, size_t size)
{
    *words = (struct words){.text = text, .size = size};
}

/* Moves to the first code point of a word; false where there is none left. */
static bool words_skip_separators(struct words *words)
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

static void word_append(struct word *word, uint32_t code_point, bool *overflow)
{
    if (word->size + UTF8_MAX_SIZE > WORD_MAX_SIZE)
        *overflow = true;
    else
        word->size += utf8_write(word->folded + word->size, fold(code_point));
}

bool words_next(struct words *words, struct word *word)
{
    bool overflow = false;

    if (!words_skip_separators(words))
        return false;

    word->size = word->length = 0;
    word->begin = words->at;
    while (words->at < words->size) {
        size_t next = words->at;
        int32_t code_point = utf8_next(words->text, words->size, &next);

        if (code_point < 0 || !words_code_point((uint32_t)code_point))
            break;
        if (word->length++ == 0)
            word->first = (uint32_t)code_point;
        word_append(word, (uint32_t)code_point, &overflow);
        words->at = next;
    }
    word->end = words->at;
    if (overflow)
        word->size = 0;
    return true;
}
