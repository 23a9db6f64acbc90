#ifndef CHARFINDER_INDEX_SEARCH_RANK_DOCUMENT_FIELDS_H
#define CHARFINDER_INDEX_SEARCH_RANK_DOCUMENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/plan.h"

/*
 * The fields in which a document has words of a query: texts of other fields need not be read. With
 * all languages a document has a thousand keywords, and a word is in those of a few languages.
 */

/* Sets *fields to all fields of the document that have a word of a clause that is not negated, and
 * perhaps others. Returns false, with *fields undefined, where that takes more than `most` lists of
 * postings. Adds the steps that it took to *steps. */
bool document_fields(const struct charindex *index, const struct plan *plan, uint32_t document,
                     uint32_t most, struct plan_fields *fields, size_t *steps);

#endif
