/*
 * Unihan_Readings.txt: compressed as Debian installs it, in unicode.org's archive, or as it is. It is unpacked
 * piece by piece, and read line by line. Readings go to readings.h; definitions are read here:
 *
 *   U+4E00	kDefinition	one; a, an; alone
 *
 * A definition is a list of meanings separated by semicolons. Each meaning becomes a text, so that
 * a character with exactly the meaning searched for ranks before one that has others too. Source:
 * Unicode Standard Annex #38.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/sources/formats/readings.h"
#include "index/sources/formats/ucd.h"
#include "index/sources/unpacking/unpacker.h"

#define MEMBER "Unihan_Readings.txt"

enum {
    PIECE_SIZE = 64 * 1024,        /* unpacked at once; longer lines are rejected */
    TEXT_LIMIT = 64 * 1024 * 1024, /* bytes in all, because a small file may unpack to any size */
};

struct reading {
    struct unpacker *unpacker;
    struct records *records;
    struct readings *readings;
    struct reason *reason;
    size_t total;   /* bytes unpacked so far */
    struct ucd ucd; /* lines are counted across pieces */
    size_t size;    /* bytes in the piece */
    char piece[PIECE_SIZE];
};

static int damaged(struct reading *reading, const char *what)
{
    reason_set(reading->reason, "%s", what);
    return SOURCE_DAMAGED;
}

/* Cuts off the first meaning: up to a semicolon outside of parentheses. */
static struct slice next_meaning(struct slice *definition)
{
    struct slice meaning = {definition->bytes, 0};
    int depth = 0;

    for (; meaning.size < definition->size; meaning.size++) {
        char byte = definition->bytes[meaning.size];

        if (byte == ';' && depth <= 0)
            break;
        depth += (byte == '(') - (byte == ')');
    }
    definition->bytes += meaning.size;
    definition->size -= meaning.size;
    if (definition->size > 0) { /* the semicolon */
        definition->bytes++;
        definition->size--;
    }
    return ucd_trim(meaning);
}

static int add_meanings(struct reading *reading, struct slice definition, uint32_t code_point)
{
    struct source_text text = {.points = &code_point, .count = 1, .kind = TEXT_DEFINITION};
    bool any = false;

    while (definition.size > 0) {
        struct slice meaning = next_meaning(&definition);

        if (meaning.size == 0)
            continue;
        any = true;
        text.text = meaning.bytes;
        text.size = meaning.size;
        if (records_text(reading->records, &text) != SOURCE_OK)
            return ucd_damaged(&reading->ucd, "no definition", reading->reason);
    }
    return any ? SOURCE_OK : ucd_damaged(&reading->ucd, "no definition", reading->reason);
}

static int read_line(struct reading *reading, struct slice line)
{
    struct slice id, property;
    uint32_t code_point;

    if (line.size == 0 || line.bytes[0] == '#')
        return SOURCE_OK;
    id = ucd_field(&line, '\t');
    property = ucd_field(&line, '\t');
    if (!slice_has_prefix(id, slice_of("U+")) ||
        !ucd_code_point((struct slice){id.bytes + 2, id.size - 2}, &code_point))
        return ucd_damaged(&reading->ucd, "no code point", reading->reason);
    if (slice_is(property, "kDefinition"))
        return add_meanings(reading, line, code_point);
    return readings_add(reading->readings, code_point, property, line);
}

/* Reads the complete lines of the piece; the rest moves to its front. */
static int read_piece(struct reading *reading)
{
    const char *end = memrchr(reading->piece, '\n', reading->size);
    size_t complete = end ? (size_t)(end + 1 - reading->piece) : 0;
    struct slice line;
    int r = SOURCE_OK;

    reading->ucd.rest = (struct slice){reading->piece, complete};
    while (r == SOURCE_OK && ucd_line(&reading->ucd, &line))
        r = read_line(reading, line);
    memmove(reading->piece, reading->piece + complete, reading->size - complete);
    reading->size -= complete;
    return r;
}

/* *ended is set at the end of the file. */
static int unpack_piece(struct reading *reading, bool *ended)
{
    size_t space = PIECE_SIZE - reading->size, count;
    int r;

    if (space == 0)
        return ucd_damaged(&reading->ucd, "line too long", reading->reason);
    r = unpacker_read(reading->unpacker, reading->piece + reading->size, space, &count,
                      reading->reason);
    if (r != SOURCE_OK)
        return r;
    *ended = count == 0;
    if (reading->total == 0)
        (void)ucd_stated_version(reading->piece, count, reading->records->version);
    reading->size += count;
    reading->total += count;
    if (reading->total > TEXT_LIMIT)
        return damaged(reading, "the file unpacks to more than 64 MB");
    return read_piece(reading);
}

static int read_all(struct reading *reading)
{
    bool ended = false;
    int r = SOURCE_OK;

    while (r == SOURCE_OK && !ended)
        r = unpack_piece(reading, &ended);
    if (r == SOURCE_OK && reading->size > 0)
        r = damaged(reading, "the file ends in the middle of a line");
    return r == SOURCE_OK ? readings_finish(reading->readings) : r;
}

int unihan_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct reading *reading = calloc(1, sizeof *reading);
    int r = -ENOMEM;

    if (!reading)
        return -ENOMEM;
    reading->records = records;
    reading->reason = reason;
    reading->readings = readings_new(records);
    if (reading->readings)
        r = unpacker_open(&reading->unpacker, bytes, size, MEMBER, reason);
    if (r == SOURCE_OK)
        r = read_all(reading);
    unpacker_close(reading->unpacker);
    readings_free(reading->readings);
    free(reading);
    return records->bytes.failed ? -ENOMEM : r;
}
