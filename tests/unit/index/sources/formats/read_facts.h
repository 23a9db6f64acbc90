#ifndef CHARFINDER_TESTS_UNIT_INDEX_SOURCES_FORMATS_READ_FACTS_H
#define CHARFINDER_TESTS_UNIT_INDEX_SOURCES_FORMATS_READ_FACTS_H

/*
 * A text, read as a file of the Unicode Character Database. Include cmocka first.
 */

#include <stdlib.h>
#include <string.h>

#include "index/sources/records/facts.h"

typedef int facts_reader(const char *bytes, size_t size, struct facts *facts,
                         struct reason *reason);

/* Reads a copy of the text that has no byte after it, so that tools notice who reads on. Returns what the
 * reader does, and new facts in any case. */
static inline int read_facts(facts_reader *read, const char *text, struct facts *facts,
                             struct reason *reason)
{
    size_t size = strlen(text);
    char *copy = malloc(size > 0 ? size : 1);
    int r;

    assert_non_null(copy);
    memcpy(copy, text, size);
    facts_init(facts);
    facts_begin(facts);
    r = read(copy, size, facts, reason);
    free(copy);
    return r;
}

#endif
