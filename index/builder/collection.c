/*
 * Work that needs only one record (lines, properties, words of names) is done as the records
 * arrive.
 */

#include "index/builder/collection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/plain.h"
#include "index/builder/enrichment/digraphs.h"
#include "index/unicode/property.h"

/* Estimates, with English alone. */
enum {
    STEPS_CHARACTERS = 150000,
    STEPS_TEXTS = 450000,
};

void collection_init(struct collection *collection, struct watch *watch)
{
    collection->watch = watch;
    collection->documents.chunks = &collection->chunks;
    properties_init(&collection->properties, &collection->chunks);
}

void collection_release(struct collection *collection)
{
    chunks_release(&collection->chunks);
    documents_release(&collection->documents);
    properties_release(&collection->properties);
    vocabulary_release(&collection->vocabulary);
    names_release(&collection->names);
    texts_release(&collection->texts);
    spellings_release(&collection->spellings);
    references_release(&collection->references);
    presentations_release(&collection->presentations);
    locale_names_release(&collection->locale_names);
    wordnet_free(collection->wordnet);
    free(collection->orders);
}

/*
 * The first phase: documents.
 */

static int add_character(struct collection *collection, const struct source_character *character)
{
    bool emoji = property_number(collection->documents.repertoire, PROPERTY_EMOJI,
                                 character->code_point) != 0;
    int r;

    documents_character(&collection->documents, character);
    r = properties_document(&collection->properties, character->code_point, emoji);
    if (r == 0)
        r = names_add(&collection->names, &collection->vocabulary, character->name,
                      character->words_size);
    return r < 0 ? r : watch_step(collection->watch);
}

static bool visit_character(void *context, const struct source_character *character)
{
    struct collection *collection = context;

    collection->error = add_character(collection, character);
    return collection->error == 0;
}

static bool visit_sequence(void *context, const struct source_sequence *sequence)
{
    struct collection *collection = context;

    documents_sequence(&collection->documents, sequence);
    return true;
}

static int record_orders(struct collection *collection)
{
    const struct documents *documents = &collection->documents;
    const struct emoji *emoji = documents->emoji.items;

    collection->orders = calloc((size_t)documents_count(documents) + 1, sizeof(uint32_t));
    if (!collection->orders)
        return -ENOMEM;
    for (size_t i = documents->emoji.count; i-- > 0;) /* if listed twice, the first place counts */
        collection->orders[emoji[i].document] = emoji[i].order;
    return 0;
}

static void record_groups(struct collection *collection)
{
    const struct documents *documents = &collection->documents;
    const struct emoji *emoji = documents->emoji.items;

    for (size_t i = documents->emoji.count; i-- > 0;) /* if listed twice, the first place counts */
        properties_group(&collection->properties, emoji[i].document, emoji[i].group);
}

/* The end of the first phase. Every document gets the number that texts refer to. */
static int number_documents(struct collection *collection)
{
    struct documents *documents = &collection->documents;
    int r = documents_number(documents);

    if (r == 0)
        r = record_orders(collection);
    for (uint32_t document = documents->characters; r == 0 && document < documents_count(documents);
         document++) {
        struct slice name = documents_name(documents, document);

        r = properties_document(&collection->properties, documents_first_point(documents, document),
                                collection->orders[document] > 0);
        if (r == 0)
            r = names_add(&collection->names, &collection->vocabulary, name.bytes, name.size);
    }
    if (r == 0)
        record_groups(collection);
    return r < 0 ? r : watch_begin(collection->watch, WATCH_UNTIL_TEXTS, STEPS_TEXTS);
}

static bool visit_texts_begin(void *context)
{
    struct collection *collection = context;

    collection->error = number_documents(collection);
    return collection->error == 0;
}

/*
 * The second phase: texts, spellings and references.
 */

/* The document of a text, if it can be stored. The readers give only texts that can; a modified file
 * might not. */
static bool find_owner(struct collection *collection, const uint32_t *points, size_t count,
                       struct slice text, uint32_t *document)
{
    struct owner *last = &collection->last_owner;
    struct bare bare;

