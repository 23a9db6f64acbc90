/*
 * Code that all notations share: setting results, and parsing numbers.
 */

#include "index/search/notation/reader.h"

#include "index/base/hex.h"
#include "index/unicode/character.h"

enum notation_result notation_fail(struct notation_reader *reader, size_t at, const char *message)
{
    *reader->error = (struct notation_error){.at = at, .message = message};
    return NOTATION_ERROR;
}

enum notation_result notation_add(struct notation_reader *reader, uint32_t point)
{
    reader->points[reader->count++] = point;
    return NOTATION_OK;
}

bool notation_number(const char *digits, size_t size, unsigned base, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < size; i++) {
        int digit = hex_value(digits[i]);

        if (digit < 0 || digit >= (int)base)
            return false;
        *value = *value * base + (uint32_t)digit;
        if (*value > CHARACTER_LAST)
            return false;
    }
    return size > 0;
}
