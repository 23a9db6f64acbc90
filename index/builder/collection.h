#ifndef CHARFINDER_INDEX_BUILDER_COLLECTION_H
#define CHARFINDER_INDEX_BUILDER_COLLECTION_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"
#include "index/builder/documents/names.h"
#include "index/builder/documents/presentations.h"
#include "index/builder/documents/properties.h"
#include "index/builder/documents/repertoire.h"
#include "index/builder/documents/spellings.h"
#include "index/builder/documents/texts.h"
#include "index/builder/relations/references.h"
#include "index/builder/terms/vocabulary.h"
#include "index/builder/watch.h"
#include "index/sources/formats/wordnet.h"
#include "index/sources/records/locale_names.h"
#include "index/sources/sources.h"

/*
 * What is collected from the records of the sources: documents, and what belongs to each of them.
 * Not thread-safe.
 */

struct owner {
    bool known;
    uint32_t code_point, document;
};

struct collection {
    struct chunks chunks;
    struct documents documents;
    struct properties properties;
    struct vocabulary vocabulary;
    struct names names;
    struct texts texts;
    struct spellings spellings;
    struct references references;
    struct presentations presentations;
    struct wordnet *wordnet;          /* owned; NULL: could not be read */
    uint32_t *orders;                 /* by document: its place among the emoji, or 0 */
    struct owner last_owner;          /* of a text: consecutive ones mostly have the same */
    struct repertoire repertoire;     /* a view of the chunks, for what comes after the reading */
    struct locale_names locale_names; /* newer than ICU's */
    struct sources sources;
    struct watch *watch; /* borrowed */
    int error;           /* 0, or the error that stopped the reading */
};

/* Call it with all zero bytes. Parts refer to each other: a collection stays where it is. */
void collection_init(struct collection *collection, struct watch *watch);
void collection_release(struct collection *collection);

/* Reads the sources. Returns 0; -ECANCELED when the watch's callback refused; -ENOMEM; or -EIO with
 * a reason when ICU has no names. */
int collection_read(struct collection *collection, const struct sources_options *options,
                    struct reason *reason);

#endif
