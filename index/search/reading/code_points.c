/*
 * Code points without "U+": hexadecimal, with four digits or more, and decimal. A number may be
 * both (10024 is U+10024 and U+2728), and is then read as both.
 */

#include "index/base/hex.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"

enum { HEXADECIMAL_MIN = 4, HEXADECIMAL_MAX = 6, DECIMAL_MIN = 3, DECIMAL_MAX = 7 };

/* Parses a number that is the whole text. */
static bool parse(struct slice text, unsigned base, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < text.size; i++) {
        int digit = hex_value(text.bytes[i]);

        if (digit < 0 || digit >= (int)base)
            return false;
        *value = *value * base + (uint32_t)digit;
    }
    return *value <= CHARACTER_LAST;
}

void reading_code_points(struct reader *reader)
{
    struct slice text = reader->text;
    uint32_t value;

    if (text.size >= HEXADECIMAL_MIN && text.size <= HEXADECIMAL_MAX && parse(text, 16, &value))
        reader_add_point(reader, value);
    if (text.size >= DECIMAL_MIN && text.size <= DECIMAL_MAX && parse(text, 10, &value)) {
        reader_label(reader, "decimal code point");
        reader_add_point(reader, value);
    }
}
