/*
 * Escapes for what must not reach a terminal raw.
 *
 * Which characters those are is decided where lines are made, in index/file/line.c, so that rows and
 * messages agree. JSON already has its control characters escaped; the others are escaped after it was
 * made, because only a terminal minds them.
 */
#include "index/present/visible.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/file/line.h"

void visible_append(struct buffer *out, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t before = at;
        int32_t point = utf8_next(text, size, &at);

        if (point < 0)
            buffer_append_text(out, "\uFFFD");
        else if (line_shows_all((uint32_t)point, (uint32_t)point))
            buffer_append(out, text + before, at - before);
        else
            buffer_append_format(out, "\\u%04X", (unsigned)point);
    }
}

static bool text_is_visible(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        int32_t point = utf8_next(text, size, &at);

        if (point >= 0 && !line_shows_all((uint32_t)point, (uint32_t)point))
            return false;
    }
    return true;
}

void visible_rewrite(struct buffer *out, size_t begin)
{
    size_t size = out->size - begin;
    char *raw;

    if (out->failed || text_is_visible(out->bytes + begin, size))
        return;
    raw = malloc(size);
    if (!raw) {
        out->failed = true;
        return;
    }
    memcpy(raw, out->bytes + begin, size);
    out->size = begin;
    visible_append(out, raw, size);
    free(raw);
}
