/*
 * What all pages have in common.
 */

#include "server/answers/http/pages/document.h"

#include "server/answers/http/base/reply.h"

/* Nothing that a name or a query could inject has any effect. */
#define POLICY                                                                                     \
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "                \
    "img-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action "        \
    "'self'; "                                                                                     \
    "base-uri 'none'; frame-ancestors 'none'"

void document_headers(struct api_reply *reply, const struct messages *messages)
{
    reply_header(reply, "Content-Language", messages->language);
    reply_header(reply, "Content-Security-Policy", POLICY);
    reply_header(reply, "Referrer-Policy", "no-referrer");
}
