#ifndef CHARFINDER_INDEX_TEXT_ALT_CODE_H
#define CHARFINDER_INDEX_TEXT_ALT_CODE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Codes of Windows' Alt key, a decimal number on the numeric keypad: one byte of the code page of DOS,
 * or, after a zero, of Windows'. The code pages are those of western Europe and America: 437 and 1252.
 * Thread-safe.
 */

enum alt_code {
    ALT_CODE_DOS,     /* Alt 3: ♥ */
    ALT_CODE_WINDOWS, /* Alt 0149: • */
};

/* The character of a code. Returns false if there is none. */
bool alt_code_decode(enum alt_code kind, unsigned char byte, uint32_t *code_point);

/* The code of a character that cannot be typed otherwise: not of ASCII or C1. Returns false if it has
 * none. It costs about 1 µs. */
bool alt_code_encode(enum alt_code kind, uint32_t code_point, unsigned char *byte);

#endif
