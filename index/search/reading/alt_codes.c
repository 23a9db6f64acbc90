/*
 * Codes of Windows' Alt key: "alt 0151" is a byte of windows-1252, "alt 130" one of code page 437.
 * Numbers above 255 are code points in some programs, and in others only their lowest byte counts;
 * both are answered. "alt+x" turns the hexadecimal number before it into its character.
 */

#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/text/alt_code.h"
#include "index/unicode/character.h"

static const char separators[] = "+-_:=";

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
    enum alt_code kind;
    uint32_t value, point;

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
    kind = number.bytes[0] == '0' && number.size > 1 ? ALT_CODE_WINDOWS : ALT_CODE_DOS;
    if (value > 0xFF)
        reader_add_point(reader, value);
    if (alt_code_decode(kind, (unsigned char)value, &point))
        reader_add_point(reader, point);
}
