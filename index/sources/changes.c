/*
 * Digests tell whether a source has changed, versions only how: most sources have none.
 */

#include "index/sources/changes.h"

#include <string.h>

#include "index/base/buffer.h"
#include "index/sources/versions.h"

/* The digest of several files is that of their names as well, even if they are missing. */
static bool is_there(const struct source *source)
{
    static const uint8_t nothing[CHECKSUM_SIZE];

    return memcmp(source->digest, nothing, sizeof nothing) != 0 &&
           (source->state != SOURCE_MISSING || source->records > 0);
}

static void append_change(struct buffer *out, const struct source *before,
                          const struct source *after)
{
    char old[VERSION_SIZE], new[VERSION_SIZE];
    const bool was = is_there(before), is = is_there(after);

    version_of_source(before, old);
    version_of_source(after, new);
    buffer_append_format(out, "%s%.*s", out->size > 0 ? ", " : "", SOURCE_NAME_SIZE, after->name);
    if (was && is && strcmp(old, new) != 0 && old[0] && new[0])
        buffer_append_format(out, " from %s to %s", old, new);
    else if (was && is)
        buffer_append_text(out, " changed");
    else
        buffer_append_format(out, "%s%s is %s", old[0] || new[0] ? " " : "", is ? new : old,
                             is ? "new" : "gone");
}

bool sources_changes(const struct sources *before, const struct sources *after,
                     struct reason *changes)
{
    struct buffer text = BUFFER_INIT;
    bool any;

    for (size_t i = 0; i < SOURCE_COUNT; i++)
        if (memcmp(before->list[i].digest, after->list[i].digest, CHECKSUM_SIZE) != 0)
            append_change(&text, &before->list[i], &after->list[i]);
    any = text.size > 0;
    if (any)
        reason_set(changes, "%.*s", (int)text.size, text.bytes);
    buffer_release(&text);
    return any;
}
