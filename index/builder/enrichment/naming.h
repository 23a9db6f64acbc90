#ifndef CHARFINDER_INDEX_BUILDER_ENRICHMENT_NAMING_H
#define CHARFINDER_INDEX_BUILDER_ENRICHMENT_NAMING_H

#include "index/sources/records/locale_names.h"
#include "index/text/currency.h"
#include "index/text/region.h"
#include "index/unicode/repertoire.h"

/*
 * The names of regions and currencies, and the currencies of regions: CLDR's where its files are newer than
 * ICU's data, else ICU's. The functions are those of region.h and currency.h, and so are their results.
 */

struct naming {
    const struct locale_names *names;    /* borrowed; empty: ICU alone */
    const struct repertoire *repertoire; /* knows currency symbols that ICU does not; or NULL */
    uint8_t english;                     /* its place in sources.languages */
};

size_t naming_region(const struct naming *naming, const char region[static REGION_CODE_SIZE],
                     char *name, size_t size);

/* The language is given as its place in sources.languages and by name. */
int naming_visit_other_regions(const struct naming *naming, uint8_t language, const char *name,
                               region_visit visit, void *context);

bool naming_currency_of_region(const struct naming *naming,
                               const char region[static REGION_CODE_SIZE],
                               char code[static CURRENCY_CODE_SIZE]);

/* Those of CLDR that ICU does not have are among them. */
int naming_visit_currencies(const struct naming *naming, currency_visit visit, void *context);

#endif
