#ifndef CHARFINDER_INDEX_SEARCH_FULL_NAME_H
#define CHARFINDER_INDEX_SEARCH_FULL_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/file/charindex.h"
#include "index/search/match/hits.h"

/*
 * Texts that are the full name of a character or sequence, however the grammar parses them.
 */

/* Finds a character by its official name, in any case and with spaces around it. Then *name is the
 * text without these spaces, at most WORD_MAX_SIZE bytes, and borrows it. Only finds names with a
 * hyphen, because a query finds the others. */
bool full_name_of_character(const struct charindex *index, struct slice text, struct slice *name,
                            uint32_t *document);

/* Finds a sequence by its name in any case, at most WORD_MAX_SIZE bytes of valid UTF-8. Costs a
 * lookup a word, and reads the names that have its rarest word. */
bool full_name_of_sequence(const struct charindex *index, struct slice text, uint32_t *document);

/* Makes the document the only hit, with a plan in which the words of its name are a phrase. The
 * name comes from one of the functions above; *query becomes that phrase. Returns 0, or -ENOMEM
 * with nothing to release. */
int full_name_hits(const struct hits_request *request, struct slice name, uint32_t document,
                   struct query *query, struct hits *hits);

#endif
