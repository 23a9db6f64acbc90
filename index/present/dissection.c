/*
 * Dissects a text for users: each visible character, and below it its code points. Lines have the
 * same first fields as the rows of a result, so that the same tools can parse them.
 */

#include "index/present/dissection.h"

#include <stdlib.h>

#include "index/base/utf8.h"
#include "index/file/line.h"
#include "index/present/encodings.h"
#include "index/present/lookup.h"
#include "index/text/grapheme.h"

struct dissection {
    const struct charindex *index;
    struct slice text;
    struct graphemes *graphemes;
    size_t at;  /* of the next code point */
    size_t end; /* of the cluster */
};

static const char replacement[] = "\uFFFD";

static struct slice part(struct slice text, size_t begin, size_t end)
{
    return (struct slice){.bytes = text.bytes + begin, .size = end - begin};
}

struct dissection *dissection_new(const struct charindex *index, struct slice text)
{
    struct dissection *dissection = calloc(1, sizeof *dissection);

    if (!dissection)
        return NULL;
    *dissection = (struct dissection){
        .index = index, .text = text, .graphemes = graphemes_new(text.bytes, text.size)};
    if (dissection->graphemes)
        return dissection;
    free(dissection);
    return NULL;
}

void dissection_free(struct dissection *dissection)
{
    if (!dissection)
        return;
    graphemes_free(dissection->graphemes);
    free(dissection);
}

static bool next_cluster(struct dissection *dissection, struct dissection_item *item)
{
    size_t end = graphemes_next(dissection->graphemes);

    if (end == 0)
        return false;
    item->is_cluster = true;
    item->text = part(dissection->text, dissection->end, end);
    item->name = lookup_name(dissection->index, item->text.bytes, item->text.size, item->label);
    dissection->at = dissection->end;
    dissection->end = end;
    return true;
}

bool dissection_next(struct dissection *dissection, struct dissection_item *item)
{
    size_t begin = dissection->at;

    if (begin == dissection->end)
        return next_cluster(dissection, item);
    item->is_cluster = false;
    item->code_point = utf8_next(dissection->text.bytes, dissection->end, &dissection->at);
    item->text = part(dissection->text, begin, dissection->at);
    if (item->code_point < 0) {
        item->name = slice_of("not UTF-8");
        item->invisible = false;
        return true;
    }
    item->name = lookup_name(dissection->index, item->text.bytes, item->text.size, item->label);
    item->invisible =
        character_is_invisible(charindex_repertoire(dissection->index), (uint32_t)item->code_point);
    return true;
}

/*
 * Lines.
 */

/* The character as in a row: the field between the two tabs. */
static void append_shown(struct buffer *out, uint32_t code_point)
{
    char prefix[LINE_PREFIX_MAX];
    size_t size = line_prefix(prefix, &code_point, 1), begin = 0;

    while (prefix[begin] != '\t')
        begin++;
    buffer_append(out, prefix + begin + 1, size - begin - 2);
}

static void append_cluster(struct buffer *out, struct slice cluster)
{
    for (size_t at = 0; at < cluster.size;) {
        int32_t code_point = utf8_next(cluster.bytes, cluster.size, &at);

        if (code_point < 0)
            buffer_append_text(out, replacement);
        else
            append_shown(out, (uint32_t)code_point);
    }
    buffer_append_text(out, "\t");
}

static void append_code_point(struct buffer *out, const struct dissection_item *item)
{
    uint32_t code_point = (uint32_t)item->code_point;
    char prefix[LINE_PREFIX_MAX];

    buffer_append_text(out, "  ");
    if (item->code_point < 0)
        buffer_append_format(out, "\\x%02X\t%s\t", (unsigned char)item->text.bytes[0], replacement);
    else
        buffer_append(out, prefix, line_prefix(prefix, &code_point, 1));
}

void dissection_append_item(struct buffer *out, const struct dissection_item *item)
{
    if (item->is_cluster)
        append_cluster(out, item->text);
    else
        append_code_point(out, item);
    buffer_append(out, item->name.bytes, item->name.size);
    if (!item->is_cluster) {
        buffer_append_text(out, "\t");
        encodings_bytes(out, item->text);
        if (item->invisible)
            buffer_append_text(out, "\tinvisible");
    }
    buffer_append_text(out, "\n");
}

void dissection_append(struct buffer *out, const struct charindex *index, struct slice text)
{
    struct dissection *dissection = dissection_new(index, text);
    struct dissection_item item;

    if (!dissection) {
        buffer_release(out);
        out->failed = true;
        return;
    }
    while (dissection_next(dissection, &item))
        dissection_append_item(out, &item);
    dissection_free(dissection);
}
