/*
 * Facts about documents. Consecutive documents mostly have the same ones, so the names of a
 * document's values are looked up only if a value differs from that of the previous document. The
 * sets are made property by property at the end: a hundred that grow at once would not fit into a
 * processor's cache.
 */

#include "index/builder/documents/properties.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/parallel.h"
#include "index/file/charindex.h"
#include "index/file/postings.h"
#include "index/unicode/character.h"
#include "index/unicode/prominence.h"
#include "index/unicode/property_run.h"

void properties_init(struct properties *properties, struct chunks *chunks)
{
    memset(properties, 0, sizeof *properties);
    properties->chunks = chunks;
    properties->tail = POOL_FAILED;
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        (void)runs_new(&properties->tiers);
}

void properties_release(struct properties *properties)
{
    vector_release(&properties->documents);
    pool_release(&properties->tails);
    runs_release(&properties->tiers);
}

/* Sets the facets to those of the next document. Returns whether one has changed. */
static bool read_facets(struct properties *properties, uint32_t code_point)
{
    bool changed = properties->tail == POOL_FAILED;

    for (unsigned property = 0; property < PROPERTY_FACETS; property++) {
        uint32_t number =
            property_number(properties->repertoire, (enum property)property, code_point);

        changed = changed || number != properties->facets[property];
        properties->facets[property] = number;
    }
    return changed;
}

static uint32_t tail_of(struct properties *properties, uint32_t code_point)
{
    struct buffer text = BUFFER_INIT;
    struct character_facts facts;
    uint32_t tail = POOL_FAILED;

    character_facts(properties->repertoire, code_point, &facts);
    buffer_append_format(&text,
                         ",\"category\":\"%s\",\"block\":\"%s\",\"script\":\"%s\",\"age\":\"%s\"",
                         facts.category, facts.block, facts.script, facts.age);
    if (!text.failed)
        tail = pool_add(&properties->tails, text.bytes, text.size);
    buffer_release(&text);
    return tail;
}

int properties_document(struct properties *properties, uint32_t code_point, bool emoji)
{
    const struct property_document document = {.code_point = code_point, .emoji = emoji};

    if (read_facets(properties, code_point))
        properties->tail = tail_of(properties, code_point);
    if (properties->tail == POOL_FAILED)
        return -ENOMEM;
    chunks_u16(properties->chunks, CHUNK_PROP, properties->tail);
    vector_append(&properties->documents, &document);
    return properties->documents.failed ? -ENOMEM : 0;
}

void properties_group(struct properties *properties, uint32_t document, enum emoji_group group)
{
    struct property_document *documents = properties->documents.items;

    assert(document < properties->documents.count);
    documents[document].group = group;
}

void properties_prominence(struct properties *properties, uint32_t document, unsigned prominence)
{
    chunks_u8(properties->chunks, CHUNK_PROM, prominence);
    runs_post(&properties->tiers, prominence_tier(prominence), document, 1);
}

/*
 * The values of one property.
 */

struct values {
    struct pool names;
    struct runs sets; /* list n belongs to value n */
};

/* A value in the order of its property. */
struct value {
    struct property_value key; /* first: property_order compares these */
    uint32_t number;
};

/* The number of a value in the pool; adds an empty set for a new one. */
static uint32_t value_of(struct values *values, const struct repertoire *repertoire,
                         enum property property, uint32_t number)
{
    char name[PROPERTY_VALUE_SIZE];
    uint32_t value;

    property_spell(repertoire, property, number, name);
    value = pool_add(&values->names, name, strlen(name));
    if (value == values->sets.count)
        (void)runs_new(&values->sets);
    return value;
}

/* The number of a document, and the last code point up to which all have the same; 0 where other documents
 * with that code point may have another one. */
static uint32_t number_of(const struct repertoire *repertoire, enum property property,
                          const struct property_document *document, uint32_t *last)
{
    *last = 0;
    if (property == PROPERTY_EMOJI)
        return document->emoji;
    if (property == PROPERTY_EMOJI_GROUP)
        return document->group;
    return property_run(repertoire, property, document->code_point, last);
}

