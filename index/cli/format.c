/*
 * Formats. A format is cut into pieces once: a literal text, and the column after it.
 */

#include "index/cli/format.h"

#include <string.h>

#include "index/base/ascii.h"
#include "index/base/json_text.h"
#include "index/base/utf8.h"
#include "index/cli/message.h"
#include "index/present/visible.h"
#include "index/text/grapheme.h"
#include "index/text/width.h"

enum {
    WIDTH_MAX = 1000, /* cells of a column */
};

static const char raw_name[] = "raw";
static const char ellipsis[] = "\u2026";

/*
 * Parsing.
 */

static bool complain(const char *text, const char *at, const char *problem, struct slice what)
{
    message_print("--format, byte %zu: %s '%.*s'", (size_t)(at - text) + 1, problem, (int)what.size,
                  what.bytes);
    return false;
}

static struct slice cut_word(struct slice *rest)
{
    struct slice word;
    size_t size = 0;

    *rest = slice_trim(*rest);
    while (size < rest->size && rest->bytes[size] != ' ')
        size++;
    word = (struct slice){.bytes = rest->bytes, .size = size};
    rest->bytes += size;
    rest->size -= size;
    return word;
}

static bool take_column(struct format_piece *piece, const char *text, struct slice name)
{
    struct closest closest;

    if (fields_find(name.bytes, name.size, &piece->field))
        return true;
    closest_init(&closest, name.bytes, name.size);
    fields_closest(&closest);
    message_print("--format, byte %zu: unknown column '%.*s'%s%s: --list columns shows all",
                  (size_t)(name.bytes - text) + 1, (int)name.size, name.bytes,
                  closest.found ? "; the nearest is " : "", closest.found ? closest.found : "");
    return false;
}

/* Digits of a width, or "auto". */
static bool take_width(struct format_piece *piece, struct slice digits)
{
    size_t width = 0;

    piece->automatic = slice_is(digits, "auto");
    if (piece->automatic)
        return true;
    for (size_t i = 0; i < digits.size; i++) {
        if (!ascii_is_digit(digits.bytes[i]) || width > WIDTH_MAX)
            return false;
        width = width * 10 + (size_t)(digits.bytes[i] - '0');
    }
    piece->width = width;
    return width > 0 && width <= WIDTH_MAX;
}

static bool take_fill(struct format_piece *piece, struct slice fill)
{
    piece->fill = fill;
    return fill.size > 0 && width_of_text(NULL, fill.bytes, fill.size) == 1;
}

/* What may follow the name: l:20, f:0, t. */
static bool take_flag(struct format_piece *piece, const char *text, struct slice flag)
{
    struct slice value = {.bytes = flag.bytes + 2, .size = flag.size > 2 ? flag.size - 2 : 0};

    if (slice_is(flag, "t")) {
        piece->cut = true;
        return true;
    }
    if (flag.size > 2 && flag.bytes[1] == ':' && strchr("lrc", flag.bytes[0])) {
        piece->alignment = flag.bytes[0];
        return take_width(piece, value) ||
               complain(text, flag.bytes, "use a width from 1 to 1000, or auto, instead of", flag);
    }
    if (flag.size > 2 && flag.bytes[1] == ':' && flag.bytes[0] == 'f')
        return take_fill(piece, value) ||
               complain(text, flag.bytes, "use a fill of one cell instead of", flag);
    return complain(text, flag.bytes, "use l:WIDTH, r:WIDTH, c:WIDTH, f:FILL or t instead of",
                    flag);
}

