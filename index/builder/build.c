/*
 * The build: records from the sources become chunks, chunks become one image.
 *
 * What needs only one record is done as the records arrive (collection.h). What needs all of them
 * (variants, texts that no source has, prominence) follows here, and then every order
 * (serialization.h). At the end the image is sealed with a checksum and read back by the
 * parser that reads files, so an index that could not be loaded is never served.
 */

#include "index/builder/build.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

#include "index/builder/collection.h"
#include "index/builder/documents/prominences.h"
#include "index/builder/enrichment/compatibility.h"
#include "index/builder/enrichment/currencies.h"
#include "index/builder/enrichment/flags.h"
#include "index/builder/enrichment/marks.h"
#include "index/builder/enrichment/naming.h"
#include "index/builder/relations/variants.h"
#include "index/builder/serialization.h"
#include "index/builder/watch.h"
#include "index/file/image.h"

static int compute_prominence(struct collection *collection, const uint32_t *bases)
{
    const uint32_t count = documents_count(&collection->documents);
    const struct prominences_input input = {
        .documents = &collection->documents,
        .texts = &collection->texts,
        .spellings = &collection->spellings,
        .english = sources_english(&collection->sources),
        .orders = collection->orders,
        .bases = bases,
    };
    uint8_t *prominences = calloc((size_t)count + 1, sizeof *prominences);
    int r = prominences ? prominences_find(&input, prominences) : -ENOMEM;

    for (uint32_t document = 0; r == 0 && document < count; document++) {
        properties_prominence(&collection->properties, document, prominences[document]);
        r = watch_step(collection->watch);
    }
    free(prominences);
    return r;
}

/* Texts and spellings that no source has. Marks repeat the texts of the sources, so they are
 * first. */
static int enrich(struct collection *collection)
{
    const struct documents *documents = &collection->documents;
    struct texts *texts = &collection->texts;
    struct spellings *spellings = &collection->spellings;
    struct vocabulary *vocabulary = &collection->vocabulary;
    const struct naming naming = {
        .names = &collection->locale_names,
        .repertoire = documents->repertoire,
        .english = sources_english(&collection->sources),
    };
    int r = marks_add(texts, documents, vocabulary);

    if (r == 0)
        r = compatibility_add(spellings, documents);
    if (r == 0)
        r = flags_add(texts, spellings, documents, vocabulary, &collection->sources, &naming);
    if (r == 0)
        r = currencies_add(texts, spellings, documents, vocabulary, &naming);
    return r;
}

/* What needs all records, in order of dependencies. `bases` has room for a number for each
 * sequence. */
static int settle(struct collection *collection, uint32_t *bases)
{
    const struct documents *documents = &collection->documents;
    struct vocabulary *vocabulary = &collection->vocabulary;
    int r = variants_find(documents, bases);

    if (r < 0)
        return r;
    variants_write(documents, bases, &collection->chunks);
    r = names_post(&collection->names, documents, vocabulary, &collection->chunks);
    if (r == 0)
        r = enrich(collection);
    if (r == 0)
        r = texts_settle(&collection->texts, documents, vocabulary);
    if (r == 0)
        r = watch_begin(collection->watch, WATCH_UNTIL_PROMINENCE, documents_count(documents));
    return r < 0 ? r : compute_prominence(collection, bases);
}

static int finish(struct collection *collection)
{
    struct watch *watch = collection->watch;
    uint32_t *bases;
    int r = watch_begin(watch, WATCH_UNTIL_SETTLED, 1);

    if (r < 0)
        return r;
    bases = calloc((size_t)collection->documents.sequences + 1, sizeof *bases);
    r = bases ? settle(collection, bases) : -ENOMEM;
    free(bases);
    if (r == 0)
        r = watch_begin(watch, WATCH_UNTIL_WRITTEN, 1);
    if (r == 0)
        r = serialize_collection(collection);
    return r < 0 ? r : watch_begin(watch, WATCH_UNTIL_THE_END, 1);
}

static int build_image(struct collection *collection, const struct sources_options *options,
                       struct image *image, struct reason *reason)
{
    int r = collection_read(collection, options, reason);

    if (r == 0)
        r = finish(collection);
    if (r == 0) {
        const struct chunks_counts counts = {
            .documents = documents_count(&collection->documents),
            .sequences = collection->documents.sequences,
            .characters = (uint32_t)collection->documents.named.count,
            .terms = collection->vocabulary.terms.count,
        };

        r = chunks_lay_out(&collection->chunks, &collection->sources, &counts, image);
    }
    if (r == -EFBIG)
        reason_set(reason, "the index would be larger than %zu MiB: configure fewer languages",
                   FORMAT_MAX_SIZE >> 20);
    return r == -EFBIG ? -EIO : r;
}

int build_index(const struct sources_options *options, build_progress progress, void *context,
                struct charindex **index, struct reason *reason)
{
    struct collection *collection = calloc(1, sizeof *collection);
    struct watch watch = {.progress = progress, .context = context};
    struct image image = {.bytes = NULL};
    int r;

    if (!collection)
        return -ENOMEM;
    collection_init(collection, &watch);
    r = build_image(collection, options, &image, reason);
    collection_release(collection);
    free(collection);
    /* Building took several times the memory that serving needs. */
    (void)malloc_trim(0);
    if (r < 0)
        return r;
    r = charindex_adopt(&image, index, reason);
    if (r != CHARINDEX_OK) {
        image_release(&image);
        /* The sources contradict themselves (a name twice, lines out of order). That is not an
         * error of this program, and such an index is not served. */
        return r < 0 ? r : -EIO;
    }
    (void)progress(context, WATCH_UNTIL_THE_END);
    return 0;
}
