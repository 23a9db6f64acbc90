/*
 * Columns. Rows are laid out in groups, so that memory is bounded however many there are: the widths
 * are those of a group, and do not shrink from one group to the next.
 */

#include "index/cli/columns.h"

#include <stdio.h>

#include "index/base/utf8.h"
#include "index/present/glyph.h"
#include "index/present/visible.h"
#include "index/search/rank/explain.h"
#include "index/text/width.h"

enum {
    GROUP_ROWS = 64,
    GAP = 2,             /* cells between columns */
    GLYPH_MIN = 2,       /* cells of the column of characters */
    CODE_POINT_MIN = 6,  /* U+2764 */
    CODE_POINT_MAX = 24, /* a longer sequence is cut */
    TEXT_MIN = 20,       /* cells that a name gets on a narrow terminal */
};

struct widths {
    size_t glyph, code_points;
};

struct layout {
    struct buffer out;
    const struct terminal *terminal;
    const struct repertoire *repertoire; /* or NULL */
    size_t indentation;                  /* where names begin */
    size_t at;                           /* the cell where the next one goes */
};

/* The text before the first tab of a line: "U+1F1E8 U+1F1ED". */
static struct slice code_points_of(const struct charindex *index, uint32_t document)
{
    struct slice line = charindex_lines(index, document, 1);
    const char *tab = memchr(line.bytes, '\t', line.size);

    return (struct slice){.bytes = line.bytes, .size = (size_t)(tab - line.bytes)};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void widen(size_t *width, size_t wanted)
{
    if (wanted > *width)
        *width = wanted;
}

static void measure(const struct charindex *index, uint32_t document, struct widths *widths)
{
    struct buffer glyph = BUFFER_INIT;

    widen(&widths->glyph, glyph_append(&glyph, index, document));
    widen(&widths->code_points, least(code_points_of(index, document).size, CODE_POINT_MAX));
    buffer_release(&glyph);
}

/*
 * Text that wraps.
 */

/* Appends a word, on a line of its own if it does not fit, after a space unless it begins one. */
static void append_word(struct layout *layout, enum terminal_style style, struct slice word)
{
    size_t cells = width_of_text(layout->repertoire, word.bytes, word.size),
           room = layout->terminal->width;
    bool begins = layout->at == layout->indentation;

    if (room > 0 && !begins && layout->at + 1 + cells > room &&
        layout->indentation + TEXT_MIN <= room) {
        buffer_append_text(&layout->out, "\n");
        terminal_pad(&layout->out, layout->indentation);
        layout->at = layout->indentation;
        begins = true;
    }
    if (!begins) {
        buffer_append_text(&layout->out, " ");
        layout->at++;
    }
    terminal_append(&layout->out, layout->terminal, style, word);
    layout->at += cells;
}

/* Is the code point with that number in a range of what matched? */
static bool matches(const struct explanation *why, uint32_t at)
{
    for (size_t i = 0; i < why->range_count; i++)
        if (at >= why->ranges[i].begin && at < why->ranges[i].end)
            return true;
    return false;
}

/* Appends words of a text; those with a match are bold as a whole. `why` may be NULL. */
static void append_text(struct layout *layout, enum terminal_style style, struct slice text,
                        const struct explanation *why)
{
    struct buffer word = BUFFER_INIT;
    uint32_t number = 0; /* of the code point */
    bool bold = false;

    for (size_t at = 0; at <= text.size;) {
        if (at == text.size || text.bytes[at] == ' ') {
            if (word.size > 0)
                append_word(layout, bold ? TERMINAL_BOLD : style,
                            (struct slice){.bytes = word.bytes, .size = word.size});
            word.size = 0;
            bold = false;
            at++;
        } else {
            size_t before = at;

            (void)utf8_next(text.bytes, text.size, &at);
            visible_append(&word, text.bytes + before, at - before);
            bold = bold || (why && matches(why, number));
        }
        number++;
    }
    buffer_release(&word);
}

/*
 * Rows.
 */

static void append_code_points(struct layout *layout, struct slice points, size_t width)
{
    if (points.size > CODE_POINT_MAX) {
        points.size = CODE_POINT_MAX - 1;
        terminal_append(&layout->out, layout->terminal, TERMINAL_DIM, points);
        terminal_append(&layout->out, layout->terminal, TERMINAL_DIM, slice_of("\u2026"));
        points.size++;
    } else {
        terminal_append(&layout->out, layout->terminal, TERMINAL_DIM, points);
    }
    terminal_pad(&layout->out, width - points.size + GAP);
}

/* Why the document is in the result, after its name. */
static void append_reason(struct layout *layout, const struct search *search, uint32_t document,
                          const struct explanation *why)
{
    const char *label = search->parts ? parts_label(search->parts, document) : NULL;

    if (label) {
        append_word(layout, TERMINAL_DIM, slice_of("\u2190"));
        append_text(layout, TERMINAL_DIM, slice_of(label), NULL);
    } else if (why && why->text.size > 0 && why->kind != EXPLANATION_NAME &&
               why->kind != EXPLANATION_SEQUENCE) {
        append_word(layout, TERMINAL_DIM, slice_of("\u2190"));
        append_word(layout, TERMINAL_DIM, slice_of(explanation_kind_name(why->kind)));
        append_text(layout, TERMINAL_DIM, why->text, why);
    }
}

static const struct explanation *explain(const struct search *search, uint32_t document,
                                         struct explanation *why)
{
    const struct scorer *scorer = search_scorer(search, search_part(search, document));
    struct budget budget = BUDGET_INIT; /* each row has its own: nothing else waits */

