#ifndef CHARFINDER_INDEX_BUILDER_ENRICHMENT_CURRENCIES_H
#define CHARFINDER_INDEX_BUILDER_ENRICHMENT_CURRENCIES_H

#include "index/builder/documents/documents.h"
#include "index/builder/documents/spellings.h"
#include "index/builder/documents/texts.h"
#include "index/builder/enrichment/naming.h"
#include "index/builder/terms/vocabulary.h"

/*
 * Currency symbols are found by the codes and names of their currencies, and by the countries that
 * use them. A currency without a symbol finds the flags of its countries.
 */

/* Adds to each currency symbol its currencies ("Indian Rupee (INR)") and their countries ("currency
 * of India"), as TEXT_KEYWORD in English, and the codes as SPELLING_CURRENCY. Adds currencies that have no
 * symbol to the flags of the countries ("Polish Zloty (PLN)"), as TEXT_KEYWORD. Call
 * after the texts of the sources have been added. Returns 0 or -ENOMEM. */
int currencies_add(struct texts *texts, struct spellings *spellings,
                   const struct documents *documents, struct vocabulary *vocabulary,
                   const struct naming *naming);

#endif
