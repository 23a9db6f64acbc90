#ifndef CHARFINDER_INDEX_FILE_VERIFY_TOOLS_H
#define CHARFINDER_INDEX_FILE_VERIFY_TOOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/file/format.h"
#include "index/file/postings.h"

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
 * and every pair of both passes the check. */
typedef bool (*verify_pair)(const struct charindex *index, uint32_t key, uint32_t value);
bool verify_relation(const struct charindex *index, enum format_chunk keys, verify_pair check);

#endif
