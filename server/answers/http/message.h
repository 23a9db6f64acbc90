#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_MESSAGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/search/search.h"

/*
 * A request as the transport hands it over, and the reply that it gets back: HTTP without sockets.
 */

/* CONNECT stands for itself because its target is not a path. */
enum api_method { API_GET, API_HEAD, API_OPTIONS, API_OTHER, API_CONNECT };

struct api_request {
    enum api_method method;
    const char *target; /* as it came: path, "?", query; percent-encoded */
    size_t target_size;
    const char *if_none_match; /* header values, or NULL; several of a name joined by commas */
    const char *accept_encoding;
    const char *host; /* as the guard let it through, or NULL (HTTP/1.0) */
};

enum { API_HEADERS_MAX = 16 };

struct api_header {
    const char *name;  /* static */
    const char *value; /* static, or within the reply's header_text */
};

/* A body too long to be held at once, made piece by piece. Its maker puts this first into a struct
 * of its own. */
struct api_stream {
    /* Writes the next part, as much as fits or less; 0 at the end. Costs at most about 16 KiB of
     * rows, however large the capacity. The memory it needs is taken when the reply is made, so
     * that it cannot run out half way. */
    size_t (*read)(struct api_stream *stream, char *out, size_t capacity);
    void (*free)(struct api_stream *stream);
};

enum {
    API_LANGUAGES_SIZE = 1024, /* bytes of the parameter lang; all of CLDR's are some 700 */

    /* Bytes of the header values of one reply that are not static. The longest are Link, with a
     * query and its languages, and the suggestion, each of their bytes escaped. */
    API_HEADER_TEXT_SIZE = 3 * (QUERY_MAX_SIZE + API_LANGUAGES_SIZE + SUGGESTION_SIZE) + 1024,
};

/*
 * A reply. Either `stream` is not NULL and the body is what it reads until 0, or
 * the body is `bytes`, `size`: borrowed from the program's own data when `owned` is NULL, else
 * owned == bytes and freed with free(). Content-Length and, for HEAD, dropping the body are the
 * transport's. A reply points into itself: it must not be moved.
 */
struct api_reply {
    unsigned status;
    bool lasting; /* the same for whoever sends this target and takes the same codings, as long as
                     the index is the same; but for If-None-Match, which makes it 304 */
    size_t header_count;
    struct api_header headers[API_HEADERS_MAX];
    char header_text[API_HEADER_TEXT_SIZE];
    size_t header_text_size;
    const char *bytes; /* NULL where there is no body */
    size_t size;
    char *owned;
    struct api_stream *stream;
};

#endif
