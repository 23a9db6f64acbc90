#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_DOCUMENTS_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/file/charindex.h"
#include "index/sources/sources.h"

/*
 * The documents of an index and their numbers: characters in the order in which they come, then
 * sequences, which are collected and numbered when all are known. U+FE0F, which only requests the
 * emoji form, is stored but never compared. Not thread-safe.
 */

/* Code points without U+FE0F, unless it stands alone. */
struct bare {
    uint32_t points[SEQUENCE_MAX];
    size_t count;
};

/* Returns false if there are more than SEQUENCE_MAX. */
bool bare_of(const uint32_t *points, size_t count, struct bare *bare);

/* A document that emoji-test.txt lists. */
struct emoji {
    uint32_t document;
    uint32_t order; /* from 1 */
    enum emoji_group group;
    size_t at, size;    /* its name there; see documents_emoji_name() */
    bool has_this_name; /* that is the name of the document */
};

struct documents {
    struct chunks *chunks;               /* borrowed: from DOCS to LINE, and NAME */
    const struct repertoire *repertoire; /* borrowed; NULL: ICU alone */
    uint32_t characters;                 /* including controls; the number of the first sequence */
    VECTOR_OF(uint32_t) named;           /* the characters that Unicode names */
    uint32_t sequences;
    VECTOR_OF(struct found) found; /* sequences; in order after documents_number() */
    VECTOR_OF(struct emoji) emoji; /* filled by documents_number(), in the order of the source */
    struct buffer names;           /* of sequences and emoji */
};

void documents_release(struct documents *documents);

/* Adds the next character, in the order of code points. */
void documents_character(struct documents *documents, const struct source_character *character);

/* Adds a sequence, or an emoji. Ignores one that does not make a line, or contains an unknown
 * character. */
void documents_sequence(struct documents *documents, const struct source_sequence *sequence);

/* Numbers the sequences after all have been added. Returns 0 or -ENOMEM. */
int documents_number(struct documents *documents);

/*
 * After documents_number().
 */

uint32_t documents_count(const struct documents *documents);
uint32_t documents_first_point(const struct documents *documents, uint32_t document);
/* From the first sequence on. */
const struct bare *documents_sequence_points(const struct documents *documents, uint32_t document);
bool documents_find(const struct documents *documents, const struct bare *bare, uint32_t *document);
struct slice documents_name(const struct documents *documents, uint32_t document);

struct slice documents_emoji_name(const struct documents *documents, const struct emoji *emoji);

/* Writes the order of the characters' names. Returns 0 or -ENOMEM. */
int documents_write_names(struct documents *documents);

#endif
