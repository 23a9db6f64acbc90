/*
 * Codes of Windows' Alt key: "alt 0151" is a byte of windows-1252, "alt 130" one of code page 437.
 * Numbers above 255 are code points in some programs, and in others only their lowest byte counts;
 * both are answered. "alt+x" turns the hexadecimal number before it into its character.
 */

#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"
#include "index/unicode/code_page.h"

static const char separators[] = "+-_:=";

/* Bytes 1 to 31 of code page 437, which ICU converts to control characters, are drawn as these. */
static const uint16_t drawn[] =
    u"\u263A\u263B\u2665\u2666\u2663\u2660\u2022\u25D8\u25CB\u25D9\u2642\u2640\u266A\u266B"
    u"\u263C\u25BA\u25C4\u2195\u203C\u00B6\u00A7\u25AC\u21A8\u2191\u2193\u2192\u2190\u221F\u2194"
    u"\u25B2\u25BC";

static void add_byte(struct reader *reader, enum code_page page, unsigned char byte)
{
    uint32_t point;

    if (page == CODE_PAGE_437 && byte > 0 && byte < sizeof drawn / sizeof *drawn)
        reader_add_point(reader, drawn[byte - 1]);
    else if (page == CODE_PAGE_437 && byte == 0x7F)
        reader_add_point(reader, 0x2302); /* HOUSE */
    else if (code_page_decode(page, byte, &point))
        reader_add_point(reader, point);
}

static void read_hexadecimal(struct reader *reader, struct slice text)
{
    uint32_t value;

    (void)scan_take_any(&text, "+-_:=");
    (void)scan_take(&text, "u+");
    if (scan_number(&text, 16, 2, 6, &value) && text.size == 0 && value <= CHARACTER_LAST)
        reader_add_point(reader, value);
}

void reading_alt_codes(struct reader *reader)
{
    struct slice text = reader->text, number;
    enum code_page page;
    uint32_t value;

    if (!scan_take(&text, "alt"))
        return;
    (void)scan_take_any(&text, separators);
    if (scan_take(&text, "code") || scan_take(&text, "key") || scan_take(&text, "numpad") ||
        scan_take(&text, "num"))
        (void)scan_take_any(&text, separators);
    if (scan_take(&text, "x")) {
        read_hexadecimal(reader, text);
        return;
    }
    number = text;
    if (!scan_number(&text, 10, 1, 7, &value) || text.size > 0 || value > CHARACTER_LAST)
        return;
    page = number.bytes[0] == '0' && number.size > 1 ? CODE_PAGE_WINDOWS_1252 : CODE_PAGE_437;
    if (value > 0xFF)
        reader_add_point(reader, value);
    add_byte(reader, page, (unsigned char)value);
}
