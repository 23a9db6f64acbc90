/*
 * emoji-variation-sequences.txt: the characters that may be followed by U+FE0E, for their text presentation,
 * or by U+FE0F, for their emoji presentation:
 *
 *   231A FE0E  ; text style;  # (1.1) WATCH
 *   231A FE0F  ; emoji style; # (1.1) WATCH
 *
 * The two lines of a character follow each other. One alone contradicts the standard, so the file is damaged.
 *
 * Source: Unicode Technical Standard #51, section 1.4.3 and definitions ED-8 and ED-9.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/sources/formats/ucd.h"

enum { TEXT_SELECTOR = 0xFE0E, EMOJI_SELECTOR = 0xFE0F };

/* The character and its selector, if the selector is the one of the style that the line names. */
static const char *read_line(struct slice line, uint32_t points[static SEQUENCE_MAX])
{
    const size_t count = ucd_code_points(ucd_field(&line, ';'), points);
    const struct slice style = ucd_field(&line, ';');

    if (count != 2)
        return "not a character and a selector";
    if ((points[1] == TEXT_SELECTOR && slice_is(style, "text style")) ||
        (points[1] == EMOJI_SELECTOR && slice_is(style, "emoji style")))
        return NULL;
    return "not the selector of its style";
}

int emoji_variations_read(const char *bytes, size_t size, struct records *records,
                          struct reason *reason)
{
    uint32_t first[SEQUENCE_MAX], second[SEQUENCE_MAX];
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        const char *wrong = read_line(line, first);

        if (wrong)
            return ucd_damaged(&ucd, wrong, reason);
        if (!ucd_data_line(&ucd, &line))
            return ucd_damaged(&ucd, "only one style of a character", reason);
        wrong = read_line(line, second);
        if (wrong)
            return ucd_damaged(&ucd, wrong, reason);
        if (first[0] != second[0] || first[1] == second[1])
            return ucd_damaged(&ucd, "only one style of a character", reason);
        records_presentations(records, first[0]);
    }
    return records->bytes.failed ? -ENOMEM : SOURCE_OK;
}
