/*
 * The build: records from the sources become chunks, chunks become one image.
 *
 * Work that needs only one record (lines, properties, words of names) is done as the records
 * arrive. Work that needs all of them (the numbers of sequences, variants, prominence, every order)
 * follows, module by module. At the end the image is sealed with a checksum and read back by the
 * parser that reads files, so an index that could not be loaded is never served.
 */

#include "index/builder/build.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

#include "index/base/parallel.h"
#include "index/base/plain.h"
#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"
#include "index/builder/documents/prominences.h"
#include "index/builder/documents/properties.h"
#include "index/builder/documents/repertoire.h"
#include "index/builder/documents/spellings.h"
#include "index/builder/documents/texts.h"
#include "index/builder/enrichment/compatibility.h"
#include "index/builder/enrichment/currencies.h"
#include "index/builder/enrichment/digraphs.h"
#include "index/builder/enrichment/flags.h"
#include "index/builder/enrichment/marks.h"
#include "index/builder/enrichment/naming.h"
#include "index/builder/relations/confusables.h"
#include "index/builder/relations/decompositions.h"
#include "index/builder/relations/meanings.h"
#include "index/builder/relations/references.h"
#include "index/builder/relations/variants.h"
#include "index/builder/terms/forms.h"
#include "index/builder/terms/vocabulary.h"
#include "index/builder/watch.h"
#include "index/file/image.h"
#include "index/unicode/property.h"

/* Shares of the time, in thousandths, measured with English alone. The numbers of steps are
 * estimates. */
enum {
    UNTIL_CHARACTERS = 150,
    UNTIL_TEXTS = 500,
    UNTIL_SETTLED = 550,
    UNTIL_PROMINENCE = 600,
    UNTIL_WRITTEN = 950,
    UNTIL_THE_END = 1000,
    STEPS_CHARACTERS = 150000,
    STEPS_TEXTS = 450000,
    PIECES = 6, /* of writing */
};

struct owner {
    bool known;
    uint32_t code_point, document;
};

struct builder {
    struct chunks chunks;
    struct documents documents;
    struct properties properties;
    struct vocabulary vocabulary;
    struct texts texts;
    struct spellings spellings;
    struct wordnet *wordnet;        /* owned; NULL: could not be read */
    struct owner last_owner;        /* of a text: consecutive ones mostly have the same */
    VECTOR_OF(uint32_t) name_lists; /* by document: the list of the words of its name */
    struct buffer last_words;       /* the text from which the last of them was made */
    struct references references;
    uint32_t *orders;             /* by document: its place among the emoji, or 0 */
    uint32_t *bases;              /* by sequence */
    struct repertoire repertoire; /* a view of the chunks, for what comes after the reading */
    struct locale_names names;    /* newer than ICU's */
    struct sources sources;
    struct watch watch;
    int error;            /* 0, or the error that stopped the reading */
    int outcomes[PIECES]; /* of the writing */
};

/*
 * Documents.
 */

/* The words of a name. Names that consist of a prefix and a number come by the ten thousand with
 * the same words. */
static int add_name(struct builder *builder, const char *text, size_t size)
{
    const struct slice words = {.bytes = text, .size = size};
    struct buffer *last = &builder->last_words;
    const size_t count = builder->name_lists.count;
    uint32_t list;

    if (count > 0 && slice_equal(words, (struct slice){.bytes = last->bytes, .size = last->size})) {
        list = builder->name_lists.items[count - 1];
    } else {
        list = vocabulary_list(&builder->vocabulary, text, size);
        last->size = 0;
        buffer_append(last, text, size);
    }
    vector_append(&builder->name_lists, &list);
    return list == POOL_FAILED || last->failed || builder->name_lists.failed ? -ENOMEM : 0;
}

static int add_character(struct builder *builder, const struct source_character *character)
{
    bool emoji =
        property_number(builder->documents.repertoire, PROPERTY_EMOJI, character->code_point) != 0;
    int r;

    documents_character(&builder->documents, character);
    r = properties_document(&builder->properties, character->code_point, emoji);
    if (r == 0)
        r = add_name(builder, character->name, character->words_size);
    return r < 0 ? r : watch_step(&builder->watch);
}

static bool visit_character(void *context, const struct source_character *character)
{
    struct builder *builder = context;

    builder->error = add_character(builder, character);
    return builder->error == 0;
}

static bool visit_sequence(void *context, const struct source_sequence *sequence)
{
    struct builder *builder = context;

    documents_sequence(&builder->documents, sequence);
    return true;
}

static int record_orders(struct builder *builder)
{
    const struct documents *documents = &builder->documents;
    const struct emoji *emoji = documents->emoji.items;

    builder->orders = calloc((size_t)documents_count(documents) + 1, sizeof(uint32_t));
    if (!builder->orders)
        return -ENOMEM;
    for (size_t i = documents->emoji.count; i-- > 0;) /* if listed twice, the first place counts */
        builder->orders[emoji[i].document] = emoji[i].order;
    return 0;
}

