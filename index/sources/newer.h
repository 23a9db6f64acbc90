#ifndef CHARFINDER_INDEX_SOURCES_NEWER_H
#define CHARFINDER_INDEX_SOURCES_NEWER_H

#include <stdbool.h>
#include <stdint.h>

#include "index/sources/difference.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/facts.h"
#include "index/sources/records/source.h"

/*
 * The files of the Unicode Character Database that are newer than ICU, and what they say that ICU does
 * not know. A file counts by its own version; those that have none (UnicodeData.txt) have that of the
 * files beside them. Files of ICU's version or an older one are not read, and a missing file leaves its
 * properties to ICU.
 */

struct newer {
    struct facts facts;           /* its names are of characters that ICU does not know */
    struct difference difference; /* empty where no file is newer */
};

/* Reads them, or, if parse is false, only their bytes for the digest. *source gets digest, state, reason
 * and version; version that of UnicodeData.txt, zeros if it is not newer than ICU's. Returns 0, -ENOMEM,
 * or a negative errno if this process is short of something. Release it in any case. */
int newer_read(struct newer *newer, const struct folders *folders, struct file *file, bool parse,
               const uint8_t icu[static 4], struct source *source, uint8_t version[static 4]);
void newer_release(struct newer *newer);

/* Reads one of these files, whose path is that below a folder ("unicode/Blocks.txt"), for its mistakes
 * alone. Returns SOURCE_OK, also for other paths; SOURCE_DAMAGED with a reason; or -ENOMEM. */
int newer_check(const char *path, const char *bytes, size_t size, struct reason *reason);

#endif
