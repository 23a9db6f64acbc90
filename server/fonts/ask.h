#ifndef CHARFINDER_SERVER_FONTS_ASK_H
#define CHARFINDER_SERVER_FONTS_ASK_H

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "server/fonts/folders.h"
#include "server/fonts/helper.h"
#include "server/fonts/wire.h"

/*
 * A request about a font file, in the form in which its result is kept (keep.h): a letter, and for
 * ASK_TAKEN the bytes.
 */

enum ask_result {
    ASK_TAKEN = 'T',
    ASK_LARGE = 'L',   /* too large for a slice, or refused: to be halved */
    ASK_REFUSED = 'R', /* the font cannot give that, or is not a font */
    ASK_DEADLY = 'D',  /* the process that read it died */
};

enum ask_outcome {
    ASK_DONE = 0,
    ASK_STOPPED = 1, /* the helper was told to stop */
};

/* Another number, and all that is kept is made again: to be part of each key. */
#define ASK_MAKING "charfinder slices 1"

/* Has the program do it, and appends the result. Warns of a deadly font. Returns an outcome, or -errno with a
 * reason. */
int ask_program(struct helper *helper, const struct font_file *file,
                const struct wire_request *request, struct buffer *out, struct reason *reason);

#endif
