#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CHARACTERS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CHARACTERS_H

#include "server/answers/http/exchange.h"

/* GET /api/v1/characters/U+2600, or the character itself, percent-encoded: one code point. GET
 * /api/v1/characters/🇨🇭, or U+1F1E8+U+1F1ED: one sequence of the index. The rest of the exchange's
 * path is that code point or sequence. */
void characters_answer(const struct exchange *exchange);

#endif
