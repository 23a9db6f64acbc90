/*
 * Bytes about documents that contradict each other under a valid checksum: written by another
 * program, or because of a bug in this one.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/present/row.h"
#include "tests/unit/index/file/subject.h"

static void test_code_points_ascend_and_are_characters(void **state)
{
    static const struct change changes[] = {
        {"beyond Unicode", CHUNK_DOCS, 6, 0x110000},
        {"far beyond Unicode", CHUNK_DOCS, 6, UINT32_MAX},
        {"the first surrogate", CHUNK_DOCS, 6, 0xD800},
        {"the last surrogate", CHUNK_DOCS, 6, 0xDFFF},
        {"twice the same", CHUNK_DOCS, 2, 0x41},
        {"falling", CHUNK_DOCS, 2, 0x40},
        {"falling at the start", CHUNK_DOCS, 0, 0x42},
        {"falling at the end", CHUNK_DOCS, 6, 0},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "code points");
}

static void test_sequences_ascend_and_have_several_characters(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_SOFF, 0, 1},
        {"an empty sequence", CHUNK_SOFF, 1, 0},
        {"a sequence of one", CHUNK_SOFF, 1, 4},
        {"of one and U+FE0F", CHUNK_SOFF, 1, 2},
        {"that ends before it begins", CHUNK_SOFF, 1, 6},
        {"an offset beyond memory", CHUNK_SOFF, 1, UINT32_MAX},
        {"the last ends beyond the points", CHUNK_SOFF, 2, 6},
        {"the last ends before", CHUNK_SOFF, 2, 4},
        {"beyond Unicode", CHUNK_SPTS, 4, 0x110000},
        {"a surrogate", CHUNK_SPTS, 4, 0xD800},
        {"U+FE0F at the start", CHUNK_SPTS, 0, 0xFE0F},
        {"only U+FE0F after the start", CHUNK_SPTS, 2, 0xFE0F},
        {"falling", CHUNK_SPTS, 0, 0x1F601},
    };
    struct small_image *image = &((struct subject *)*state)->image;
    uint8_t *points = small_image_chunk(image, CHUNK_SPTS);

    assert_changes_refused(*state, changes, COUNT(changes), "sequences");
    /* B with and without U+FE0F are the same. */
    format_put_u32(points + (size_t)3 * 4, 0x42);
    format_put_u32(points + (size_t)4 * 4, 0x20E3);
    assert_contradiction(image, "twice the same but for U+FE0F", "sequences");
}

static void test_lines_are_those_of_their_documents(void **state)
{
    static const struct change changes[] = {
        {"another code point than the line's", CHUNK_DOCS, 6, 0x1F601},
        {"a control and a letter", CHUNK_DOCS, 0, 0x08},
        {"another sequence than the line's", CHUNK_SPTS, 4, 0x1F3FC},
        {"the first does not begin at 0", CHUNK_LOFF, 0, 1},
        {"an empty line", CHUNK_LOFF, 1, 0},
        {"a line that ends before it begins", CHUNK_LOFF, 2, 1},
        {"a line without its end", CHUNK_LOFF, 1, 25},
        {"an offset beyond the lines", CHUNK_LOFF, 3, 10000},
        {"an offset beyond memory", CHUNK_LOFF, 3, UINT32_MAX},
        {"the last ends beyond the lines", CHUNK_LOFF, SMALL_DOCUMENTS, 10000},
        {"the last ends before", CHUNK_LOFF, SMALL_DOCUMENTS, 180},
        {"\"u+00\" for \"U+00\"", CHUNK_LINE, 0, 0x30302B75},
        {"a NUL in a name", CHUNK_LINE, 5, 0x6F000000 | 'n' << 8 | 't'},
        {"a byte that is not UTF-8", CHUNK_LINE, 5, 0xFF727472},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "lines");
}

