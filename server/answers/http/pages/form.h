#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_FORM_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_FORM_H

#include "index/base/buffer.h"
#include "index/base/slice.h"

/* Appends the value of a parameter as a form encodes it (WHATWG URL standard, section 5.2).
 * Thread-safe. */
void form_append(struct buffer *out, struct slice text);

#endif
