#ifndef CHARFINDER_INDEX_SEARCH_PARTS_H
#define CHARFINDER_INDEX_SEARCH_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/base/vector.h"
#include "index/file/posting_set.h"
#include "index/search/match/options.h"
#include "index/search/rank/score.h"

/*
 * A result with several reasons: what the words found, what readings of the text answered, and what
 * was found with other words. Each part has one reason, and each document is in the first part that
 * has it. Not thread-safe.
 */

enum part_kind {
    PART_WORDS,   /* the words and the other clauses of the query */
    PART_READING, /* a reading of the text; see reading/table.h */
    PART_WIDER,   /* other words, because the query found little */
};

struct part {
    enum part_kind kind;
    const char *label;      /* of a reading: which; of a wider part: what was tried. Static text */
    struct posting_set set; /* ascending */
    struct plan *plan;      /* owned; NULL: the plan of the query, or none */
    bool scored;            /* scorer is set; otherwise no words speak for the documents */
    struct scorer scorer;
};

enum { PARTS_MAX = 24 };

struct parts {
    struct budget *budget; /* borrowed until parts_finish() */
    enum search_sort sort;
    uint32_t total;          /* documents in them */
    struct posting_set seen; /* the documents of the first `absorbed` parts, until parts_finish() */
    uint32_t absorbed;
    VECTOR_OF(struct posting_run) runs; /* the same in display order */
    uint32_t count;
    struct part list[]; /* in display order, none of them empty; PARTS_MAX until parts_trim() */
};

/* Returns no parts, or NULL if memory runs out. */
struct parts *parts_new(enum search_sort sort, struct budget *budget);
void parts_free(struct parts *parts); /* NULL is allowed */

/* Adds a part with those documents that are not in the parts before; nothing if there are none, or
 * if the parts are full. Each returns 0, or -ENOMEM, and then the parts are good for parts_free()
 * only. */

/* In this order, of a reading. */
int parts_add_documents(struct parts *parts, const char *label, const uint32_t *documents,
                        uint32_t count);
/* The ascending set, ranked by the scorer if the sort wants it. Takes over the plan in any case; it
 * is NULL if the scorer's plan belongs to something that lives longer. */
int parts_add_set(struct parts *parts, enum part_kind kind, const char *label,
                  const struct postings *set, const struct scorer *scorer, struct plan *plan);
/* The postings as they are: pasted text, in its order. */
int parts_add_text(struct parts *parts, const struct postings *text);

/* Moves `count` documents that begin at the rank `from` of the display order before the one at rank `to`
 * (<= from). They stay in their parts. Returns 0, or -ENOMEM as above. */
int parts_promote(struct parts *parts, uint32_t from, uint32_t count, uint32_t to);

/* Moves the documents of all parts to *result, in display order. Returns 0 or -ENOMEM. */
int parts_finish(struct parts *parts, struct posting_set *result);

/* After parts_finish(): gives back memory beyond what the parts take. They may move: returns them. NULL is
 * allowed. */
struct parts *parts_trim(struct parts *parts);

/* The part that has the document; NULL: none. */
const struct part *parts_find(const struct parts *parts, uint32_t document);

/* What the document is labelled with: the reading or the wider search that found it; NULL: nothing,
 * because the words did. Cheaper than parts_find(). */
const char *parts_label(const struct parts *parts, uint32_t document);

/* The bytes that they take (allocated.h), without the index; 0 of NULL. After parts_finish(). */
size_t parts_size(struct parts *parts);

#endif
