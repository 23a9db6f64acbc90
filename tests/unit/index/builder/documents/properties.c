/*
 * Four documents with their properties and the chunks that result; and the values of a real index
 * against what ICU says about each document.
 */

#include "index/builder/documents/properties.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/base/slice.h"
#include "tests/unit/index/builder/installed.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct written {
    struct chunks chunks;
    struct properties properties;
};

static int set_up(void **state)
{
    static const struct {
        uint32_t point;
        bool emoji;
        unsigned prominence;
    } documents[] = {{0x41, false, 255}, {0x3B1, false, 255}, {0x42, false, 0}, {0x1FAE0, true, 0}};
    struct written *written = calloc(1, sizeof *written);

    if (!written)
        return -1;
    properties_init(&written->properties, &written->chunks);
    for (uint32_t i = 0; i < COUNT(documents); i++)
        if (properties_document(&written->properties, documents[i].point, documents[i].emoji))
            return -1;
    properties_group(&written->properties, 3, EMOJI_GROUP_SMILEYS);
    properties_group(&written->properties, 2, EMOJI_GROUP_FOOD);
    for (uint32_t i = 0; i < COUNT(documents); i++)
        properties_prominence(&written->properties, i, documents[i].prominence);
    *state = written;
    return properties_write(&written->properties);
}

static int tear_down(void **state)
{
    struct written *written = *state;

    properties_release(&written->properties);
    chunks_release(&written->chunks);
    free(written);
    return 0;
}

static struct slice chunk_of(const struct written *written, enum format_chunk chunk)
{
    const struct buffer *buffer = &written->chunks.list[chunk];

    return (struct slice){buffer->bytes, buffer->size};
}

/* The names of a property's values, "Latin,Greek". */
static void join(const struct written *written, enum property property, char out[static 256])
{
    const char *begins = chunk_of(written, CHUNK_VBEG).bytes;
    const char *offsets = chunk_of(written, CHUNK_VOFF).bytes;
    const char *names = chunk_of(written, CHUNK_VTXT).bytes;
    uint32_t first = format_u32_at(begins, property);

    out[0] = '\0';
    for (uint32_t i = first; i < format_u32_at(begins, (size_t)property + 1); i++) {
        uint32_t begin = format_u32_at(offsets, i), end = format_u32_at(offsets, (size_t)i + 1);

        (void)snprintf(out + strlen(out), 256 - strlen(out), "%s%.*s", i > first ? "," : "",
                       (int)(end - begin), names + begin);
    }
}

static void test_the_keys_are_those_of_the_table(void **state)
{
    struct slice keys = chunk_of(*state, CHUNK_VKEY);

    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        struct slice key = slice_of(property_name((enum property)i));

        assert_true(slice_has_prefix(keys, key));
        assert_int_equal(keys.bytes[key.size], '\n');
        keys = (struct slice){keys.bytes + key.size + 1, keys.size - key.size - 1};
    }
    assert_int_equal(keys.size, 0);
    assert_int_equal(chunk_of(*state, CHUNK_VBEG).size, (PROPERTY_COUNT + 1) * sizeof(uint32_t));
}

static void test_values_are_in_the_order_of_their_property(void **state)
{
    static const struct {
        enum property property;
        const char *names;
    } values[] = {
        {PROPERTY_BLOCK, "Basic Latin,Greek and Coptic,Symbols and Pictographs Extended-A"},
        {PROPERTY_SCRIPT, "Common,Greek,Latin"},
        {PROPERTY_CATEGORY, "Ll,Lu,So"},
        {PROPERTY_AGE, "1.1,14.0"},
        {PROPERTY_EMOJI, "no,yes"},
        {PROPERTY_EMOJI_GROUP, "None,Smileys & Emotion,Food & Drink"},
        {PROPERTY_PLANE, ""},
        {PROPERTY_WIDTH, "Ambiguous,Narrow,Wide"},
        {PROPERTY_NUMERIC_VALUE, "NaN"},
    };
    char names[256];

    for (size_t i = 0; i < COUNT(values); i++) {
        join(*state, values[i].property, names);
        assert_string_equal(names, values[i].names);
    }
}

