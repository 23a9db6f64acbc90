#ifndef CHARFINDER_INDEX_SOURCES_VERSIONS_H
#define CHARFINDER_INDEX_SOURCES_VERSIONS_H

#include <stddef.h>

#include "index/base/slice.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"
#include "index/unicode/version.h"

#define CLDR_DTD "unicode/cldr/common/dtd/ldml.dtd" /* has CLDR's version */

/* Of which versions the sources are, as far as their files say it. Thread-safe. */

/* Notes what the beginning of a file of Unicode says; nothing: zeros. */
void version_note(struct source *source, struct slice file);

/* The same of the first file of that path, of which only the beginning is read. */
void version_note_file(struct source *source, const struct folders *folders, const char *path);

/* Notes the version of CLDR, which its DTD says. */
void version_note_cldr(struct source *source, const struct folders *folders);

/* Writes "17.0"; "" where it is not known. */
void version_of_source(const struct source *source, char out[static VERSION_SIZE]);

#endif