    if (text.size == 0 || !plain_valid(text.bytes, text.size))
        return false;
    if (last->known && count == 1 && points[0] == last->code_point) {
        *document = last->document;
        return true;
    }
    if (!bare_of(points, count, &bare) || bare.count == 0 ||
        !documents_find(&collection->documents, &bare, document))
        return false;
    *last = (struct owner){count == 1, points[0], *document};
    return true;
}

static int add_text(struct collection *collection, const struct source_text *text)
{
    const struct slice slice = {.bytes = text->text, .size = text->size};
    uint32_t document;
    int r = watch_step(collection->watch);

    if (r < 0 || !find_owner(collection, text->points, text->count, slice, &document))
        return r;
    return texts_add(&collection->texts, &collection->vocabulary, document, text->kind,
                     text->language, slice);
}

static bool visit_text(void *context, const struct source_text *text)
{
    struct collection *collection = context;

    collection->error = add_text(collection, text);
    return collection->error == 0;
}

static int add_spelling(struct collection *collection, const struct source_spelling *spelling)
{
    const struct slice text = {.bytes = spelling->text, .size = spelling->size};
    uint32_t document;
    int r = watch_step(collection->watch);

    if (r < 0 || !find_owner(collection, spelling->points, spelling->count, text, &document))
        return r;
    r = digraphs_add(&collection->texts, &collection->vocabulary, document,
                     sources_english(&collection->sources), spelling);
    return r < 0 ? r : spellings_add(&collection->spellings, document, spelling);
}

static bool visit_spelling(void *context, const struct source_spelling *spelling)
{
    struct collection *collection = context;

    collection->error = add_spelling(collection, spelling);
    return collection->error == 0;
}

static bool visit_reference(void *context, uint32_t from, uint32_t to)
{
    struct collection *collection = context;

    references_add(&collection->references, from, to);
    return true;
}

static bool visit_presentations(void *context, uint32_t code_point)
{
    struct collection *collection = context;

    presentations_add(&collection->presentations, code_point);
    return true;
}

static bool visit_names(void *context, struct locale_names *names)
{
    struct collection *collection = context;

    collection->locale_names = *names;
    memset(names, 0, sizeof *names);
    return true;
}

static bool visit_wordnet(void *context, struct wordnet *wordnet)
{
    struct collection *collection = context;

    collection->wordnet = wordnet;
    return true;
}

/* emoji-test.txt's name for an emoji that has an official name, too. */
static int add_emoji_names(struct collection *collection)
{
    const unsigned english = sources_english(&collection->sources);
    const struct documents *documents = &collection->documents;
    int r = 0;

    for (size_t i = 0; r == 0 && i < documents->emoji.count; i++) {
        const struct emoji *emoji = &documents->emoji.items[i];

        if (!emoji->has_this_name)
            r = texts_add(&collection->texts, &collection->vocabulary, emoji->document,
                          TEXT_SHORT_NAME, english, documents_emoji_name(documents, emoji));
    }
    return r;
}

static bool visit_repertoire(void *context, const struct repertoire *repertoire)
{
    struct collection *collection = context;

    /* It is borrowed until the reading ends, and of use after that: the chunks have a copy. */
    repertoire_write(repertoire, &collection->chunks);
    collection->error = repertoire_of_chunks(&collection->repertoire, &collection->chunks);
    collection->documents.repertoire = &collection->repertoire;
    collection->properties.repertoire = &collection->repertoire;
    return collection->error == 0;
}

int collection_read(struct collection *collection, const struct sources_options *options,
                    struct reason *reason)
{
    static const struct source_visitor visitor = {
        .repertoire = visit_repertoire,
        .character = visit_character,
        .sequence = visit_sequence,
        .texts_begin = visit_texts_begin,
        .text = visit_text,
        .spelling = visit_spelling,
        .reference = visit_reference,
        .presentations = visit_presentations,
        .names = visit_names,
        .wordnet = visit_wordnet,
    };
    int r = watch_begin(collection->watch, WATCH_UNTIL_CHARACTERS, STEPS_CHARACTERS);

    if (r < 0)
        return r;
    r = sources_read(options, &collection->sources, &visitor, collection, reason);
    if (r == -ECANCELED)
        return collection->error;
    if (r == 0)
        r = add_emoji_names(collection);
    return r;
}
