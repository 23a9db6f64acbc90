#ifndef CHARFINDER_INDEX_PRESENT_CAPTION_H
#define CHARFINDER_INDEX_PRESENT_CAPTION_H

#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/file/charindex.h"
#include "index/search/match/options.h"

/*
 * What a character is called to a reader: "Red heart", where the official name is HEAVY BLACK HEART.
 * Thread-safe.
 */

/* The short name (CLDR's) in one of the languages that come first; empty where there is none. It lives
 * as long as the index. */
struct slice caption_short_name(const struct charindex *index, uint32_t document,
                                const struct preference *preference);

/* Appends an official name in sentence case: "Combining Greek ypogegrammeni". What is not in capitals
 * gets a capital first letter only. static/text/caption.js does the same. */
void caption_append_sentence(struct buffer *out, struct slice name);

/* Appends any text, with its first letter in upper case. */
void caption_append_capital(struct buffer *out, struct slice text);

/* Appends the short name, or else the official name, both in sentence case. */
void caption_append(struct buffer *out, const struct charindex *index, uint32_t document,
                    const struct preference *preference);

/* Does the caption have the letters of the official name, so that one of the two is enough? */
bool caption_is_name(const struct charindex *index, uint32_t document,
                     const struct preference *preference);

#endif
