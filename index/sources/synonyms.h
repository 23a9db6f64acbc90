#ifndef CHARFINDER_INDEX_SOURCES_SYNONYMS_H
#define CHARFINDER_INDEX_SOURCES_SYNONYMS_H

#include "index/sources/formats/files.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"

/*
 * WordNet, which is eight files: all are used, or none. The source gets its digest, state, reason and
 * records. The visitor gets the words; NULL: the files are only digested. Returns 0, -ECANCELED,
 * -ENOMEM, or a negative errno if this process is short of something.
 */
int synonyms_read(const struct source_visitor *visitor, void *context,
                  const struct folders *folders, struct file *file, struct source *source);

#endif
