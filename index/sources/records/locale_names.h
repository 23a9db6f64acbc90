#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_LOCALE_NAMES_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_LOCALE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/base/vector.h"

/*
 * Names of territories and currencies, and which country has which, from files of CLDR that are newer than ICU's: the records of the
 * languages whose files could be read. Not thread-safe.
 */

enum locale_name_kind {
    LOCALE_TERRITORY,       /* "Türkiye", in English only */
    LOCALE_OTHER_TERRITORY, /* a short name or a variant: "US", "Ivory Coast" */
    LOCALE_CURRENCY,        /* "Indian Rupee", in English only */
    LOCALE_SYMBOL,          /* what it is written with where no other currency is meant: "₹" */
    LOCALE_TENDER,          /* of a territory, the code of its currency: "INR"; at English */
};

enum { LOCALE_CODE_SIZE = 4, LOCALE_NAMES_MAX = 1 << 18 };

struct locale_name {
    enum locale_name_kind kind;
    uint8_t language;            /* index in sources.languages */
    char code[LOCALE_CODE_SIZE]; /* "CH" or "INR", NUL-terminated */
    uint32_t at, size;           /* in texts */
};

struct locale_names {
    VECTOR_OF(struct locale_name) list;
    struct buffer texts;
    bool read[UINT8_MAX + 1]; /* by language: its file was read */
};

void locale_names_release(struct locale_names *names); /* and makes it empty */

/* Adds a name; the first one of several counts. Names beyond LOCALE_NAMES_MAX are left out. */
void locale_names_add(struct locale_names *names, enum locale_name_kind kind, uint8_t language,
                      const char *code, struct slice text);

/* Sorts by kind, language and code. Returns false if memory ran out. */
bool locale_names_settle(struct locale_names *names);

/* The range of names of a kind and language: *first and, after the last one, *end. */
void locale_names_range(const struct locale_names *names, enum locale_name_kind kind,
                        uint8_t language, size_t *first, size_t *end);

struct slice locale_names_text(const struct locale_names *names, size_t at);

/* The name for a code; empty: there is none. */
struct slice locale_names_find(const struct locale_names *names, enum locale_name_kind kind,
                               uint8_t language, const char *code);

#endif
