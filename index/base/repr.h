#ifndef CHARFINDER_INDEX_BASE_REPR_H
#define CHARFINDER_INDEX_BASE_REPR_H

#include <stddef.h>

#include "index/base/buffer.h"

/*
 * Appends the text, valid UTF-8, quoted as Python's repr() quotes a string:
 * 'cat face', "it's", 'tab\there', '\u200b'. What is printable is decided by
 * str.isprintable()'s rule over ICU's general categories.
 */
void repr_append(struct buffer *out, const char *text, size_t size);

#endif
