/*
 * Unihan_Readings.txt, compressed as Debian installs it, or as it is. What is compressed is unpacked piece by
 * piece. It is read line by line. Readings go to readings.h; definitions are read here:
 *
 *   U+4E00	kDefinition	one; a, an; alone
 *
 * A definition is a list of meanings separated by semicolons. Each meaning becomes a text, so that
 * a character with exactly the meaning searched for ranks before one that has others too. Source:
 * Unicode Standard Annex #38. The only module that uses bzip2.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bzlib.h>

#include "index/sources/formats/readings.h"
#include "index/sources/formats/ucd.h"

enum {
    PIECE_SIZE = 64 * 1024,        /* unpacked at once; longer lines are rejected */
    TEXT_LIMIT = 64 * 1024 * 1024, /* bytes in all, because a small file may unpack to any size */
};

struct unpacking {
    bz_stream stream;
    struct records *records;
    struct readings *readings;
    struct reason *reason;
    size_t total;   /* bytes unpacked so far */
    struct ucd ucd; /* lines are counted across pieces */
    size_t size;    /* bytes in the piece */
    char piece[PIECE_SIZE];
};

static int damaged(struct unpacking *unpacking, const char *what)
{
    reason_set(unpacking->reason, "%s", what);
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

static int add_meanings(struct unpacking *unpacking, struct slice definition, uint32_t code_point)
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
        if (records_text(unpacking->records, &text) != SOURCE_OK)
            return ucd_damaged(&unpacking->ucd, "no definition", unpacking->reason);
    }
    return any ? SOURCE_OK : ucd_damaged(&unpacking->ucd, "no definition", unpacking->reason);
}

static int read_line(struct unpacking *unpacking, struct slice line)
{
    struct slice id, property;
    uint32_t code_point;

    if (line.size == 0 || line.bytes[0] == '#')
        return SOURCE_OK;
    id = ucd_field(&line, '\t');
    property = ucd_field(&line, '\t');
    if (!slice_has_prefix(id, slice_of("U+")) ||
        !ucd_code_point((struct slice){id.bytes + 2, id.size - 2}, &code_point))
        return ucd_damaged(&unpacking->ucd, "no code point", unpacking->reason);
    if (slice_is(property, "kDefinition"))
        return add_meanings(unpacking, line, code_point);
    return readings_add(unpacking->readings, code_point, property, line);
}

/* Reads the complete lines of the piece; the rest moves to its front. */
static int read_piece(struct unpacking *unpacking)
{
    const char *end = memrchr(unpacking->piece, '\n', unpacking->size);
    size_t complete = end ? (size_t)(end + 1 - unpacking->piece) : 0;
    struct slice line;
    int r = SOURCE_OK;

    unpacking->ucd.rest = (struct slice){unpacking->piece, complete};
    while (r == SOURCE_OK && ucd_line(&unpacking->ucd, &line))
        r = read_line(unpacking, line);
    memmove(unpacking->piece, unpacking->piece + complete, unpacking->size - complete);
    unpacking->size -= complete;
    return r;
}

/* One step of bzip2. *ended is set at the end of a stream. */
static int unpack_piece(struct unpacking *unpacking, bool *ended)
{
    bz_stream *stream = &unpacking->stream;
    size_t space = PIECE_SIZE - unpacking->size;
    int r;

    if (space == 0)
        return ucd_damaged(&unpacking->ucd, "line too long", unpacking->reason);
    stream->next_out = unpacking->piece + unpacking->size;
    stream->avail_out = (unsigned)space;
    r = BZ2_bzDecompress(stream);
    if (r == BZ_MEM_ERROR)
        return -ENOMEM;
    if (r != BZ_OK && r != BZ_STREAM_END)
        return damaged(unpacking, "not a bzip2 file, or damaged");
    if (r == BZ_OK && stream->avail_out > 0 && stream->avail_in == 0)
        return damaged(unpacking, "the end of the file is missing");

    *ended = r == BZ_STREAM_END;
    space -= stream->avail_out;
    unpacking->size += space;
    unpacking->total += space;
    if (unpacking->total > TEXT_LIMIT)
        return damaged(unpacking, "the file unpacks to more than 64 MB");
    return read_piece(unpacking);
}

/* One stream of the file; parallel bzip2 writes several. */
static int unpack_stream(struct unpacking *unpacking)
{
    bool ended = false;
    int r = BZ2_bzDecompressInit(&unpacking->stream, 0, 0);

    if (r != BZ_OK)
        return -ENOMEM;
    r = SOURCE_OK;
    while (r == SOURCE_OK && !ended)
        r = unpack_piece(unpacking, &ended);
    (void)BZ2_bzDecompressEnd(&unpacking->stream);
    return r;
}

/* All streams of the file. */
static int unpack(struct unpacking *unpacking, const char *bytes, size_t size)
{
    int r;

    unpacking->stream.next_in = (char *)bytes; /* bzip2 only reads it */
    unpacking->stream.avail_in = (unsigned)size;
    do {
        r = unpack_stream(unpacking);
    } while (r == SOURCE_OK && unpacking->stream.avail_in > 0);
    if (r == SOURCE_OK && unpacking->size > 0)
        r = damaged(unpacking, "the file ends in the middle of a line");
    return r;
}

/* As unicode.org's archive has it. */
static bool is_text(const char *bytes, size_t size)
{
    return slice_has_prefix((struct slice){bytes, size}, slice_of("#")) ||
           slice_has_prefix((struct slice){bytes, size}, slice_of("U+"));
}

static int read_text(struct unpacking *unpacking, const char *bytes, size_t size)
{
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open(&unpacking->ucd, bytes, size, unpacking->reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_line(&unpacking->ucd, &line))
        r = read_line(unpacking, line);
    return r;
}

int unihan_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct unpacking *unpacking = calloc(1, sizeof *unpacking);
    int r = SOURCE_OK;

    if (!unpacking)
        return -ENOMEM;
    unpacking->readings = readings_new(records);
    if (!unpacking->readings) {
        free(unpacking);
        return -ENOMEM;
    }
    unpacking->records = records;
    unpacking->reason = reason;
    r = is_text(bytes, size) ? read_text(unpacking, bytes, size) : unpack(unpacking, bytes, size);
    if (r == SOURCE_OK)
        r = readings_finish(unpacking->readings);
    readings_free(unpacking->readings);
    free(unpacking);
    return records->bytes.failed ? -ENOMEM : r;
}
