/*
 * Prefixes with very many runs have a stored union: only those, each once, with exactly the
 * documents of their terms.
 */

#include "index/builder/terms/unions.h"

#include "index/builder/terms/vocabulary.h"
#include "index/file/charindex.h"
#include "index/text/words.h"
#include "tests/unit/index/builder/small_documents.h"

enum { DOCUMENTS = 4 * UNIONS_RUNS_MAX + 100 };

struct small_index {
    struct vocabulary vocabulary;
    struct chunks chunks;
};

static void begin(struct small_index *index)
{
    *index = (struct small_index){.vocabulary = {.order = NULL}};
}

static void release(struct small_index *index)
{
    chunks_release(&index->chunks);
    vocabulary_release(&index->vocabulary);
}

/* Posts the word for `count` documents, every second one from the first: a run each. */
static void post(struct small_index *index, const char *word, unsigned field, uint32_t first,
                 uint32_t runs)
{
    uint32_t list = vocabulary_list(&index->vocabulary, word, strlen(word));

    assert_int_not_equal(list, POOL_FAILED);
    for (uint32_t i = 0; i < runs; i++)
        assert_int_equal(vocabulary_post(&index->vocabulary, list, field, first + 2 * i, 1), 0);
}

static void write(struct small_index *index)
{
    assert_int_equal(vocabulary_write(&index->vocabulary, &index->chunks, DOCUMENTS), 0);
    assert_false(chunks_failed(&index->chunks));
}

/* Is the document in the union of that number? */
static bool has(const struct small_index *index, size_t number, uint32_t document)
{
    const void *begins = index->chunks.list[CHUNK_UBEG].bytes;
    const void *runs = index->chunks.list[CHUNK_URUN].bytes;
    uint32_t begin = format_u32_at(begins, number);
    struct postings set = {.runs = (const struct posting_run *)runs + begin,
                           .count = format_u32_at(begins, number + 1) - begin,
                           .total = format_u32_at(index->chunks.list[CHUNK_UTOT].bytes, number)};

    uint32_t bitmap = format_u32_at(index->chunks.list[CHUNK_UMAP].bytes, number);

    if (bitmap != FORMAT_NO_BITMAP) {
        const char *bits = index->chunks.list[CHUNK_UBIT].bytes;
        size_t word = bitmap * format_bitmap_words(DOCUMENTS) + document / 64;

        assert_int_equal(set.count, 0);
        return format_u64(bits + word * sizeof(uint64_t)) >> document % 64 & 1;
    }
    for (uint32_t run = 0; run < set.count; run++)
        if (document >= posting_first(&set, run) && document < posting_end(&set, run))
            return true;
    return false;
}

static void assert_unions(const struct small_index *index, const struct term_range *ranges,
                          size_t count)
{
    assert_int_equal(index->chunks.list[CHUNK_UKEY].size, count * 2 * sizeof(uint32_t));
    for (size_t i = 0; i < count; i++) {
        const char *keys = index->chunks.list[CHUNK_UKEY].bytes;

        assert_int_equal(format_u32_at(keys, 2 * i), ranges[i].first);
        assert_int_equal(format_u32_at(keys, 2 * i + 1), ranges[i].end);
    }
    assert_int_equal(index->chunks.list[CHUNK_UBEG].size, (count + 1) * sizeof(uint32_t));
    assert_int_equal(index->chunks.list[CHUNK_UTOT].size, count * sizeof(uint32_t));
}

static void test_no_words_give_no_unions(void **state)
{
    struct small_index index;

    (void)state;
    begin(&index);
    write(&index);
    assert_unions(&index, NULL, 0);
    release(&index);
}

/* One more run makes the difference. */
static void test_unions_need_more_runs_than_the_minimum(void **state)
{
    static const struct term_range one[] = {{0, 1}};

    (void)state;
    for (uint32_t more = 0; more < 2; more++) {
        struct small_index index;

        begin(&index);
        post(&index, "sun", 0, 5, UNIONS_RUNS_MIN + more);
        write(&index);
        assert_unions(&index, one, more);
        release(&index);
    }
}

/* The number of documents does not matter: a long run costs as much as a short one. */
static void test_runs_count_and_not_documents(void **state)
{
    struct small_index index;
    uint32_t list;

    (void)state;
    begin(&index);
    list = vocabulary_list(&index.vocabulary, "ideograph", 9);
    assert_int_equal(vocabulary_post(&index.vocabulary, list, 0, 10, DOCUMENTS - 20), 0);
    write(&index);
    assert_unions(&index, NULL, 0);
    release(&index);
}

/* "s", "su", "sun" and "suns" with the same terms have one union; "su" without "sun" has
 * another. */
static void test_prefixes_with_the_same_terms_share_a_union(void **state)
{
    static const struct term_range ranges[] = {{1, 4}, {2, 4}, {3, 4}};
    struct small_index index;

    (void)state;
    begin(&index);
    post(&index, "moon", 0, 0, 3);
    post(&index, "sad", 0, 0, 2);
    post(&index, "sun", 0, 1, 4);
    post(&index, "sunset", 0, 0, UNIONS_RUNS_MIN + 1);
    write(&index);
    assert_bytes(&index.chunks, CHUNK_TTXT, "moonsadsunsunset");
    assert_unions(&index, ranges, COUNT(ranges));
    release(&index);
}

