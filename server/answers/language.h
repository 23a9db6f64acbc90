#ifndef CHARFINDER_SERVER_ANSWERS_LANGUAGE_H
#define CHARFINDER_SERVER_ANSWERS_LANGUAGE_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/search/search.h"

/*
 * The languages that a client asks for, "de,fr", on telnet and on HTTP.
 */

/* Reads "de,fr", "all" or "" into the set. Returns false, with the reason, where one of them is
 * not in the index: the reason tells which are, and what to send instead. */
bool language_set_read(const struct charindex *index, struct slice text,
                       struct languages *languages, struct reason *reason);

/* Appends the index's languages, "de, en and fr". */
void language_append_all(struct buffer *out, const struct charindex *index);

#endif
