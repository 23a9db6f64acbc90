/*
 * A path is copied only if it is nothing but a path, and the document around it is written here: a font that has
 * taken the program over can draw what it likes, and no more.
 */

#include "server/fonts/drawn.h"

#include <string.h>

#include "index/base/buffer.h"
#include "server/base/base64.h"
#include "server/fonts/wire.h"

static bool is_path(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.bytes[i] == '\0' || !strchr("MLQC 0123456789-", text.bytes[i]))
            return false;
    return true;
}

static bool is_png(struct slice bytes)
{
    static const char signature[] = "\x89PNG\r\n\x1a\n";

    return slice_has_prefix(bytes, (struct slice){signature, sizeof signature - 1});
}

static void append_svg(struct buffer *out, const struct wire_picture *told, struct slice path,
                       struct slice image)
{
    buffer_append_format(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%d %d %d %d\">",
                         (int)told->left, (int)told->top, (int)told->side, (int)told->side);
    if (path.size > 0) {
        buffer_append_text(out, "<path d=\"");
        buffer_append(out, path.bytes, path.size);
        buffer_append_text(out, "\"/>");
    } else {
        buffer_append_format(out, "<image width=\"%d\" height=\"%d\" href=\"data:image/png;base64,",
                             (int)told->side, (int)told->side);
        base64_append(out, image);
        buffer_append_text(out, "\"/>");
    }
    buffer_append_text(out, "</svg>\n");
}

struct made *drawn_read(struct slice reply)
{
    struct wire_picture told;
    struct slice path, image, preview;
    struct made *picture = NULL;
    struct buffer svg = BUFFER_INIT;

    if (reply.size < sizeof told)
        return NULL;
    memcpy(&told, reply.bytes, sizeof told);
    if (told.path > WIRE_PATH_MAX || told.image > WIRE_PNG_MAX || told.preview > WIRE_PNG_MAX ||
        reply.size != sizeof told + told.path + told.image + told.preview || told.side <= 0)
        return NULL;
    path = (struct slice){reply.bytes + sizeof told, told.path};
    image = (struct slice){path.bytes + path.size, told.image};
    preview = (struct slice){image.bytes + image.size, told.preview};
    if (!is_path(path) || (path.size == 0 && !is_png(image)) || !is_png(preview))
        return NULL;
    append_svg(&svg, &told, path, image);
    if (!svg.failed)
        picture = made_new((struct slice){svg.bytes, svg.size}, preview);
    buffer_release(&svg);
    return picture;
}
