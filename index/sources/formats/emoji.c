/*
 * emoji-test.txt: all emoji in the order in which keyboards offer them, in groups, with their English
 * short names:
 *
 *   # group: People & Body
 *   1F44B 1F3FB ; fully-qualified # 👋🏻 E1.0 waving hand: light skin tone
 *
 * Only fully qualified emoji and components (skin tones, hair) are used. One that lacks a U+FE0F is
 * the same emoji again.
 *
 * Source: Unicode Technical Standard #51, and the header of the file.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/sources/formats/ucd.h"

/* After the '#': the emoji itself, since 2019 the version that introduced it, and the name. */
static struct slice name_of(struct slice comment)
{
    struct slice name, version;

    comment = ucd_trim(comment);
    (void)ucd_field(&comment, ' ');
    name = ucd_trim(comment);
    version = ucd_field(&comment, ' ');
    if (version.size >= 2 && version.bytes[0] == 'E' && version.bytes[1] >= '0' &&
        version.bytes[1] <= '9')
        name = ucd_trim(comment);
    return name;
}

/* A group holds until the next one. Other comments say nothing. */
static void read_comment(struct slice line, enum emoji_group *group)
{
    static const char begin[] = "# group:";

    if (slice_has_prefix(line, slice_of(begin))) {
        (void)ucd_field(&line, ':');
        *group = emoji_group_of(ucd_trim(line));
    }
}

static int read_line(const struct ucd *ucd, struct slice line, enum emoji_group group,
                     uint32_t *order, struct records *records, struct reason *reason)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = ucd_code_points(ucd_field(&line, ';'), points);
    struct slice status = ucd_field(&line, '#');
    struct slice name = name_of(line);
    struct source_sequence sequence = {.points = points,
                                       .count = count,
                                       .name = name.bytes,
                                       .name_size = name.size,
                                       .group = group};

    if (count == 0)
        return ucd_damaged(ucd, "no code points", reason);
    if (slice_is(status, "minimally-qualified") || slice_is(status, "unqualified"))
        return SOURCE_OK;
    if (!slice_is(status, "fully-qualified") && !slice_is(status, "component"))
        return ucd_damaged(ucd, "unknown status", reason);
    sequence.order = ++*order;
    if (count > SEQUENCE_MAX)
        return SOURCE_OK;
    if (records_sequence(records, &sequence) != SOURCE_OK)
        return ucd_damaged(ucd, "no name", reason);
    return SOURCE_OK;
}

int emoji_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    enum emoji_group group = EMOJI_GROUP_NONE;
    uint32_t order = 0;
    struct ucd ucd;
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_line(&ucd, &line)) {
        line = ucd_trim(line);
        if (line.size > 0 && line.bytes[0] == '#')
            read_comment(line, &group);
        else if (line.size > 0)
            r = read_line(&ucd, line, group, &order, records, reason);
    }
    return records->bytes.failed ? -ENOMEM : r;
}
