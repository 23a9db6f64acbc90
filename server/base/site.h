#ifndef CHARFINDER_SERVER_BASE_SITE_H
#define CHARFINDER_SERVER_BASE_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * Where clients find the server: "https://example.org/charfinder". The last part is the prefix: a
 * path below which a proxy has put the server. Thread-safe.
 */

enum {
    SITE_URL_SIZE = 256,                            /* bytes of a public URL, with a NUL */
    SITE_AUTHORITY_MAX = 253 + sizeof ":65535" - 1, /* bytes; RFC 1035 allows names of 253 */
    SITE_PREFIX_MAX = 128,                          /* bytes */
};

enum site_source {
    SITE_OF_HOST,   /* the client's Host names it, and there is no prefix */
    SITE_OF_PROXY,  /* a trusted proxy has said some of it, or could have */
    SITE_OF_CONFIG, /* it is configured */
};

/* All is borrowed. */
struct site {
    enum site_source source;
    bool tls;               /* https */
    struct slice authority; /* "example.org:8443", valid; empty: not known */
    struct slice prefix;    /* "/charfinder", valid; empty: none */
};

/* Is it the path of a directory without the final "/", as URLs have it: whole segments, none empty,
 * "." or "..", no escaped "/", of at most SITE_PREFIX_MAX bytes, and UTF-8 without controls once it is
 * decoded? */
bool site_is_prefix(struct slice text);

/* Copies the URL without what can be left out: the case of the scheme, the last "/". Returns NULL; or
 * what is wrong, as the end of a sentence about the text (static). */
const char *site_normalize(char url[static SITE_URL_SIZE], const char *text);
/* The site of a normalized URL, which it refers to. */
struct site site_of_url(const char *url);

/* Appends "https://example.org", without the prefix. The authority must be known. */
void site_append_origin(struct buffer *out, const struct site *site);

/* How many bytes of the decoded path are the prefix, with a "/" after it or at the end of the path; 0
 * where it is not there, or there is none. `plain` bytes of the path come before the first "/" that was
 * escaped. */
size_t site_prefix_of(const struct site *site, struct slice path, size_t plain);

/* What replies to the same target depend on, as bytes: the whole of a site that is configured, the
 * prefix of others. Only descriptions for programs, which name the whole site, depend on their authority. */
void site_append_key(struct buffer *out, const struct site *site);

#endif
