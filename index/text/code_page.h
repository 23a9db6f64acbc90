#ifndef CHARFINDER_INDEX_TEXT_CODE_PAGE_H
#define CHARFINDER_INDEX_TEXT_CODE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Older character sets of one byte, by ICU's converters. Thread-safe.
 */

enum code_page {
    CODE_PAGE_WINDOWS_1252, /* the five bytes that it does not assign are C1 controls */
    CODE_PAGE_LATIN_1,
    CODE_PAGE_WINDOWS_1251,
    CODE_PAGE_437, /* of DOS */
    CODE_PAGE_850, /* the same in western Europe */
    CODE_PAGE_MACINTOSH,
    CODE_PAGES,
};

/* The code point of a byte. Returns false if there is none, or if ICU lacks the converter. */
bool code_page_decode(enum code_page page, unsigned char byte, uint32_t *code_point);

/* Encodes valid UTF-8. Returns the number of bytes; 0: not all characters are in the code page, the
 * bytes do not fit, or ICU lacks the converter. It costs about 1 µs. */
size_t code_page_encode(enum code_page page, const char *text, size_t size, char *out,
                        size_t capacity);

#endif
