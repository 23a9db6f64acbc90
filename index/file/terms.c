/*
 * The words of the index, which ascend.
 */

#include <assert.h>

#include "index/base/bisect.h"
#include "index/file/charindex.h"
#include "index/file/view.h"

struct slice charindex_term_text(const struct charindex *index, uint32_t term)
{
    assert(term < index->terms);
    return view_slice(index, CHUNK_TERM, CHUNK_TTXT, term);
}

struct slice charindex_terms_text(const struct charindex *index, struct term_range terms)
{
    uint32_t begin = view_u32(index, CHUNK_TERM, terms.first);

    assert(terms.first <= terms.end && terms.end <= index->terms);
    return (struct slice){.bytes = index->chunks[CHUNK_TTXT].bytes + begin,
                          .size = view_u32(index, CHUNK_TERM, terms.end) - begin};
}

/* The terms that may begin as this word does. */
static struct bisection near_word(const struct charindex *index, struct slice word)
{
    struct bisection search = {.high = index->terms};

    if (word.size > 0 && index->has_begins) {
        const unsigned char first = (unsigned char)word.bytes[0];

        search.low = index->term_begins[first];
        search.high = index->term_begins[first + 1];
    }
    return search;
}

/* The first term that is not less than this text. */
static uint32_t find_text(const struct charindex *index, struct bisection search, struct slice text)
{
    while (bisect(&search))
        bisect_narrow(&search, slice_compare(charindex_term_text(index, search.middle), text) < 0);
    return search.low;
}

void view_prepare_terms(struct charindex *index)
{
    for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
        const char first = (char)byte;

        index->term_begins[byte] = find_text(index, (struct bisection){.high = index->terms},
                                             (struct slice){.bytes = &first, .size = 1});
    }
    index->term_begins[UINT8_MAX + 1] = index->terms;
}

bool charindex_term(const struct charindex *index, const char *word, size_t size, uint32_t *term)
{
    struct slice wanted = {.bytes = word, .size = size};

    *term = find_text(index, near_word(index, wanted), wanted);
    return *term < index->terms && slice_equal(charindex_term_text(index, *term), wanted);
}

struct term_range charindex_terms_with(const struct charindex *index, const char *prefix,
                                       size_t size)
{
    struct slice wanted = {.bytes = prefix, .size = size};
    struct bisection search = near_word(index, wanted);
    uint32_t first = find_text(index, search, wanted);

    search.low = first;
    while (bisect(&search))
        bisect_narrow(&search, slice_has_prefix(charindex_term_text(index, search.middle), wanted));
    return (struct term_range){.first = first, .end = search.low};
}