/* The end of the run of documents that have the number of the first one. */
static uint32_t end_of_run(const struct properties *properties, enum property property,
                           uint32_t first, uint32_t *number)
{
    const struct property_document *documents = properties->documents.items;
    const uint32_t count = (uint32_t)properties->documents.count;
    uint32_t begin = documents[first].code_point, end = first + 1, last;

    *number = number_of(properties->repertoire, property, &documents[first], &last);
    for (; end < count; end++) {
        const uint32_t code_point = documents[end].code_point;

        if (code_point >= begin && code_point <= last)
            continue;
        begin = code_point;
        if (number_of(properties->repertoire, property, &documents[end], &last) != *number)
            break;
    }
    return end;
}

/* Posts the runs of documents with the same value. */
static int read_values(const struct properties *properties, enum property property,
                       struct values *values)
{
    const uint32_t count = (uint32_t)properties->documents.count;

    for (uint32_t first = 0, end; first < count; first = end) {
        uint32_t number, value;

        end = end_of_run(properties, property, first, &number);
        value = value_of(values, properties->repertoire, property, number);
        if (value == POOL_FAILED || runs_failed(&values->sets))
            return -ENOMEM;
        runs_post(&values->sets, value, first, end - first);
    }
    return runs_failed(&values->sets) ? -ENOMEM : 0;
}

static void write_set(struct chunks *chunks, const struct runs *runs, uint32_t list)
{
    chunks_u32(chunks, CHUNK_STOT, runs_total(runs, list));
    runs_write(runs, list, chunks, CHUNK_SRUN);
    chunks_u32(chunks, CHUNK_SBEG, chunks->list[CHUNK_SRUN].size / sizeof(struct posting_run));
}

static int write_sorted(struct chunks *chunks, enum property property, const struct values *from)
{
    const uint32_t count = from->names.count;
    struct value *values = calloc((size_t)count + 1, sizeof *values);

    if (!values)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        values[i] = (struct value){
            .key = {.name = pool_get(&from->names, i), .first = runs_first(&from->sets, i)},
            .number = i};
    qsort(values, count, sizeof *values, property_order_of(property));
    for (uint32_t i = 0; i < count; i++) {
        buffer_append(&chunks->list[CHUNK_VTXT], values[i].key.name.bytes, values[i].key.name.size);
        chunks_offset(chunks, CHUNK_VOFF, CHUNK_VTXT);
        write_set(chunks, &from->sets, values[i].number);
    }
    free(values);
    return 0;
}

/* All properties, each read without regard to the others. */
struct all_values {
    const struct properties *properties;
    struct values of[PROPERTY_COUNT];
    int outcomes[PROPERTY_COUNT];
};

static void read_property(void *context, size_t number)
{
    const enum property property = (enum property)number;
    struct all_values *all = context;

    if (property_kind(property) != PROPERTY_KIND_PLANES)
        all->outcomes[property] = read_values(all->properties, property, &all->of[property]);
}

static struct all_values *read_properties(const struct properties *properties)
{
    struct all_values *all = calloc(1, sizeof *all);

    if (!all)
        return NULL;
    all->properties = properties;
    parallel_run(PROPERTY_COUNT, read_property, all);
    return all;
}

static void values_release(struct all_values *all)
{
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        pool_release(&all->of[property].names);
        runs_release(&all->of[property].sets);
    }
    free(all);
}

static void write_key(struct chunks *chunks, enum property property)
{
    buffer_append_text(&chunks->list[CHUNK_VKEY], property_name(property));
    buffer_append_text(&chunks->list[CHUNK_VKEY], "\n");
}

static int write_properties(struct chunks *chunks, const struct all_values *all)
{
    uint32_t values = 0;

    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        int r = all->outcomes[property];

        write_key(chunks, (enum property)property);
        chunks_u32(chunks, CHUNK_VBEG, values);
        if (r == 0)
            r = write_sorted(chunks, (enum property)property, &all->of[property]);
        if (r < 0)
            return r;
        values += all->of[property].names.count;
    }
    chunks_u32(chunks, CHUNK_VBEG, values);
    return 0;
}

int properties_write(struct properties *properties)
{
    struct chunks *chunks = properties->chunks;
    struct all_values *all;
    int r;

    pool_write(&properties->tails, chunks, CHUNK_POFF, CHUNK_PTXT);
    if (runs_failed(&properties->tiers))
        return -ENOMEM;
    chunks_u32(chunks, CHUNK_SBEG, 0);
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        write_set(chunks, &properties->tiers, tier);
    chunks_offset(chunks, CHUNK_VOFF, CHUNK_VTXT);
    all = read_properties(properties);
    if (!all)
        return -ENOMEM;
    r = write_properties(chunks, all);
    values_release(all);
    return r;
}
