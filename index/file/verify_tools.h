#ifndef CHARFINDER_INDEX_FILE_VERIFY_TOOLS_H
#define CHARFINDER_INDEX_FILE_VERIFY_TOOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/file/format.h"
#include "index/file/postings.h"
#include "index/file/view.h"

/*
 * Checks that apply to many chunks, for the parts of verify.h. Each takes an index whose chunks
 * have the sizes required by its counts, relies on nothing else in it, and returns whether what it
 * read is valid.
 */

/* `count` offsets and their end start at 0, never fall, and end at `end`. */
bool verify_offsets(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                    size_t end);

/* The same for offsets into a chunk of text, which must be plain (plain.h) and must not be cut
 * inside a character. */
bool verify_texts(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                  enum format_chunk text);

/* Runs ascend without touching, their ranks count what is before them, and all documents exist. */
bool verify_postings(const struct postings *postings, uint32_t documents);

/* No bit is set past the last document. The bitmap has format_bitmap_words() words. */
bool verify_bitmap(const struct charindex *index, const char *bitmap);

/* The relation whose first chunk this is: its keys are documents, ascending; each has a list, ascending,
 * and every pair of both passes the check. Inline, so that the check of a pair is not a call: the
 * processor then waits for the memory of several pairs at once. */
typedef bool (*verify_pair)(const struct charindex *index, uint32_t key, uint32_t value);

__attribute__((always_inline)) static inline bool
verify_relation(const struct charindex *index, enum format_chunk keys, verify_pair check)
{
    const enum format_chunk begins = keys + 1, values = keys + 2;
    uint32_t count = (uint32_t)view_count(index, keys, 4);

    if (!verify_offsets(index, begins, count, view_count(index, values, 4)))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = view_u32(index, keys, i), begin = view_u32(index, begins, i);
        uint32_t end = view_u32(index, begins, (size_t)i + 1);

        if (key >= index->documents || (i > 0 && key <= view_u32(index, keys, i - 1)) ||
            begin == end)
            return false;
        for (uint32_t at = begin, before = 0; at < end; at++) {
            const uint32_t value = view_u32(index, values, at);

            if (!check(index, key, value) || (at > begin && value <= before))
                return false;
            before = value;
        }
    }
    return true;
}

#endif
