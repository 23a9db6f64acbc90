/*
 * That face draws a text that has all of its characters, and most of their neighbours, as for slices (plan.c); but
 * one in colour first where that is wished for.
 */

#include "server/fonts/painter.h"

#include <string.h>

#include "server/answers/http/font_set.h"
#include "server/fonts/ask.h"
#include "server/fonts/drawn.h"

enum {
    FACES_TRIED = 12,
    DOTTED_CIRCLE = 0x25CC,
    ZERO_WIDTH_JOINER = 0x200D,
    VARIATION_FIRST = 0xFE00,
    VARIATION_LAST = 0xFE0F,
    TAG_FIRST = 0xE0020,
    TAG_LAST = 0xE007F,
};

/* Fonts shape with these whether they have them or not. */
static bool only_shapes(uint32_t point)
{
    return point == ZERO_WIDTH_JOINER || (point >= VARIATION_FIRST && point <= VARIATION_LAST) ||
           (point >= TAG_FIRST && point <= TAG_LAST);
}

static bool has_all(const struct face *face, const struct wire_request *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (!only_shapes(text->points[i]) && !face_has(face, text->points[i]))
            return false;
    return text->count > 0;
}

static size_t rank(const struct face *face, bool coloured)
{
    enum face_kind kind = face_kind(face);

    return coloured && kind == FACE_COLOUR ? 0 : (size_t)kind + 1;
}

struct candidate {
    size_t face; /* its number; SIZE_MAX: none */
    size_t rank;
    uint32_t style, neighbours;
};

static struct candidate candidate_of(const struct maker *maker, size_t number, uint32_t row,
                                     bool coloured)
{
    const struct face *face = &maker->faces.list.items[number];

    return (struct candidate){.face = number,
                              .rank = rank(face, coloured),
                              .style = face->style,
                              .neighbours =
                                  face_count(face, row * FONT_ROW, row * FONT_ROW + FONT_ROW - 1)};
}

/* Is the one to be tried before the other? */
static bool goes_before(const struct candidate *one, const struct candidate *other)
{
    if (one->rank != other->rank)
        return one->rank < other->rank;
    if (one->neighbours != other->neighbours)
        return one->neighbours > other->neighbours;
    return one->style != other->style ? one->style < other->style : one->face < other->face;
}

/* The next one after `before`, which may be none. */
static struct candidate next_face(const struct maker *maker, const struct wire_request *text,
                                  const struct candidate *before, bool coloured)
{
    const bool on_circle = text->count > 1 && text->points[0] == DOTTED_CIRCLE;
    struct candidate best = {.face = SIZE_MAX};

    for (size_t i = 0; i < maker->faces.list.count; i++) {
        struct candidate one;

        if (maker->broken[i] || !has_all(&maker->faces.list.items[i], text))
            continue;
        one = candidate_of(maker, i, text->points[on_circle] / FONT_ROW, coloured);
        if ((before->face == SIZE_MAX || goes_before(before, &one)) &&
            (best.face == SIZE_MAX || goes_before(&one, &best)))
            best = one;
    }
    return best;
}

static void request_key(const struct maker *maker, size_t number,
                        const struct wire_request *request, uint8_t key[static CHECKSUM_SIZE])
{
    const struct face *face = &maker->faces.list.items[number];
    struct {
        char making[sizeof ASK_MAKING];
        uint8_t file[CHECKSUM_SIZE];
        struct wire_request request;
    } all;

    memset(&all, 0, sizeof all);
    memcpy(all.making, ASK_MAKING, sizeof all.making);
    memcpy(all.file, maker->files.list.items[face->file].key, CHECKSUM_SIZE);
    all.request = *request;
    checksum_of(&all, sizeof all, key);
}

/* Leaves out what the face shapes with, but does not have: it could not be in a slice. */
static void drop_shaping(const struct face *face, struct wire_request *text)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < text->count; i++)
        if (face_has(face, text->points[i]))
            text->points[count++] = text->points[i];
    memset(text->points + count, 0, (text->count - count) * sizeof *text->points);
    text->count = count;
}

static struct made *read_slice(struct slice woff2)
{
    static const char signature[] = "wOF2";

    return woff2.size <= FONT_SLICE_MAX && slice_has_prefix(woff2, slice_of(signature))
               ? made_new(woff2, slice_of(""))
               : NULL;
}

/* Has the text made by this face. *made stays NULL if the face cannot. */
static int make_by(struct maker *maker, size_t number, const struct wire_request *wanted,
                   struct made **made, struct reason *reason)
{
    const struct face *face = &maker->faces.list.items[number];
    struct wire_request copy = *wanted, *text = &copy;
    struct buffer result = BUFFER_INIT;
    uint8_t key[CHECKSUM_SIZE];
    int r = MAKER_OK;

    text->face = face->number;
    if (text->task == WIRE_CUT)
        drop_shaping(face, text);
    request_key(maker, number, text, key);
    if (!keep_get(maker->around.keep, key, &result)) {
        r = ask_program(maker->around.helper, &maker->files.list.items[face->file], text, &result,
                        reason);
        if (r == ASK_DONE && !result.failed)
            keep_put(maker->around.keep, key, (struct slice){result.bytes, result.size});
    }
    if (r == ASK_DONE && result.size > 0 && result.bytes[0] == ASK_TAKEN)
        *made = (text->task == WIRE_CUT ? read_slice : drawn_read)(
            (struct slice){result.bytes + 1, result.size - 1});
    if (r == ASK_DONE && result.size > 0 && result.bytes[0] == ASK_DEADLY)
        maker_break_font(maker, face->file);
    buffer_release(&result);
    return r;
}

static int make(struct maker *maker, const struct wire_request *text, bool coloured,
                struct made **made, struct reason *reason)
{
    struct candidate next = {.face = SIZE_MAX};
    int r = MAKER_OK;

    for (size_t tries = 0; r == MAKER_OK && !*made && tries < FACES_TRIED; tries++) {
        next = next_face(maker, text, &next, coloured);
        if (next.face == SIZE_MAX)
            break;
        r = make_by(maker, next.face, text, made, reason);
    }
    return r;
}

int painter_make(struct maker *maker, const struct wish *wish, struct made **made,
                 struct reason *reason)
{
    struct wire_request text;
    int r;

    _Static_assert((int)WISH_POINTS <= (int)WIRE_TEXT_MAX, "a wish fits into a request");
    memset(&text, 0, sizeof text); /* it is part of a key */
    text.task = wish->sliced ? WIRE_CUT : WIRE_PICTURE;
    text.boxed = wish->boxed;
    text.most = wish->sliced ? FONT_SLICE_MAX : 0;
    text.count = wish->count;
    memcpy(text.points, wish->points, wish->count * sizeof *wish->points);
    *made = NULL;
    r = make(maker, &text, wish->coloured, made, reason);
    if (r == MAKER_OK && !*made && text.count > 1 && text.points[0] == DOTTED_CIRCLE) {
        /* Where the font of a mark has no circle, the mark alone. */
        text.count--;
        memmove(text.points, text.points + 1, text.count * sizeof *text.points);
        text.points[text.count] = 0;
        r = make(maker, &text, wish->coloured, made, reason);
    }
    return r;
}
