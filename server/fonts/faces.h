#ifndef CHARFINDER_SERVER_FONTS_FACES_H
#define CHARFINDER_SERVER_FONTS_FACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/base/vector.h"
#include "server/fonts/wire.h"

/*
 * The faces of all fonts, as the program that reads them reports them, as far as the report is plausible.
 */

struct face {
    size_t file;     /* number of the font file */
    uint32_t number; /* of the face in it */
    uint32_t style;  /* how far from a regular face; 0: regular */
    bool colour;
    bool last;                 /* draws in a grid of few dots, so any other face is preferred */
    struct wire_range *ranges; /* owned; ascending */
    size_t range_count;
    char family[WIRE_NAME_SIZE];
    char full_name[WIRE_NAME_SIZE], postscript_name[WIRE_NAME_SIZE]; /* "": not usable in CSS */
};

struct faces {
    VECTOR_OF(struct face) list;
};

enum faces_outcome {
    FACES_OK = 0,
    FACES_INVALID = 1, /* these are not faces; none was added */
};

/* Adds those of a reply to WIRE_FACES. Faces without drawings of their own ("Last Resort") are left
 * out. Returns an outcome, or -ENOMEM. */
int faces_add(struct faces *faces, size_t file, struct slice reply);
void faces_release(struct faces *faces);

/* From those that are meant for reading to those that are better than an empty box. */
enum face_kind {
    FACE_REGULAR, /* and black; serifs and fixed widths count as regular */
    FACE_STYLED,  /* bold, slanted, condensed */
    FACE_COARSE,
    FACE_COLOUR,
    FACE_KINDS,
};

enum face_kind face_kind(const struct face *face);

/* The first of its ranges that does not end before the point; range_count: none. */
size_t face_range_from(const struct face *face, uint32_t point);

bool face_has(const struct face *face, uint32_t point);

/* How many of these code points it has. */
uint32_t face_count(const struct face *face, uint32_t first, uint32_t last);

#endif
