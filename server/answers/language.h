#ifndef CHARFINDER_SERVER_ANSWERS_LANGUAGE_H
#define CHARFINDER_SERVER_ANSWERS_LANGUAGE_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/search/match/preference.h"
#include "index/search/search.h"

/*
 * Language lists that clients send, such as "de,fr", on telnet and on HTTP: as a preference, which
 * excludes nothing, or as a filter.
 */

/* Parses "de,fr", "all" or "" into the set. Returns false if a language is not in the index; the
 * reason then lists the available languages and says what to send. Thread-safe. */
bool language_set_read(const struct charindex *index, struct slice text,
                       struct languages *languages, struct reason *reason);

/* Parses "de-AT,fr", "all" or "" into a preference; see index/search/match/preference.h. Returns false
 * if something in it cannot be the tag of a language; the reason then says what to send.
 * Thread-safe. */
bool language_preference_read(const struct charindex *index, struct slice text,
                              struct preference *preference, struct reason *reason);

enum { LANGUAGE_LIST_SIZE = 128 }; /* bytes of a list of languages, with a NUL */

/* Writes those of the known languages that tags such as "de-AT,de,en" mean, in their order: "de,en". Known
 * are the index's, where it is not NULL, and the first one that `also` returns for a tag, if that is not NULL:
 * it is static. Empty if that is English only, which comes first anyway. Tags and languages
 * that the list has no space for, and what is not a tag, are left out. Thread-safe. */
void language_list_known(const struct charindex *index, const char *(*also)(struct slice tag),
                         const char *tags, char text[static LANGUAGE_LIST_SIZE]);

/* Appends the index's languages, "de, en and fr". */
void language_append_all(struct buffer *out, const struct charindex *index);

#endif
