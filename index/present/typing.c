/*
 * The index knows what texts stand for a character; the other ways are rules of programs, and take the
 * number of the code point. A sequence has only texts of its own: its numbers are those of its
 * characters, one after another.
 */

#include "index/present/typing.h"

#include <assert.h>
#include <string.h>

#include "index/present/lookup.h"
#include "index/text/alt_code.h"

enum {
    FORM_SIZE = 64
}; /* bytes of a spelling that is shown; the longest command of LaTeX has 30 */

static const struct {
    const char *key, *label, *where;
} ways[] = {
#define TYPING_ROW(name, key, label, where) {key, label, where},
    TYPING_WAYS(TYPING_ROW)
#undef TYPING_ROW
};
_Static_assert(sizeof ways / sizeof *ways == TYPING_COUNT, "a row each");

const char *typing_key(enum typing_way way)
{
    assert(way < TYPING_COUNT);
    return ways[way].key;
}

const char *typing_label(enum typing_way way)
{
    assert(way < TYPING_COUNT);
    return ways[way].label;
}

const char *typing_where(enum typing_way way)
{
    assert(way < TYPING_COUNT);
    return ways[way].where;
}

/*
 * Texts of the index.
 */

/* The shortest ones; of those as long, the first. */
struct shortest {
    struct slice texts[TYPING_FORMS_MAX];
    size_t count;
};

static void shortest_take(struct shortest *shortest, struct slice text)
{
    size_t at = shortest->count;

    while (at > 0 && shortest->texts[at - 1].size > text.size)
        at--;
    if (at == TYPING_FORMS_MAX)
        return;
    if (shortest->count < TYPING_FORMS_MAX)
        shortest->count++;
    memmove(shortest->texts + at + 1, shortest->texts + at,
            (shortest->count - at - 1) * sizeof *shortest->texts);
    shortest->texts[at] = text;
}

/* Is it the first, and so the likeliest, of its kind and text? */
static bool is_likeliest(const struct charindex *index, uint32_t text, uint32_t entry)
{
    const uint32_t first = charindex_spelling_entries(index, text).first;

    return entry == first ||
           charindex_spelling(index, entry - 1).kind != charindex_spelling(index, entry).kind;
}

static void find_spellings(struct shortest *found, const struct charindex *index,
                           const uint32_t *points, size_t count, enum spelling_kind kind)
{
    const uint32_t *entries;
    uint32_t document, entry_count;

    *found = (struct shortest){.count = 0};
    if (!index || !lookup_points(index, points, count, &document))
        return;
    entry_count = charindex_spelled(index, document, &entries);
    for (uint32_t i = 0; i < entry_count; i++) {
        const uint32_t entry = le32toh(entries[i]);
        const uint32_t text = charindex_spelling_text_of(index, entry);
        const struct slice bytes = charindex_spelling_text(index, text);

        if (charindex_spelling(index, entry).kind == kind && bytes.size <= FORM_SIZE &&
            is_likeliest(index, text, entry))
            shortest_take(found, bytes);
    }
}

/* HTML's names are texts, since some are words. */
static void find_html(struct shortest *found, const struct charindex *index, const uint32_t *points,
                      size_t count)
{
    struct text_range texts;
    uint32_t document;

    *found = (struct shortest){.count = 0};
    if (!index || !lookup_points(index, points, count, &document))
        return;
    texts = charindex_texts(index, document);
    for (uint32_t at = texts.first; at < texts.end; at++) {
        const struct text text = charindex_text(index, at);

        if (text.kind == TEXT_HTML)
            shortest_take(found, text.bytes);
    }
}

/* "Compose < 3": a key for each character of the text. */
static void append_keys(struct buffer *out, const char *before, struct slice text)
{
    buffer_append_text(out, before);
    for (size_t i = 0; i < text.size; i++) {
        buffer_append_text(out, " ");
        if (text.bytes[i] == ' ')
            buffer_append_text(out, "Space");
        else
            buffer_append(out, &text.bytes[i], 1);
    }
    buffer_append_text(out, "\n");
}

static size_t append_key_texts(struct buffer *out, const char *before, const struct shortest *found)
{
    for (size_t i = 0; i < found->count; i++)
        append_keys(out, before, found->texts[i]);
    return found->count;
}

/* Digraphs are two keys; RFC 1345 has longer names as well. */
static size_t append_digraphs(struct buffer *out, const struct shortest *found)
{
    size_t count = 0;

    for (size_t i = 0; i < found->count; i++)
        if (found->texts[i].size == 2) {
            append_keys(out, "Ctrl-K", found->texts[i]);
            count++;
        }
    return count;
}

