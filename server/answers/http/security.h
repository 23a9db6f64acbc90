#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_SECURITY_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_SECURITY_H

#include "server/answers/http/base/exchange.h"

/* GET /.well-known/security.txt (RFC 9116): whom to tell of a security problem; 404 unless the
 * configuration says it. */
void security_answer(const struct exchange *exchange);

#endif
