#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_PAGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_PAGE_H

#include "server/answers/http/base/exchange.h"

/* GET /U+2764, /❤: the page of a character or sequence, at its one address; other ways to write it are sent
 * there. Parameters are ignored. The rest of the exchange's path is as character_path_is() accepts
 * it. */
void character_page_answer(const struct exchange *exchange);

#endif
