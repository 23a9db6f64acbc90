#ifndef CHARFINDER_INDEX_TEXT_IDEOGRAPHS_H
#define CHARFINDER_INDEX_TEXT_IDEOGRAPHS_H

#include <stdint.h>

/*
 * How common an ideograph is, by the national standards that sort their ideographs into levels: the
 * first level has those that are taught at school. ICU's converters say which they are. Thread-safe
 * after ideographs_new().
 */

enum ideograph_standard {
    IDEOGRAPHS_CHINA,  /* GB 2312, simplified */
    IDEOGRAPHS_TAIWAN, /* Big5, traditional */
    IDEOGRAPHS_JAPAN,  /* JIS X 0208 */
    IDEOGRAPHS_KOREA,  /* KS X 1001, which has one level */
    IDEOGRAPH_STANDARDS,
};

struct ideographs;

/* Takes 64 KiB. Returns NULL when memory ran out. A standard that ICU's data lacks has no ideographs. */
struct ideographs *ideographs_new(void);
void ideographs_free(struct ideographs *ideographs); /* NULL is allowed */

/* 2: of the first level; 1: of another level, or of a standard with one level; 0: not in it. */
unsigned ideographs_level(const struct ideographs *ideographs, enum ideograph_standard standard,
                          uint32_t code_point);

#endif
