#ifndef CHARFINDER_INDEX_UNICODE_PROMINENCE_H
#define CHARFINDER_INDEX_UNICODE_PROMINENCE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * How well known a character is, from 0 to 255, by the evidence of its sources: characters that are
 * on many lists, made by different people for different purposes, are known to many people.
 * Computed once, when the index is built; see prominence.c for the evidence and its weights.
 * Thread-safe after prominence_new().
 */

struct prominence;
struct repertoire;

/* What the build has found in the sources about one document. */
struct prominence_evidence {
    const struct repertoire *repertoire; /* or NULL */
    uint32_t code_point;                 /* the first one of a sequence */
    bool sequence;                       /* of several code points */
    bool variant;                        /* by tone or gender, of another emoji */
    uint32_t emoji_order;                /* from 1, or 0: none */
    uint32_t annotations;                /* CLDR keywords in English; 0: not annotated */
    uint32_t html_names;                 /* HTML's named characters */
    uint32_t aliases;                    /* formal and informal ones */
    uint32_t written; /* of an ideograph: how often, in texts that were counted */
};

/* Opens what it needs of ICU. Returns NULL when memory ran out. */
struct prominence *prominence_new(void);
void prominence_free(struct prominence *prominence); /* NULL is allowed */

unsigned prominence_of(const struct prominence *prominence,
                       const struct prominence_evidence *evidence);

/* The tier of a prominence: 0, the best known, to CHARINDEX_TIERS - 1. */
unsigned prominence_tier(unsigned prominence);

#endif
