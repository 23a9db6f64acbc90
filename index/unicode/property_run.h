#ifndef CHARFINDER_INDEX_UNICODE_PROPERTY_RUN_H
#define CHARFINDER_INDEX_UNICODE_PROPERTY_RUN_H

#include <stdint.h>

#include "index/unicode/property.h"
#include "index/unicode/repertoire.h"

/*
 * Values of many characters in the order of their code points: where a value ends, so that the characters
 * before need not be looked at one by one. Thread-safe. ICU keeps a table of each property that was asked for,
 * some hundred kilobytes in all: not for what answers a query.
 */

/* property_number(), and the last code point up to which all have the same number. Further ones may have it too.
 * Not of EMOJI_GROUPS. */
uint32_t property_run(const struct repertoire *repertoire, enum property property,
                      uint32_t code_point, uint32_t *last);

#endif
