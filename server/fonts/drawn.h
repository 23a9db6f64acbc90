#ifndef CHARFINDER_SERVER_FONTS_DRAWN_H
#define CHARFINDER_SERVER_FONTS_DRAWN_H

#include "index/base/slice.h"
#include "server/answers/http/base/wish_store.h"

/* What the program has drawn (a reply to WIRE_PICTURE) as clients get it. Returns one reference, or NULL if it is
 * not a picture, or memory ran out. Thread-safe. */
struct made *drawn_read(struct slice reply);

#endif
