/*
 * Terms, their postings, and the lists of words by which texts are compared.
 *
 * Numbers assigned while reading depend on the order of the sources. The file has terms in byte
 * order, so that terms with a common prefix are adjacent. Everything that refers to terms is
 * therefore written last.
 */

#include "index/builder/terms/vocabulary.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/builder/terms/unions.h"
#include "index/file/endings.h"
#include "index/file/postings.h"
#include "index/text/words.h"

void vocabulary_release(struct vocabulary *vocabulary)
{
    pool_release(&vocabulary->terms);
    pool_release(&vocabulary->lists);
    pool_release(&vocabulary->keys);
    runs_release(&vocabulary->postings);
    vector_release(&vocabulary->current);
    free(vocabulary->order);
    free(vocabulary->place);
    *vocabulary = (struct vocabulary){.order = NULL};
}

uint32_t vocabulary_list(struct vocabulary *vocabulary, const char *text, size_t size)
{
    struct words words;
    struct word word;

    vocabulary->current.count = 0;
    words_init(&words, text, size);
    while (words_next(&words, &word)) {
        uint32_t term;

        if (word.size == 0) /* too long to be a term */
            continue;
        term = pool_add(&vocabulary->terms, word.folded, word.size);
        if (term == POOL_FAILED)
            return POOL_FAILED;
        vector_append(&vocabulary->current, &term);
    }
    if (vocabulary->current.failed)
        return POOL_FAILED;
    return pool_add(&vocabulary->lists, vocabulary->current.items,
                    vocabulary->current.count * sizeof *vocabulary->current.items);
}

static uint32_t term_in(struct slice list, size_t at)
{
    uint32_t term;

    memcpy(&term, list.bytes + at * sizeof term, sizeof term);
    return term;
}

int vocabulary_post(struct vocabulary *vocabulary, uint32_t list, unsigned field, uint32_t first,
                    uint32_t count)
{
    struct slice terms = pool_get(&vocabulary->lists, list);

    for (size_t i = 0; i < terms.size / sizeof(uint32_t); i++) {
        const uint32_t key[] = {term_in(terms, i), field};
        uint32_t number = pool_add(&vocabulary->keys, key, sizeof key);

        if (number == POOL_FAILED)
            return -ENOMEM;
        if (number == vocabulary->postings.count)
            (void)runs_new(&vocabulary->postings);
        runs_post(&vocabulary->postings, number, first, count);
    }
    return runs_failed(&vocabulary->postings) ? -ENOMEM : 0;
}

/*
 * Writing.
 */

static int term_compare(const void *left, const void *right, void *context)
{
    const uint32_t *a = left, *b = right;

    return slice_compare(pool_get(context, *a), pool_get(context, *b));
}

static int sort_terms(struct vocabulary *vocabulary)
{
    const uint32_t count = vocabulary->terms.count;

    vocabulary->order = calloc(count + 1, sizeof *vocabulary->order);
    vocabulary->place = calloc(count + 1, sizeof *vocabulary->place);
    if (!vocabulary->order || !vocabulary->place)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        vocabulary->order[i] = i;
    qsort_r(vocabulary->order, count, sizeof *vocabulary->order, term_compare, &vocabulary->terms);
    for (uint32_t i = 0; i < count; i++)
        vocabulary->place[vocabulary->order[i]] = i;
    return 0;
}

static int ending_compare(const void *left, const void *right, void *context)
{
    const uint32_t *a = left, *b = right;

    return endings_compare(pool_get(context, *a), pool_get(context, *b));
}

/* Writes the terms in the order of their endings; `order` is not needed any more. */
static void write_endings(struct vocabulary *vocabulary, struct chunks *chunks)
{
    uint32_t *order = vocabulary->order;

    qsort_r(order, vocabulary->terms.count, sizeof *order, ending_compare, &vocabulary->terms);
    for (uint32_t i = 0; i < vocabulary->terms.count; i++)
        chunks_u32(chunks, CHUNK_TEND, vocabulary->place[order[i]]);
}

