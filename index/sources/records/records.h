#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_RECORDS_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/sources/records/source.h"

/*
 * The records of a source, buffered until all of it has been read. Every record is valid: texts are
 * valid UTF-8 without control characters, of 1 to TEXT_MAX_SIZE bytes; code points exist.
 *
 * When memory runs out bytes.failed is set, and the records added before are lost.
 */

enum { TEXT_MAX_SIZE = 1024 }; /* bytes; the longest definition of Unicode 15 has 440 */

struct records {
    struct buffer bytes;
    uint32_t count;
    uint8_t version[4]; /* as in struct source, of a file that only its reader unpacks */
};

#define RECORDS_INIT                                                                               \
    {                                                                                              \
        .bytes = BUFFER_INIT                                                                       \
    }

void records_release(struct records *records);
void records_clear(struct records *records); /* and keeps the memory for reuse */

/*
 * Each copies its arguments. Returns SOURCE_OK, or SOURCE_DAMAGED if the record is invalid. The
 * number of code points must be 1 to SEQUENCE_MAX.
 */
enum source_state records_sequence(struct records *records, const struct source_sequence *sequence);
enum source_state records_text(struct records *records, const struct source_text *text);
enum source_state records_spelling(struct records *records, const struct source_spelling *spelling);
enum source_state records_reference(struct records *records, uint32_t from, uint32_t to);

/* The same of a code point that exists. */
void records_presentations(struct records *records, uint32_t code_point);

/* Gives all records to the visitor, in the order in which they were added. Returns 0, or -ECANCELED
 * when the visitor stopped it. */
int records_hand_over(const struct records *records, const struct source_visitor *visitor,
                      void *context);

#endif
