#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_TAGGED_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_TAGGED_H

#include "index/base/buffer.h"
#include "server/answers/http/base/exchange.h"

/* Makes the bytes the reply's body, under an entity tag that is their digest; or the reply is 304, without a
 * body, if the client has them. Takes the buffer. The type must be static, the digest is copied. */
void tagged_reply(const struct exchange *exchange, const char *digest, const char *type,
                  struct buffer *body);

#endif
