/*
 * English terms get a stem, others do not.
 */

#include "index/builder/terms/forms.h"

#include "index/builder/terms/vocabulary.h"
#include "tests/unit/index/builder/small_documents.h"

enum { ENGLISH = 1 };

static void post(struct vocabulary *vocabulary, const char *text, unsigned field)
{
    uint32_t list = vocabulary_list(vocabulary, text, strlen(text));

    assert_int_not_equal(list, POOL_FAILED);
    assert_int_equal(vocabulary_post(vocabulary, list, field, 0, 1), 0);
}

static void test_no_terms(void **state)
{
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};

    (void)state;
    assert_int_equal(vocabulary_write(&vocabulary, &chunks, 8), 0);
    assert_int_equal(forms_write(&chunks, ENGLISH), 0);
    assert_numbers(&chunks, CHUNK_STEM, (const uint32_t[]){0}, 1);
    assert_numbers(&chunks, CHUNK_FBEG, (const uint32_t[]){0}, 1);
    assert_numbers(&chunks, CHUNK_FTRM, NULL, 0);
    assert_numbers(&chunks, CHUNK_FORM, NULL, 0);
    chunks_release(&chunks);
    vocabulary_release(&vocabulary);
}

/* The terms are 3, arrow, arrows, katze, katzen, ow, three, tree, trophies. */
static void test_forms_of_english_words(void **state)
{
    static const uint32_t stems[] = {0, 5, 10, 14, 20}, begins[] = {0, 2, 4, 5, 6};
    static const uint32_t terms[] = {1, 2, 0, 6, 7, 8};
    static const uint32_t forms[] = {1, 0, 0, UINT32_MAX, UINT32_MAX, UINT32_MAX, 1, 2, 3};
    struct vocabulary vocabulary = {.order = NULL};
    struct chunks chunks = {0};

    (void)state;
    post(&vocabulary, "arrow three ow", FIELD_NAME);
    post(&vocabulary, "arrows", FIELD_DEFINITION);
    post(&vocabulary, "trophies 3", FIELD_KEYWORD + ENGLISH);
    post(&vocabulary, "katze katzen 3", FIELD_KEYWORD);
    post(&vocabulary, "tree", FIELD_ALIAS);
    assert_int_equal(vocabulary_write(&vocabulary, &chunks, 8), 0);
    assert_bytes(&chunks, CHUNK_TTXT, "3arrowarrowskatzekatzenowthreetreetrophies");
    assert_int_equal(forms_write(&chunks, ENGLISH), 0);
    assert_bytes(&chunks, CHUNK_STXT, "arrowthreetreetrophi");
    assert_numbers(&chunks, CHUNK_STEM, stems, COUNT(stems));
    assert_numbers(&chunks, CHUNK_FBEG, begins, COUNT(begins));
    assert_numbers(&chunks, CHUNK_FTRM, terms, COUNT(terms));
    assert_numbers(&chunks, CHUNK_FORM, forms, COUNT(forms));
    chunks_release(&chunks);
    vocabulary_release(&vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_terms),
        cmocka_unit_test(test_forms_of_english_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
