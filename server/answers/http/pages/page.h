#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_H

#include "server/answers/http/base/exchange.h"

/* GET /?query=…: the search page. Unknown parameters are ignored. */
void page_answer(const struct exchange *exchange);

#endif
