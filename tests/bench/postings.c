/*
 * libroaring, or runs of this project's own? The index's own lists in both forms: their memory, and
 * the time of what queries do with them.
 *
 * Every list of the index is converted into a Roaring bitmap, run-optimized and shrunk. The
 * operands are those of queries: two or three words of one name, or all words with a common prefix.
 * Each side ends with a known total and a set that can be paged through: runs with ranks here, a
 * bitmap with its cardinality in Roaring. Five turns each, medians.
 */

#include <malloc.h>
#include <roaring/roaring.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/builder/build.h"
#include "tests/bench/measure.h"

enum {
    OPERATIONS = 2000, /* of each kind */
    LISTS_MAX = 3,
    BEGINNING_MAX = 4, /* letters */
};

struct lists {
    struct charindex *index;
    uint32_t count;
    struct postings *ours;
    roaring_bitmap_t **theirs;
    struct posting_run *space[2]; /* documents + 1 runs each */
    uint64_t *bits;               /* one bit per document */
    size_t words;
};

static void *claim(size_t count, size_t size)
{
    void *memory = calloc(count, size);

    if (!memory) {
        fputs("Out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return memory;
}

static bool progress_ignore(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static roaring_bitmap_t *roaring_of(const struct postings *postings)
{
    roaring_bitmap_t *bitmap = roaring_bitmap_create();

    if (!bitmap)
        exit(EXIT_FAILURE);
    for (uint32_t run = 0; run < postings->count; run++)
        roaring_bitmap_add_range(bitmap, posting_first(postings, run), posting_end(postings, run));
    roaring_bitmap_run_optimize(bitmap);
    roaring_bitmap_shrink_to_fit(bitmap);
    return bitmap;
}

/* Makes both forms of all lists and prints their memory. */
static void lists_make(struct lists *lists)
{
    struct list_range all = charindex_lists(
        lists->index, (struct term_range){.first = 0, .end = charindex_terms(lists->index)});
    size_t runs = 0, documents = 0, portable = 0, frozen = 0;
    size_t before;

    lists->count = all.end - all.first;
    lists->ours = claim(lists->count, sizeof *lists->ours);
    lists->theirs = claim(lists->count, sizeof(roaring_bitmap_t *));
    before = mallinfo2().uordblks;
    for (uint32_t i = 0; i < lists->count; i++) {
        lists->ours[i] = charindex_list(lists->index, all.first + i);
        lists->theirs[i] = roaring_of(&lists->ours[i]);
        runs += lists->ours[i].count;
        documents += lists->ours[i].total;
    }
    printf("%u lists, %zu runs, %zu documents in all\n\n", lists->count, runs, documents);
    printf("our runs                 %10zu bytes, ranks included, read in place\n",
           runs * sizeof(struct posting_run));
    for (uint32_t i = 0; i < lists->count; i++) {
        portable += roaring_bitmap_portable_size_in_bytes(lists->theirs[i]);
        frozen += roaring_bitmap_frozen_size_in_bytes(lists->theirs[i]);
    }
    printf("Roaring, portable        %10zu bytes, to be read into memory\n", portable);
    printf("Roaring, frozen          %10zu bytes, read in place\n", frozen);
    printf("Roaring, in memory       %10zu bytes\n\n", mallinfo2().uordblks - before);
}

static void lists_release(struct lists *lists)
{
    for (uint32_t i = 0; i < lists->count; i++)
        roaring_bitmap_free(lists->theirs[i]);
    free(lists->theirs);
    free(lists->ours);
    free(lists->space[0]);
    free(lists->space[1]);
    free(lists->bits);
}

/*
 * Intersections of the words of a name.
 */

/* The list of the term in the field of names; false if it does not have one. */
static bool name_list(const struct lists *lists, uint32_t term, uint32_t *list)
{
    struct list_range range =
        charindex_lists(lists->index, (struct term_range){.first = term, .end = term + 1});

    for (*list = range.first; *list < range.end; ++*list)
        if (charindex_list_field(lists->index, *list) == FIELD_NAME)
            return true;
    return false;
}

/* `count` lists of words of one name. */
static void choose_words(const struct lists *lists, struct prng *prng, unsigned count,
                         uint32_t chosen[static LISTS_MAX])
{
    for (;;) {
        struct word_list words = charindex_name_words(
            lists->index, prng_below(prng, charindex_first_sequence(lists->index)));
        bool all = words.count >= count;

        for (unsigned i = 0; all && i < count; i++)
            all = name_list(lists, le32toh(words.terms_le[(i * words.count) / count]), &chosen[i]);
        /* CJK ideographs are most of the documents, and all the same question. */
        if (all && (lists->ours[chosen[0]].total < 90000 || prng_below(prng, 1000) == 0))
            return;
    }
}

static uint32_t intersect_ours(const struct lists *lists, const uint32_t *chosen, unsigned count)
{
    struct postings result = lists->ours[chosen[0]];

    for (unsigned i = 1; i < count; i++) {
        struct postings next;

        postings_intersect(&result, &lists->ours[chosen[i]], lists->space[i & 1], &next);
        result = next;
    }
    return result.total;
}

static uint32_t intersect_theirs(const struct lists *lists, const uint32_t *chosen, unsigned count)
{
    roaring_bitmap_t *result =
        roaring_bitmap_and(lists->theirs[chosen[0]], lists->theirs[chosen[1]]);
    uint32_t total;

    for (unsigned i = 2; i < count; i++)
        roaring_bitmap_and_inplace(result, lists->theirs[chosen[i]]);
    total = (uint32_t)roaring_bitmap_get_cardinality(result);
    roaring_bitmap_free(result);
    return total;
}

/*
 * Unions of the words with a common prefix.
 */

static struct list_range choose_prefix(const struct lists *lists, struct prng *prng, size_t letters)
{
    for (;;) {
        struct slice word =
            charindex_term_text(lists->index, prng_below(prng, charindex_terms(lists->index)));

        if (word.size >= letters && (unsigned char)word.bytes[letters - 1] < 0x80)
            return charindex_lists(lists->index,
                                   charindex_terms_with(lists->index, word.bytes, letters));
    }
}

static void bits_set(uint64_t *bits, uint32_t first, uint32_t end)
{
    for (; first < end && first % 64 != 0; first++)
        bits[first / 64] |= (uint64_t)1 << (first % 64);
    for (; end - first >= 64; first += 64)
        bits[first / 64] = ~(uint64_t)0;
    for (; first < end; first++)
        bits[first / 64] |= (uint64_t)1 << (first % 64);
}

/* The bitmap into runs. */
static uint32_t bits_total(const struct lists *lists)
{
    struct posting_run *out = lists->space[0];
    uint32_t count = 0, total = 0;
    bool within = false;

    for (size_t word = 0; word < lists->words; word++) {
        uint64_t bits = lists->bits[word];
        uint64_t edges = bits ^ (bits << 1 | within);

        within = bits >> 63;
        for (; edges; edges &= edges - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(edges);
            uint32_t before = (uint32_t)__builtin_popcountll(bits & (((uint64_t)1 << bit) - 1));

            if (bits >> bit & 1)
                out[count++] = posting_run((uint32_t)(word * 64 + bit), total + before);
        }
        total += (uint32_t)__builtin_popcountll(bits);
    }
    return total;
}

/* Through a bitmap of all documents, as a search does when there are many runs. */
static uint32_t unite_ours(const struct lists *lists, struct list_range range)
{
    struct postings merged;

    if (charindex_lists_runs(lists->index, range) <= 16 && range.end - range.first <= 3) {
        merged = lists->ours[range.first];
        for (uint32_t list = range.first + 1; list < range.end; list++) {
            struct postings next;

            postings_unite(&merged, &lists->ours[list], lists->space[list & 1], &next);
            merged = next;
        }
        return merged.total;
    }
    memset(lists->bits, 0, lists->words * sizeof *lists->bits);
    for (uint32_t list = range.first; list < range.end; list++)
        for (uint32_t run = 0; run < lists->ours[list].count; run++)
            bits_set(lists->bits, posting_first(&lists->ours[list], run),
                     posting_end(&lists->ours[list], run));
    return bits_total(lists);
}

static uint32_t unite_theirs(const struct lists *lists, struct list_range range)
{
    roaring_bitmap_t *result = roaring_bitmap_or_many(
        range.end - range.first, (const roaring_bitmap_t **)(lists->theirs + range.first));
    uint32_t total = (uint32_t)roaring_bitmap_get_cardinality(result);

    roaring_bitmap_free(result);
    return total;
}

/*
 * Turns.
 */

struct contest {
    struct times ours, theirs;
};

static void agree(uint32_t ours, uint32_t theirs)
{
    if (ours != theirs) {
        fprintf(stderr, "Totals differ: ours %u, Roaring's %u\n", ours, theirs);
        exit(EXIT_FAILURE);
    }
}

static void contest_intersect(const struct lists *lists, struct prng *prng, unsigned count,
                              struct contest *contest)
{
    for (unsigned i = 0; i < OPERATIONS; i++) {
        uint32_t chosen[LISTS_MAX];
        uint64_t ours[TURNS], theirs[TURNS];

        choose_words(lists, prng, count, chosen);
        for (unsigned round = 0; round < TURNS; round++) {
            uint64_t start = clock_nanoseconds();
            uint32_t our_total = intersect_ours(lists, chosen, count);
            uint64_t between = clock_nanoseconds();
            uint32_t their_total = intersect_theirs(lists, chosen, count);

            theirs[round] = clock_nanoseconds() - between;
            ours[round] = between - start;
            agree(our_total, their_total);
        }
        times_add(&contest->ours, turns_median(ours));
        times_add(&contest->theirs, turns_median(theirs));
    }
}

static void contest_unite(const struct lists *lists, struct prng *prng, size_t letters,
                          struct contest *contest)
{
    for (unsigned i = 0; i < OPERATIONS / 4; i++) {
        struct list_range range = choose_prefix(lists, prng, letters);
        uint64_t ours[TURNS], theirs[TURNS];

        for (unsigned round = 0; round < TURNS; round++) {
            uint64_t start = clock_nanoseconds();
            uint32_t our_total = unite_ours(lists, range);
            uint64_t between = clock_nanoseconds();
            uint32_t their_total = unite_theirs(lists, range);

            theirs[round] = clock_nanoseconds() - between;
            ours[round] = between - start;
            agree(our_total, their_total);
        }
        times_add(&contest->ours, turns_median(ours));
        times_add(&contest->theirs, turns_median(theirs));
    }
}

static void contest_print(const char *what, struct contest *contest)
{
    struct figures ours = times_figures(&contest->ours);
    struct figures theirs = times_figures(&contest->theirs);
    char label[64];

    snprintf(label, sizeof label, "%s, ours", what);
    figures_print(stdout, label, contest->ours.count, &ours);
    snprintf(label, sizeof label, "%s, Roaring", what);
    figures_print(stdout, label, contest->theirs.count, &theirs);
    times_release(&contest->ours);
    times_release(&contest->theirs);
}

int main(void)
{
    const struct sources_options sources = {.directory = SOURCES_DIRECTORY};
    struct reason reason = {.text = "out of memory"};
    struct lists lists = {0};
    struct prng prng = {.state = 20240602};
    struct contest contest = {0};

    if (build_index(&sources, progress_ignore, NULL, &lists.index, &reason) < 0) {
        fprintf(stderr, "Cannot build the index: %s\n", reason.text);
        return EXIT_FAILURE;
    }
    lists.words = charindex_documents(lists.index) / 64 + 1;
    lists.bits = claim(lists.words, sizeof *lists.bits);
    for (unsigned i = 0; i < 2; i++)
        lists.space[i] = claim(charindex_documents(lists.index) + 1, sizeof *lists.space[i]);
    printf("CRoaring %d.%d.%d\n", ROARING_VERSION_MAJOR, ROARING_VERSION_MINOR,
           ROARING_VERSION_REVISION);
    lists_make(&lists);
    figures_print(stdout, NULL, 0, NULL);
    contest_intersect(&lists, &prng, 2, &contest);
    contest_print("two words", &contest);
    contest_intersect(&lists, &prng, 3, &contest);
    contest_print("three words", &contest);
    for (size_t letters = 1; letters <= BEGINNING_MAX; letters++) {
        char what[32];

        contest_unite(&lists, &prng, letters, &contest);
        snprintf(what, sizeof what, "%zu-letter prefix", letters);
        contest_print(what, &contest);
    }
    lists_release(&lists);
    charindex_unref(lists.index);
    return EXIT_SUCCESS;
}
