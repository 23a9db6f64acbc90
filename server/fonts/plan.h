#ifndef CHARFINDER_SERVER_FONTS_PLAN_H
#define CHARFINDER_SERVER_FONTS_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "server/answers/http/font_set.h"
#include "server/fonts/faces.h"

/*
 * Which face draws which characters. The parts of a plan are disjoint, and have each wanted character that
 * a face has.
 */

struct plan_part {
    uint32_t row;
    size_t face; /* its number */
    struct font_points points;
};

struct plan {
    VECTOR_OF(struct plan_part) parts;
};

/* The wanted characters of a row. */
struct plan_wish {
    uint32_t row;
    struct font_points text;   /* in black where there is a choice */
    struct font_points colour; /* in colour where there is one; not in `text` */
};

/* Appends the parts of a row. Faces whose number is set in `broken`, by number, are left out. Of the
 * faces that are regular the one with most of what is left goes first. Memory that runs out is seen
 * by plan->parts.failed. */
void plan_row(struct plan *plan, const struct faces *faces, const bool *broken,
              const struct plan_wish *wish);

/* Halves the part: the lower half of its points stays, the others are returned. Neither is empty if the
 * part has two points or more. */
struct plan_part plan_split(struct plan_part *part);

/* Lists the points in ascending order. Returns how many. */
size_t plan_points(const struct plan_part *part, uint32_t points[static FONT_ROW]);

#endif