/* Neither has many runs, but both together do. The letters are two bytes long and share the
 * first. */
static void test_letters_of_several_bytes_are_not_cut(void **state)
{
    static const struct term_range ranges[] = {{0, 2}};
    struct small_index index;

    (void)state;
    begin(&index);
    post(&index, "\u03B1\u03B2", 0, 0, UNIONS_RUNS_MIN);
    post(&index, "\u03B1\u03B3", 0, 1, UNIONS_RUNS_MIN);
    post(&index, "\u03C0", 0, 1, UNIONS_RUNS_MIN); /* U+03C0 is CF 80, the others start with CE */
    post(&index, "\u03B5", 0, 1, UNIONS_RUNS_MIN);
    write(&index);
    assert_unions(&index, ranges, COUNT(ranges));
    release(&index);
}

static void test_fields_and_terms_are_united(void **state)
{
    static const struct term_range ranges[] = {{0, 2}, {1, 2}};
    struct small_index index;
    uint32_t list;

    (void)state;
    begin(&index);
    post(&index, "cat", 3, 1, 10);
    post(&index, "cats", 0, 40, UNIONS_RUNS_MIN);
    post(&index, "cats", 2, 3 * UNIONS_RUNS_MIN, 7);
    list = vocabulary_list(&index.vocabulary, "cat", 3);
    /* Across several words of the bitmap, up to the last document. */
    assert_int_equal(vocabulary_post(&index.vocabulary, list, 0, DOCUMENTS - 300, 300), 0);
    write(&index);
    assert_unions(&index, ranges, COUNT(ranges));
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        bool of_cat = (i >= 1 && i < 21 && i % 2 == 1) || i >= DOCUMENTS - 300;
        bool of_cats = (i >= 40 && i < 40 + 2 * UNIONS_RUNS_MIN && i % 2 == 0) ||
                       (i >= 3 * UNIONS_RUNS_MIN && i < 3 * UNIONS_RUNS_MIN + 14 && i % 2 == 0);

        assert_int_equal(has(&index, 0, i), of_cat || of_cats);
        assert_int_equal(has(&index, 1, i), of_cats);
    }
    release(&index);
}

/* More runs than that are a bitmap; the first union has them, the second one has not. */
static void test_unions_with_many_runs_are_bitmaps(void **state)
{
    static const struct term_range ranges[] = {{0, 2}, {1, 2}};
    struct small_index index;

    (void)state;
    begin(&index);
    post(&index, "sun", 0, 2 * UNIONS_RUNS_MAX + 7, 1);
    post(&index, "suns", 0, 5, UNIONS_RUNS_MAX);
    write(&index);
    assert_unions(&index, ranges, COUNT(ranges));
    assert_int_equal(format_u32_at(index.chunks.list[CHUNK_UMAP].bytes, 0), 0);
    assert_int_equal(format_u32_at(index.chunks.list[CHUNK_UMAP].bytes, 1), FORMAT_NO_BITMAP);
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        bool of_suns = i >= 5 && i < 5 + 2 * UNIONS_RUNS_MAX && i % 2 == 1;

        assert_int_equal(has(&index, 1, i), of_suns);
        assert_int_equal(has(&index, 0, i), of_suns || i == 2 * UNIONS_RUNS_MAX + 7);
    }
    release(&index);
}

/* A word with which others begin has a union of its own if it has several lists. */
static void test_words_with_several_lists(void **state)
{
    static const struct term_range ranges[] = {{0, 1}, {0, 2}, {2, 4}};
    struct small_index index;

    (void)state;
    begin(&index);
    post(&index, "cat", 0, 1, UNIONS_RUNS_MIN);
    post(&index, "cat", 2, 2, 1);
    post(&index, "cats", 0, 4, 1);
    post(&index, "dog", 0, 1, UNIONS_RUNS_MIN + 1); /* its list is enough */
    post(&index, "dogs", 0, 4, 1);
    write(&index);
    assert_unions(&index, ranges, COUNT(ranges));
    assert_true(has(&index, 0, 2) && !has(&index, 0, 4) && has(&index, 1, 4));
    release(&index);
}

/* As many levels as the longest word has bytes. */
static void test_the_longest_words(void **state)
{
    static const struct term_range ranges[] = {{0, 2}, {1, 2}};
    struct small_index index;
    char word[WORD_MAX_SIZE + 1];

    (void)state;
    begin(&index);
    memset(word, 'a', sizeof word);
    word[WORD_MAX_SIZE - 1] = '\0';
    post(&index, word, 0, 0, UNIONS_RUNS_MIN + 1);
    word[WORD_MAX_SIZE - 2] = '\0';
    post(&index, word, 0, 1, 1);
    write(&index);
    assert_unions(&index, ranges, COUNT(ranges));
    release(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_words_give_no_unions),
        cmocka_unit_test(test_unions_need_more_runs_than_the_minimum),
        cmocka_unit_test(test_runs_count_and_not_documents),
        cmocka_unit_test(test_prefixes_with_the_same_terms_share_a_union),
        cmocka_unit_test(test_letters_of_several_bytes_are_not_cut),
        cmocka_unit_test(test_fields_and_terms_are_united),
        cmocka_unit_test(test_unions_with_many_runs_are_bitmaps),
        cmocka_unit_test(test_words_with_several_lists),
        cmocka_unit_test(test_the_longest_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