static void record_groups(struct builder *builder)
{
    const struct documents *documents = &builder->documents;
    const struct emoji *emoji = documents->emoji.items;

    for (size_t i = documents->emoji.count; i-- > 0;) /* if listed twice, the first place counts */
        properties_group(&builder->properties, emoji[i].document, emoji[i].group);
}

/* The end of the first phase. Every document gets the number that texts refer to. */
static int number_documents(struct builder *builder)
{
    struct documents *documents = &builder->documents;
    int r = documents_number(documents);

    if (r == 0)
        r = record_orders(builder);
    for (uint32_t document = documents->characters; r == 0 && document < documents_count(documents);
         document++) {
        struct slice name = documents_name(documents, document);

        r = properties_document(&builder->properties, documents_first_point(documents, document),
                                builder->orders[document] > 0);
        if (r == 0)
            r = add_name(builder, name.bytes, name.size);
    }
    if (r == 0)
        record_groups(builder);
    return r < 0 ? r : watch_begin(&builder->watch, UNTIL_TEXTS, STEPS_TEXTS);
}

static bool visit_texts_begin(void *context)
{
    struct builder *builder = context;

    builder->error = number_documents(builder);
    return builder->error == 0;
}

/*
 * The second phase: texts, spellings and references.
 */

/* The document of a text, if it can be stored. The readers give only texts that can; a modified file
 * might not. */
static bool find_owner(struct builder *builder, const uint32_t *points, size_t count,
                       struct slice text, uint32_t *document)
{
    struct owner *last = &builder->last_owner;
    struct bare bare;

    if (text.size == 0 || !plain_valid(text.bytes, text.size))
        return false;
    if (last->known && count == 1 && points[0] == last->code_point) {
        *document = last->document;
        return true;
    }
    if (!bare_of(points, count, &bare) || bare.count == 0 ||
        !documents_find(&builder->documents, &bare, document))
        return false;
    *last = (struct owner){count == 1, points[0], *document};
    return true;
}

static int add_text(struct builder *builder, const struct source_text *text)
{
    const struct slice slice = {.bytes = text->text, .size = text->size};
    uint32_t document;
    int r = watch_step(&builder->watch);

    if (r < 0 || !find_owner(builder, text->points, text->count, slice, &document))
        return r;
    return texts_add(&builder->texts, &builder->vocabulary, document, text->kind, text->language,
                     slice);
}

static bool visit_text(void *context, const struct source_text *text)
{
    struct builder *builder = context;

    builder->error = add_text(builder, text);
    return builder->error == 0;
}

static int add_spelling(struct builder *builder, const struct source_spelling *spelling)
{
    const struct slice text = {.bytes = spelling->text, .size = spelling->size};
    uint32_t document;
    int r = watch_step(&builder->watch);

    if (r < 0 || !find_owner(builder, spelling->points, spelling->count, text, &document))
        return r;
    r = digraphs_add(&builder->texts, &builder->vocabulary, document,
                     sources_english(&builder->sources), spelling);
    return r < 0 ? r : spellings_add(&builder->spellings, document, spelling);
}

static bool visit_spelling(void *context, const struct source_spelling *spelling)
{
    struct builder *builder = context;

    builder->error = add_spelling(builder, spelling);
    return builder->error == 0;
}

static bool visit_reference(void *context, uint32_t from, uint32_t to)
{
    struct builder *builder = context;

    references_add(&builder->references, from, to);
    return true;
}

static bool visit_names(void *context, struct locale_names *names)
{
    struct builder *builder = context;

    builder->names = *names;
    memset(names, 0, sizeof *names);
    return true;
}

static bool visit_wordnet(void *context, struct wordnet *wordnet)
{
    struct builder *builder = context;

    builder->wordnet = wordnet;
    return true;
}

/* emoji-test.txt's name for an emoji that has an official name, too. */
static int add_emoji_names(struct builder *builder)
{
    const unsigned english = sources_english(&builder->sources);
    const struct documents *documents = &builder->documents;
    int r = 0;

    for (size_t i = 0; r == 0 && i < documents->emoji.count; i++) {
        const struct emoji *emoji = &documents->emoji.items[i];

        if (!emoji->has_this_name)
            r = texts_add(&builder->texts, &builder->vocabulary, emoji->document, TEXT_SHORT_NAME,
                          english, documents_emoji_name(documents, emoji));
    }
    return r;
}

