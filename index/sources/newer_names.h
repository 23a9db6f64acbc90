#ifndef CHARFINDER_INDEX_SOURCES_NEWER_NAMES_H
#define CHARFINDER_INDEX_SOURCES_NEWER_NAMES_H

#include "index/sources/formats/files.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"

/*
 * CLDR's names of territories and currencies (common/main/LANGUAGE.xml) and the currencies of territories
 * (common/supplemental/supplementalData.xml), if its files are newer than ICU's data, which is used otherwise. They are a part of the source "cldr": what is read
 * counts in its digest, and a damaged file is its damage.
 *
 * The source has its version, and sources->languages is known; english is a place in it. The visitor gets the names; NULL: only
 * the digest is computed. Returns 0, -ECANCELED, -ENOMEM, or a negative errno if this process is
 * short of something.
 */
int newer_names_read(const struct source_visitor *visitor, void *context,
                     const struct folders *folders, struct file *file, struct sources *sources,
                     uint8_t english);

#endif
