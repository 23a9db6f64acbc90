#ifndef CHARFINDER_SERVER_FONTS_WIRE_H
#define CHARFINDER_SERVER_FONTS_WIRE_H

#include <stdint.h>

/*
 * What the daemon and the program that reads fonts say to each other, over a stream socket that is the
 * program's standard input. Both are of one build and on one machine, so the bytes are those of the
 * structs.
 *
 * The program says WIRE_HELLO. Then each request, with the font as a descriptor (SCM_RIGHTS), gets one
 * reply: a header and its bytes. The daemon believes nothing of it: a font may have taken the program
 * over.
 */

#define WIRE_HELLO "charfinder-fonts " CHARFINDER_VERSION "\n"

enum {
    WIRE_POINTS_MAX = 256,          /* code points of a slice */
    WIRE_REPLY_MAX = 8 << 20,       /* bytes after the header */
    WIRE_FONT_MAX = 256 << 20,      /* bytes of a font; a collection of all of CJK has 130 MB */
    WIRE_FACES_MAX = 64,            /* of a font */
    WIRE_NAME_SIZE = 96,            /* bytes, with a NUL */
    WIRE_RANGES_MAX = 0x110000 / 2, /* that a face can have */
};

enum wire_task {
    WIRE_FACES,   /* the faces of the font: struct wire_face, and after each its ranges */
    WIRE_CUT,     /* a slice: WOFF2 */
    WIRE_PICTURE, /* the code points as one text, drawn: struct wire_picture and its parts */
};

struct wire_request {
    uint32_t task;  /* enum wire_task */
    uint32_t face;  /* its number in the font */
    uint32_t boxed; /* a picture: 1 for a dashed frame around it */
    uint32_t
        most; /* a slice: bytes that one of a single text may have; 0: it is of single characters */
    uint32_t count;
    uint32_t points[WIRE_POINTS_MAX];
};

enum wire_outcome {
    WIRE_OK,
    WIRE_REFUSED, /* the font cannot do this; no bytes */
};

struct wire_reply {
    uint32_t outcome; /* enum wire_outcome */
    uint32_t size;
};

/* Both ends are part of it. */
struct wire_range {
    uint32_t first, last;
};

enum {
    WIRE_TEXT_MAX = 32,        /* code points of a picture */
    WIRE_PATH_MAX = 256 << 10, /* bytes of its path */
    WIRE_PNG_MAX = 1 << 20,    /* and of each image */
};

/* The parts follow: the path in SVG's letters, "M0 0L9 9", for a square view box; or for a glyph in colour, which
 * has no path, an image of the size that the font has; then an image for link previews. Both are PNG. */
struct wire_picture {
    int32_t left, top, side;
    uint32_t path, image, preview; /* bytes */
};

/* Weight, slant and width are those of fontconfig: 80, 0 and 100 are regular. */
struct wire_face {
    uint32_t number;
    uint32_t weight, slant, width;
    uint32_t colour; /* 1: has glyphs in colour */
    uint32_t ranges; /* ascending, not adjacent */
    char family[WIRE_NAME_SIZE];
    char full_name[WIRE_NAME_SIZE]; /* as local() in CSS takes it; may be empty */
    char postscript_name[WIRE_NAME_SIZE];
};

#endif
