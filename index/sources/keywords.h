#ifndef CHARFINDER_INDEX_SOURCES_KEYWORDS_H
#define CHARFINDER_INDEX_SOURCES_KEYWORDS_H

#include <stdint.h>

#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"
#include "index/sources/single.h"
#include "index/sources/tables/sequence_set.h"

/*
 * CLDR's keywords and names of characters, and its names of flags, in each language of
 * sources->languages: up to three files a language, which together are the source "cldr". A damaged file
 * is the source's damage, and costs its own language only.
 *
 * `sequences` are settled: those that the index has. `english` is a place in sources->languages. The
 * visitor gets the records; NULL: only the digest and the version are wanted. `memory` is used for one
 * file after the other. Returns 0, -ECANCELED, -ENOMEM, or a negative errno if this process is short of
 * something.
 */
int keywords_read(const struct source_visitor *visitor, void *context,
                  const struct folders *folders, struct single *memory,
                  struct sequence_set *sequences, struct sources *sources, uint8_t english);

#endif
