/*
 * Bytes about spellings that contradict each other under a valid checksum.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

/* The texts are ":-)AayiY\u00CDy\u00ED". */
static void test_texts_are_in_order(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_SPLO, 0, 1},
        {"a text that ends before it begins", CHUNK_SPLO, 2, 2},
        {"an empty text", CHUNK_SPLO, 1, 0},
        {"an offset beyond memory", CHUNK_SPLO, 3, UINT32_MAX},
        {"the last ends beyond the texts", CHUNK_SPLO, SMALL_SPELLINGS, 14},
        {"the last ends before", CHUNK_SPLO, SMALL_SPELLINGS, 12},
        {"cut inside a character", CHUNK_SPLO, 5, 9},
        {"a byte that is not UTF-8", CHUNK_SPLT, 0, 0x41292DFF},
        {"a control character", CHUNK_SPLT, 0, 0x41290A3A},
        {"out of order", CHUNK_SPLT, 0, 0x41292D7E},
        {"the same twice", CHUNK_SPLT, 0, 0x61292D3A},
        {"out of order without case", CHUNK_SPLT, 0, 0x5A292D3A},
        {"a small letter before the capital", CHUNK_SPLT, 1, 0x59697941},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "spellings");
}

static void test_a_small_letter_comes_after_the_capital(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    uint8_t *texts = small_image_chunk(image, CHUNK_SPLT);

    texts[3] = 'a';
    texts[4] = 'A';
    assert_contradiction(image, "a before A", "spellings");
}

static void test_entries_are_of_documents_and_kinds(void **state)
{
    enum { DOCUMENT, KIND, ENTRY, YI = 3 * ENTRY };
    static const struct change changes[] = {
        {"a document that is not there", CHUNK_SPLE, DOCUMENT, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_SPLE, 7 * ENTRY + DOCUMENT, UINT32_MAX},
        {"an unknown kind", CHUNK_SPLE, KIND, SPELLING_KINDS},
        {"a kind far beyond", CHUNK_SPLE, 7 * ENTRY + KIND, UINT32_MAX},
        {"kinds that fall", CHUNK_SPLE, YI + KIND, SPELLING_CANTONESE},
        {"the first does not begin at 0", CHUNK_SPLB, 0, 1},
        {"a text without entries", CHUNK_SPLB, 2, 1},
        {"entries that end before they begin", CHUNK_SPLB, 2, 0},
        {"entries beyond memory", CHUNK_SPLB, 2, UINT32_MAX},
        {"the last ends beyond the entries", CHUNK_SPLB, SMALL_SPELLINGS, 9},
        {"the last ends before", CHUNK_SPLB, SMALL_SPELLINGS, 7},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "spellings");
}

/* Six documents have entries: 1, 2, 4 5, 3 7, 0, 6. */
static void test_documents_know_their_entries(void **state)
{
    static const struct change changes[] = {
        {"a document that is not there", CHUNK_SPRK, 5, SMALL_DOCUMENTS},
        {"documents that fall", CHUNK_SPRK, 1, 0},
        {"an entry of another document", CHUNK_SPRV, 0, 7},
        {"an entry far beyond", CHUNK_SPRV, 7, UINT32_MAX},
        {"the first does not begin at 0", CHUNK_SPRB, 0, 1},
        {"a document without entries", CHUNK_SPRB, 1, 0},
        {"entries beyond memory", CHUNK_SPRB, 2, UINT32_MAX},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "spellings");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_texts_are_in_order),
        STORY(test_a_small_letter_comes_after_the_capital),
        STORY(test_entries_are_of_documents_and_kinds),
        STORY(test_documents_know_their_entries),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
