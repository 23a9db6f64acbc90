/*
 * Grapheme clusters, by ICU's break iterator. It reads UTF-8 in place through a UText, and reports
 * positions in bytes, so nothing has to be converted or mapped back.
 *
 * An iteration is opened for each text and belongs to one caller: ICU's iterators have state and
 * must not be shared between threads.
 */

#include "index/text/grapheme.h"

#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct graphemes {
    UText text;
    UBreakIterator *breaks;
};

struct graphemes *graphemes_new(const char *text, size_t size)
{
    static const UText closed = UTEXT_INITIALIZER;
    struct graphemes *graphemes = calloc(1, sizeof *graphemes);
    UErrorCode status = U_ZERO_ERROR;

    if (!graphemes)
        return NULL;
    graphemes->text = closed;
    (void)utext_openUTF8(&graphemes->text, size > 0 ? text : "", (int64_t)size, &status);
    graphemes->breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
    if (U_SUCCESS(status))
        ubrk_setUText(graphemes->breaks, &graphemes->text, &status);
    if (U_FAILURE(status)) {
        graphemes_free(graphemes);
        return NULL;
    }
    return graphemes;
}

void graphemes_free(struct graphemes *graphemes)
{
    if (!graphemes)
        return;
    if (graphemes->breaks)
        ubrk_close(graphemes->breaks);
    (void)utext_close(&graphemes->text);
    free(graphemes);
}

size_t graphemes_next(struct graphemes *graphemes)
{
    int32_t end = ubrk_next(graphemes->breaks);

    return end == UBRK_DONE ? 0 : (size_t)end;
}

bool grapheme_last(const char *text, size_t size, size_t *begin)
{
    struct graphemes *graphemes = graphemes_new(text, size);
    int32_t before;

    if (!graphemes)
        return false;
    (void)ubrk_last(graphemes->breaks);
    before = ubrk_previous(graphemes->breaks);
    *begin = before == UBRK_DONE ? 0 : (size_t)before;
    graphemes_free(graphemes);
    return true;
}
