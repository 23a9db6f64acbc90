#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_API_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_API_H

#include "server/answers/catalog.h"
#include "server/answers/http/message.h"

/*
 * Every HTTP answer, without HTTP's transport: a request's method and raw target into a status,
 * headers and a body. Knows no socket and no libmicrohttpd. Which path leads to which answer is in
 * routes.h; what all answers have in common is in exchange.h and reply.h.
 */

/* Answers any request: a bad one gets its problem document, and when memory runs out the reply is
 * 503 without a body. Release the reply with api_reply_release() unless its body was handed on
 * (then set owned and stream to NULL first). */
void api_answer(const struct catalog *catalog, const struct api_request *request,
                struct api_reply *reply);
void api_reply_release(struct api_reply *reply);

/* A problem document (RFC 9457) for what only the transport can see: framing, sizes. The detail
 * tells what to send instead, without a final full stop. */
void api_problem(struct api_reply *reply, unsigned status, const char *detail);

#endif
