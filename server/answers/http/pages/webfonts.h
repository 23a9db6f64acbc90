#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_WEBFONTS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_WEBFONTS_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "server/answers/http/base/exchange.h"
#include "server/answers/http/base/messages.h"

/*
 * Fonts of the server on a page whose reader runs no scripts (with scripts, static/fonts/webfonts.js finds out
 * what is missing): the parameter fonts=1.
 */

enum { WEBFONTS_ROWS = 64 }; /* of 256 code points, that a page can have fonts for */

/* Reads the parameter. Returns false if it is neither absent nor 1: the reply is a problem. */
bool webfonts_read(const struct exchange *exchange, bool *wanted);

/* Completes a whole page, if there are fonts to serve: adds the style sheets of the slices for the characters in
 * it, if they are wanted, and a link for those without scripts to the same page with fonts, or without, in the
 * language of the page. */
void webfonts_finish(const struct exchange *exchange, bool wanted, const struct messages *messages,
                     struct buffer *page);

#endif