static void test_lines_end_as_lines_do_and_fit_into_a_row(void **state)
{
    static const char *const endings[] = {
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\n\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\r",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE",
        "U+1F600\t\xF0\x9F\x98\x80\t\n",
        "U+1F600 \xF0\x9F\x98\x80\tGRINNING FACE\r\n",
        "U+1F600\t\xF0\x9F\x98\x81\tGRINNING FACE\r\n",
        "U+01F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\n",
        "\r\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING\tFACE\r\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING\r\nFACE\r\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING\x7F\r\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING \xC3\r\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING \xED\xA0\x80\r\n",
    };
    struct subject *subject = *state;
    struct small_image *image = &subject->image;
    char line[LINE_MAX_SIZE + 2];
    const size_t prefix = sizeof "U+1F600\t\xF0\x9F\x98\x80\t" - 1;

    for (size_t i = 0; i < COUNT(endings); i++) {
        small_image_make_with(image, endings[i]);
        assert_contradiction(image, endings[i], "lines");
    }
    /* One byte more than LINE_MAX_SIZE, which "always suffices"; then exactly that. */
    memset(line, 'G', sizeof line);
    memcpy(line, SMALL_FACE, prefix);
    memcpy(line + LINE_MAX_SIZE - 1, "\r\n", 3);
    small_image_make_with(image, line);
    assert_contradiction(image, "a line longer than a row", "lines");
    memcpy(line + LINE_MAX_SIZE - 2, "\r\n", 3);
    small_image_make_with(image, line);
    subject->bytes = realloc(subject->bytes, image->size);
    assert_non_null(subject->bytes);
    memcpy(subject->bytes, image->bytes, image->size);
    charindex_unref(parse_good(subject));
}

static void test_properties_exist(void **state)
{
    static const struct change changes[] = {
        {"a tail that is not there", CHUNK_PROP, 2, SMALL_TAILS << 16 | 2},
        {"a tail far beyond", CHUNK_PROP, 0, 0x0000FFFF},
        {"the first does not begin at 0", CHUNK_POFF, 0, 1},
        {"a tail that ends before it begins", CHUNK_POFF, 1, 33},
        {"an offset beyond memory", CHUNK_POFF, 2, UINT32_MAX},
        {"the last ends beyond the tails", CHUNK_POFF, SMALL_TAILS, 49},
        {"the last ends before", CHUNK_POFF, SMALL_TAILS, 47},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "properties");
}

static void test_names_are_in_order(void **state)
{
    static const struct change changes[] = {
        {"a document that is not there", CHUNK_NAME, 0, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_NAME, 4, UINT32_MAX},
        {"a sequence", CHUNK_NAME, 5, 7},
        {"twice the same", CHUNK_NAME, 1, 4},
        {"out of order", CHUNK_NAME, 4, 3},
        {"the last before the first", CHUNK_NAME, 5, 0},
    };
    struct subject *subject = *state;

    assert_changes_refused(subject, changes, COUNT(changes), "names");
    small_image_make_with(&subject->image, "U+1F600\t\xF0\x9F\x98\x80\t\r\n");
    assert_contradiction(&subject->image, "a name that is empty", "names");
    small_image_make_with(&subject->image, "U+1F600\t\xF0\x9F\x98\x80\tLATIN CAPITAL LETTER A\r\n");
    assert_contradiction(&subject->image, "one name for two", "names");
}

