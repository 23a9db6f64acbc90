#ifndef CHARFINDER_SERVER_FONTS_PAINTER_H
#define CHARFINDER_SERVER_FONTS_PAINTER_H

#include "index/base/reason.h"
#include "server/answers/http/base/wish_store.h"
#include "server/fonts/maker.h"

/*
 * Has single texts drawn, or slices made that draw them, by the faces that a maker has learned of. Blocking; for the
 * thread of the maker.
 */

/* Makes what is wished for, unless it was kept. *made becomes a reference, or NULL: no face can. Returns an outcome of
 * the maker; or -errno, with a reason. */
int painter_make(struct maker *maker, const struct wish *wish, struct made **made,
                 struct reason *reason);

#endif
