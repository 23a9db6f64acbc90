#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_READER_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_READER_H

#include "server/answers/http/base/exchange.h"
#include "server/answers/http/base/messages.h"
#include "server/answers/language.h"

/*
 * Who reads a page: which languages they like best, and the language of the page.
 */

struct reader {
    char languages[LANGUAGE_LIST_SIZE]; /* "de-AT,de", NUL-terminated; "": English */
    const struct messages *messages;    /* of the page; static */
};

/* Reads the languages of the address (`lang`) or, if it has none, of Accept-Language: those that the index or
 * the page has. Then the reply is marked: it differs by that header. */
void reader_of(struct reader *reader, const struct exchange *exchange);

/* The same for an error, which no cache keeps. The target may be NULL: it cannot be read. */
const struct messages *reader_messages(const struct api_request *request,
                                       const struct target *target);

#endif