/* A list of postings as it is written. */
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

/* Of the term whose list this is, the first one. */
static unsigned commonness_of(const struct vocabulary *vocabulary, const struct list_entry *first)
{
    return 31u - (unsigned)__builtin_clz(runs_total(&vocabulary->postings, first->postings) | 1);
}

static void write_lists(const struct vocabulary *vocabulary, const struct list_entry *entries,
                        struct chunks *chunks)
{
    uint32_t list = 0;

    for (uint32_t term = 0; term < vocabulary->terms.count; term++) {
        chunks_u32(chunks, CHUNK_LBEG, list);
        chunks_u8(chunks, CHUNK_TLOG,
                  list < vocabulary->keys.count ? commonness_of(vocabulary, &entries[list]) : 0);
        for (; list < vocabulary->keys.count && entries[list].term == term; list++) {
            uint32_t postings = entries[list].postings;

            chunks_u8(chunks, CHUNK_LFLD, entries[list].field);
            chunks_u32(chunks, CHUNK_LRUN,
                       chunks->list[CHUNK_RUNS].size / sizeof(struct posting_run));
            chunks_u32(chunks, CHUNK_LTOT, runs_total(&vocabulary->postings, postings));
            runs_write(&vocabulary->postings, postings, chunks, CHUNK_RUNS);
        }
    }
    chunks_u32(chunks, CHUNK_LBEG, list);
    chunks_u32(chunks, CHUNK_LRUN, chunks->list[CHUNK_RUNS].size / sizeof(struct posting_run));
}

static int sort_and_write_lists(const struct vocabulary *vocabulary, struct chunks *chunks)
{
    struct list_entry *entries = calloc((size_t)vocabulary->keys.count + 1, sizeof *entries);

    if (!entries)
        return -ENOMEM;
    for (uint32_t i = 0; i < vocabulary->keys.count; i++) {
        struct slice key = pool_get(&vocabulary->keys, i);

        entries[i] = (struct list_entry){
            .term = vocabulary->place[term_in(key, 0)], .field = term_in(key, 1), .postings = i};
    }
    qsort(entries, vocabulary->keys.count, sizeof *entries, entry_compare);
    write_lists(vocabulary, entries, chunks);
    free(entries);
    return 0;
}

static void write_word_lists(const struct vocabulary *vocabulary, struct chunks *chunks)
{
    uint32_t words = 0;

    for (uint32_t list = 0; list < vocabulary->lists.count; list++) {
        struct slice terms = pool_get(&vocabulary->lists, list);

        chunks_u32(chunks, CHUNK_WOFF, words);
        for (size_t i = 0; i < terms.size / sizeof(uint32_t); i++, words++)
            chunks_u32(chunks, CHUNK_WTRM, vocabulary->place[term_in(terms, i)]);
    }
    chunks_u32(chunks, CHUNK_WOFF, words);
}

int vocabulary_write(struct vocabulary *vocabulary, struct chunks *chunks, uint32_t documents)
{
    int r = sort_terms(vocabulary);

    if (r < 0)
        return r;
    chunks_offset(chunks, CHUNK_TERM, CHUNK_TTXT);
    for (uint32_t i = 0; i < vocabulary->terms.count; i++) {
        struct slice term = pool_get(&vocabulary->terms, vocabulary->order[i]);

        buffer_append(&chunks->list[CHUNK_TTXT], term.bytes, term.size);
        chunks_offset(chunks, CHUNK_TERM, CHUNK_TTXT);
    }
    write_endings(vocabulary, chunks);
    r = sort_and_write_lists(vocabulary, chunks);
    if (r < 0)
        return r;
    write_word_lists(vocabulary, chunks);
    return chunks_failed(chunks) ? -ENOMEM : unions_write(chunks, documents);
}
