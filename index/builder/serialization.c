/*
 * Each piece of work reads what has been collected, and writes chunks that no other reads or
 * writes; so they run in parallel.
 */

#include "index/builder/serialization.h"

#include "index/base/parallel.h"
#include "index/builder/documents/repertoire.h"
#include "index/builder/relations/confusables.h"
#include "index/builder/relations/decompositions.h"
#include "index/builder/relations/meanings.h"
#include "index/builder/terms/forms.h"

static int write_meanings(struct collection *collection)
{
    return meanings_write(collection->wordnet, &collection->texts, &collection->vocabulary,
                          sources_english(&collection->sources), &collection->chunks);
}

static int write_properties(struct collection *collection)
{
    return properties_write(&collection->properties);
}

static int write_words(struct collection *collection)
{
    int r = vocabulary_write(&collection->vocabulary, &collection->chunks,
                             documents_count(&collection->documents));

    return r < 0 ? r : forms_write(&collection->chunks, sources_english(&collection->sources));
}

static int write_looks(struct collection *collection)
{
    decompositions_write(&collection->documents, &collection->chunks);
    return confusables_write(&collection->documents, &collection->chunks);
}

static int write_names(struct collection *collection)
{
    const bool known = collection->sources.list[SOURCE_VARIATIONS].state == SOURCE_OK;
    int r = documents_write_names(&collection->documents);

    return r < 0 ? r
                 : presentations_write(&collection->presentations, known, &collection->documents,
                                       &collection->chunks);
}

static int write_texts(struct collection *collection)
{
    spellings_write(&collection->spellings, &collection->chunks);
    texts_write(&collection->texts, documents_count(&collection->documents), &collection->chunks);
    return references_write(&collection->references, &collection->documents, &collection->chunks);
}

/* The longest first, as the measurement with English has them. */
static int (*const pieces[])(struct collection *collection) = {
    write_meanings, write_texts, write_words, write_looks, write_names, write_properties,
};

enum { PIECES = sizeof pieces / sizeof *pieces };

/* One call of serialize_collection(). */
struct work {
    struct collection *collection;
    int outcomes[PIECES];
};

static void write_piece(void *context, size_t number)
{
    struct work *work = context;

    work->outcomes[number] = pieces[number](work->collection);
}

int serialize_collection(struct collection *collection)
{
    struct work work = {.collection = collection};
    int r = 0;

    parallel_run(PIECES, write_piece, &work);
    for (size_t i = 0; r == 0 && i < PIECES; i++)
        r = work.outcomes[i];
    if (r < 0)
        return r;
    if (!collection->documents.repertoire)
        repertoire_write(NULL, &collection->chunks);
    chunks_sources(&collection->chunks, &collection->sources);
    return 0;
}
