#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_SCAN_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_SCAN_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/* Appends the faces of a font that can be scaled, as the reply to WIRE_FACES (wire.h) has them. Returns
 * false, and the buffer has nothing of use, if it has none, is not a font, or memory ran out. */
bool scan_faces(struct slice font, struct buffer *out);

#endif
