#ifndef CHARFINDER_INDEX_SEARCH_OPTIONS_H
#define CHARFINDER_INDEX_SEARCH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/grammar.h"

/*
 * What may be chosen for a search beside its query, and the names of the choices, the same on
 * every surface.
 */

enum search_scope {
    SCOPE_NAME, /* the words of official names of characters */
    SCOPE_ALL,  /* every text of characters and sequences; words also stand for their beginnings */
};
enum search_sort { SORT_CODE_POINT, SORT_RELEVANCE };

const char *search_scope_name(enum search_scope scope); /* "name", "all" */
const char *search_sort_name(enum search_sort sort);    /* "codepoint", "relevance" */
bool search_scope_find(const char *name, size_t size, enum search_scope *scope);
bool search_sort_find(const char *name, size_t size, enum search_sort *sort);

/* A set of languages: bit n of languages.bits stands for language n of charindex_sources(). */
struct languages {
    uint64_t bits[(LANGUAGES_MAX + 63) / 64];
};
static inline bool languages_empty(const struct languages *languages)
{
    uint64_t any = 0;

    for (size_t i = 0; i < sizeof languages->bits / sizeof *languages->bits; i++)
        any |= languages->bits[i];
    return any == 0;
}

/* "de,fr" or "all" or "", which is all too. Returns false where one is not in the index: then *bad
 * is that one. */
bool languages_parse(const struct charindex *index, const char *text, size_t size,
                     struct languages *languages, struct slice *bad);

struct search_options {
    enum search_scope scope;
    enum search_sort sort;
    bool unfold;                /* variants are rows of their own */
    bool explain;               /* the plan is stored in any case */
    struct languages languages; /* whose keywords count; empty: all of the index */
};

/* Bytes of a query that is asked instead of another, with its NUL. */
enum { SUGGESTION_SIZE = QUERY_MAX_SIZE + 256 };

#endif
