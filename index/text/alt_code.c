/*
 * Alt codes are bytes of code pages, except those that ICU converts to control characters: Windows has
 * pictures for them, as DOS had.
 */

#include "index/text/alt_code.h"

#include "index/base/utf8.h"
#include "index/text/code_page.h"

enum {
    HOUSE = 0x2302,
    HOUSE_BYTE = 0x7F,
    PRINTABLE_BEGIN = 0xA0, /* after ASCII and the controls C1 */
};

/* Bytes 1 to 31 of code page 437. */
static const uint16_t drawn[] =
    u"\u263A\u263B\u2665\u2666\u2663\u2660\u2022\u25D8\u25CB\u25D9\u2642\u2640\u266A\u266B"
    u"\u263C\u25BA\u25C4\u2195\u203C\u00B6\u00A7\u25AC\u21A8\u2191\u2193\u2192\u2190\u221F\u2194"
    u"\u25B2\u25BC";
enum {
    DRAWN_END = sizeof drawn / sizeof *drawn
}; /* the byte after the last one: a zero ends them */

static enum code_page page_of(enum alt_code kind)
{
    return kind == ALT_CODE_DOS ? CODE_PAGE_437 : CODE_PAGE_WINDOWS_1252;
}

bool alt_code_decode(enum alt_code kind, unsigned char byte, uint32_t *code_point)
{
    if (kind == ALT_CODE_DOS && byte > 0 && byte < DRAWN_END) {
        *code_point = drawn[byte - 1];
        return true;
    }
    if (kind == ALT_CODE_DOS && byte == HOUSE_BYTE) {
        *code_point = HOUSE;
        return true;
    }
    return code_page_decode(page_of(kind), byte, code_point);
}

/* Is it a picture of DOS? */
static bool find_drawn(uint32_t code_point, unsigned char *byte)
{
    *byte = HOUSE_BYTE;
    if (code_point == HOUSE)
        return true;
    for (*byte = 1; *byte < DRAWN_END; ++*byte)
        if (drawn[*byte - 1] == code_point)
            return true;
    return false;
}

bool alt_code_encode(enum alt_code kind, uint32_t code_point, unsigned char *byte)
{
    char text[UTF8_MAX_SIZE], encoded;

    if (code_point < PRINTABLE_BEGIN || (code_point >= 0xD800 && code_point <= 0xDFFF))
        return false;
    /* ¶ and § have their picture's byte in code page 437 as well, and ICU another one. */
    if (kind == ALT_CODE_DOS && find_drawn(code_point, byte))
        return true;
    if (code_page_encode(page_of(kind), text, utf8_write(text, code_point), &encoded, 1) != 1)
        return false;
    *byte = (unsigned char)encoded;
    return true;
}
