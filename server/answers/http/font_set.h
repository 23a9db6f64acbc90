#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_FONT_SET_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_FONT_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * Slices of fonts, as browsers are given them. A slice is a font in WOFF2 with some characters of one row
 * of 256 code points: row 0x26 is U+2600 to U+26FF. Slices and sets are immutable and reference
 * counted, and so thread-safe.
 */

enum {
    FONT_ROW = 256,             /* code points */
    FONT_ROWS = 0x110000 / 256, /* of Unicode */
    FONT_SLICE_MAX = 60 * 1024, /* bytes of a slice */
    FONT_SET_BYTES = 96 << 20,  /* of all slices of a set */
    FONT_SET_SLICES = 8192,     /* of a set */
    FONT_DIGEST_SIZE = 33,      /* 32 hexadecimal digits and a NUL */
    FONT_NAME_SIZE = 96,
};

/* Which code points of a row: bit n % 64 of bits[n / 64]. */
struct font_points {
    uint64_t bits[FONT_ROW / 64];
};

static inline bool font_points_has(const struct font_points *points, uint32_t point)
{
    return points->bits[point % FONT_ROW / 64] >> point % 64 & 1;
}

static inline void font_points_add(struct font_points *points, uint32_t point)
{
    points->bits[point % FONT_ROW / 64] |= (uint64_t)1 << point % 64;
}

/* Writes the digest of bytes. */
void font_digest(struct slice bytes, char digest[static FONT_DIGEST_SIZE]);

struct font_slice;

/* Copies all. The names are those of the face, for local() in CSS: "" for none, else printable ASCII
 * without quotes and backslashes. Returns one reference, or NULL when memory ran out. */
struct font_slice *font_slice_new(uint32_t row, const struct font_points *points,
                                  const char *full_name, const char *postscript_name,
                                  struct slice woff2);
struct font_slice *font_slice_ref(struct font_slice *slice);
void font_slice_unref(struct font_slice *slice);               /* NULL is allowed */
struct slice font_slice_bytes(const struct font_slice *slice); /* as long as the slice */
const char *
font_slice_digest(const struct font_slice *slice); /* of its bytes; as long as the slice */

/* Which rows: bit n % 64 of words[n / 64]. */
struct font_rows {
    uint64_t words[FONT_ROWS / 64];
};

static inline bool font_rows_has(const struct font_rows *rows, uint32_t row)
{
    return rows->words[row / 64] >> row % 64 & 1;
}

static inline void font_rows_add(struct font_rows *rows, uint32_t row)
{
    rows->words[row / 64] |= (uint64_t)1 << row % 64;
}

/* The rows that clients have asked for. Answers add to it; the thread that makes slices reads it. */
struct font_demand {
    _Atomic uint64_t words[FONT_ROWS / 64];
};

void font_demand_add(struct font_demand *demand, uint32_t row);

struct font_set;

/* A set with a reference to each of these slices: all that there are of the rows `made`, for which all
 * has been done. Returns one reference, or NULL when memory ran out. */
struct font_set *font_set_new(struct font_slice *const *slices, size_t count,
                              const struct font_rows *made);
struct font_set *font_set_ref(struct font_set *set);
void font_set_unref(struct font_set *set); /* NULL is allowed */

/* The slice with this digest, or NULL; as long as the set. */
const struct font_slice *font_set_find(const struct font_set *set, struct slice digest);

bool font_set_made(const struct font_set *set, uint32_t row);

size_t font_set_count(const struct font_set *set);

/* Appends an @font-face rule for each slice of the row; the family is FONT_FAMILY. The addresses are
 * relative to the root: "fonts/….woff2". */
#define FONT_FAMILY "charfinder"
/* Of all faces: a line is as high before its font arrives as after it. */
#define FONT_METRICS                                                                               \
    ";ascent-override:93%%;descent-override:24%%;line-gap-override:0%%;font-display:swap"
void font_set_append_css(const struct font_set *set, uint32_t row, struct buffer *out);

#endif
