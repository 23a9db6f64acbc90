/*
 * NamedSequences.txt: "KEYCAP DIGIT ONE;0031 FE0F 20E3" each line.
 *
 * Source: Unicode Standard Annex #34.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/sources/formats/ucd.h"

static int read_line(const struct ucd *ucd, struct slice line, struct records *records,
                     struct reason *reason)
{
    uint32_t points[SEQUENCE_MAX];
    struct slice name = ucd_field(&line, ';');
    struct source_sequence sequence = {
        .points = points,
        .count = ucd_code_points(ucd_field(&line, ';'), points),
        .name = name.bytes,
        .name_size = name.size,
    };

    if (sequence.count == 0)
        return ucd_damaged(ucd, "no code points", reason);
    if (sequence.count > SEQUENCE_MAX)
        return SOURCE_OK;
    if (records_sequence(records, &sequence) != SOURCE_OK)
        return ucd_damaged(ucd, "no name", reason);
    return SOURCE_OK;
}

int named_sequences_read(const char *bytes, size_t size, struct records *records,
                         struct reason *reason)
{
    struct ucd ucd;
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_data_line(&ucd, &line))
        r = read_line(&ucd, line, records, reason);
    return records->bytes.failed ? -ENOMEM : r;
}