static size_t append_texts(struct buffer *out, const char *before, const struct shortest *found,
                           const char *after)
{
    for (size_t i = 0; i < found->count; i++) {
        buffer_append_text(out, before);
        buffer_append(out, found->texts[i].bytes, found->texts[i].size);
        buffer_append_text(out, after);
        buffer_append_text(out, "\n");
    }
    return found->count;
}

/*
 * Rules.
 */

/* What no program takes a number for. */
static bool has_number(uint32_t point)
{
    return point > 0 && !(point >= 0xD800 && point <= 0xDFFF);
}

static size_t append_control(struct buffer *out, uint32_t point)
{
    if (point == 0x7F) {
        buffer_append_text(out, "Backspace\n");
        return 1;
    }
    if (point >= 0x20)
        return 0;
    buffer_append_format(out, "Ctrl-%c\n", (char)('@' + point));
    return 1;
}

static size_t append_macos(struct buffer *out, uint32_t point)
{
    const unsigned above = (unsigned)point - 0x10000;

    if (point <= 0xFFFF)
        buffer_append_format(out, "Option %04X\n", (unsigned)point);
    else
        buffer_append_format(out, "Option %04X %04X\n", 0xD800 + (above >> 10),
                             0xDC00 + (above & 0x3FF));
    return 1;
}

static size_t append_alt_codes(struct buffer *out, uint32_t point)
{
    unsigned char byte;
    size_t count = 0;

    if (alt_code_encode(ALT_CODE_DOS, point, &byte)) {
        buffer_append_format(out, "Alt %u\n", byte);
        count++;
    }
    if (alt_code_encode(ALT_CODE_WINDOWS, point, &byte)) {
        buffer_append_format(out, "Alt 0%u\n", byte);
        count++;
    }
    return count;
}

static size_t append_vim(struct buffer *out, uint32_t point)
{
    buffer_append_format(out, point > 0xFFFF ? "Ctrl-V U %08X\n" : "Ctrl-V u %04X\n",
                         (unsigned)point);
    return 1;
}

/* X has a name for every code point from Latin-1 on. */
static size_t append_keysym(struct buffer *out, uint32_t point)
{
    if (point < 0xA0)
        return 0;
    buffer_append_format(out, "U%04X\n", (unsigned)point);
    return 1;
}

static size_t append_number(struct buffer *out, const char *before, uint32_t point,
                            const char *after)
{
    buffer_append_format(out, "%s%04X%s\n", before, (unsigned)point, after);
    return 1;
}

size_t typing_append(struct buffer *out, enum typing_way way, const struct charindex *index,
                     const uint32_t *points, size_t count)
{
    const uint32_t point = count == 1 ? points[0] : 0; /* 0: has no number that can be typed */
    const bool numbered = has_number(point);
    struct shortest found;

    switch (way) {
    case TYPING_CONTROL:
        return count == 1 ? append_control(out, point) : 0;
    case TYPING_COMPOSE:
        find_spellings(&found, index, points, count, SPELLING_COMPOSE);
        return append_key_texts(out, "Compose", &found);
    case TYPING_GTK:
        return numbered ? append_number(out, "Ctrl-Shift-U ", point, " Enter") : 0;
    case TYPING_MACOS:
        return numbered ? append_macos(out, point) : 0;
    case TYPING_ALT:
        return numbered ? append_alt_codes(out, point) : 0;
    case TYPING_ALT_HEX:
        return numbered && point <= 0xFFFF ? append_number(out, "Alt + ", point, "") : 0;
    case TYPING_ALT_X:
        return numbered ? append_number(out, "", point, " Alt-X") : 0;
    case TYPING_DIGRAPH:
        find_spellings(&found, index, points, count, SPELLING_DIGRAPH);
        return append_digraphs(out, &found);
    case TYPING_VIM:
        return numbered ? append_vim(out, point) : 0;
    case TYPING_EMACS:
        return numbered ? append_number(out, "Ctrl-X 8 Enter ", point, " Enter") : 0;
    case TYPING_KEYSYM:
        find_spellings(&found, index, points, count, SPELLING_KEYSYM);
        return append_texts(out, "", &found, "") + (numbered ? append_keysym(out, point) : 0);
    case TYPING_LATEX:
        find_spellings(&found, index, points, count, SPELLING_LATEX);
        return append_texts(out, "", &found, "");
    case TYPING_TYPST:
        find_spellings(&found, index, points, count, SPELLING_TYPST);
        return append_texts(out, "", &found, "");
    case TYPING_INPUT:
        find_spellings(&found, index, points, count, SPELLING_INPUT);
        return append_texts(out, "\\", &found, "");
    case TYPING_HTML:
        find_html(&found, index, points, count);
        return append_texts(out, "&", &found, ";");
    case TYPING_COUNT:
        break;
    }
    assert(!"a way to type");
    return 0;
}
