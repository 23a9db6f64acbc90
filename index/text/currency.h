#ifndef CHARFINDER_INDEX_TEXT_CURRENCY_H
#define CHARFINDER_INDEX_TEXT_CURRENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/text/region.h"

/*
 * Currencies, present and former, as ICU knows them. A currency is written as its code of ISO 4217
 * in three capital letters, NUL-terminated: "INR".
 */

enum { CURRENCY_CODE_SIZE = 4 }; /* bytes, with the NUL */

#define CURRENCY_NONE "XXX" /* ISO 4217's code for no currency; its symbol is that of any */

struct currency {
    char code[CURRENCY_CODE_SIZE];
    struct slice name; /* in English, UTF-8: "Indian Rupee", without years and remarks */
    uint32_t symbol;   /* the code point of its symbol, of category Sc; 0: ICU does not have one */
};

/* Returns false to stop. The currency is valid during the call. */
typedef bool (*currency_visit)(void *context, const struct currency *currency);

/* Visits all currencies in the byte order of their codes. Returns 0; -ECANCELED when a visit
 * stopped it; or -ENOMEM. */
int currency_visit_all(currency_visit visit, void *context);

/* A name without a remark in parentheses: "(1922–2005)". */
struct slice currency_name_alone(struct slice name);

/* The present currency of a region; false: ICU does not know one. */
bool currency_of_region(const char region[static REGION_CODE_SIZE],
                        char code[static CURRENCY_CODE_SIZE]);

#endif