static void test_bases_and_variants_agree(void **state)
{
    static const struct change changes[] = {
        {"a base that is not there", CHUNK_BASE, 1, SMALL_DOCUMENTS},
        {"a base far beyond", CHUNK_BASE, 1, UINT32_MAX},
        {"a base that is a variant", CHUNK_BASE, 0, 8},
        {"another base than the variants say", CHUNK_BASE, 1, 5},
        {"no base, and yet a variant", CHUNK_BASE, 1, 8},
        {"a base whose variants are not recorded", CHUNK_BASE, 0, 6},
        {"variants of another", CHUNK_VARK, 0, 5},
        {"variants of a missing document", CHUNK_VARK, 0, SMALL_DOCUMENTS},
        {"a variant that is not there", CHUNK_VARV, 0, SMALL_DOCUMENTS},
        {"a variant far beyond", CHUNK_VARV, 0, UINT32_MAX},
        {"a variant that is not one", CHUNK_VARV, 0, 7},
        {"a character as a variant", CHUNK_VARV, 0, 6},
        {"variants that do not begin at 0", CHUNK_VARB, 0, 1},
        {"variants that end before they begin", CHUNK_VARB, 1, 0},
        {"variants that end beyond", CHUNK_VARB, 1, 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "variants");
}

static void test_presentations_are_of_characters(void **state)
{
    static const struct change changes[] = {
        {"of a sequence", CHUNK_EVAR, 1, SMALL_IS_KEYCAP},
        {"of a missing document", CHUNK_EVAR, 1, SMALL_DOCUMENTS},
        {"of a document far beyond", CHUNK_EVAR, 0, UINT32_MAX},
        {"twice the same", CHUNK_EVAR, 1, SMALL_IS_SMALL_A},
        {"falling", CHUNK_EVAR, 1, SMALL_IS_BELL},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "presentations");
}

static void test_references_lead_to_characters(void **state)
{
    static const struct change changes[] = {
        {"to a missing character", CHUNK_RTOV, 1, 0x62},
        {"to no character at all", CHUNK_RTOV, 1, UINT32_MAX},
        {"falling", CHUNK_RTOV, 0, 0x4E00},
        {"twice the same", CHUNK_RTOV, 0, 0x61},
        {"from a sequence", CHUNK_RTOK, 0, 7},
        {"from a missing document", CHUNK_RTOK, 0, UINT32_MAX},
        {"that end before they begin", CHUNK_RTOB, 0, 1},
        {"that end beyond", CHUNK_RTOB, 1, 3},
        {"back to a missing character", CHUNK_RFRV, 0, 0},
        {"back from a missing document", CHUNK_RFRK, 1, SMALL_DOCUMENTS},
        {"keys that fall", CHUNK_RFRK, 0, 4},
        {"the same key twice", CHUNK_RFRK, 0, 3},
        {"a key without any", CHUNK_RFRB, 1, 0},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "references");
}

static void test_confusables_are_other_characters(void **state)
{
    static const struct change changes[] = {
        {"itself", CHUNK_CONV, 0, 1},
        {"a sequence", CHUNK_CONV, 0, 7},
        {"a missing document", CHUNK_CONV, 0, SMALL_DOCUMENTS},
        {"a document far beyond the last", CHUNK_CONV, 1, UINT32_MAX},
        {"of a sequence", CHUNK_CONK, 1, 8},
        {"keys that fall", CHUNK_CONK, 1, 0},
        {"a key without any", CHUNK_CONB, 1, 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "confusables");
}

static void test_decompositions_are_of_other_characters(void **state)
{
    static const struct change changes[] = {
        {"itself", CHUNK_DECV, 0, SMALL_IS_B},
        {"a sequence", CHUNK_DECV, 0, 7},
        {"a document far beyond the last", CHUNK_DECV, 1, UINT32_MAX},
        {"of a sequence", CHUNK_DECK, 1, 8},
        {"keys that fall", CHUNK_DECK, 1, 0},
        {"a key without any", CHUNK_DECB, 1, 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "decompositions");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_code_points_ascend_and_are_characters),
        STORY(test_sequences_ascend_and_have_several_characters),
        STORY(test_lines_are_those_of_their_documents),
        STORY(test_lines_end_as_lines_do_and_fit_into_a_row),
        STORY(test_properties_exist),
        STORY(test_names_are_in_order),
        STORY(test_bases_and_variants_agree),
        STORY(test_presentations_are_of_characters),
        STORY(test_references_lead_to_characters),
        STORY(test_confusables_are_other_characters),
        STORY(test_decompositions_are_of_other_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