static bool visit_repertoire(void *context, const struct repertoire *repertoire)
{
    struct builder *builder = context;

    /* It is borrowed until the reading ends, and of use after that: the chunks have a copy. */
    repertoire_write(repertoire, &builder->chunks);
    builder->error = repertoire_of_chunks(&builder->repertoire, &builder->chunks);
    builder->documents.repertoire = &builder->repertoire;
    builder->properties.repertoire = &builder->repertoire;
    return builder->error == 0;
}

static int read_records(struct builder *builder, const struct sources_options *options,
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
        .names = visit_names,
        .wordnet = visit_wordnet,
    };
    int r = watch_begin(&builder->watch, UNTIL_CHARACTERS, STEPS_CHARACTERS);

    if (r < 0)
        return r;
    r = sources_read(options, &builder->sources, &visitor, builder, reason);
    if (r == -ECANCELED)
        return builder->error;
    if (r == 0)
        r = add_emoji_names(builder);
    return r;
}

/*
 * Work that needs all records.
 */

/* The first document after this one whose name has other words. Characters and sequences are posted
 * in different fields, so a run does not include both. */
static uint32_t name_run_end(const struct builder *builder, uint32_t document)
{
    const uint32_t *lists = builder->name_lists.items;
    uint32_t end = document + 1, limit = builder->documents.characters;

    if (document >= limit)
        limit = documents_count(&builder->documents);
    while (end < limit && lists[end] == lists[document])
        end++;
    return end;
}

static int post_names(struct builder *builder)
{
    struct documents *documents = &builder->documents;
    struct chunks *chunks = &builder->chunks;
    const uint32_t count = documents_count(documents);
    uint64_t *bitmap = calloc(format_bitmap_words(count) + 1, sizeof *bitmap);
    int r = bitmap ? 0 : -ENOMEM;
    uint32_t document = 0;

    while (r == 0 && document < count) {
        uint32_t end = name_run_end(builder, document);
        uint32_t list = builder->name_lists.items[document];
        bool sequence = document >= documents->characters;

        bitmap[document / 64] |= UINT64_C(1) << document % 64;
        chunks_u32(chunks, CHUNK_NLST, list);
        r = vocabulary_post(&builder->vocabulary, list, sequence ? FIELD_SEQUENCE : FIELD_NAME,
                            document, end - document);
        document = end;
    }
    if (r == 0) {
        chunks_bitmap(chunks, CHUNK_NBIT, bitmap, format_bitmap_words(count));
        for (uint32_t word = 0, rank = 0; word < format_bitmap_words(count); word++) {
            chunks_u32(chunks, CHUNK_NRNK, rank);
            rank += (uint32_t)__builtin_popcountll(bitmap[word]);
        }
    }
    free(bitmap);
    return r;
}

static int compute_prominence(struct builder *builder)
{
    const uint32_t count = documents_count(&builder->documents);
    const struct prominences_input input = {
        .documents = &builder->documents,
        .texts = &builder->texts,
        .english = sources_english(&builder->sources),
        .orders = builder->orders,
        .bases = builder->bases,
    };
    uint8_t *prominences = calloc((size_t)count + 1, sizeof *prominences);
    int r = prominences ? prominences_find(&input, prominences) : -ENOMEM;

    for (uint32_t document = 0; r == 0 && document < count; document++) {
        properties_prominence(&builder->properties, document, prominences[document]);
        r = watch_step(&builder->watch);
    }
    free(prominences);
    return r;
}

static int find_variants(struct builder *builder)
{
    int r;

    builder->bases = calloc((size_t)builder->documents.sequences + 1, sizeof *builder->bases);
    if (!builder->bases)
        return -ENOMEM;
    r = variants_find(&builder->documents, builder->bases);
    if (r == 0)
        variants_write(&builder->documents, builder->bases, &builder->chunks);
    return r;
}

/*
 * The chunks that are written at the end. Each piece of work reads what has been collected, and writes chunks
 * that no other reads or writes.
 */

static int write_meanings(struct builder *builder)
{
    return meanings_write(builder->wordnet, &builder->texts, &builder->vocabulary,
                          sources_english(&builder->sources), &builder->chunks);
}

static int write_properties(struct builder *builder)
{
    return properties_write(&builder->properties);
}

static int write_words(struct builder *builder)
{
    int r = vocabulary_write(&builder->vocabulary, &builder->chunks,
                             documents_count(&builder->documents));

    return r < 0 ? r : forms_write(&builder->chunks, sources_english(&builder->sources));
}

static int write_looks(struct builder *builder)
{
    decompositions_write(&builder->documents, &builder->chunks);
    return confusables_write(&builder->documents, &builder->chunks);
}

static int write_names(struct builder *builder)
{
    return documents_write_names(&builder->documents);
}

static int write_texts(struct builder *builder)
{
    spellings_write(&builder->spellings, &builder->chunks);
    texts_write(&builder->texts, documents_count(&builder->documents), &builder->chunks);
    return references_write(&builder->references, &builder->documents, &builder->chunks);
}

