/*
 * Dissects a text for users: each visible character, and below it its code points. Lines have the
 * same fields as the rows of a result, so that the same tools can parse them.
 */

#include "index/present/dissection.h"

#include "index/base/utf8.h"
#include "index/file/line.h"
#include "index/present/lookup.h"
#include "index/unicode/grapheme.h"

static struct slice part(struct slice text, size_t begin, size_t end)
{
    return (struct slice){.bytes = text.bytes + begin, .size = end - begin};
}

static struct slice next_code_point(struct slice text, size_t *at, uint32_t *code_point)
{
    size_t begin = *at;

    *code_point = (uint32_t)utf8_next(text.bytes, text.size, at);
    return part(text, begin, *at);
}

/* The character as in a row: the field between the two tabs. */
static void append_shown(struct buffer *out, uint32_t code_point)
{
    char prefix[LINE_PREFIX_MAX];
    size_t size = line_prefix(prefix, &code_point, 1), begin = 0;

    while (prefix[begin] != '\t')
        begin++;
    buffer_append(out, prefix + begin + 1, size - begin - 2);
}

static void append_name(struct buffer *out, const struct charindex *index, struct slice text)
{
    char label[CHARACTER_NAME_SIZE];
    struct slice name = lookup_name(index, text.bytes, text.size, label);

    buffer_append(out, name.bytes, name.size);
    buffer_append(out, "\n", 1);
}

static void append_code_points(struct buffer *out, const struct charindex *index,
                               struct slice cluster)
{
    for (size_t at = 0; at < cluster.size;) {
        char prefix[LINE_PREFIX_MAX];
        uint32_t code_point;
        struct slice one = next_code_point(cluster, &at, &code_point);

        buffer_append_text(out, "  ");
        buffer_append(out, prefix, line_prefix(prefix, &code_point, 1));
        append_name(out, index, one);
    }
}

static void append_cluster(struct buffer *out, const struct charindex *index, struct slice cluster)
{
    for (size_t at = 0; at < cluster.size;) {
        uint32_t code_point;

        (void)next_code_point(cluster, &at, &code_point);
        append_shown(out, code_point);
    }
    buffer_append(out, "\t", 1);
    append_name(out, index, cluster);
    append_code_points(out, index, cluster);
}

void dissection_append(struct buffer *out, const struct charindex *index, struct slice text)
{
    struct graphemes *graphemes = graphemes_new(text.bytes, text.size);
    size_t begin = 0, end;

    if (!graphemes) {
        buffer_release(out);
        out->failed = true;
        return;
    }
    while ((end = graphemes_next(graphemes)) > 0) {
        append_cluster(out, index, part(text, begin, end));
        begin = end;
    }
    graphemes_free(graphemes);
}
