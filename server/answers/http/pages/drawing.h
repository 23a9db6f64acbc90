#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_DRAWING_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_DRAWING_H

#include <stdbool.h>

#include "server/answers/http/base/wish_store.h"
#include "server/answers/http/pages/subject.h"

/* What a picture of a character or sequence shows: the character; a combining mark on a dotted circle; of what
 * cannot be seen, in a frame, Unicode's abbreviation or else the code point. Returns false if there is nothing
 * to show: a surrogate, or a code point that is not assigned. Thread-safe. */
bool drawing_wish(const struct subject *subject, struct wish *wish);

#endif
