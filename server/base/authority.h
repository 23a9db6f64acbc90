#ifndef CHARFINDER_SERVER_BASE_AUTHORITY_H
#define CHARFINDER_SERVER_BASE_AUTHORITY_H

#include <stdbool.h>

#include "index/base/slice.h"

/*
 * The authority of a URL, which is the value of Host: uri-host [ ":" port ], RFC 9110, section 7.2.
 * Thread-safe.
 */

/* Is it a name or an address, perhaps with a port, and nothing else? A name may have any of RFC 3986's
 * characters but the comma, which would separate two hosts in a list. A port is any number, or empty. */
bool authority_is_valid(struct slice text);

#endif