/* Parses "name l:20)", which `at` points to. Returns what follows, or NULL. */
static const char *parse_column(struct format_piece *piece, const char *text, const char *at)
{
    const char *end = strchr(at, ')');
    struct slice rest, word;

    if (!end) {
        (void)complain(text, at, "add the ) that closes", slice_of(at));
        return NULL;
    }
    rest = (struct slice){.bytes = at, .size = (size_t)(end - at)};
    piece->has_column = true;
    piece->fill = slice_of(" ");
    word = cut_word(&rest);
    if (!take_column(piece, text, word))
        return NULL;
    while ((word = cut_word(&rest)).size > 0)
        if (!take_flag(piece, text, word))
            return NULL;
    if (piece->cut && !piece->alignment) {
        (void)complain(text, at, "t needs a width, as in l:20 t, in",
                       (struct slice){.bytes = at, .size = (size_t)(end - at)});
        return NULL;
    }
    return end + 1;
}

/* The literal text ends at "%(", or at the end. */
static const char *find_column(const char *at)
{
    while (*at && !(at[0] == '%' && at[1] == '('))
        at += (at[0] == '%' && at[1] == '%') || (at[0] == '\\' && at[1]) ? 2 : 1;
    return at;
}

bool format_parse(struct format *format, const char *text)
{
    const char *at = text;

    *format = (struct format){.count = 0};
    if (!utf8_valid(text, strlen(text))) {
        message_print("invalid UTF-8 in --format: encode it as UTF-8");
        return false;
    }
    while (*at) {
        struct format_piece *piece = &format->pieces[format->count];
        const char *end = find_column(at);

        if (format->count++ == FORMAT_PIECES_MAX) {
            message_print("--format has more than %d columns: remove some", FORMAT_PIECES_MAX);
            return false;
        }
        piece->literal = (struct slice){.bytes = at, .size = (size_t)(end - at)};
        at = *end ? parse_column(piece, text, end + 2) : end;
        if (!at)
            return false;
        format->automatic = format->automatic || piece->automatic;
    }
    return true;
}

/*
 * Values.
 */

/* The value of a piece's column; `out` is emptied first. */
static struct slice value_of(struct buffer *out, const struct format_piece *piece,
                             struct fields_subject *subject)
{
    out->size = 0;
    fields_append(out, subject, piece->field);
    return (struct slice){.bytes = out->bytes, .size = out->size};
}

void format_measure(struct format *format, struct fields_subject *subject)
{
    struct buffer value = BUFFER_INIT;

    for (size_t i = 0; i < format->count; i++) {
        struct format_piece *piece = &format->pieces[i];
        struct slice text;
        size_t cells;

        if (!piece->automatic)
            continue;
        text = value_of(&value, piece, subject);
        cells = width_of_text(charindex_repertoire(subject->index), text.bytes, text.size);
        if (cells > piece->width)
            piece->width = cells;
    }
    buffer_release(&value);
}

/*
 * Lines.
 */

/* What an escape of two bytes stands for; '\0' where they are none. */
static char escaped(const char *at)
{
    static const struct {
        const char *escape;
        char meaning;
    } escapes[] = {{"%%", '%'}, {"\\n", '\n'}, {"\\t", '\t'}, {"\\\\", '\\'}};

    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (memcmp(at, escapes[i].escape, 2) == 0)
            return escapes[i].meaning;
    return '\0';
}

static void append_literal(struct buffer *out, struct slice literal)
{
    for (size_t i = 0; i < literal.size; i++) {
        char meaning = '\0';

        if (i + 1 < literal.size)
            meaning = escaped(literal.bytes + i);
        buffer_append(out, meaning ? &meaning : literal.bytes + i, 1);
        i += meaning != '\0';
    }
}

/* Appends the clusters of the text that fit before an ellipsis. Returns their cells, with it. */
static size_t append_cut(struct buffer *out, const struct repertoire *repertoire, struct slice text,
                         size_t width)
{
    struct graphemes *graphemes = graphemes_new(text.bytes, text.size);
    size_t cells = 0, begin = 0, end;

    if (!graphemes)
        return 0;
    while ((end = graphemes_next(graphemes)) > 0) {
        size_t more = width_of_cluster(repertoire, text.bytes + begin, end - begin);

        if (cells + more + 1 > width)
            break;
        buffer_append(out, text.bytes + begin, end - begin);
        cells += more;
        begin = end;
    }
    graphemes_free(graphemes);
    buffer_append_text(out, ellipsis);
    return cells + 1;
}

