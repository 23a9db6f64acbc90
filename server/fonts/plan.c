/*
 * A greedy cover for each row of 256 code points: few faces in a row make few slices, and characters that
 * stand together look alike. It goes through kinds of faces, from those that are meant for reading to
 * those that are better than an empty box.
 */

#include "server/fonts/plan.h"

static size_t count_points(const struct font_points *points)
{
    size_t count = 0;

    for (size_t i = 0; i < FONT_ROW / 64; i++)
        count += (size_t)__builtin_popcountll(points->bits[i]);
    return count;
}

/* What the face has of these points. */
static struct font_points shared(const struct face *face, uint32_t row,
                                 const struct font_points *points)
{
    uint32_t begin = row * FONT_ROW, end = begin + FONT_ROW;
    struct font_points found = {.bits = {0}};

    for (size_t i = face_range_from(face, begin);
         i < face->range_count && face->ranges[i].first < end; i++) {
        uint32_t first = face->ranges[i].first > begin ? face->ranges[i].first : begin;

        for (uint32_t point = first; point <= face->ranges[i].last && point < end; point++)
            if (font_points_has(points, point))
                font_points_add(&found, point);
    }
    return found;
}

/* Gives points to faces of this kind, until none of them has any that is left. */
static void cover(struct plan *plan, const struct faces *faces, const bool *broken,
                  enum face_kind kind, uint32_t row, struct font_points *left)
{
    for (;;) {
        struct plan_part best = {.row = row};
        size_t most = 0;

        for (size_t i = 0; i < faces->list.count; i++) {
            const struct face *face = &faces->list.items[i];
            struct font_points points;
            size_t count;

            if (broken[i] || face_kind(face) != kind)
                continue;
            points = shared(face, row, left);
            count = count_points(&points);
            if (count > most ||
                (count == most && most > 0 && face->style < faces->list.items[best.face].style)) {
                most = count;
                best.face = i;
                best.points = points;
            }
        }
        if (most == 0)
            return;
        for (size_t i = 0; i < FONT_ROW / 64; i++)
            left->bits[i] &= ~best.points.bits[i];
        vector_append(&plan->parts, &best);
    }
}

void plan_row(struct plan *plan, const struct faces *faces, const bool *broken,
              const struct plan_wish *wish)
{
    struct font_points text = wish->text, colour = wish->colour;

    cover(plan, faces, broken, FACE_COLOUR, wish->row, &colour);
    for (size_t i = 0; i < FONT_ROW / 64; i++)
        text.bits[i] |= colour.bits[i];
    for (enum face_kind kind = 0; kind < FACE_KINDS; kind++)
        cover(plan, faces, broken, kind, wish->row, &text);
}

size_t plan_points(const struct plan_part *part, uint32_t points[static FONT_ROW])
{
    size_t count = 0;

    for (uint32_t i = 0; i < FONT_ROW; i++)
        if (font_points_has(&part->points, i))
            points[count++] = part->row * FONT_ROW + i;
    return count;
}

struct plan_part plan_split(struct plan_part *part)
{
    struct plan_part rest = {.row = part->row, .face = part->face};
    uint32_t points[FONT_ROW];
    size_t count = plan_points(part, points);

    part->points = (struct font_points){.bits = {0}};
    for (size_t i = 0; i < count; i++)
        font_points_add(i < (count + 1) / 2 ? &part->points : &rest.points, points[i]);
    return rest;
}
