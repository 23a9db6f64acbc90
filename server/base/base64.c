/*
 * Three bytes are four letters.
 */

#include "server/base/base64.h"

#include <stdint.h>

void base64_append(struct buffer *out, struct slice bytes)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

    for (size_t i = 0; i < bytes.size; i += 3) {
        const size_t left = bytes.size - i;
        uint32_t group = 0;
        char four[4];

        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < left ? (uint8_t)bytes.bytes[i + k] : 0U);
        for (size_t k = 0; k < 4; k++)
            four[k] = letters[k <= left ? group >> (18 - 6 * k) & 63 : 64];
        buffer_append(out, four, sizeof four);
    }
}
