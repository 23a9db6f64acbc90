#ifndef CHARFINDER_TESTS_BENCH_WORST_REQUEST_H
#define CHARFINDER_TESTS_BENCH_WORST_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/search/match/options.h"
#include "tests/bench/measure.h"

/*
 * Requests that bench-worst makes up: a surface of the daemon, a text in pieces, and parameters.
 * All of them follow from the state of the generator. Plain data.
 */

enum surface {
    SURFACE_SEARCH,  /* /api/v1/search in any format */
    SURFACE_TELNET,  /* a line with any settings, and :more */
    SURFACE_ARRAY,   /* /search */
    SURFACE_PAGE,    /* /?query= */
    SURFACE_SUGGEST, /* /api/v1/suggest */
    SURFACE_INSPECT, /* /api/v1/inspect */
    SURFACE_CHARACTER,
    SURFACE_BLOCKS, /* lists, which have no text */
    SURFACE_SCRIPTS,
    SURFACE_CATEGORIES,
    SURFACES,
};

const char *surface_name(enum surface surface); /* "search", "telnet", … */

enum {
    REQUEST_PIECES_MAX = 1024,
    REQUEST_PIECE_SIZE = 48,  /* with a NUL */
    REQUEST_TEXT_SIZE = 1024, /* QUERY_MAX_SIZE, and the most that /api/v1/inspect takes */
};

struct request {
    enum surface surface;
    const char *family; /* that it began as; static */
    size_t count;
    char pieces[REQUEST_PIECES_MAX][REQUEST_PIECE_SIZE];
    char separators[REQUEST_PIECES_MAX]; /* before each piece: ' ', '|', '-' or '\0' for none */
    enum search_scope scope;
    enum search_sort sort;
    bool unfold, facets, json;
    unsigned format; /* json, ndjson, tsv */
    unsigned limit;
    unsigned offset;
    unsigned language; /* 0: all; otherwise one of the index */
};

/* The kinds of requests to begin with: families of texts that may be expensive, on each surface. */
size_t request_kinds(void);
/* A random request of that kind. */
void request_make(struct request *request, size_t kind, const struct charindex *index,
                  struct prng *prng);

/* Adds, drops or changes pieces or parameters. */
void request_mutate(struct request *request, const struct charindex *index, struct prng *prng);

/* The text, without the pieces that it is too long for. Returns its bytes; it is valid UTF-8. */
size_t request_text(const struct request *request, char out[static REQUEST_TEXT_SIZE + 1]);

/* Makes the target of an HTTP request. */
void request_target(const struct request *request, const struct charindex *index,
                    struct buffer *target);

#endif
