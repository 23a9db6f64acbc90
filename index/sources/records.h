#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/sources/source.h"

/*
 * The records of a source so far, held until all of it has been read. What is added is valid: texts
 * are valid UTF-8 without control characters, of 1 to TEXT_MAX_SIZE bytes; code points exist.
 *
 * When memory runs out bytes.failed tells, and what was added before is gone.
 */

enum { TEXT_MAX_SIZE = 1024 }; /* bytes; the longest definition of Unicode 15 has 440 */

struct records {
    struct buffer bytes;
    uint32_t count;
};

#define RECORDS_INIT                                                                               \
    {                                                                                              \
        .bytes = BUFFER_INIT                                                                       \
    }

void records_release(struct records *records);
void records_clear(struct records *records); /* and keep the memory for others */

/*
 * Each copies what it is given. Returns SOURCE_OK, or SOURCE_DAMAGED for what no record may be.
 * The number of code points must be 1 to SEQUENCE_MAX.
 */
enum source_state records_sequence(struct records *records, const struct source_sequence *sequence);
enum source_state records_text(struct records *records, const struct source_text *text);
enum source_state records_reference(struct records *records, uint32_t from, uint32_t to);

/* All of them to the visitor, in the order they came. Returns 0, or -ECANCELED when it stops. */
int records_hand_over(const struct records *records, const struct source_visitor *visitor,
                      void *context);

#endif
