#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_NEGOTIATE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_NEGOTIATE_H

#include <stdbool.h>

/*
 * Header fields in which a client says what it has and what it takes (RFC 9110, sections 12 and
 * 13). Each takes the field's value as it came, several fields of one name joined by commas, or
 * NULL where there was none.
 */

/* Does If-None-Match name this entity tag (quoted), or any ("*")? Weak comparison. */
bool negotiate_has_etag(const char *if_none_match, const char *etag);

/* Does Accept-Encoding allow gzip, and prefer nothing of it to gzip? A client that excludes every
 * coding that there is, identity as well, is sent identity. */
bool negotiate_takes_gzip(const char *accept_encoding);

enum { NEGOTIATE_LANGUAGES_SIZE = 128 }; /* bytes of a list of languages, with a NUL */

/* Writes the languages of Accept-Language as a list, the one with the greatest weight first:
 * "de-AT,de,en". Leaves out what cannot be a language tag, what is not accepted, and what the list
 * has no space for. */
void negotiate_languages(const char *accept_language, char list[static NEGOTIATE_LANGUAGES_SIZE]);

#endif
