#ifndef CHARFINDER_INDEX_SOURCES_UNPACKING_UNPACKER_H
#define CHARFINDER_INDEX_SOURCES_UNPACKING_UNPACKER_H

#include <stddef.h>

#include "index/base/reason.h"

/*
 * The content of a file, piece by piece, however it is stored: as it is, compressed by bzip2, or as a member of
 * a zip archive. Its first bytes tell which. Files may be hostile: what is damaged or cut off is noticed, at
 * the latest at the end, and nothing is allocated by what a file says of itself. How much a file unpacks to
 * is for the caller to limit.
 *
 * The functions return SOURCE_OK (index/sources/records/source.h); SOURCE_DAMAGED with a reason; or -ENOMEM.
 */

struct unpacker;

/* Begins with a file, which is borrowed. `member` names the file in an archive. *unpacker is NULL unless
 * SOURCE_OK is returned. */
int unpacker_open(struct unpacker **unpacker, const char *bytes, size_t size, const char *member,
                  struct reason *reason);
void unpacker_close(struct unpacker *unpacker); /* NULL is allowed */

/* Writes the next bytes, up to `capacity`, which is from 1 to 2^30. *count is 0 at the end. */
int unpacker_read(struct unpacker *unpacker, char *out, size_t capacity, size_t *count,
                  struct reason *reason);

#endif
