/*
 * Characters that stand for several others, and those that only seem to.
 */

#include "index/builder/enrichment/compatibility.h"

#include "tests/unit/index/builder/small_documents.h"

/* The texts with the numbers of their documents, in the order of the index: "VIII:1 …". */
static void print_spellings(const struct chunks *chunks, struct buffer *printed)
{
    const struct buffer *offsets = &chunks->list[CHUNK_SPLO], *texts = &chunks->list[CHUNK_SPLT];
    const struct buffer *entries = &chunks->list[CHUNK_SPLB];
    const size_t count = offsets->size / 4 - 1;

    for (size_t i = 0; i < count; i++) {
        const uint32_t begin = format_u32_at(offsets->bytes, i);
        const uint32_t size = format_u32_at(offsets->bytes, i + 1) - begin;
        const uint32_t characters =
            format_u32_at(entries->bytes, i + 1) - format_u32_at(entries->bytes, i);

        buffer_append_format(printed, "%.*s", (int)size, texts->bytes + begin);
        if (characters > 1)
            buffer_append_format(printed, " (%u)", characters);
        buffer_append_text(printed, ",");
    }
    buffer_append(printed, "", 1);
}

static void assert_spelled(const uint32_t *characters, size_t count, const char *expected)
{
    struct small_documents small;
    struct spellings spellings = {.texts = {.count = 0}};
    struct buffer printed = BUFFER_INIT;

    small_begin(&small);
    for (size_t i = 0; i < count; i++) {
        small_character(&small, characters[i], "A NAME");
        chunks_u8(&small.chunks, CHUNK_PROM, 0);
    }
    small_number(&small);
    assert_int_equal(compatibility_add(&spellings, &small.documents), 0);
    spellings_write(&spellings, &small.chunks);
    print_spellings(&small.chunks, &printed);
    assert_string_equal(printed.bytes, expected);
    buffer_release(&printed);
    spellings_release(&spellings);
    small_release(&small);
}

static void test_what_people_type(void **state)
{
    static const uint32_t characters[] = {
        0x00BD, /* one half */
        0x2026, /* an ellipsis */
        0x203C, /* two exclamation marks */
        0x2116, /* numero */
        0x2122, /* trade mark */
        0x2167, /* roman eight */
        0x2474, /* one in parentheses */
        0x2488, /* one and a full stop */
        0x338F, /* kilogram */
        0xFB03, /* a ligature */
    };

    (void)state;
    assert_spelled(characters, COUNT(characters), "!!,(1),...,1.,1/2,ffi,kg,No,TM,VIII,");
}

static void test_some_characters_are_beyond_ascii(void **state)
{
    static const uint32_t characters[] = {
        0x2103, /* degree Celsius */
        0x33C0, /* kilo-ohm */
        0x32C0, /* January */
        0x321C, /* a syllable in parentheses */
    };

    (void)state;
    assert_spelled(characters, COUNT(characters), "(\u110C\u116E),1\u6708,k\u03A9,\u00B0C,");
}

static void test_several_characters_may_share_a_spelling(void **state)
{
    static const uint32_t characters[] = {0x2469, 0x3250, 0x1F16B, 0x1F14A, 0x32CF};

    (void)state;
    assert_spelled(characters, COUNT(characters), "10,HV,LTD,MD,PTE,");
}

static void test_what_nobody_types(void **state)
{
    static const uint32_t characters[] = {
        'A',     0x00A0,         /* a space */
        0x00A8,                  /* a space and a mark */
        0x00B2,                  /* one character */
        0x00E9,                  /* a letter and a mark */
        0x0149,                  /* a letter after an apostrophe that is not on a keyboard */
        0x1D400,                 /* one */
        0x212A,                  /* one */
        0x3000,                  /* a space */
        0x33A2,  0xFB20, 0xFDFA, /* many words */
    };

    (void)state;
    assert_spelled(characters, COUNT(characters), "km2,\u02BCn,");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_people_type),
        cmocka_unit_test(test_some_characters_are_beyond_ascii),
        cmocka_unit_test(test_several_characters_may_share_a_spelling),
        cmocka_unit_test(test_what_nobody_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
