#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_UCD_MAPPINGS_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_UCD_MAPPINGS_H

#include <stddef.h>

#include "index/base/reason.h"
#include "index/sources/records/facts.h"

/*
 * Files that lead from a character to several others, or to several values. Each function returns
 * SOURCE_OK; SOURCE_DAMAGED with a reason; or -ENOMEM. The facts are then to be taken back. Sources:
 * Unicode Standard Annexes #44 (SpecialCasing.txt) and #24 (ScriptExtensions.txt), Technical Standard #39
 * (confusables.txt).
 */

/* "FB00; FB00; 0046 0066; 0046 0046; # ff": full case mappings. Those with a condition are left out. */
int ucd_special_casing_read(const char *bytes, size_t size, struct facts *facts,
                            struct reason *reason);

/* "1CD0 ; Beng Deva # ...": scripts that use a character, as REPERTOIRE_SCRIPTS. */
int ucd_script_extensions_read(const char *bytes, size_t size, struct facts *facts,
                               struct reason *reason);

/* "0430 ; 0061 ; MA # ...": what a character looks like. The file has no mark at its end. */
int ucd_confusables_read(const char *bytes, size_t size, struct facts *facts,
                         struct reason *reason);

#endif
