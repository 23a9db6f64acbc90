#ifndef CHARFINDER_INDEX_CHARINDEX_H
#define CHARFINDER_INDEX_CHARINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/image.h"
#include "index/postings.h"
#include "index/reason.h"
#include "index/sources/sources.h"

/*
 * A loaded index: opaque, immutable, reference counted, safe to read from any thread.
 *
 * Its documents are the characters, numbered from 0 in the order of their code points:
 * every character that has a name, and the 65 control characters, which have none and
 * stand under their label (<control-0007>). Every pointer that a function returns lives
 * as long as the caller's reference to the index.
 */

struct charindex;

enum { CHARINDEX_GENERATION_SIZE = 17 }; /* 16 hexadecimal digits and a NUL */

struct slice {
    const char *bytes; /* not NUL-terminated */
    size_t size;
};

enum charindex_outcome {
    CHARINDEX_OK = 0,
    CHARINDEX_INVALID = 1, /* the bytes are no index that this program reads; see the reason */
};

/*
 * Reads the bytes of an index, trusting none of them: everything a later call relies on is checked
 * here. On CHARINDEX_OK *out holds one reference, and the bytes, which the index borrows and
 * which begin at a multiple of 8, must stay unchanged until the last one is gone. Returns -ENOMEM when memory ran out.
 */
int charindex_parse(const void *bytes, size_t size, struct charindex **out, struct reason *reason);

/* The same for an image, which on CHARINDEX_OK is frozen and the index's own (*image is emptied);
 * otherwise it remains the caller's. */
int charindex_adopt(struct image *image, struct charindex **out, struct reason *reason);

/* Was the index made from these sources? If not, the reason names the one that differs. */
bool charindex_made_from(const struct charindex *index, const struct sources *sources,
                         struct reason *reason);

struct charindex *charindex_ref(struct charindex *index);
void charindex_unref(struct charindex *index); /* NULL is allowed */

/* The image itself, as it stands on disk. */
struct slice charindex_image(const struct charindex *index);

/* A short digest of all that is in the index, the same for the same sources everywhere:
 * 16 hexadecimal digits, NUL-terminated. */
const char *charindex_generation(const struct charindex *index);

const char *charindex_unicode_version(const struct charindex *index); /* "15.0" */
const char *charindex_icu_version(const struct charindex *index);     /* "72.1" */
uint32_t charindex_documents(const struct charindex *index);          /* named and controls */
uint32_t charindex_characters(const struct charindex *index);         /* named only */
uint32_t charindex_terms(const struct charindex *index);              /* distinct words */

uint32_t charindex_code_point(const struct charindex *index, uint32_t document);
/* The document of a code point, or false: unassigned, private use, surrogate. */
bool charindex_find(const struct charindex *index, uint32_t code_point, uint32_t *document);

/* The official name, or the label of a control character. */
struct slice charindex_name(const struct charindex *index, uint32_t document);
/* The lines of `count` neighbouring documents, "U+0039\t9\tDIGIT NINE\r\n" each. */
struct slice charindex_lines(const struct charindex *index, uint32_t document, uint32_t count);
/* The end of the document's JSON object: ,"category":"So","block":…,"script":…,"age":"1.1" */
struct slice charindex_properties(const struct charindex *index, uint32_t document);

/* The postings of a case-folded word, or false where no name has it. */
bool charindex_term(const struct charindex *index, const char *word, size_t size,
                    struct postings *postings);
/* The document whose whole official name this is, in upper case. */
bool charindex_find_name(const struct charindex *index, const char *name, size_t size,
                         uint32_t *document);

#endif
