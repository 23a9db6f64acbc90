/*
 * Inspects a text piece by piece. A piece ends at a line end if it can, where no cluster and no word
 * continues. Warnings are kept until the end, where a person sees them.
 */

#include "index/cli/inspect.h"

#include <errno.h>
#include <inttypes.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/cli/message.h"
#include "index/present/dissection.h"
#include "index/present/encodings.h"
#include "index/present/glyph.h"
#include "index/text/text_facts.h"

enum {
    PIECE_SIZE = 64 * 1024,
    WARNINGS_MAX = 64,
    SPANS_MAX = 64, /* words with mixed scripts of a run of text */
    /* Cells of the columns, with the gaps after them. */
    GLYPH_WIDTH = 7,
    CODE_POINT_WIDTH = 10,
    BYTES_WIDTH = 13,
};

struct inspection {
    const struct charindex *index;
    const struct terminal *terminal;
    struct buffer lines;    /* of the piece */
    struct buffer warnings; /* lines */
    uint64_t warning_count;
    uint64_t offset; /* of the piece in the text, in bytes */
    uint64_t clusters, code_points;
};

/*
 * Warnings.
 */

/* Begins a warning. Returns false if there are too many to show. */
static bool warn(struct inspection *inspection, const char *what, uint64_t byte)
{
    if (inspection->warning_count++ >= WARNINGS_MAX)
        return false;
    buffer_append_format(&inspection->warnings, "(%s at byte %" PRIu64 ": ", what, byte);
    return true;
}

static void warn_of_words(struct inspection *inspection, struct slice run, uint64_t byte)
{
    struct text_span spans[SPANS_MAX];
    size_t count;

    if (text_facts_mixed(charindex_repertoire(inspection->index), run.bytes, run.size, spans,
                         SPANS_MAX, &count) != 0)
        return;
    for (size_t i = 0; i < count; i++) {
        if (!warn(inspection, "mixed scripts", byte + spans[i].begin))
            continue;
        repr_append(&inspection->warnings, run.bytes + spans[i].begin,
                    spans[i].end - spans[i].begin);
        buffer_append_text(&inspection->warnings, ")\n");
    }
}

/* The end of the run of valid text at `at` that fits into a look for mixed scripts; at white space if
 * there is some. */
static size_t find_run(struct slice piece, size_t at)
{
    size_t begin = at, end = at, space = at;

    while (at < piece.size && utf8_next(piece.bytes, piece.size, &at) >= 0 &&
           at - begin <= TEXT_FACTS_MAX) {
        end = at;
        if (slice_is_space(piece.bytes[at - 1]))
            space = at;
    }
    return end < piece.size && space > begin ? space : end;
}

static void warn_of_scripts(struct inspection *inspection, struct slice piece)
{
    for (size_t at = 0; at < piece.size;) {
        size_t end = find_run(piece, at);

        if (end > at)
            warn_of_words(inspection, (struct slice){.bytes = piece.bytes + at, .size = end - at},
                          inspection->offset + at);
        at = end > at ? end : at + 1; /* a byte that is not UTF-8 */
    }
}

/* Every text has spaces and line ends: they are not worth a warning. */
static bool is_common(int32_t code_point)
{
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
}

static void warn_of_item(struct inspection *inspection, const struct dissection_item *item,
                         uint64_t byte)
{
    const char *what = NULL;

    if (item->code_point < 0)
        what = "not UTF-8";
    else if (character_is_bidi_control(charindex_repertoire(inspection->index),
                                       (uint32_t)item->code_point))
        what = "bidi control";
    else if (item->invisible && !is_common(item->code_point))
        what = "invisible";
    if (!what || !warn(inspection, what, byte))
        return;
    if (item->code_point < 0)
        encodings_bytes(&inspection->warnings, item->text);
    else
        buffer_append_format(&inspection->warnings, "U+%04" PRIX32 " %.*s",
                             (uint32_t)item->code_point, (int)item->name.size, item->name.bytes);
    buffer_append_text(&inspection->warnings, ")\n");
}

/*
 * Lines.
 */

static void append_glyph(struct inspection *inspection, struct slice text)
{
    uint32_t points[SEQUENCE_MAX];
    struct buffer glyph = BUFFER_INIT;
    size_t count = 0, cells;

    for (size_t at = 0; at < text.size && count < SEQUENCE_MAX;) {
        int32_t code_point = utf8_next(text.bytes, text.size, &at);

        points[count++] = code_point < 0 ? 0xFFFD : (uint32_t)code_point;
    }
    cells = glyph_append_points(&glyph, inspection->index, points, count);
    terminal_append(&inspection->lines, inspection->terminal, TERMINAL_GLYPH,
                    (struct slice){.bytes = glyph.bytes, .size = glyph.size});
    terminal_pad(&inspection->lines, cells < GLYPH_WIDTH ? GLYPH_WIDTH - cells : 1);
    buffer_release(&glyph);
}

static void append_field(struct inspection *inspection, const struct buffer *field, size_t width)
{
    terminal_append(&inspection->lines, inspection->terminal, TERMINAL_DIM,
                    (struct slice){.bytes = field->bytes, .size = field->size});
    terminal_pad(&inspection->lines, field->size < width ? width - field->size : 1);
}