/* The longest first, as the measurement with English has them. */
static int (*const pieces[])(struct builder *builder) = {
    write_meanings, write_texts, write_words, write_looks, write_names, write_properties,
};

_Static_assert(PIECES == sizeof pieces / sizeof *pieces, "an outcome each");

static void write_piece(void *context, size_t number)
{
    struct builder *builder = context;

    builder->outcomes[number] = pieces[number](builder);
}

static int write_pieces(struct builder *builder)
{
    int r = 0;

    parallel_run(PIECES, write_piece, builder);
    for (size_t i = 0; r == 0 && i < PIECES; i++)
        r = builder->outcomes[i];
    return r;
}

/* In order of dependencies, not in the order of the chunks. */
static int finish_chunks(struct builder *builder)
{
    struct documents *documents = &builder->documents;
    struct watch *watch = &builder->watch;
    const struct naming naming = {
        .names = &builder->names,
        .repertoire = documents->repertoire,
        .english = sources_english(&builder->sources),
    };
    int r = watch_begin(watch, UNTIL_SETTLED, 1);

    if (r == 0)
        r = find_variants(builder);
    if (r == 0)
        r = post_names(builder);
    if (r == 0)
        r = marks_add(&builder->texts, documents, &builder->vocabulary);
    if (r == 0)
        r = compatibility_add(&builder->spellings, documents);
    if (r == 0)
        r = flags_add(&builder->texts, &builder->spellings, documents, &builder->vocabulary,
                      &builder->sources, &naming);
    if (r == 0)
        r = currencies_add(&builder->texts, &builder->spellings, documents, &builder->vocabulary,
                           &naming);
    if (r == 0)
        r = texts_settle(&builder->texts, documents, &builder->vocabulary);
    if (r == 0)
        r = watch_begin(watch, UNTIL_PROMINENCE, documents_count(documents));
    if (r == 0)
        r = compute_prominence(builder);
    if (r == 0)
        r = watch_begin(watch, UNTIL_WRITTEN, 1);
    if (r == 0)
        r = write_pieces(builder);
    if (r < 0)
        return r;
    if (!documents->repertoire)
        repertoire_write(NULL, &builder->chunks);
    chunks_sources(&builder->chunks, &builder->sources);
    return watch_begin(watch, UNTIL_THE_END, 1);
}

/*
 * The whole build.
 */

static void builder_release(struct builder *builder)
{
    chunks_release(&builder->chunks);
    documents_release(&builder->documents);
    properties_release(&builder->properties);
    vocabulary_release(&builder->vocabulary);
    texts_release(&builder->texts);
    spellings_release(&builder->spellings);
    locale_names_release(&builder->names);
    wordnet_free(builder->wordnet);
    vector_release(&builder->name_lists);
    buffer_release(&builder->last_words);
    references_release(&builder->references);
    free(builder->orders);
    free(builder->bases);
    free(builder);
    /* Building took several times the memory that serving needs. */
    (void)malloc_trim(0);
}

static int build_image(struct builder *builder, const struct sources_options *options,
                       struct image *image, struct reason *reason)
{
    int r = read_records(builder, options, reason);

    if (r == 0)
        r = finish_chunks(builder);
    if (r == 0) {
        const struct chunks_counts counts = {
            .documents = documents_count(&builder->documents),
            .sequences = builder->documents.sequences,
            .characters = builder->documents.named,
            .terms = builder->vocabulary.terms.count,
        };

        r = chunks_lay_out(&builder->chunks, &builder->sources, &counts, image);
    }
    if (r == -EFBIG)
        reason_set(reason, "the index would be larger than %zu MiB: configure fewer languages",
                   FORMAT_MAX_SIZE >> 20);
    return r == -EFBIG ? -EIO : r;
}

int build_index(const struct sources_options *options, build_progress progress, void *context,
                struct charindex **index, struct reason *reason)
{
    struct builder *builder = calloc(1, sizeof *builder);
    struct image image = {.bytes = NULL};
    int r;

    if (!builder)
        return -ENOMEM;
    builder->watch = (struct watch){.progress = progress, .context = context};
    builder->documents.chunks = &builder->chunks;
    properties_init(&builder->properties, &builder->chunks);
    r = build_image(builder, options, &image, reason);
    builder_release(builder);
    if (r < 0)
        return r;
    r = charindex_adopt(&image, index, reason);
    if (r != CHARINDEX_OK) {
        image_release(&image);
        /* The sources contradict themselves (a name twice, lines out of order). That is not an
         * error of this program, and such an index is not served. */
        return r < 0 ? r : -EIO;
    }
    (void)progress(context, UNTIL_THE_END);
    return 0;
}