/* Every property except plane: its sets contain every document once. */
static void test_each_document_is_in_a_set_of_each_property(void **state)
{
    const char *begins = chunk_of(*state, CHUNK_VBEG).bytes;
    const char *totals = chunk_of(*state, CHUNK_STOT).bytes;

    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        uint32_t total = 0;

        for (uint32_t value = format_u32_at(begins, i); value < format_u32_at(begins, i + 1);
             value++)
            total += format_u32_at(totals, (size_t)CHARINDEX_TIERS + value);
        assert_int_equal(total, property_kind((enum property)i) == PROPERTY_KIND_PLANES ? 0 : 4);
    }
    /* Two documents in the first tier, and two in the last. */
    assert_int_equal(format_u32_at(totals, 0), 2);
    assert_int_equal(format_u32_at(totals, CHARINDEX_TIERS - 1), 2);
}

/* A and B share a tail, although alpha is between them. */
static void test_documents_with_the_same_facets_share_a_tail(void **state)
{
    const struct written *written = *state;
    static const uint16_t tails[] = {0, 1, 0, 2};
    struct slice numbers = chunk_of(written, CHUNK_PROP), text = chunk_of(written, CHUNK_PTXT);
    static const char first[] =
        ",\"category\":\"Lu\",\"block\":\"Basic Latin\",\"script\":\"Latin\",\"age\":\"1.1\"";

    assert_int_equal(numbers.size, sizeof tails);
    for (size_t i = 0; i < COUNT(tails); i++)
        assert_int_equal(format_u16(numbers.bytes + i * sizeof *tails), tails[i]);
    assert_true(slice_has_prefix(text, slice_of(first)));
    assert_int_equal(chunk_of(written, CHUNK_POFF).size, 4 * sizeof(uint32_t));
}

/*
 * A real index.
 */

static uint32_t value_of(const struct charindex *index, enum property property, const char *name)
{
    struct value_range values = charindex_values(index, property);

    for (uint32_t value = values.first; value < values.end; value++) {
        if (slice_is(charindex_value_name(index, value), name))
            return value;
    }
    fail_msg("%s is missing", name);
    return 0;
}

/* When a category is counted, a sequence counts as its first character. */
static void test_values_have_the_documents_that_icu_says(void **state)
{
    const struct charindex *index = *state;
    struct postings letters = charindex_value(index, value_of(index, PROPERTY_CATEGORY, "Lu"));
    struct postings emoji = charindex_value(index, value_of(index, PROPERTY_EMOJI, "yes"));
    struct postings greek = charindex_value(index, value_of(index, PROPERTY_SCRIPT, "Greek"));
    uint32_t expected[3] = {0, 0, 0}, document;

    for (uint32_t i = 0; i < charindex_documents(index); i++) {
        UChar32 c = (UChar32)charindex_code_point(index, i);
        UErrorCode status = U_ZERO_ERROR;

        expected[0] += u_charType(c) == U_UPPERCASE_LETTER;
        expected[1] += i < charindex_first_sequence(index) && u_hasBinaryProperty(c, UCHAR_EMOJI);
        expected[2] += uscript_getScript(c, &status) == USCRIPT_GREEK;
    }
    assert_int_equal(letters.total, expected[0]);
    assert_int_equal(greek.total, expected[2]);
    /* Sequences that are emoji, unlike named sequences. */
    assert_true(emoji.total > expected[1] + 2000);
    assert_true(emoji.total < expected[1] + charindex_sequences(index));
    document = document_of(index, "\u0100\u0300");
    for (uint32_t run = 0; run < emoji.count; run++)
        assert_false(document >= posting_first(&emoji, run) && document < posting_end(&emoji, run));
}

static void test_ages_ascend_as_versions(void **state)
{
    const struct charindex *index = *state;
    struct value_range ages = charindex_values(index, PROPERTY_AGE);
    double before = 0;

    for (uint32_t value = ages.first; value < ages.end; value++) {
        struct slice name = charindex_value_name(index, value);
        double age = strtod(name.bytes, NULL);

        assert_true(age > before);
        before = age;
    }
    assert_true(before >= 15);
}

int main(void)
{
    const struct CMUnitTest of_four[] = {
        cmocka_unit_test(test_the_keys_are_those_of_the_table),
        cmocka_unit_test(test_values_are_in_the_order_of_their_property),
        cmocka_unit_test(test_each_document_is_in_a_set_of_each_property),
        cmocka_unit_test(test_documents_with_the_same_facets_share_a_tail),
    };
    const struct CMUnitTest of_all[] = {
        cmocka_unit_test(test_values_have_the_documents_that_icu_says),
        cmocka_unit_test(test_ages_ascend_as_versions),
    };

    return cmocka_run_group_tests(of_four, set_up, tear_down) +
           cmocka_run_group_tests(of_all, installed_make, installed_free);
}
