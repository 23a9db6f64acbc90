/*
 * Spellings, some ten thousand. Each distinct text is in a pool. The texts get their places in the
 * order of the index first, so that entries are sorted by numbers alone.
 */

#include "index/builder/documents/spellings.h"

#include <errno.h>
#include <stdlib.h>

#include "index/builder/base/relation.h"
#include "index/text/caseless.h"

struct spelling_entry {
    uint32_t text; /* in the pool; after ordering, its place in the index */
    uint32_t document;
    uint32_t weight;
    uint8_t kind;
    uint8_t prominence;
};

void spellings_release(struct spellings *spellings)
{
    vector_release(&spellings->entries);
    pool_release(&spellings->texts);
}

int spellings_add(struct spellings *spellings, uint32_t document,
                  const struct source_spelling *spelling)
{
    const struct spelling_entry entry = {
        .text = pool_add(&spellings->texts, spelling->text, spelling->size),
        .document = document,
        .weight = spelling->weight,
        .kind = (uint8_t)spelling->kind,
    };

    vector_append(&spellings->entries, &entry);
    return entry.text == POOL_FAILED || spellings->entries.failed ? -ENOMEM : 0;
}

void spellings_add_evidence(const struct spellings *spellings, struct prominence_evidence *evidence)
{
    for (size_t i = 0; i < spellings->entries.count; i++) {
        const struct spelling_entry *entry = &spellings->entries.items[i];
        const uint32_t count = entry->weight / SPELLING_MANDARIN_COUNT;
        struct prominence_evidence *of = &evidence[entry->document];

        if (entry->kind == SPELLING_MANDARIN && count > of->written)
            of->written = count;
    }
}

/*
 * The order of texts.
 */

struct ordered_text {
    struct slice bytes;
    uint32_t number;
};

static int text_compare(const void *left, const void *right)
{
    const struct ordered_text *a = left, *b = right;
    int order = caseless_compare(a->bytes, b->bytes);

    return order != 0 ? order : slice_compare(a->bytes, b->bytes);
}

/* Writes the texts in their order, and gives each entry the place of its text. */
static bool order_texts(struct spellings *spellings, struct chunks *chunks)
{
    const uint32_t count = spellings->texts.count;
    struct ordered_text *texts = calloc((size_t)count + 1, sizeof *texts);
    uint32_t *places = calloc((size_t)count + 1, sizeof *places);

    if (texts && places) {
        for (uint32_t i = 0; i < count; i++)
            texts[i] = (struct ordered_text){pool_get(&spellings->texts, i), i};
        qsort(texts, count, sizeof *texts, text_compare);
        for (uint32_t i = 0; i < count; i++) {
            places[texts[i].number] = i;
            chunks_offset(chunks, CHUNK_SPLO, CHUNK_SPLT);
            buffer_append(&chunks->list[CHUNK_SPLT], texts[i].bytes.bytes, texts[i].bytes.size);
        }
        chunks_offset(chunks, CHUNK_SPLO, CHUNK_SPLT);
        for (size_t i = 0; i < spellings->entries.count; i++)
            spellings->entries.items[i].text = places[spellings->entries.items[i].text];
    }
    free(texts);
    free(places);
    return texts && places;
}

/*
 * The order of entries: by text, whose places are known, and then among the few of a text.
 */

/* Of entries with the same text. */
static int entry_compare(const void *left, const void *right)
{
    const struct spelling_entry *a = left, *b = right;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->prominence != b->prominence)
        return a->prominence > b->prominence ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

/* Where the entries of each text begin, and at last their end; the caller frees it. NULL when memory
 * ran out. */
static size_t *count_entries(const struct spellings *spellings)
{
    const uint32_t texts = spellings->texts.count;
    size_t *begins = calloc((size_t)texts + 1, sizeof *begins);

    for (size_t i = 0; begins && i < spellings->entries.count; i++)
        begins[spellings->entries.items[i].text + 1]++;
    for (uint32_t i = 0; begins && i < texts; i++)
        begins[i + 1] += begins[i];
    return begins;
}

/* Replaces the entries by a sorted copy. Returns false when memory ran out. */
static bool sort_entries(struct spellings *spellings)
{
    const size_t count = spellings->entries.count;
    struct spelling_entry *sorted = calloc(count + 1, sizeof *sorted);
    size_t *begins = count_entries(spellings);
    const bool able = sorted && begins;

    for (size_t i = 0; able && i < count; i++)
        sorted[begins[spellings->entries.items[i].text]++] = spellings->entries.items[i];
    /* Each number is now the end of its text. */
    for (uint32_t text = 0, at = 0; able && text < spellings->texts.count; text++) {
        qsort(sorted + at, begins[text] - at, sizeof *sorted, entry_compare);
        at = (uint32_t)begins[text];
    }
    for (size_t i = 0; able && i < count; i++)
        spellings->entries.items[i] = sorted[i];
    free(sorted);
    free(begins);
    return able;
}

/* Drops all but the best entry of a document, text and kind. `seen` has, for each document, the last
 * text and kind for which it has been written, plus 1. */
static void write_entries(const struct spellings *spellings, struct chunks *chunks,
                          struct relation *spelled, uint64_t *seen)
{
    const struct buffer *list = &chunks->list[CHUNK_SPLE];
    const struct spelling_entry *entries = spellings->entries.items;
    size_t at = 0;

    for (uint32_t text = 0; text < spellings->texts.count; text++) {
        chunks_u32(chunks, CHUNK_SPLB, list->size / FORMAT_SPELLING_SIZE);
        for (; at < spellings->entries.count && entries[at].text == text; at++) {
            const uint64_t group = (uint64_t)text * SPELLING_KINDS + entries[at].kind + 1;

            if (seen[entries[at].document] == group)
                continue;
            seen[entries[at].document] = group;
            relation_add(spelled, entries[at].document,
                         (uint32_t)(list->size / FORMAT_SPELLING_SIZE));
            chunks_u32(chunks, CHUNK_SPLE, entries[at].document);
            chunks_u32(chunks, CHUNK_SPLE, entries[at].kind);
        }
    }
    chunks_u32(chunks, CHUNK_SPLB, list->size / FORMAT_SPELLING_SIZE);
}

void spellings_write(struct spellings *spellings, struct chunks *chunks)
{
    const struct buffer *prominence = &chunks->list[CHUNK_PROM];
    uint64_t *seen = calloc(prominence->size + 1, sizeof *seen);
    struct relation spelled = {.pairs = VECTOR_INIT};

    if (!seen || spellings->entries.failed || !order_texts(spellings, chunks)) {
        chunks->list[CHUNK_SPLE].failed = true;
    } else {
        for (size_t i = 0; i < spellings->entries.count; i++) {
            struct spelling_entry *entry = &spellings->entries.items[i];

            entry->prominence = (uint8_t)prominence->bytes[entry->document];
        }
        if (sort_entries(spellings))
            write_entries(spellings, chunks, &spelled, seen);
        else
            chunks->list[CHUNK_SPLE].failed = true;
    }
    relation_write(&spelled, chunks, CHUNK_SPRK);
    relation_release(&spelled);
    free(seen);
}
