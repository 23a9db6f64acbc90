/*
 * glyphlist.txt, the Adobe Glyph List: "Bmonospace;FF22" each line, with several code points where
 * one glyph is drawn for them. Font files name glyphs like this.
 *
 * Source: the format as described in the header of the file. The list for new fonts, aglfn.txt, has
 * none but names of this one.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/sources/formats/ucd.h"

/* The file ends with the comment "END", which is missing from a truncated file. */
static bool is_end(struct slice line)
{
    struct slice comment = ucd_trim(line);

    if (comment.size == 0 || comment.bytes[0] != '#')
        return false;
    return slice_is(ucd_trim((struct slice){comment.bytes + 1, comment.size - 1}), "END");
}

static int read_line(const struct ucd *ucd, struct slice line, struct records *records,
                     struct reason *reason)
{
    const struct slice name = ucd_field(&line, ';');
    uint32_t points[SEQUENCE_MAX];
    const struct source_spelling spelling = {
        .points = points,
        .count = ucd_code_points(line, points),
        .kind = SPELLING_GLYPH,
        .text = name.bytes,
        .size = name.size,
    };

    if (spelling.count == 0)
        return ucd_damaged(ucd, "no code point", reason);
    if (name.size == 1 || spelling.count > SEQUENCE_MAX)
        return SOURCE_OK; /* a letter names itself */
    if (records_spelling(records, &spelling) != SOURCE_OK)
        return ucd_damaged(ucd, "no glyph name", reason);
    return SOURCE_OK;
}

int glyphs_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct ucd ucd;
    struct slice line;
    bool ended = false;
    int r = SOURCE_OK;

    if (!ucd_open(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && !ended && ucd_line(&ucd, &line)) {
        const struct slice content = ucd_trim(line);

        if (content.size > 0 && content.bytes[0] != '#')
            r = read_line(&ucd, line, records, reason);
        else
            ended = is_end(line);
    }
    if (r == SOURCE_OK && !ended) {
        reason_set(reason, "the end of the file is missing");
        r = SOURCE_DAMAGED;
    }
    return records->bytes.failed ? -ENOMEM : r;
}