static void append_columns(struct inspection *inspection, const struct dissection_item *item)
{
    struct buffer field = BUFFER_INIT;

    if (item->is_cluster) {
        append_glyph(inspection, item->text);
        terminal_append(&inspection->lines, inspection->terminal, TERMINAL_BOLD, item->name);
        buffer_append_text(&inspection->lines, "\n");
        return;
    }
    terminal_pad(&inspection->lines, 2);
    append_glyph(inspection, item->text);
    buffer_append_format(&field, item->code_point < 0 ? "\\x%02" PRIX32 : "U+%04" PRIX32,
                         item->code_point < 0 ? (uint32_t)(unsigned char)item->text.bytes[0]
                                              : (uint32_t)item->code_point);
    append_field(inspection, &field, CODE_POINT_WIDTH);
    field.size = 0;
    encodings_bytes(&field, item->text);
    append_field(inspection, &field, BYTES_WIDTH);
    buffer_append(&inspection->lines, item->name.bytes, item->name.size);
    if (item->invisible)
        terminal_append(&inspection->lines, inspection->terminal, TERMINAL_DIM,
                        slice_of("  invisible"));
    buffer_append_text(&inspection->lines, "\n");
    buffer_release(&field);
}

static void take_item(struct inspection *inspection, struct slice piece,
                      const struct dissection_item *item)
{
    uint64_t byte = inspection->offset + (size_t)(item->text.bytes - piece.bytes);

    if (inspection->terminal->columns)
        append_columns(inspection, item);
    else
        dissection_append_item(&inspection->lines, item);
    if (item->is_cluster) {
        inspection->clusters++;
        return;
    }
    inspection->code_points += item->code_point >= 0;
    warn_of_item(inspection, item, byte);
}

/* Prints the lines of a piece. Returns false, after a message, if memory ran out. */
static bool take_piece(struct inspection *inspection, struct slice piece)
{
    struct dissection *dissection = dissection_new(inspection->index, piece);
    struct dissection_item item;

    if (dissection) {
        warn_of_scripts(inspection, piece);
        while (dissection_next(dissection, &item))
            take_item(inspection, piece, &item);
    }
    if (!dissection || inspection->lines.failed || inspection->warnings.failed) {
        dissection_free(dissection);
        message_print("out of memory");
        return false;
    }
    dissection_free(dissection);
    (void)fwrite(inspection->lines.bytes, 1, inspection->lines.size, stdout);
    inspection->lines.size = 0;
    inspection->offset += piece.size;
    return true;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void print_end(const struct inspection *inspection)
{
    (void)fwrite(inspection->warnings.bytes, 1, inspection->warnings.size, stdout);
    if (inspection->warning_count > WARNINGS_MAX)
        (void)printf("(\u2026 %" PRIu64 " more warnings)\n",
                     inspection->warning_count - WARNINGS_MAX);
    (void)printf("(%" PRIu64 " character%s, %" PRIu64 " code point%s, %" PRIu64 " byte%s)\n",
                 inspection->clusters, plural(inspection->clusters), inspection->code_points,
                 plural(inspection->code_points), inspection->offset, plural(inspection->offset));
}

static enum inspect_outcome end(struct inspection *inspection, bool done)
{
    bool empty = inspection->offset == 0;

    if (done && !empty)
        print_end(inspection);
    buffer_release(&inspection->lines);
    buffer_release(&inspection->warnings);
    return !done ? INSPECT_FAILED : empty ? INSPECT_EMPTY : INSPECT_OK;
}

static struct inspection begin(const struct charindex *index, const struct terminal *terminal)
{
    return (struct inspection){
        .index = index, .terminal = terminal, .lines = BUFFER_INIT, .warnings = BUFFER_INIT};
}

enum inspect_outcome inspect_text(const struct charindex *index, const struct terminal *terminal,
                                  struct slice text)
{
    struct inspection inspection = begin(index, terminal);

    return end(&inspection, text.size == 0 || take_piece(&inspection, text));
}

/*
 * Streams.
 */

/* Where the piece ends in what was read so far: after the last line end; else, if nothing more fits, before
 * a code point that may not be whole. */
static size_t find_end(const char *bytes, size_t size, bool all)
{
    const char *newline = memrchr(bytes, '\n', size);
    size_t end = size;

    if (all)
        return size;
    if (newline)
        return (size_t)(newline + 1 - bytes);
    if (size < PIECE_SIZE)
        return 0;
    for (size_t i = 1; i < UTF8_MAX_SIZE && utf8_continues(bytes[end - 1]); i++)
        end--;
    return end - 1;
}

enum inspect_outcome inspect_stream(const struct charindex *index, const struct terminal *terminal,
                                    FILE *in)
{
    static char bytes[PIECE_SIZE];
    struct inspection inspection = begin(index, terminal);
    size_t held = 0;
    bool done = true, more = true;

    while (more && done && !ferror(stdout)) {
        size_t got = fread(bytes + held, 1, sizeof bytes - held, in), size;

        more = got > 0;
        held += got;
        size = find_end(bytes, held, !more);
        done = size == 0 || take_piece(&inspection, (struct slice){.bytes = bytes, .size = size});
        memmove(bytes, bytes + size, held - size);
        held -= size;
    }
    if (ferror(in)) {
        message_print("cannot read standard input: %s", strerror(errno));
        done = false;
    }
    return end(&inspection, done);
}
