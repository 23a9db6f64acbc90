#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_STRIP_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_STRIP_H

#include "index/base/slice.h"

/* Strips leading and trailing white space from valid UTF-8, as Python's str.strip() does, because
 * the book's server is written in Python. The result points into the text, even if it is empty. */
struct slice strip(struct slice text);

#endif
