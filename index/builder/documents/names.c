/*
 * Only the last name is remembered: neighbours with the same words take one lookup, and one posting.
 */

#include "index/builder/documents/names.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "index/file/charindex.h"

void names_release(struct names *names)
{
    vector_release(&names->lists);
    buffer_release(&names->last);
}

int names_add(struct names *names, struct vocabulary *vocabulary, const char *text, size_t size)
{
    const struct slice words = {.bytes = text, .size = size};
    struct buffer *last = &names->last;
    const size_t count = names->lists.count;
    uint32_t list;

    if (count > 0 && slice_equal(words, (struct slice){.bytes = last->bytes, .size = last->size})) {
        list = names->lists.items[count - 1];
    } else {
        list = vocabulary_list(vocabulary, text, size);
        last->size = 0;
        buffer_append(last, text, size);
    }
    vector_append(&names->lists, &list);
    return list == POOL_FAILED || last->failed || names->lists.failed ? -ENOMEM : 0;
}

/* The first document after this one whose name has other words. Characters and sequences are posted
 * in different fields, so a run does not include both. */
static uint32_t run_end(const struct names *names, const struct documents *documents,
                        uint32_t document)
{
    const uint32_t *lists = names->lists.items;
    uint32_t end = document + 1, limit = documents->characters;

    if (document >= limit)
        limit = documents_count(documents);
    while (end < limit && lists[end] == lists[document])
        end++;
    return end;
}

/* The first documents of the runs, and how many come before each word of the bitmap. */
static void write_runs(const uint64_t *bitmap, size_t words, struct chunks *chunks)
{
    uint32_t rank = 0;

    chunks_bitmap(chunks, CHUNK_NBIT, bitmap, words);
    for (size_t word = 0; word < words; word++) {
        chunks_u32(chunks, CHUNK_NRNK, rank);
        rank += (uint32_t)__builtin_popcountll(bitmap[word]);
    }
}

int names_post(const struct names *names, const struct documents *documents,
               struct vocabulary *vocabulary, struct chunks *chunks)
{
    const uint32_t count = documents_count(documents);
    uint64_t *bitmap = calloc(format_bitmap_words(count) + 1, sizeof *bitmap);
    int r = bitmap ? 0 : -ENOMEM;
    uint32_t document = 0;

    while (r == 0 && document < count) {
        uint32_t end = run_end(names, documents, document);
        uint32_t list = names->lists.items[document];
        bool sequence = document >= documents->characters;

        bitmap[document / 64] |= UINT64_C(1) << document % 64;
        chunks_u32(chunks, CHUNK_NLST, list);
        r = vocabulary_post(vocabulary, list, sequence ? FIELD_SEQUENCE : FIELD_NAME, document,
                            end - document);
        document = end;
    }
    if (r == 0)
        write_runs(bitmap, format_bitmap_words(count), chunks);
    free(bitmap);
    return r;
}
