/*
 * The part of a line before the name. The builder writes it into the index, and the index finds the
 * name after it by the size of this part alone, so both use this module.
 */

#include "index/file/line.h"

#include "index/base/hex.h"
#include "index/base/terminal.h"
#include "index/base/utf8.h"

bool line_shows_all(uint32_t first, uint32_t last)
{
    return !terminal_obeys(first, last);
}

static uint32_t shown(uint32_t code_point)
{
    if (code_point > TERMINAL_LAST || line_shows_all(code_point, code_point))
        return code_point;
    return code_point < 0x20 ? 0x2400 + code_point : code_point == 0x7F ? 0x2421 : 0xFFFD;
}

static size_t digits_of(uint32_t code_point)
{
    return code_point > 0xFFFFF ? 6 : code_point > 0xFFFF ? 5 : 4;
}

size_t line_prefix(char out[static LINE_PREFIX_MAX], const uint32_t *points, size_t count)
{
    size_t size = 0;

    /* Written by hand: reading an index checks all 150,000 of them. */
    for (size_t i = 0; i < count; i++) {
        out[size++] = 'U';
        out[size++] = '+';
        for (size_t digit = digits_of(points[i]); digit-- > 0;)
            out[size++] = hex_digit(points[i] >> (4 * digit));
        out[size++] = i + 1 < count ? ' ' : '\t';
    }
    for (size_t i = 0; i < count; i++)
        size += utf8_write(out + size, shown(points[i]));
    out[size++] = '\t';
    return size;
}

size_t line_prefix_size(const uint32_t *points, size_t count)
{
    size_t size = 1;

    for (size_t i = 0; i < count; i++) {
        uint32_t c = shown(points[i]);

        size += 2 + digits_of(points[i]) + 1;
        size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return size;
}
