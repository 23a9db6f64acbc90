#ifndef CHARFINDER_INDEX_TEXT_NUMERALS_H
#define CHARFINDER_INDEX_TEXT_NUMERALS_H

#include <stdint.h>

#include "index/base/buffer.h"

/*
 * Numbers in the words of a language, by CLDR's data in ICU: how they are grouped, and which plural goes
 * with them. Languages are BCP 47 tags, such as "de" or "zh-Hant", and static: a language that ICU does not
 * know is like English. The digits are always 0 to 9, as in a browser that is asked for them. Thread-safe.
 */

/* CLDR's categories of plurals. Every language has the last one, most have few of the others. */
enum plural { PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER };

enum plural plural_of(const char *language, uint32_t number);

/* Appends the number: "1,234" in English, "1.234" in German, "1234" in Spanish, which groups from five
 * digits on. */
void number_append(struct buffer *out, const char *language, uint32_t number);

#endif
