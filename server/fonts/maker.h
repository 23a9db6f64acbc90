#ifndef CHARFINDER_SERVER_FONTS_MAKER_H
#define CHARFINDER_SERVER_FONTS_MAKER_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"
#include "index/base/vector.h"
#include "index/file/charindex.h"
#include "server/answers/http/font_set.h"
#include "server/fonts/faces.h"
#include "server/fonts/folders.h"
#include "server/fonts/helper.h"
#include "server/fonts/keep.h"
#include "server/fonts/plan.h"

/*
 * Makes slices of the fonts of some folders: lists the files, learns their faces, plans, and has each part
 * cut, unless that was kept. Blocking; for one thread.
 */

/* All borrowed. */
struct maker_surroundings {
    struct helper *helper;
    struct keep *keep;
    const char *const *folders;
    size_t folder_count;
    const struct charindex *index; /* whose characters are wanted */
};

struct maker {
    struct maker_surroundings around;
    struct font_files files;
    struct faces faces;
    bool *broken;                          /* owned; by number of the face: not to be used */
    struct plan plan;                      /* the parts that are still to be taken */
    VECTOR_OF(struct font_slice *) slices; /* a reference to each; of all rows made so far */
    struct font_rows made;
    size_t bytes; /* of the slices */
    bool full;
};

enum maker_outcome {
    MAKER_OK = 0,
    MAKER_STOPPED = 1, /* the helper was told to stop */
};

void maker_init(struct maker *maker, const struct maker_surroundings *surroundings);
void maker_release(struct maker *maker);

/* Looks for fonts, and learns which characters they have: to be called once, before any row. Returns an
 * outcome; or -errno, with a reason, if no program reads fonts or memory ran out. */
int maker_learn(struct maker *maker, struct reason *reason);

/* Makes the slices of a row. Returns the same. */
int maker_row(struct maker *maker, uint32_t row, struct reason *reason);

/* Uses no face of this file again: reading it ends the program. */
void maker_break_font(struct maker *maker, size_t file);

#endif
