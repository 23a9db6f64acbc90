#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_UCD_PROPERTIES_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_UCD_PROPERTIES_H

#include <stddef.h>

#include "index/base/reason.h"
#include "index/sources/records/facts.h"
#include "index/sources/records/source.h"

/*
 * The files of the Unicode Character Database that have properties (UAX #44), as facts. They do not
 * open files: they get the bytes, borrowed for the call, and do not trust them.
 *
 * Each adds its facts between facts_begin() and facts_keep(), which its caller calls. Returns SOURCE_OK,
 * or SOURCE_DAMAGED with a reason, or -ENOMEM. Properties and lines that are not used are skipped.
 */

/* "0000..007F; Basic Latin": one property, the value in field `field`, from 1. */
int ucd_property_read(const char *bytes, size_t size, enum property property, unsigned field,
                      struct facts *facts, struct reason *reason);

/* "0009..000D ; White_Space", "00A0 ; NFKC_QC; N": many properties. */
int ucd_properties_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason);

/* PropertyValueAliases.txt: the names of values that ICU does not have. */
int ucd_value_names_read(const char *bytes, size_t size, struct facts *facts,
                         struct reason *reason);

/* BidiMirroring.txt: "0028; 0029". */
int ucd_mirrors_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason);

/* UnicodeData.txt: properties, mappings, and the names of characters that ICU does not know. */
int unicode_data_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason);

/* Does it list a character that ICU does not know? The file does not say its version. */
bool unicode_data_is_newer(const char *bytes, size_t size);

#endif
