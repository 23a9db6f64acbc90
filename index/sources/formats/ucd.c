/*
 * The conventions that the text files of the Unicode Character Database share. The module of a
 * file knows what its fields mean.
 *
 * Nothing is copied: a line is a slice of the file, a field a slice of the line.
 */

#include "index/sources/formats/ucd.h"

#include <string.h>

#include "index/base/hex.h"
#include "index/base/utf8.h"

enum {
    CODE_POINT_LAST = 0x10FFFF,
    STATED_MAX = 1024, /* bytes in which a version is stated */
};

bool ucd_open(struct ucd *ucd, const char *bytes, size_t size, struct reason *reason)
{
    *ucd = (struct ucd){.rest = {bytes, size}};
    if (size == 0)
        reason_set(reason, "the file is empty");
    else if (bytes[size - 1] != '\n')
        reason_set(reason, "the file ends in the middle of a line");
    else if (memchr(bytes, '\0', size))
        reason_set(reason, "it contains a NUL byte");
    else if (!utf8_valid(bytes, size))
        reason_set(reason, "it is not UTF-8");
    else
        return true;
    return false;
}

/* What a system that ends lines with CR LF has left. */
static void drop_return(struct slice *line)
{
    line->size -= line->size > 0 && line->bytes[line->size - 1] == '\r';
}

bool ucd_line(struct ucd *ucd, struct slice *line)
{
    const char *end;
    size_t taken;

    if (ucd->rest.size == 0)
        return false;
    end = memchr(ucd->rest.bytes, '\n', ucd->rest.size);
    taken = end ? (size_t)(end + 1 - ucd->rest.bytes) : ucd->rest.size;
    *line = (struct slice){ucd->rest.bytes, end ? taken - 1 : taken};
    ucd->rest.bytes += taken;
    ucd->rest.size -= taken;
    ucd->line++;
    drop_return(line);
    return true;
}

bool ucd_data_line(struct ucd *ucd, struct slice *line)
{
    while (ucd_line(ucd, line)) {
        struct slice trimmed = ucd_trim(*line);

        if (trimmed.size > 0 && trimmed.bytes[0] != '#')
            return true;
    }
    return false;
}

struct slice ucd_content(struct slice line)
{
    return ucd_field(&line, '#');
}

bool ucd_is_complete(const char *bytes, size_t size, struct reason *reason)
{
    struct slice rest = {bytes, size};
    const char *comment;

    while (rest.size > 0 && strchr(" \t\r\n", rest.bytes[rest.size - 1]))
        rest.size--;
    comment = memrchr(rest.bytes, '#', rest.size);
    if (comment) {
        size_t before = (size_t)(comment + 1 - rest.bytes);

        rest = ucd_trim((struct slice){comment + 1, rest.size - before});
        if (slice_is(rest, "EOF"))
            return true;
    }
    reason_set(reason, "the end of the file is missing");
    return false;
}

bool ucd_open_complete(struct ucd *ucd, const char *bytes, size_t size, struct reason *reason)
{
    return ucd_open(ucd, bytes, size, reason) && ucd_is_complete(bytes, size, reason);
}

/* A number of one to three digits at the front, which is removed. */
static bool take_byte(struct slice *text, uint8_t *byte)
{
    unsigned value = 0;
    size_t digits = 0;

    while (digits < text->size && digits < 3 && text->bytes[digits] >= '0' &&
           text->bytes[digits] <= '9')
        value = value * 10 + (unsigned)(text->bytes[digits++] - '0');
    if (digits == 0 || value > UINT8_MAX)
        return false;
    *byte = (uint8_t)value;
    text->bytes += digits;
    text->size -= digits;
    return true;
}

static bool take(struct slice *text, char wanted)
{
    if (text->size == 0 || text->bytes[0] != wanted)
        return false;
    text->bytes++;
    text->size--;
    return true;
}

