/*
 * Texts become lists of terms, terms get their postings, and everything is written in the byte
 * order of the terms.
 */

#include "index/builder/terms/vocabulary.h"

#include "index/text/words.h"
#include "tests/unit/index/builder/small_documents.h"

static uint32_t list_of(struct vocabulary *vocabulary, const char *text)
{
    uint32_t list = vocabulary_list(vocabulary, text, strlen(text));

    assert_int_not_equal(list, POOL_FAILED);
    return list;
}

static void post(struct vocabulary *vocabulary, const char *text, unsigned field, uint32_t first,
                 uint32_t count)
{
    assert_int_equal(vocabulary_post(vocabulary, list_of(vocabulary, text), field, first, count),
                     0);
}

static void test_the_same_words_are_the_same_list(void **state)
{
    struct vocabulary vocabulary = {.order = NULL};
    uint32_t list = list_of(&vocabulary, "BLACK SUN WITH RAYS");

    (void)state;
    assert_int_equal(list_of(&vocabulary, "black sun with rays"), list);
    assert_int_equal(list_of(&vocabulary, "  Black-sun, with \xE2\x98\x80 rays!"), list);
    assert_int_not_equal(list_of(&vocabulary, "black sun rays with"), list); /* order matters */
    assert_int_not_equal(list_of(&vocabulary, "black sun with"), list);
    assert_int_not_equal(list_of(&vocabulary, "black black sun with rays"), list);
    assert_int_equal(vocabulary.terms.count, 4);
    assert_int_equal(vocabulary.lists.count, 4);
    vocabulary_release(&vocabulary);
}

static void test_texts_without_words(void **state)
{
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};
    char endless[WORD_MAX_SIZE * 2 + 1];
    uint32_t list = list_of(&vocabulary, "");

    (void)state;
    assert_int_equal(list_of(&vocabulary, " ,-! "), list);
    memset(endless, 'a', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    assert_int_equal(list_of(&vocabulary, endless), list); /* too long to be a term */
    assert_int_equal(vocabulary.terms.count, 0);
    post(&vocabulary, "", 0, 3, 2);
    assert_int_equal(vocabulary_write(&vocabulary, &chunks, 8), 0);
    assert_numbers(&chunks, CHUNK_TERM, (const uint32_t[]){0}, 1);
    assert_numbers(&chunks, CHUNK_LBEG, (const uint32_t[]){0}, 1);
    assert_numbers(&chunks, CHUNK_WOFF, (const uint32_t[]){0, 0}, 2);
    assert_bytes(&chunks, CHUNK_LFLD, "");
    assert_numbers(&chunks, CHUNK_UKEY, NULL, 0);
    chunks_release(&chunks);
    vocabulary_release(&vocabulary);
}

static void test_terms_are_written_in_the_order_of_bytes(void **state)
{
    static const uint32_t offsets[] = {0, 1, 6, 9, 13};
    static const uint32_t lists[] = {0, 3, 3, 5}, words[] = {2, 3, 1, 0, 2};
    static const uint32_t endings[] = {0, 3, 1, 2}; /* a, with, black, sun */
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};

    (void)state;
    (void)list_of(&vocabulary, "SUN WITH black");
    (void)list_of(&vocabulary, "");
    (void)list_of(&vocabulary, "a sun");
    assert_int_equal(vocabulary_write(&vocabulary, &chunks, 8), 0);
    assert_bytes(&chunks, CHUNK_TTXT, "ablacksunwith");
    assert_numbers(&chunks, CHUNK_TERM, offsets, COUNT(offsets));
    assert_numbers(&chunks, CHUNK_TEND, endings, COUNT(endings));
    assert_numbers(&chunks, CHUNK_WOFF, lists, COUNT(lists));
    assert_numbers(&chunks, CHUNK_WTRM, words, COUNT(words));
    chunks_release(&chunks);
    vocabulary_release(&vocabulary);
}

/* Posted in the order of the sources: fields mixed, words in any order. */
static void test_a_term_has_a_list_for_each_field(void **state)
{
    static const char fields[] = {2, 0, 2}; /* of black; of sun */
    static const uint32_t begins[] = {0, 1, 3}, runs[] = {0, 1, 3, 4}, totals[] = {1, 5, 2};
    static const uint32_t first_and_rank[] = {8, 0, 2, 0, 9, 2, 7, 0};
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};

    (void)state;
    post(&vocabulary, "sun", 2, 7, 1);
    post(&vocabulary, "sun", 0, 2, 2);
    post(&vocabulary, "Black Sun", 2, 8, 1);
    post(&vocabulary, "sun", 0, 9, 3);
    assert_int_equal(vocabulary_write(&vocabulary, &chunks, 16), 0);
    assert_bytes(&chunks, CHUNK_TTXT, "blacksun");
    assert_numbers(&chunks, CHUNK_LBEG, begins, COUNT(begins));
    assert_int_equal(chunks.list[CHUNK_LFLD].size, sizeof fields);
    assert_memory_equal(chunks.list[CHUNK_LFLD].bytes, fields, sizeof fields);
    assert_numbers(&chunks, CHUNK_LRUN, runs, COUNT(runs));
    assert_numbers(&chunks, CHUNK_LTOT, totals, COUNT(totals));
    assert_numbers(&chunks, CHUNK_RUNS, first_and_rank, COUNT(first_and_rank));
    chunks_release(&chunks);
    vocabulary_release(&vocabulary);
}

/* A word that occurs twice in a text, and a text that occurs twice. */
static void test_repetition_adds_nothing(void **state)
{
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};

    (void)state;
    post(&vocabulary, "face to face", 0, 5, 1);
    post(&vocabulary, "face", 0, 5, 1);
    assert_int_equal(vocabulary_write(&vocabulary, &chunks, 8), 0);
    assert_numbers(&chunks, CHUNK_LTOT, (const uint32_t[]){1, 1}, 2);
    assert_numbers(&chunks, CHUNK_RUNS, (const uint32_t[]){5, 0, 5, 0}, 4);
    assert_numbers(&chunks, CHUNK_WTRM, (const uint32_t[]){0, 1, 0, 0}, 4); /* as in the text */
    chunks_release(&chunks);
    vocabulary_release(&vocabulary);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};
    uint32_t list = list_of(&vocabulary, "sun");

    (void)state;
    vocabulary.postings.links.failed = true;
    assert_true(vocabulary_post(&vocabulary, list, 0, 1, 1) < 0);
    vocabulary.postings.links.failed = false;
    chunks.list[CHUNK_TTXT].failed = true;
    assert_true(vocabulary_write(&vocabulary, &chunks, 8) < 0);
    chunks_release(&chunks);
    vocabulary.current.failed = true;
    assert_int_equal(vocabulary_list(&vocabulary, "moon", 4), POOL_FAILED);
    vocabulary_release(&vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_words_are_the_same_list),
        cmocka_unit_test(test_texts_without_words),
        cmocka_unit_test(test_terms_are_written_in_the_order_of_bytes),
        cmocka_unit_test(test_a_term_has_a_list_for_each_field),
        cmocka_unit_test(test_repetition_adds_nothing),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
