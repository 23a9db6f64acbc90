#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_MESSAGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/search.h"
#include "server/answers/counters.h"
#include "server/answers/http/coding/stream.h"
#include "server/base/site.h"

/*
 * A request as the transport passes it, and the reply that the transport gets back: HTTP without
 * sockets.
 */

/* CONNECT stands for itself because its target is not a path. */
enum api_method { API_GET, API_HEAD, API_OPTIONS, API_OTHER, API_CONNECT };

struct api_request {
    enum api_method method;
    const char *target; /* as received: path, "?", query; percent-encoded */
    size_t target_size;
    const char *if_match; /* header values, or NULL; repeated fields joined by commas */
    const char *if_none_match;
    const char *accept;
    const char *accept_encoding;
    const char *accept_language;
    struct site site; /* where the client has sent it */
};

enum { API_HEADERS_MAX = 16 };

struct api_header {
    const char *name;  /* static */
    const char *value; /* static, or within the reply's header_text */
};

enum {
    API_LANGUAGES_SIZE = 1024, /* bytes of a list of languages; all of CLDR's take about 700 */

    API_READ_LANGUAGES_SIZE = 128, /* bytes of what Accept-Language is read as, with a NUL */

    /* Bytes of one reply's header values that are not static. The longest are Link, with a query
     * and its languages, and the suggestion, all bytes of them escaped. */
    API_HEADER_TEXT_SIZE =
        3 * (QUERY_MAX_SIZE + 2 * API_LANGUAGES_SIZE + SUGGESTION_SIZE) + SITE_PREFIX_MAX + 1024,
};

struct compression;

/*
 * A reply. If `stream` is not NULL, it produces the body. Otherwise the body is `bytes`, `size`:
 * borrowed static data if `owned` is NULL, else owned == bytes, to be freed with free(). The
 * transport writes Content-Length and drops the body for HEAD. A reply points into itself: it must
 * not be moved.
 */
struct api_reply {
    unsigned status;
    unsigned route; /* its number in the table of routes; COUNTED_NOWHERE: none has answered */
    bool lasting;   /* cacheable: every client that sends this target and accepts the same codings
                     gets the same reply while the index is the same, except for 304 by If-None-
                     Match */
    bool
        by_site; /* if it is lasting: only for clients that are told the same site, the whole of it */
    bool
        awaited; /* what is asked for is being made, and will be there soon: the transport may ask again
                     later, instead of sending this reply */
    bool compressible; /* its headers say that it may be sent in another content coding */
    bool by_language;  /* Accept-Language decided, among other things: read as `languages` */
    char languages[API_READ_LANGUAGES_SIZE];
    int64_t steps; /* that the answer took (index/base/budget.h), beside its bytes */
    size_t header_count;
    struct api_header headers[API_HEADERS_MAX];
    char header_text[API_HEADER_TEXT_SIZE];
    size_t header_text_size;
    const char *bytes; /* NULL if there is no body */
    size_t size;
    char *owned;
    struct api_stream *stream;
    struct compression *compression; /* NULL, or the body is still being made: see api_continue() */
};

#endif
