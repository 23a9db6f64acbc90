#ifndef CHARFINDER_INDEX_CLI_DUMP_H
#define CHARFINDER_INDEX_CLI_DUMP_H

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * Describes an index, to debug or extend it.
 *
 * Appends lines: versions and totals; the sources with states, numbers of records and digests; the
 * number of values of each property; and all chunks of the file with offset, size and number of
 * items (index/file/format.h). An index is verified when it is loaded, so nothing is checked here.
 * Sets out->failed if memory runs out.
 */
void dump_append(struct buffer *out, const struct charindex *index);

/* Only the versions and the sources, as above. */
void dump_sources_append(struct buffer *out, const struct charindex *index);

#endif