bool ucd_version(const char *bytes, size_t size, uint8_t version[static UCD_VERSION_SIZE])
{
    struct slice rest = {bytes, size}, line = ucd_field(&rest, '\n');
    uint8_t found[UCD_VERSION_SIZE] = {0};

    memset(version, 0, UCD_VERSION_SIZE);
    drop_return(&line);
    if (!take(&line, '#'))
        return false;
    (void)ucd_field(&line, '-');
    if (!take_byte(&line, &found[0]) || !take(&line, '.') || !take_byte(&line, &found[1]) ||
        !take(&line, '.') || !take_byte(&line, &found[2]) || !slice_is(line, ".txt"))
        return false;
    memcpy(version, found, sizeof found);
    return true;
}

/* "15.1" or "15.1.0" */
static bool read_version(struct slice text, uint8_t version[static UCD_VERSION_SIZE])
{
    uint8_t found[UCD_VERSION_SIZE] = {0};

    if (!take_byte(&text, &found[0]) || !take(&text, '.') || !take_byte(&text, &found[1]))
        return false;
    if (take(&text, '.') && !take_byte(&text, &found[2]))
        return false;
    memcpy(version, found, sizeof found);
    return true;
}

bool ucd_stated_version(const char *bytes, size_t size, uint8_t version[static UCD_VERSION_SIZE])
{
    static const char *const before[] = {"# Version: ", "# Used with Emoji Version ",
                                         "# Unicode version: ", "# Unicode Version ",
                                         "@@@\tThe Unicode Standard "};
    struct slice rest = {bytes, size < STATED_MAX ? size : STATED_MAX};

    memset(version, 0, UCD_VERSION_SIZE);
    while (rest.size > 0) {
        struct slice line = ucd_field(&rest, '\n');

        for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
            size_t prefix = strlen(before[i]);

            if (slice_has_prefix(line, slice_of(before[i])) &&
                read_version((struct slice){line.bytes + prefix, line.size - prefix}, version))
                return true;
        }
    }
    return false;
}

struct slice ucd_trim(struct slice text)
{
    while (text.size > 0 && (text.bytes[0] == ' ' || text.bytes[0] == '\t')) {
        text.bytes++;
        text.size--;
    }
    while (text.size > 0 && (text.bytes[text.size - 1] == ' ' || text.bytes[text.size - 1] == '\t'))
        text.size--;
    return text;
}

struct slice ucd_field(struct slice *rest, char separator)
{
    const char *end = memchr(rest->bytes, separator, rest->size);
    struct slice field = *rest;

    if (end) {
        field.size = (size_t)(end - rest->bytes);
        rest->bytes = end + 1;
        rest->size -= field.size + 1;
    } else {
        rest->bytes += rest->size;
        rest->size = 0;
    }
    return ucd_trim(field);
}

static bool read_hexadecimal(struct slice text, uint32_t *value)
{
    *value = 0;
    if (text.size < 4 || text.size > 6)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        int digit = hex_value(text.bytes[i]);

        if (digit < 0)
            return false;
        *value = *value * 16 + (uint32_t)digit;
    }
    return *value <= CODE_POINT_LAST;
}

bool ucd_code_point(struct slice text, uint32_t *code_point)
{
    uint32_t value;

    if (!read_hexadecimal(text, &value) || !utf8_encodes(value))
        return false;
    *code_point = value;
    return true;
}

bool ucd_range(struct slice text, uint32_t *first, uint32_t *last)
{
    const char *dots = memmem(text.bytes, text.size, "..", 2);
    struct slice begin = text, end = text;

    if (dots) {
        begin.size = (size_t)(dots - text.bytes);
        end = (struct slice){dots + 2, text.size - begin.size - 2};
    }
    return read_hexadecimal(begin, first) && read_hexadecimal(end, last) && *first <= *last;
}

size_t ucd_code_points(struct slice text, uint32_t points[static SEQUENCE_MAX])
{
    struct slice rest = ucd_trim(text);
    size_t count = 0;

    while (rest.size > 0) {
        struct slice field = ucd_field(&rest, ' ');
        uint32_t code_point;

        if (field.size == 0)
            continue; /* several spaces in a row */
        if (!ucd_code_point(field, &code_point))
            return 0;
        if (count < SEQUENCE_MAX)
            points[count] = code_point;
        count++;
    }
    return count;
}

int ucd_damaged(const struct ucd *ucd, const char *what, struct reason *reason)
{
    reason_set(reason, "line %u: %s", ucd->line, what);
    return SOURCE_DAMAGED;
}
