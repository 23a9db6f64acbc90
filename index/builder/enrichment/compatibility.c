/*
 * What a decomposition has to be for people to type it: a few characters, of which one at least is
 * on every keyboard. The fraction slash and the minus sign are typed as / and -. A decomposition
 * with a mark is a letter with an accent, and one with a space at an end is an accent alone; a
 * query is read without such spaces.
 */

#include "index/builder/enrichment/compatibility.h"

#include <errno.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "index/base/utf8.h"

enum {
    COUNT_MIN = 2, /* code points */
    COUNT_MAX = 8,
    FRACTION_SLASH = 0x2044,
    MINUS_SIGN = 0x2212,
};

struct typed {
    char text[COUNT_MAX * UTF8_MAX_SIZE];
    size_t size;
    size_t count;
    bool ascii; /* has a character of ASCII that is not a space */
};

static uint32_t as_typed(UChar c)
{
    if (c == FRACTION_SLASH)
        return '/';
    return c == MINUS_SIGN ? '-' : c;
}

/* Appends a code point, which takes one UTF-16 unit. Returns false if the whole cannot be a spelling:
 * people do not type the characters that take two. */
static bool append(struct typed *typed, UChar c)
{
    const uint32_t code_point = as_typed(c);

    if (!u_isprint(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0)
        return false;
    typed->ascii = typed->ascii || (code_point > ' ' && code_point < 0x7F);
    typed->size += utf8_write(typed->text + typed->size, code_point);
    typed->count++;
    return true;
}

static bool spelling_of(const UNormalizer2 *nfkd, uint32_t code_point, struct typed *typed)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[COUNT_MAX];
    int32_t size = unorm2_getDecomposition(nfkd, (UChar32)code_point, units, COUNT_MAX, &status);

    *typed = (struct typed){.size = 0};
    if (U_FAILURE(status))
        return false;
    for (int32_t i = 0; i < size; i++)
        if (!append(typed, units[i]))
            return false;
    return typed->count >= COUNT_MIN && typed->ascii && typed->text[0] != ' ' &&
           typed->text[typed->size - 1] != ' ';
}

int compatibility_add(struct spellings *spellings, const struct documents *documents)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    int r = U_FAILURE(status) ? -ENOMEM : 0;

    for (uint32_t document = 0; r == 0 && document < documents->characters; document++) {
        struct typed typed;
        struct source_spelling spelling = {.kind = SPELLING_COMPATIBILITY, .text = typed.text};

        if (!spelling_of(nfkd, documents_first_point(documents, document), &typed))
            continue;
        spelling.size = typed.size;
        r = spellings_add(spellings, document, &spelling);
    }
    return r;
}
