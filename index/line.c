/*
 * The part of a line before the name. The build writes it into the index, and the index finds the
 * name behind it by its size alone, so both ask here.
 */

#include "index/line.h"

#include "index/utf8.h"

static uint32_t shown(uint32_t code_point)
{
    if (code_point < 0x20)
        return 0x2400 + code_point;
    if (code_point == 0x7F)
        return 0x2421;
    if (code_point > 0x7F && code_point <= 0x9F)
        return 0xFFFD;
    return code_point;
}

static size_t digits_of(uint32_t code_point)
{
    return code_point > 0xFFFFF ? 6 : code_point > 0xFFFF ? 5 : 4;
}

size_t line_prefix(char out[static LINE_PREFIX_MAX], uint32_t code_point)
{
    size_t size = 2, digits = digits_of(code_point);

    /* Written by hand: reading an index checks all 149,251 of them. */
    out[0] = 'U';
    out[1] = '+';
    for (size_t i = digits; i-- > 0;)
        out[size++] = "0123456789ABCDEF"[code_point >> (4 * i) & 0xF];
    out[size++] = '\t';
    size += utf8_write(out + size, shown(code_point));
    out[size++] = '\t';
    return size;
}

size_t line_prefix_size(uint32_t code_point)
{
    uint32_t c = shown(code_point);
    size_t bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    return 2 + digits_of(code_point) + 1 + bytes + 1;
}
