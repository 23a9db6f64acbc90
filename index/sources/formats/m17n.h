#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_M17N_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_M17N_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/sources/records/source.h"

/*
 * The m17n library's notation for its database: nested lists of symbols, texts and integers, and
 * comments after ";". Source: "Data Format", in the manual of the m17n library.
 *
 *   (map (map ("&a!" ?à) ("&NU" 0x0)))
 *
 * The bytes are borrowed until the end. Lists are not nested in memory: each is opened and closed
 * by a token, so that depth costs nothing.
 */

enum m17n_token {
    M17N_OPEN,    /* ( */
    M17N_CLOSE,   /* ) */
    M17N_TEXT,    /* "text" */
    M17N_INTEGER, /* 12, 0x3B, ?c */
    M17N_SYMBOL,
    M17N_END,     /* of the file, with all lists closed */
    M17N_DAMAGED, /* with a reason; or memory ran out, and text.failed is set */
};

struct m17n {
    struct slice rest; /* not read yet */
    unsigned line;     /* number of the current line, from 1 */
    unsigned depth;    /* how many lists are open */
    struct buffer text;
    uint32_t integer;
};

/* Returns false, with a reason, if the bytes are not UTF-8 or contain a NUL byte. */
bool m17n_open(struct m17n *m17n, const char *bytes, size_t size, struct reason *reason);
void m17n_release(struct m17n *m17n);

/* The next token. `text` has the content of M17N_TEXT and M17N_SYMBOL until the next call, `integer`
 * the value of M17N_INTEGER, which is UINT32_MAX if it is negative or does not fit. */
enum m17n_token m17n_next(struct m17n *m17n, struct reason *reason);

#endif
