#ifndef CHARFINDER_INDEX_BUILDER_ENRICHMENT_FLAGS_H
#define CHARFINDER_INDEX_BUILDER_ENRICHMENT_FLAGS_H

#include "index/builder/documents/documents.h"
#include "index/builder/documents/spellings.h"
#include "index/builder/documents/texts.h"
#include "index/builder/enrichment/naming.h"
#include "index/builder/terms/vocabulary.h"
#include "index/sources/sources.h"

/*
 * Flags of countries and their parts. Which one a flag is of is written in its sequence; so it is
 * found by that code, and by all names of the country.
 */

/* Adds to each flag the name of its country as TEXT_NICKNAME; the code ("CH", "flag CH", "GB SCT
 * flag") and the other names of the country in each language of the sources, as TEXT_KEYWORD; and
 * longer codes alone ("CHE", "GB-SCT") as SPELLING_REGION. Call after documents_number(). Returns 0 or -ENOMEM. */
int flags_add(struct texts *texts, struct spellings *spellings, const struct documents *documents,
              struct vocabulary *vocabulary, const struct sources *sources,
              const struct naming *naming);

#endif
