#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_STRIP_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_STRIP_H

#include "index/base/slice.h"

/* The text, valid UTF-8, without the white space at both ends that str.strip() of Python removes,
 * because the book's server is written in Python. The result is part of the text, even where it is
 * empty. */
struct slice strip(struct slice text);

#endif
