#ifndef CHARFINDER_TESTS_UNIT_INDEX_BUILDER_INSTALLED_H
#define CHARFINDER_TESTS_UNIT_INDEX_BUILDER_INSTALLED_H

/*
 * An index built from the sources of this machine, in English. Building it takes seconds, so all
 * tests share one.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/utf8.h"
#include "index/unicode/character.h"
#include "tests/indexes/ready.h"

/* The setup and teardown of a group; *state is the index. */
static inline int installed_make(void **state)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    int r = ready_index(READY_ENGLISH, &index, &reason);

    *state = index;
    return r;
}

static inline int installed_free(void **state)
{
    charindex_unref(*state);
    return 0;
}

/* The document with exactly these code points. */
static inline uint32_t document_of(const struct charindex *index, const char *text)
{
    uint32_t points[32] = {0}, document = UINT32_MAX;
    size_t count = 0, at = 0, size = strlen(text);

    while (at < size && count < 32)
        points[count++] = (uint32_t)utf8_next(text, size, &at);
    if (charindex_find_sequence(index, points, count, &document) == count)
        return document;
    if (count == 2 && points[1] == VARIATION_SELECTOR_16)
        count--;
    if (count != 1 || !charindex_find(index, points[0], &document))
        fail_msg("%s is not a document", text);
    return document;
}

#endif
