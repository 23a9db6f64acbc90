/*
 * A hexadecimal number with C's prefix: 0x2600. Without a valid code point after 0x it is a word
 * like any other.
 */

#include "index/search/notation/table.h"

enum notation_result notation_read_hexadecimal(struct notation_reader *reader)
{
    const char *text = reader->text;
    uint32_t point;

    if (reader->size < 3 || (text[1] != 'x' && text[1] != 'X') ||
        !notation_number(text + 2, reader->size - 2, 16, &point))
        return NOTATION_NO_MATCH;
    return notation_add(reader, point);
}
