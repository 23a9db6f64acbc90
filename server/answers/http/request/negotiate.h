#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_NEGOTIATE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_NEGOTIATE_H

#include <stdbool.h>

#include "server/answers/http/coding/coding.h"

/*
 * Header fields in which a client says what it has and what it takes (RFC 9110, sections 12 and
 * 13). Each takes the field's value as it came, several fields of one name joined by commas, or
 * NULL where there was none.
 */

/* Does If-None-Match name this entity tag (quoted), or any ("*")? Weak comparison. */
bool negotiate_has_etag(const char *if_none_match, const char *etag);

/* Does If-Match name this entity tag ("…" or W/"…"), or any ("*")? Strong comparison: a weak tag is
 * like no other, not even itself. */
bool negotiate_has_strong_etag(const char *if_match, const char *etag);

struct accepted {
    enum coding coding; /* the one with the highest weight; of equal ones, the best */
    bool identity;      /* acceptable as well */
};

/* Reads Accept-Encoding. Codings other than identity count only if their bit, 1 << coding, is in
 * `offered`. A client that excludes all of them, and identity as well, is sent identity. */
struct accepted negotiate_coding(const char *accept_encoding, unsigned offered);

/* Does Accept ask for a page rather than JSON? Only if it names text/html: programs that take anything get
 * JSON. */
bool negotiate_page(const char *accept);

enum { NEGOTIATE_LANGUAGES_SIZE = 128 }; /* bytes of a list of languages, with a NUL */

/* Writes the languages of Accept-Language as a list, the one with the greatest weight first:
 * "de-AT,de,en". Leaves out what cannot be a language tag, what is not accepted, and what the list
 * has no space for. */
void negotiate_languages(const char *accept_language, char list[static NEGOTIATE_LANGUAGES_SIZE]);

#endif
