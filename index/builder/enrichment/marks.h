#ifndef CHARFINDER_INDEX_BUILDER_ENRICHMENT_MARKS_H
#define CHARFINDER_INDEX_BUILDER_ENRICHMENT_MARKS_H

#include "index/builder/documents/documents.h"
#include "index/builder/documents/texts.h"
#include "index/builder/terms/vocabulary.h"

/*
 * A letter inherits the names of its mark: ö is an o with an umlaut, though only U+0308 has that
 * alias.
 */

/* Adds to each letter that decomposes into another letter and a diacritic the diacritic's name
 * and informal aliases, as TEXT_MARK. Call after all other texts have been added. Returns 0 or
 * -ENOMEM. */
int marks_add(struct texts *texts, const struct documents *documents,
              struct vocabulary *vocabulary);

#endif
