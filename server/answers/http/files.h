#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_FILES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_FILES_H

#include "server/answers/http/base/exchange.h"

/* GET /static/…, /sw.js: a file of the page, or 404. */
void files_answer(const struct exchange *exchange);

#endif
