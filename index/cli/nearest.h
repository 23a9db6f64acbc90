#ifndef CHARFINDER_INDEX_CLI_NEAREST_H
#define CHARFINDER_INDEX_CLI_NEAREST_H

#include <stdbool.h>

/*
 * Messages about wrong words of the command line, with the valid word that is nearest to them.
 */

/* "invalid value 'nam' for --scope: use name or all; the nearest is name". The words end with NULL.
 * Returns false, for callers that return it. */
bool nearest_complain(const char *option, const char *value, const char *wanted,
                      const char *const *words);

/* The nearest of the words, or NULL. Static, or as long as the words live. */
const char *nearest_word(const char *value, const char *const *words);

#endif
