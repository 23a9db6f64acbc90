/*
 * Bytes about words and texts that contradict each other under a valid checksum.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void test_terms_are_in_order(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_TERM, 0, 1},
        {"a term that ends before it begins", CHUNK_TERM, 3, 1},
        {"two empty terms", CHUNK_TERM, 2, 1},
        {"an offset beyond memory", CHUNK_TERM, 5, UINT32_MAX},
        {"the last ends beyond the text", CHUNK_TERM, SMALL_TERMS, 10000},
        {"the last ends before", CHUNK_TERM, SMALL_TERMS, 50},
        {"\"baab\": out of order", CHUNK_TTXT, 0, 0x62616162},
        {"\"bbab\": out of order at the start", CHUNK_TTXT, 0, 0x62616262},
        {"a byte that is not UTF-8", CHUNK_TTXT, 0, 0x62FF6161},
        {"a control character", CHUNK_TTXT, 1, 0x6C6C0965},
        {"cut inside a character", CHUNK_TTXT, 0, 0x62A9C361},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "terms");
}

static void test_endings_are_in_order(void **state)
{
    const struct subject *subject = *state;
    struct small_image image = subject->image;
    const uint32_t first = format_u32_at(small_image_chunk(&image, CHUNK_TEND), 0);
    const uint32_t second = format_u32_at(small_image_chunk(&image, CHUNK_TEND), 1);
    const struct change changes[] = {
        {"a term that is not there", CHUNK_TEND, 0, SMALL_TERMS},
        {"a term far beyond", CHUNK_TEND, SMALL_TERMS - 1, UINT32_MAX},
        {"a term twice", CHUNK_TEND, 1, first},
        {"out of order", CHUNK_TEND, 0, second},
        {"the last out of order", CHUNK_TEND, SMALL_TERMS - 1, first},
    };

    assert_changes_refused(subject, changes, COUNT(changes), "endings of terms");
}

static void test_postings_agree_with_themselves(void **state)
{
    enum { FIRST_A = 0, RANK_A, SECOND_A, SECOND_RANK_A, LAST = 2 * SMALL_RUNS - 2 };
    static const struct change changes[] = {
        {"the first term's lists do not begin at 0", CHUNK_LBEG, 0, 1},
        {"a term without lists", CHUNK_LBEG, 1, 0},
        {"lists that end before they begin", CHUNK_LBEG, 2, 1},
        {"a list beyond memory", CHUNK_LBEG, 2, UINT32_MAX},
        {"the last ends beyond the lists", CHUNK_LBEG, SMALL_TERMS, SMALL_LISTS + 1},
        {"the last ends before", CHUNK_LBEG, SMALL_TERMS, SMALL_LISTS - 1},
        {"the first does not begin at 0", CHUNK_LRUN, 0, 1},
        {"a list without runs", CHUNK_LRUN, 1, 0},
        {"runs that end before they begin", CHUNK_LRUN, 2, 1},
        {"an offset beyond memory", CHUNK_LRUN, 2, UINT32_MAX},
        {"the last ends beyond the runs", CHUNK_LRUN, SMALL_LISTS, SMALL_RUNS + 1},
        {"the last ends before", CHUNK_LRUN, SMALL_LISTS, SMALL_RUNS - 1},
        {"a term more common than its list", CHUNK_TLOG, 0, 0x00000002},
        {"a field twice", CHUNK_LFLD, 0, 0x00030000},
        {"fields that fall", CHUNK_LFLD, 0, 0x00030003},
        {"a field of a language that is not there", CHUNK_LFLD, 0, 0x00030600},
        {"an unknown field", CHUNK_LFLD, 0, 0x0003FF00},
        {"a run beyond the documents", CHUNK_RUNS, LAST, SMALL_DOCUMENTS},
        {"a run far beyond", CHUNK_RUNS, LAST, UINT32_MAX},
        {"a run longer than the documents", CHUNK_LTOT, SMALL_LISTS - 1, 6},
        {"a run that wraps around", CHUNK_LTOT, SMALL_LISTS - 1, UINT32_MAX},
        {"no postings", CHUNK_LTOT, SMALL_LISTS - 1, 0},
        {"more postings than documents", CHUNK_LTOT, 17, SMALL_DOCUMENTS},
        {"a first rank that is not 0", CHUNK_RUNS, RANK_A, 1},
        {"two runs of one rank", CHUNK_RUNS, SECOND_RANK_A, 0},
        {"a rank beyond the total", CHUNK_RUNS, SECOND_RANK_A, 2},
        {"a rank far beyond", CHUNK_RUNS, SECOND_RANK_A, UINT32_MAX},
        {"runs that touch", CHUNK_RUNS, SECOND_A, 2},
        {"runs that overlap", CHUNK_RUNS, SECOND_A, 1},
        {"runs that fall", CHUNK_RUNS, SECOND_A, 0},
        {"runs that fall at the start", CHUNK_RUNS, FIRST_A, 4},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "postings");
}

static void test_stored_unions_are_of_terms_and_documents(void **state)
{
    static const struct change changes[] = {
        {"a term that is not there", CHUNK_UKEY, 3, SMALL_TERMS + 1},
        {"a term far beyond", CHUNK_UKEY, 3, UINT32_MAX},
        {"no terms", CHUNK_UKEY, 3, 11},
        {"terms that end before they begin", CHUNK_UKEY, 0, 10},
        {"falling", CHUNK_UKEY, 0, 12},
        {"the first does not begin at 0", CHUNK_UBEG, 0, 1},
        {"a union without runs", CHUNK_UBEG, 1, 0},
        {"an offset beyond memory", CHUNK_UBEG, 1, UINT32_MAX},
        {"a document that is not there", CHUNK_URUN, 0, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_URUN, 0, UINT32_MAX},
        {"a first rank that is not 0", CHUNK_URUN, 1, 1},
        {"no documents", CHUNK_UTOT, 0, 0},
        {"more than there are", CHUNK_UTOT, 0, SMALL_DOCUMENTS + 1},
        {"runs and a bitmap", CHUNK_UMAP, 0, 0},
        {"neither runs nor a bitmap", CHUNK_UMAP, SMALL_UNIONS - 1, FORMAT_NO_BITMAP},
        {"a bitmap that is not there", CHUNK_UMAP, SMALL_UNIONS - 1, 1},
        {"a bitmap far beyond", CHUNK_UMAP, SMALL_UNIONS - 1, UINT32_MAX - 1},
        {"a bitmap of none", CHUNK_UTOT, SMALL_UNIONS - 1, 0},
        {"a bitmap of too many", CHUNK_UTOT, SMALL_UNIONS - 1, SMALL_DOCUMENTS + 1},
        {"a bit of no document", CHUNK_UBIT, 0, 1 << SMALL_DOCUMENTS},
        {"a bit far beyond", CHUNK_UBIT, 1, 0x80000000},
    };
    struct small_image *image = &((struct subject *)*state)->image;
    uint8_t *keys = small_image_chunk(image, CHUNK_UKEY);

    assert_changes_refused(*state, changes, COUNT(changes), "stored unions");
    format_put_u32(keys, 11);
    format_put_u32(keys + 4, 14);
    assert_contradiction(image, "twice the same", "stored unions");
    format_put_u32(keys + 4, 15);
    assert_contradiction(image, "the longer before the shorter", "stored unions");
}

static void test_word_lists_are_of_terms(void **state)
{
    static const struct change changes[] = {
        {"a term that is not there", CHUNK_WTRM, 0, SMALL_TERMS},
        {"a term far beyond", CHUNK_WTRM, 29, UINT32_MAX},
        {"the first does not begin at 0", CHUNK_WOFF, 0, 1},
        {"a list that ends before it begins", CHUNK_WOFF, 3, 3},
        {"an offset beyond memory", CHUNK_WOFF, 2, UINT32_MAX},
        {"the last ends beyond the words", CHUNK_WOFF, SMALL_WORD_LISTS, 31},
        {"the last ends before", CHUNK_WOFF, SMALL_WORD_LISTS, 29},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "word lists");
}

static void test_words_of_names_are_lists_of_runs(void **state)
{
    static const struct change changes[] = {
        {"the first name begins no run", CHUNK_NBIT, 0, 0x1FE & ~(1 << 5)},
        {"a run less", CHUNK_NBIT, 0, 0x1FF & ~(3 << 5)},
        {"a run more", CHUNK_NBIT, 0, 0x1FF},
        {"a document that is not there", CHUNK_NBIT, 0, 0x3FF & ~(3 << 5)},
        {"a document far beyond", CHUNK_NBIT, 1, 1},
        {"runs before the first", CHUNK_NRNK, 0, 1},
        {"a list that is not there", CHUNK_NLST, 7, SMALL_WORD_LISTS},
        {"a list far beyond", CHUNK_NLST, 0, UINT32_MAX},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "words of names");
}

static void test_texts_are_in_order_and_of_known_kinds(void **state)
{
    enum { STRING, WORDS, KIND, ENTRY, LAST = 4 * ENTRY };
    static const struct change changes[] = {
        {"a string that is not there", CHUNK_TEXT, STRING, SMALL_TEXTS},
        {"a string far beyond", CHUNK_TEXT, LAST + STRING, UINT32_MAX},
        {"words that are not there", CHUNK_TEXT, WORDS, SMALL_WORD_LISTS},
        {"words far beyond", CHUNK_TEXT, LAST + WORDS, UINT32_MAX},
        {"an unknown kind", CHUNK_TEXT, KIND, TEXT_KINDS},
        {"a kind far beyond", CHUNK_TEXT, LAST + KIND, 0xFFFF},
        {"a language that is not there", CHUNK_TEXT, LAST + KIND, TEXT_KEYWORD | 2 << 16},
        {"an alias with a language", CHUNK_TEXT, KIND, TEXT_CONTROL | 1 << 16},
        {"kinds that fall", CHUNK_TEXT, LAST + KIND, TEXT_HTML},
        {"languages that fall", CHUNK_TEXT, LAST - ENTRY + KIND, TEXT_DEFINITION},
        {"the first does not begin at 0", CHUNK_TBEG, 0, 1},
        {"texts that end before they begin", CHUNK_TBEG, 2, 0},
        {"texts beyond memory", CHUNK_TBEG, 2, UINT32_MAX},
        {"the last ends beyond the texts", CHUNK_TBEG, SMALL_DOCUMENTS, SMALL_TEXTS + 1},
        {"the first string does not begin at 0", CHUNK_XOFF, 0, 1},
        {"a string that ends before it begins", CHUNK_XOFF, 2, 1},
        {"an offset beyond memory", CHUNK_XOFF, 2, UINT32_MAX},
        {"the last ends beyond the strings", CHUNK_XOFF, SMALL_TEXTS, 1000},
        {"a control character", CHUNK_XTXT, 0, 0x4C4C0A42},
        {"a byte that is not UTF-8", CHUNK_XTXT, 0, 0x4C4C8042},
        {"a delete character", CHUNK_XTXT, 0, 0x7F4C4542},
        {"cut inside a character", CHUNK_XTXT, 0, 0xC34C4542},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "texts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_terms_are_in_order),
        STORY(test_endings_are_in_order),
        STORY(test_postings_agree_with_themselves),
        STORY(test_stored_unions_are_of_terms_and_documents),
        STORY(test_word_lists_are_of_terms),
        STORY(test_words_of_names_are_lists_of_runs),
        STORY(test_texts_are_in_order_and_of_known_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
