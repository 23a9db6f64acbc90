#ifndef CHARFINDER_INDEX_BUILDER_ENRICHMENT_COMPATIBILITY_H
#define CHARFINDER_INDEX_BUILDER_ENRICHMENT_COMPATIBILITY_H

#include "index/builder/documents/documents.h"
#include "index/builder/documents/spellings.h"

/*
 * Characters that stand for several others can be found by those: "1/2" is ½, "VIII" Ⅷ, "..." …,
 * "TM" ™. Source: compatibility decompositions (NFKD), Unicode Standard Annex #15.
 */

/* Adds the spelling of each character that has one, as SPELLING_COMPATIBILITY. Returns 0 or
 * -ENOMEM. */
int compatibility_add(struct spellings *spellings, const struct documents *documents);

#endif