static void append_fill(struct buffer *out, const struct format_piece *piece, size_t cells)
{
    while (cells-- > 0)
        buffer_append(out, piece->fill.bytes, piece->fill.size);
}

static void append_aligned(struct buffer *out, const struct repertoire *repertoire,
                           const struct format_piece *piece, struct slice text)
{
    struct buffer shown = BUFFER_INIT;
    size_t cells = width_of_text(repertoire, text.bytes, text.size), room, before;

    if (piece->cut && cells > piece->width)
        cells = append_cut(&shown, repertoire, text, piece->width);
    else
        buffer_append(&shown, text.bytes, text.size);
    room = piece->width > cells ? piece->width - cells : 0;
    before = piece->alignment == 'r' ? room : piece->alignment == 'c' ? room / 2 : 0;
    append_fill(out, piece, before);
    buffer_append(out, shown.bytes, shown.size);
    append_fill(out, piece, room - before);
    buffer_release(&shown);
}

static bool is_raw(const struct format_piece *piece)
{
    return strcmp(fields_name(piece->field), raw_name) == 0;
}

void format_append(struct buffer *out, const struct format *format, struct fields_subject *subject,
                   bool safe)
{
    struct buffer value = BUFFER_INIT, visible = BUFFER_INIT;

    for (size_t i = 0; i < format->count; i++) {
        const struct format_piece *piece = &format->pieces[i];
        struct slice text;

        append_literal(out, piece->literal);
        if (!piece->has_column)
            continue;
        text = value_of(&value, piece, subject);
        if (safe && is_raw(piece)) {
            visible.size = 0;
            visible_append(&visible, text.bytes, text.size);
            text = (struct slice){.bytes = visible.bytes, .size = visible.size};
        }
        if (piece->alignment)
            append_aligned(out, charindex_repertoire(subject->index), piece, text);
        else
            buffer_append(out, text.bytes, text.size);
    }
    buffer_append_text(out, "\n");
    buffer_release(&visible);
    buffer_release(&value);
}

/*
 * JSON.
 */

/* `raw` without this would be the picture of a control character; JSON escapes what is obeyed. */
static void append_member(struct buffer *out, struct buffer *value, bool *first,
                          struct fields_subject *subject, size_t field)
{
    bool is_char = strcmp(fields_name(field), "char") == 0;
    size_t wanted = field;

    if (is_char)
        (void)fields_find(raw_name, sizeof raw_name - 1, &wanted);
    value->size = 0;
    fields_append(value, subject, wanted);
    buffer_append_format(out, "%s\"%s\":", *first ? "" : ",", fields_name(field));
    json_text_append(out, (struct slice){.bytes = value->bytes, .size = value->size});
    *first = false;
}

static bool is_listed(const struct format *format, size_t count, size_t field)
{
    for (size_t i = 0; i < count; i++)
        if (format->pieces[i].has_column && format->pieces[i].field == field)
            return true;
    return false;
}

void format_append_json(struct buffer *out, const struct format *format,
                        struct fields_subject *subject)
{
    struct buffer value = BUFFER_INIT;
    size_t begin = out->size;
    bool first = true;

    buffer_append_text(out, "{");
    for (size_t i = 0; format && i < format->count; i++)
        if (format->pieces[i].has_column && !is_listed(format, i, format->pieces[i].field))
            append_member(out, &value, &first, subject, format->pieces[i].field);
    for (size_t field = 0; !format && field < fields_count(); field++) {
        value.size = 0;
        fields_append(&value, subject, field);
        if (value.size > 0)
            append_member(out, &value, &first, subject, field);
    }
    buffer_append_text(out, "}");
    buffer_release(&value);
    visible_rewrite(out, begin);
}
