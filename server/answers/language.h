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

/* Appends the index's languages, "de, en and fr". */
void language_append_all(struct buffer *out, const struct charindex *index);

#endif
