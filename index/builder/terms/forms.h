#ifndef CHARFINDER_INDEX_BUILDER_TERMS_FORMS_H
#define CHARFINDER_INDEX_BUILDER_TERMS_FORMS_H

#include "index/builder/base/chunks.h"

/*
 * Stems of the English terms: those in names, aliases, definitions or English keywords.
 */

/* Reads the chunks from TERM to LFLD, and writes those from STEM to FORM. `english` is the number of
 * English among the languages. Returns 0 or -ENOMEM. */
int forms_write(struct chunks *chunks, unsigned english);

#endif
