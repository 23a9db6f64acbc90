#ifndef CHARFINDER_INDEX_UNICODE_SCRIPT_MIX_H
#define CHARFINDER_INDEX_UNICODE_SCRIPT_MIX_H

#include <stdbool.h>
#include <stddef.h>

#include "index/unicode/repertoire.h"

/*
 * Words with characters that ICU does not know: do their letters belong to one script, or to scripts that
 * a language writes together? What ICU's spoof checker says of all other words. Source: Unicode Technical
 * Standard #39, sections 5.1 (resolved script sets) and 5.2 (highly restrictive). Thread-safe.
 */

/* Has the word such a character? Without a repertoire none has. The word is valid UTF-8. */
bool script_mix_concerns(const struct repertoire *repertoire, const char *word, size_t size);

/* Does it mix scripts? */
bool script_mix(const struct repertoire *repertoire, const char *word, size_t size);

#endif
