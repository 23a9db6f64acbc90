#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_COMPLAINT_WORDS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_COMPLAINT_WORDS_H

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "server/answers/http/base/messages.h"

/*
 * What is wrong with a query, to people: the page says the same (static/find/hint.js). Thread-safe.
 */

/* Appends sentences as plain text. `code` is one of complaint.h; `key` and `closest` are empty where there is
 * none. All are borrowed for the call. */
void complaint_words_append(struct buffer *out, const struct messages *messages, struct slice code,
                            struct slice key, struct slice closest);

#endif
