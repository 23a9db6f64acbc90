/*
 * The terms as a tree of prefixes, walked from the root. Below a prefix with few runs every prefix
 * has few, so only some hundred nodes are visited. Different prefixes can have the same terms ("q",
 * "qu"), which are stored once.
 */

#include "index/builder/terms/unions.h"

#include <errno.h>
#include <stdlib.h>

#include "index/base/bisect.h"
#include "index/base/utf8.h"
#include "index/base/vector.h"
#include "index/file/bitmap.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"

struct walk {
    struct chunks *chunks;
    VECTOR_OF(struct term_range) ranges;
    uint32_t bitmaps; /* written */
};

static uint32_t number(const struct walk *walk, enum format_chunk chunk, uint32_t at)
{
    return format_u32_at(walk->chunks->list[chunk].bytes, at);
}

static struct slice term_text(const struct walk *walk, uint32_t term)
{
    uint32_t begin = number(walk, CHUNK_TERM, term);

    return (struct slice){.bytes = walk->chunks->list[CHUNK_TTXT].bytes + begin,
                          .size = number(walk, CHUNK_TERM, term + 1) - begin};
}

static struct list_range lists_of(const struct walk *walk, struct term_range terms)
{
    return (struct list_range){.first = number(walk, CHUNK_LBEG, terms.first),
                               .end = number(walk, CHUNK_LBEG, terms.end)};
}

static bool has_many_runs(const struct walk *walk, struct term_range terms)
{
    struct list_range lists = lists_of(walk, terms);

    return number(walk, CHUNK_LRUN, lists.end) - number(walk, CHUNK_LRUN, lists.first) >
           UNIONS_RUNS_MIN;
}

/* The first term after `first` that does not have its first `size` bytes as a prefix. */
static uint32_t end_of_prefix(const struct walk *walk, uint32_t first, uint32_t end, size_t size)
{
    const struct slice prefix = {.bytes = term_text(walk, first).bytes, .size = size};
    struct bisection search = {.low = first + 1, .high = end};

    while (bisect(&search))
        bisect_narrow(&search, slice_has_prefix(term_text(walk, search.middle), prefix));
    return search.low;
}

/* The term itself, if others begin with it. */
static void collect_term(struct walk *walk, struct term_range below)
{
    struct term_range term = {.first = below.first, .end = below.first + 1};
    struct list_range lists = lists_of(walk, term);

    if (below.end > term.end && lists.end - lists.first > 1 && has_many_runs(walk, term))
        vector_append(&walk->ranges, &term);
}

/* Collects the unions to store among the terms, which share their first `depth` bytes. Recurses at
 * most as deep as the longest word. */
static void collect(struct walk *walk, struct term_range terms, size_t depth)
{
    for (uint32_t first = terms.first; first < terms.end;) {
        struct slice text = term_text(walk, first);
        struct term_range below = {.first = first, .end = first + 1};
        size_t size = depth;

        if (text.size > depth) {
            (void)utf8_next(text.bytes, text.size, &size);
            below.end = end_of_prefix(walk, first, terms.end, size);
            if (has_many_runs(walk, below)) {
                if (depth == 0 || below.end - below.first < terms.end - terms.first)
                    vector_append(&walk->ranges, &below);
                if (text.size == size)
                    collect_term(walk, below);
                collect(walk, below, size);
            }
        }
        first = below.end;
    }
}

static int range_compare(const void *left, const void *right)
{
    const struct term_range *a = left, *b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

static int write_union(struct walk *walk, struct term_range terms, struct bitmap *bitmap)
{
    struct list_range lists = lists_of(walk, terms);
    struct chunks *chunks = walk->chunks;
    const void *runs = chunks->list[CHUNK_RUNS].bytes;
    struct posting_set set = {.owned = NULL};

    bitmap_clear(bitmap);
    for (uint32_t list = lists.first; list < lists.end; list++) {
        uint32_t begin = number(walk, CHUNK_LRUN, list);
        struct postings postings = {.runs = (const struct posting_run *)runs + begin,
                                    .count = number(walk, CHUNK_LRUN, list + 1) - begin,
                                    .total = number(walk, CHUNK_LTOT, list)};

        bitmap_put_postings(bitmap, &postings, true);
    }
    if (posting_set_assign(&set, bitmap) < 0)
        return -ENOMEM;
    chunks_u32(chunks, CHUNK_UKEY, terms.first);
    chunks_u32(chunks, CHUNK_UKEY, terms.end);
    chunks_u32(chunks, CHUNK_UTOT, set.postings.total);
    if (set.postings.count > UNIONS_RUNS_MAX) {
        chunks_u32(chunks, CHUNK_UMAP, walk->bitmaps++);
        chunks_bitmap(chunks, CHUNK_UBIT, bitmap->words, format_bitmap_words(bitmap->size));
    } else {
        chunks_u32(chunks, CHUNK_UMAP, FORMAT_NO_BITMAP);
        buffer_append(&chunks->list[CHUNK_URUN], set.postings.runs,
                      set.postings.count * sizeof *set.postings.runs);
    }
    posting_set_release(&set);
    return 0;
}

static int write_unions(struct walk *walk, struct bitmap *bitmap)
{
    struct chunks *chunks = walk->chunks;
    int r = 0;

    for (size_t i = 0; r == 0 && i < walk->ranges.count; i++) {
        chunks_u32(chunks, CHUNK_UBEG, chunks->list[CHUNK_URUN].size / sizeof(struct posting_run));
        r = write_union(walk, walk->ranges.items[i], bitmap);
    }
    chunks_u32(chunks, CHUNK_UBEG, chunks->list[CHUNK_URUN].size / sizeof(struct posting_run));
    return r;
}

int unions_write(struct chunks *chunks, uint32_t documents)
{
    struct walk walk = {.chunks = chunks};
    uint32_t terms = (uint32_t)(chunks->list[CHUNK_TERM].size / sizeof(uint32_t) - 1);
    struct bitmap bitmap = {.size = documents};
    int r = -ENOMEM;

    bitmap.words = malloc(bitmap_words(documents) * sizeof *bitmap.words);
    if (!bitmap.words)
        return r;
    collect(&walk, (struct term_range){.first = 0, .end = terms}, 0);
    if (!walk.ranges.failed) {
        vector_sort(&walk.ranges, range_compare);
        r = write_unions(&walk, &bitmap);
    }
    vector_release(&walk.ranges);
    free(bitmap.words);
    return r;
}
