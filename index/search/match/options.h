#ifndef CHARFINDER_INDEX_SEARCH_MATCH_OPTIONS_H
#define CHARFINDER_INDEX_SEARCH_MATCH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/query/grammar.h"

/*
 * The options of a search, and their names, which are the same on every interface.
 */

enum search_scope {
    SCOPE_NAME, /* official names of characters */
    SCOPE_ALL,  /* every text of characters and sequences; words also match as prefixes */
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
static inline bool languages_have(const struct languages *languages, size_t language)
{
    return languages->bits[language / 64] >> (language % 64) & 1;
}
static inline void languages_add(struct languages *languages, size_t language)
{
    languages->bits[language / 64] |= (uint64_t)1 << (language % 64);
}

/* Parses "de,fr" or "all" or "", which means all. Returns false if a language is not in the index:
 * then *bad is its name in the text. */
bool languages_parse(const struct charindex *index, const char *text, size_t size,
                     struct languages *languages, struct slice *bad);

/* The languages that a person reads (preference.h): keywords in them come first. */
struct preference {
    struct languages first; /* of the first language of the list that the index has */
    struct languages also;  /* of the others, of other regions, and English */
};

struct search_options {
    enum search_scope scope;
    enum search_sort sort;
    bool unfold;                 /* variants have their own rows */
    bool explain;                /* always store the plan */
    struct languages languages;  /* of keywords that match; empty: all of the index */
    struct preference preferred; /* empty: English */
};

/* The size of a suggested query, with its NUL. */
enum { SUGGESTION_SIZE = QUERY_MAX_SIZE + 256 };

#endif
