#ifndef CHARFINDER_INDEX_FILE_VERIFY_H
#define CHARFINDER_INDEX_FILE_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/file/format.h"

/*
 * Proves of an index whose chunks have been found (frame.h) all that its questions rely on, from
 * the sizes inwards, each part in the order in which the next one relies on it.
 */

enum verify_outcome {
    VERIFY_OK = 0,
    VERIFY_CONTRADICTION, /* see the reason */
};

/* Also fills in the counts and the sources. Returns -ENOMEM when memory ran out. */
int verify_content(struct charindex *index, struct reason *reason);

/*
 * The parts, for verify.c.
 */

/* Offsets that begin at 0, never fall, and end at `end`. */
bool verify_offsets(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                    size_t end);
/* The same into a chunk of text, which is plain (plain.h) and nowhere cut inside a character. */
bool verify_texts(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                  enum format_chunk text);
/* Runs ascend without touching, their ranks count what is before them, and all documents exist. */
bool verify_postings(const struct postings *postings, uint32_t documents);
/* No bit is set that stands for no document. */
bool verify_bitmap(const struct charindex *index, const char *bitmap);

bool verify_code_points(const struct charindex *index);
bool verify_sequences(const struct charindex *index);
bool verify_lines(const struct charindex *index);
bool verify_tails(const struct charindex *index);
bool verify_names(const struct charindex *index);
bool verify_bases(const struct charindex *index); /* and their variants */
bool verify_references(const struct charindex *index);
bool verify_confusables(const struct charindex *index);

bool verify_terms(const struct charindex *index);
bool verify_lists(const struct charindex *index);
bool verify_unions(const struct charindex *index);
bool verify_word_lists(const struct charindex *index);
bool verify_name_words(const struct charindex *index);
bool verify_document_texts(const struct charindex *index);

/* The properties in the index are those of property_table.h. */
bool verify_keys(const struct charindex *index);
bool verify_values(const struct charindex *index);
/* `scratch` has room for a bitmap of documents. */
bool verify_sets(const struct charindex *index, uint64_t *scratch);

#endif