    return scorer && explain_document(scorer, document, &budget, why) ? why : NULL;
}

static void append_row(struct layout *layout, const struct search *search, uint32_t document,
                       const struct widths *widths)
{
    struct buffer glyph = BUFFER_INIT;
    struct explanation found;
    const struct explanation *why = explain(search, document, &found);
    bool named = why && (why->kind == EXPLANATION_NAME || why->kind == EXPLANATION_SEQUENCE);
    size_t cells = glyph_append(&glyph, search->index, document);

    terminal_append(&layout->out, layout->terminal, TERMINAL_GLYPH,
                    (struct slice){.bytes = glyph.bytes, .size = glyph.size});
    terminal_pad(&layout->out, widths->glyph - cells + GAP);
    append_code_points(layout, code_points_of(search->index, document), widths->code_points);
    layout->at = layout->indentation = widths->glyph + widths->code_points + (size_t)2 * GAP;
    append_text(layout, TERMINAL_PLAIN, charindex_name(search->index, document),
                named ? why : NULL);
    append_reason(layout, search, document, why);
    buffer_append_text(&layout->out, "\n");
    buffer_release(&glyph);
}

void columns_print(const struct search *search, const struct terminal *terminal, uint32_t limit)
{
    struct widths widths = {.glyph = GLYPH_MIN, .code_points = CODE_POINT_MIN};
    struct layout layout = {.out = BUFFER_INIT,
                            .terminal = terminal,
                            .repertoire = charindex_repertoire(search->index)};
    struct search_cursor cursor;
    uint32_t documents[GROUP_ROWS], count;

    search_seek(search, 0, &cursor);
    do {
        for (count = 0; count < GROUP_ROWS && count < limit; count++) {
            if (search_next(&cursor, 1, &documents[count]) == 0)
                break;
            measure(search->index, documents[count], &widths);
        }
        layout.out.size = 0;
        for (uint32_t i = 0; i < count; i++)
            append_row(&layout, search, documents[i], &widths);
        (void)fwrite(layout.out.bytes, 1, layout.out.size, stdout);
        limit -= count;
    } while (count == GROUP_ROWS);
    buffer_release(&layout.out);
}
