#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CHARACTERS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CHARACTERS_H

#include "server/answers/http/base/exchange.h"
#include "server/answers/http/pages/subject.h"

/* GET /api/v1/characters/U+2600, or the character itself, percent-encoded: one code point. GET
 * /api/v1/characters/🇨🇭, or U+1F1E8+U+1F1ED: one sequence of the index. The rest of the exchange's
 * path is that code point or sequence. */
void characters_answer(const struct exchange *exchange);

/* Which one it is that the rest of the path denotes. Returns false if it is none: the reply says so. */
bool characters_subject(const struct exchange *exchange, struct subject *subject);

#endif
