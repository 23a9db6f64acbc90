/*
 * Plain text. Almost all text in an index is ASCII, so sixteen bytes are checked at a time, and eight where
 * fewer are left. Single bytes are checked only where that fails.
 */

#include "index/base/plain.h"

#include <stdint.h>
#include <string.h>

#include "index/base/utf8.h"

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* One register of every 64-bit processor; elsewhere the compiler uses two. */
typedef uint8_t sixteen __attribute__((vector_size(16)));
typedef uint64_t two __attribute__((vector_size(16)));

/* Are all sixteen bytes from 0x20 to 0x7E? */
static bool sixteen_printable(const char *text)
{
    sixteen bytes;
    two others;

    memcpy(&bytes, text, sizeof bytes);
    others = (two)(bytes - 0x20 > 0x7E - 0x20);
    return (others[0] | others[1]) == 0;
}

/* Are all eight bytes from 0x20 to 0x7E? Borrows from a byte below 0x20 reach only higher bytes,
 * and then the answer is already "no". (S. E. Anderson, "Bit twiddling hacks".) */
static bool eight_printable(const char *text)
{
    uint64_t word, below_space, above_tilde;

    memcpy(&word, text, sizeof word);
    below_space = word - EACH_BYTE(0x20);
    above_tilde = word + EACH_BYTE(0x01);
    return ((word | below_space | above_tilde) & EACH_BYTE(0x80)) == 0;
}

bool plain_valid(const char *text, size_t size)
{
    const size_t block = sizeof(sixteen), eight = sizeof(uint64_t);
    size_t at = 0;

    while (at < size) {
        const size_t left = size - at;
        int32_t c;

        if (left >= block && sixteen_printable(text + at)) {
            at += block;
            continue;
        }
        /* Fewer are left: check the last ones, which overlap the ones before. */
        if (left < block && size >= block && sixteen_printable(text + size - block))
            return true;
        if (left >= eight && eight_printable(text + at)) {
            at += eight;
            continue;
        }
        if (left < eight && size >= eight && eight_printable(text + size - eight))
            return true;
        c = utf8_next(text, size, &at);
        if (c < 0x20 || c == 0x7F)
            return false;
    }
    return true;
}
