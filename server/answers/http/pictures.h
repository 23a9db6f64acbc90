#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PICTURES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PICTURES_H

#include "server/answers/http/base/exchange.h"

/* GET /api/v1/characters/U+2764/glyph.svg, …/glyph.png: a picture of a character or sequence, drawn by an
 * installed font. 503 with Retry-After while it is being made; 404 if no font can draw it. */
void pictures_answer_svg(const struct exchange *exchange);
void pictures_answer_png(const struct exchange *exchange);

#endif
