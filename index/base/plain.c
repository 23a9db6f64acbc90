/*
 * Plain text. Almost all text in an index is ASCII, so eight bytes are checked at a time. Single
 * bytes are checked only where that fails.
 */

#include "index/base/plain.h"

#include <stdint.h>
#include <string.h>

#include "index/base/utf8.h"

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

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
    const size_t eight = sizeof(uint64_t);
    size_t at = 0;

    while (at < size) {
        int32_t c;

        if (size - at >= eight && eight_printable(text + at)) {
            at += eight;
            continue;
        }
        /* Fewer than eight are left: check the last eight, which overlap the ones before. */
        if (size - at < eight && size >= eight && eight_printable(text + size - eight))
            return true;
        c = utf8_next(text, size, &at);
        if (c < 0x20 || c == 0x7F)
            return false;
    }
    return true;
}
