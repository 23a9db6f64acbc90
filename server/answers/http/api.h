#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_API_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_API_H

#include "server/answers/catalog.h"
#include "server/answers/http/base/message.h"

/*
 * All HTTP answers, independent of the transport: a request's method and raw target into a status,
 * headers and a body. No socket and no libmicrohttpd. routes.h maps paths to answers; exchange.h
 * and reply.h are what all answers share.
 */

/* Answers any request. An invalid one gets a problem document; when memory runs out, the reply is
 * 503 without a body. Release the reply with api_reply_release(). To take its body over, set owned
 * and stream to NULL first. */
void api_answer(const struct catalog *catalog, const struct api_request *request,
                struct api_reply *reply);
void api_reply_release(struct api_reply *reply);

/* A long body is compressed a slice at a time, in later turns of the loop. Does the next slice, and sets
 * reply->steps to those that it took. Returns true when the reply is complete: most are from the
 * beginning. */
bool api_continue(struct api_reply *reply);

/* Makes the reply a problem document (RFC 9457) for an error that only the transport can detect:
 * framing, sizes. The detail says what to send instead, without the final full stop. */
void api_problem(struct api_reply *reply, unsigned status, const char *detail);

/* The same for a request of which the method, the target and Accept are known as far as they could be read: a
 * browser gets a page. */
void api_refuse(const struct api_request *request, struct api_reply *reply, unsigned status,
                const char *detail);

#endif
