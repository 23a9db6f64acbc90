#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_INSPECT_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_INSPECT_H

#include "server/answers/http/base/exchange.h"

enum { INSPECT_MAX_SIZE = 1024 }; /* bytes of the text */

/* GET /api/v1/inspect?text=: splits a text into grapheme clusters, and those into code points. */
void inspect_answer(const struct exchange *exchange);

#endif
