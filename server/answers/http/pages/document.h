#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_DOCUMENT_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_DOCUMENT_H

#include "server/answers/http/base/message.h"
#include "server/answers/http/base/messages.h"

/* The media type of a page, and the headers that protect one: only this server's files, no inline code, no frames,
 * no referrer; and the language that it speaks. */
#define DOCUMENT_TYPE "text/html; charset=utf-8"
void document_headers(struct api_reply *reply, const struct messages *messages);

#endif
