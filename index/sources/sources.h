#ifndef CHARFINDER_INDEX_SOURCES_SOURCES_H
#define CHARFINDER_INDEX_SOURCES_SOURCES_H

#include <stdint.h>

#include "index/base/reason.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"

/*
 * The input of an index, read into records: ICU's names, and the files of Debian packages where they
 * are installed (source.h lists them). Thread-safe.
 *
 * Without ICU's names there is no index. Every other source is optional: one that is missing or
 * damaged gives no records, is marked as such, and does not affect the others.
 */

const char *source_state_name(enum source_state state); /* "ok", "missing", "damaged" */
uint8_t sources_english(const struct sources *sources); /* the index of "en" in languages */

/* Opens the folders in which the sources are looked for. Returns 0 or a negative errno if this process is
 * short of something. Close them in any case. */
int sources_open_folders(const struct sources_options *options, struct folders *folders);

/* Digests of all sources in their current state. Reads their bytes without parsing them, so that
 * every start can compare: a source that would turn out to be damaged may be SOURCE_OK here. Files
 * whose digests are in options->digests are not read.
 * Returns 0 or -ENOMEM. */
int sources_identify(const struct sources_options *options, struct sources *sources);

/* Reads the site's tables, and what they refer to, for their mistakes: the options hear of them, and
 * of no others, and *sources has the state of SOURCE_SITE. Returns 0, -ENOMEM, or a negative errno
 * if this process is short of something. */
int sources_check_site(const struct sources_options *options, struct sources *sources);

/*
 * Gives all records to the visitor: first every character in the order of code points, then the
 * named sequences and the emoji; after texts_begin() the texts, spellings and references, source by
 * source.
 * The records of a source, or of one language, are given only if all of it could be read. *sources
 * describes what was read; its languages are known before the first record. Returns 0, -ECANCELED
 * when the visitor stopped it, -ENOMEM, or -EIO with a reason when ICU has no names.
 */
int sources_read(const struct sources_options *options, struct sources *sources,
                 const struct source_visitor *visitor, void *context, struct reason *reason);

#endif
