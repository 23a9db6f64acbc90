#ifndef CHARFINDER_INDEX_SOURCES_UNREAD_H
#define CHARFINDER_INDEX_SOURCES_UNREAD_H

#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"

/* Complains of files in the folders that are not read as they are, where what they have is not there in
 * another form: Unihan.zip, as unicode.org has it. Thread-safe. */
void unread_complain(const struct folders *folders, const struct sources_options *options);

#endif
