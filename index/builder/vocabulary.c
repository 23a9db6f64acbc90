/*
 * Terms, their postings, and the lists of words that texts are compared by.
 *
 * Numbers given while reading depend on the order of the sources; the file has terms in byte
 * order, so that those with a common beginning are neighbours. Everything that names a term is
 * therefore written last.
 */

#include "index/builder/vocabulary.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/builder/unions.h"
#include "index/file/postings.h"
#include "index/unicode/words.h"

void wording_release(struct wording *wording)
{
    pool_release(&wording->terms);
    pool_release(&wording->lists);
    pool_release(&wording->keys);
    runs_release(&wording->postings);
    buffer_release(&wording->current);
    free(wording->order);
    free(wording->place);
    *wording = (struct wording){.order = NULL};
}

uint32_t wording_list(struct wording *wording, const char *text, size_t size)
{
    struct words words;
    struct word word;

    wording->current.size = 0;
    words_init(&words, text, size);
    while (words_next(&words, &word)) {
        uint32_t term;

        if (word.size == 0) /* too long to be a term */
            continue;
        term = pool_add(&wording->terms, word.folded, word.size);
        if (term == POOL_FAILED)
            return POOL_FAILED;
        buffer_append(&wording->current, &term, sizeof term);
    }
    if (wording->current.failed)
        return POOL_FAILED;
    return pool_add(&wording->lists, wording->current.bytes ? wording->current.bytes : "",
                    wording->current.size);
}

static uint32_t term_in(struct slice list, size_t at)
{
    uint32_t term;

    memcpy(&term, list.bytes + at * sizeof term, sizeof term);
    return term;
}

int wording_post(struct wording *wording, uint32_t list, unsigned field, uint32_t first,
                 uint32_t count)
{
    struct slice terms = pool_get(&wording->lists, list);

    for (size_t i = 0; i < terms.size / sizeof(uint32_t); i++) {
        const uint32_t key[] = {term_in(terms, i), field};
        uint32_t number = pool_add(&wording->keys, key, sizeof key);

        if (number == POOL_FAILED)
            return -ENOMEM;
        if (number == wording->postings.count)
            (void)runs_new(&wording->postings);
        runs_post(&wording->postings, number, first, count);
    }
    return runs_failed(&wording->postings) ? -ENOMEM : 0;
}

/*
 * Writing.
 */

static int term_compare(const void *left, const void *right, void *context)
{
    const uint32_t *a = left, *b = right;

    return pool_slice_compare(pool_get(context, *a), pool_get(context, *b));
}

static int sort_terms(struct wording *wording)
{
    const uint32_t count = wording->terms.count;

    wording->order = calloc(count + 1, sizeof *wording->order);
    wording->place = calloc(count + 1, sizeof *wording->place);
    if (!wording->order || !wording->place)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        wording->order[i] = i;
    qsort_r(wording->order, count, sizeof *wording->order, term_compare, &wording->terms);
    for (uint32_t i = 0; i < count; i++)
        wording->place[wording->order[i]] = i;
    return 0;
}

/* A list of postings on its way into the file. */
struct list_entry {
    uint32_t term, field; /* the term's final number */
    uint32_t postings;
};

static int entry_compare(const void *left, const void *right)
{
    const struct list_entry *a = left, *b = right;

    if (a->term != b->term)
        return a->term < b->term ? -1 : 1;
    return (a->field > b->field) - (a->field < b->field);
}

static void write_lists(const struct wording *wording, const struct list_entry *entries,
                        struct chunks *chunks)
{
    uint32_t list = 0;

    for (uint32_t term = 0; term < wording->terms.count; term++) {
        chunks_u32(chunks, CHUNK_LBEG, list);
        for (; list < wording->keys.count && entries[list].term == term; list++) {
            uint32_t postings = entries[list].postings;

            chunks_u8(chunks, CHUNK_LFLD, entries[list].field);
            chunks_u32(chunks, CHUNK_LRUN,
                       chunks->list[CHUNK_RUNS].size / sizeof(struct posting_run));
            chunks_u32(chunks, CHUNK_LTOT, runs_total(&wording->postings, postings));
            runs_write(&wording->postings, postings, chunks, CHUNK_RUNS);
        }
    }
    chunks_u32(chunks, CHUNK_LBEG, list);
    chunks_u32(chunks, CHUNK_LRUN, chunks->list[CHUNK_RUNS].size / sizeof(struct posting_run));
}

static int sort_and_write_lists(const struct wording *wording, struct chunks *chunks)
{
    struct list_entry *entries = calloc((size_t)wording->keys.count + 1, sizeof *entries);

    if (!entries)
        return -ENOMEM;
    for (uint32_t i = 0; i < wording->keys.count; i++) {
        struct slice key = pool_get(&wording->keys, i);

        entries[i] = (struct list_entry){
            .term = wording->place[term_in(key, 0)], .field = term_in(key, 1), .postings = i};
    }
    qsort(entries, wording->keys.count, sizeof *entries, entry_compare);
    write_lists(wording, entries, chunks);
    free(entries);
    return 0;
}

static void write_word_lists(const struct wording *wording, struct chunks *chunks)
{
    uint32_t words = 0;

    for (uint32_t list = 0; list < wording->lists.count; list++) {
        struct slice terms = pool_get(&wording->lists, list);

        chunks_u32(chunks, CHUNK_WOFF, words);
        for (size_t i = 0; i < terms.size / sizeof(uint32_t); i++, words++)
            chunks_u32(chunks, CHUNK_WTRM, wording->place[term_in(terms, i)]);
    }
    chunks_u32(chunks, CHUNK_WOFF, words);
}

int wording_write(struct wording *wording, struct chunks *chunks, uint32_t documents)
{
    int r = sort_terms(wording);

    if (r < 0)
        return r;
    chunks_offset(chunks, CHUNK_TERM, CHUNK_TTXT);
    for (uint32_t i = 0; i < wording->terms.count; i++) {
        struct slice term = pool_get(&wording->terms, wording->order[i]);

        buffer_append(&chunks->list[CHUNK_TTXT], term.bytes, term.size);
        chunks_offset(chunks, CHUNK_TERM, CHUNK_TTXT);
    }
    r = sort_and_write_lists(wording, chunks);
    if (r < 0)
        return r;
    write_word_lists(wording, chunks);
    return chunks_failed(chunks) ? -ENOMEM : unions_write(chunks, documents);
}
