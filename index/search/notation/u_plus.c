/*
 * Unicode's own notation: U+2600.
 */

#include "index/search/notation/table.h"

enum notation_result notation_read_u_plus(struct notation_reader *reader)
{
    uint32_t point;

    if (reader->size < 2 || reader->text[1] != '+')
        return NOTATION_NO_MATCH;
    if (!notation_number(reader->text + 2, reader->size - 2, 16, &point))
        return notation_fail(
            reader, 2, "malformed code point: use hexadecimal digits up to 10FFFF, as in U+2600");
    return notation_add(reader, point);
}
