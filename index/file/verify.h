#ifndef CHARFINDER_INDEX_FILE_VERIFY_H
#define CHARFINDER_INDEX_FILE_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"

/*
 * Verifies everything that the functions of charindex.h rely on, in an index whose chunks have been
 * found (frame.h): first the sizes, then each part after those that it relies on. A large index is verified by as
 * many threads as help; what is reported of it does not depend on them.
 */

enum verify_outcome {
    VERIFY_OK = 0,
    VERIFY_CONTRADICTION, /* see the reason */
};

/* Only the sizes of the chunks, the sources and the languages, and fills in the counts and the sources. */
int verify_outline(struct charindex *index, struct reason *reason);

/* All of it. Returns -ENOMEM when memory ran out. */
int verify_content(struct charindex *index, struct reason *reason);

/*
 * The parts, for verify.c, which groups them. Each relies on those before it in its group.
 */

bool verify_code_points(const struct charindex *index);
bool verify_sequences(const struct charindex *index);
bool verify_lines(const struct charindex *index);
bool verify_tails(const struct charindex *index);
bool verify_names(const struct charindex *index);
bool verify_bases(const struct charindex *index); /* and their variants */
bool verify_presentations(const struct charindex *index);
bool verify_references(const struct charindex *index);
bool verify_confusables(const struct charindex *index);
bool verify_decompositions(const struct charindex *index);

bool verify_terms(const struct charindex *index);
bool verify_endings(const struct charindex *index);
bool verify_lists(const struct charindex *index);
bool verify_unions(const struct charindex *index);
bool verify_forms(const struct charindex *index);
bool verify_word_lists(const struct charindex *index);
bool verify_name_words(const struct charindex *index);
bool verify_document_texts(const struct charindex *index);
bool verify_spellings(const struct charindex *index);
bool verify_meanings(const struct charindex *index);
bool verify_repertoire(const struct charindex *index);

/* The properties in the index are those of property_table.h. */
bool verify_keys(const struct charindex *index);
bool verify_values(const struct charindex *index);
/* `scratch` has space for a bitmap of documents. */
bool verify_sets(const struct charindex *index, uint64_t *scratch);

#endif
