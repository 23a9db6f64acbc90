#ifndef CHARFINDER_INDEX_FILE_BITMAP_H
#define CHARFINDER_INDEX_FILE_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/postings.h"

/*
 * A set of documents with one bit per document: for unions of very many lists, where runs would
 * have to be sorted. All 152,000 documents take 19 KB, which stays in the processor's first-level
 * cache. Not thread-safe.
 *
 * A word of 64 documents that has any is marked, by a bit after the words. Most sets have documents in a few of
 * the 2,400 words only, and what goes over the set goes over the words that are marked.
 *
 * Bits from `size` on are never set.
 */

struct bitmap {
    uint64_t *words; /* borrowed; bitmap_words(size) of them */
    uint32_t size;   /* in bits; the documents are 0 to size - 1 */
};

/* The number of words with documents, of which the last one has space for one more. */
static inline size_t bitmap_document_words(uint32_t size)
{
    return (size_t)size / 64 + 1;
}

/* The number of words of a bitmap: those with documents, and the marks. */
static inline size_t bitmap_words(uint32_t size)
{
    return bitmap_document_words(size) + bitmap_document_words(size) / 64 + 1;
}

static inline uint64_t *bitmap_marks(const struct bitmap *bitmap)
{
    return bitmap->words + bitmap_document_words(bitmap->size);
}

void bitmap_clear(struct bitmap *bitmap);

static inline bool bitmap_has(const struct bitmap *bitmap, uint32_t document)
{
    return bitmap->words[document / 64] >> (document % 64) & 1;
}

/* Sets a word, which has not been marked. */
static inline void bitmap_set_word(struct bitmap *bitmap, uint32_t at, uint64_t word)
{
    bitmap->words[at] = word;
    bitmap_marks(bitmap)[at / 64] |= (uint64_t)(word != 0) << (at % 64);
}

/* Adds (`on`) or removes the documents from first to end - 1; end ≤ size. */
void bitmap_put(struct bitmap *bitmap, uint32_t first, uint32_t end, bool on);
/* The same for all documents of the runs, which need not ascend. */
void bitmap_put_postings(struct bitmap *bitmap, const struct postings *postings, bool on);
/* The same for bits as a file has them: little-endian words, as many as `size` requires. Bits from
 * `size` on are ignored. */
void bitmap_put_stored(struct bitmap *bitmap, const uint64_t *words_le, bool on);

/* Reduces the set to its intersection with the other one, which has the same size. Returns whether
 * anything is left. */
bool bitmap_intersect(struct bitmap *bitmap, const struct bitmap *other);

bool bitmap_empty(const struct bitmap *bitmap);
/* The first document of the set from `from` on and below `end`; `end` if there is none. */
uint32_t bitmap_next(const struct bitmap *bitmap, uint32_t from, uint32_t end);

/* The number of runs of the set. */
uint32_t bitmap_runs(const struct bitmap *bitmap);
/* Writes the runs into `out`, which has space for bitmap_runs(); *result refers to it. */
void bitmap_encode(const struct bitmap *bitmap, struct posting_run *out, struct postings *result);

#endif
