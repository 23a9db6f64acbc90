/*
 * The part of a line before the name. The builder writes it into the index, and the index finds the
 * name after it by the size of this part alone, so both use this module.
 */

#include "index/file/line.h"

#include <endian.h>
#include <string.h>

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

/* Returns how many digits it writes. Where they are more than four, the character after them has four bytes,
 * so that there is space for eight: what is not a digit is overwritten later. */
static size_t put_digits(char out[static 4], uint32_t code_point)
{
    const size_t digits = digits_of(code_point);
    const uint64_t bytes_le = htole64(hex_digits(code_point) >> 8 * (sizeof bytes_le - digits));

    if (digits == 4)
        memcpy(out, &bytes_le, 4);
    else
        memcpy(out, &bytes_le, sizeof bytes_le);
    return digits;
}

/* Without loops over bytes: reading an index checks all 150,000 of them. */
size_t line_prefix(char out[static LINE_PREFIX_MAX], const uint32_t *points, size_t count)
{
    size_t size = 0;

    for (size_t i = 0; i < count; i++) {
        out[size++] = 'U';
        out[size++] = '+';
        size += put_digits(out + size, points[i]);
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
