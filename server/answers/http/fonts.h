#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_FONTS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_FONTS_H

#include "server/answers/http/base/exchange.h"

enum { FONTS_ROWS_MAX = 64 }; /* of one style sheet */

/* The selector of the last rule of a style sheet that will have more rules soon. */
#define FONTS_UNFINISHED ".fonts-unfinished"

/* GET /fonts.css?row=26,1f3&sequence=1f1e8-1f1ed: the rules of the slices that there are now. */
void fonts_answer_css(const struct exchange *exchange);

/* GET /fonts/….woff2: a slice, or 404. */
void fonts_answer_slice(const struct exchange *exchange);

#endif
