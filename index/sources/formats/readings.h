#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_READINGS_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_READINGS_H

#include <stdint.h>

#include "index/base/slice.h"
#include "index/sources/records/records.h"

/*
 * How ideographs are read in Mandarin, Cantonese, Japanese and Korean, by the properties of Unihan's
 * readings: they become spellings, in the ways in which people type them.
 *
 *   kMandarin  huǒ   ▶ "huǒ", "huo3", "huo"
 *   kJapaneseKun MIZU ▶ "mizu", "みず", "ミズ"
 *
 * Not thread-safe.
 */

struct readings;

/* The records are borrowed. Returns NULL when memory ran out. */
struct readings *readings_new(struct records *records);
void readings_free(struct readings *readings); /* NULL is allowed */

/* Takes one property of an ideograph; properties that are not readings are ignored, and so is what
 * is not a syllable. The spellings are added to the records with the first property of another
 * ideograph, or by readings_finish(), because their weights depend on all properties. Each returns
 * 0 or -ENOMEM. */
int readings_add(struct readings *readings, uint32_t code_point, struct slice property,
                 struct slice value);
int readings_finish(struct readings *readings);

#endif
