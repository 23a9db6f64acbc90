/*
 * Prefixes with very many runs have a stored union: only those, each once, with exactly the
 * documents of their terms.
 */

#include "index/builder/unions.h"

#include "index/builder/vocabulary.h"
#include "index/file/charindex.h"
#include "index/unicode/words.h"
#include "tests/unit/index/builder/small_documents.h"

enum { DOCUMENTS = 4 * UNIONS_RUNS_MIN + 100 };

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

static bool has(const struct small_index *index, size_t number, uint32_t document)
{
    const char *bits = index->chunks.list[CHUNK_UBIT].bytes;
    size_t word = number * format_bitmap_words(DOCUMENTS) + document / 64;

    return format_u64(bits + word * sizeof(uint64_t)) >> document % 64 & 1;
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
    assert_int_equal(index->chunks.list[CHUNK_UBIT].size,
                     count * format_bitmap_words(DOCUMENTS) * sizeof(uint64_t));
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
    for (uint32_t i = DOCUMENTS; i < format_bitmap_words(DOCUMENTS) * 64; i++)
        assert_false(has(&index, 0, i));
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
        cmocka_unit_test(test_the_longest_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
