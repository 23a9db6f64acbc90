/*
 * A loaded index: what it answers, and all the bytes that are none. The subject is an image of
 * seven characters and two sequences written by hand (small_image.h), so that every byte, bit and length of it can
 * have its turn; whatever is accepted must still keep every promise (exercise.h).
 */

#include "index/file/charindex.h"

#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/file/exercise.h"
#include "tests/unit/index/file/small_image.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Where the image stands in memory of exactly its size, so that the sanitizer sees any look
 * beyond its end. */
struct subject {
    struct small_image image;
    uint8_t *bytes;
};

static int subject_make(void **state)
{
    struct subject *subject = malloc(sizeof *subject);

    if (!subject)
        return -1;
    small_image_make(&subject->image);
    subject->bytes = malloc(subject->image.size);
    if (!subject->bytes)
        return -1;
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    *state = subject;
    return 0;
}

static int subject_free(void **state)
{
    struct subject *subject = *state;

    free(subject->bytes);
    free(subject);
    return 0;
}

static struct charindex *parse_good(const struct subject *subject)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;

    if (charindex_parse(subject->bytes, subject->image.size, &index, &reason) != CHARINDEX_OK)
        fail_msg("a good image was refused: %s", reason.text);
    assert_string_equal(reason.text, "");
    return index;
}

static void assert_slice(struct slice slice, const char *text)
{
    if (slice.size != strlen(text) || memcmp(slice.bytes, text, slice.size) != 0)
        fail_msg("\"%.*s\" instead of \"%s\"", (int)slice.size, slice.bytes, text);
}

/* The bytes, in memory of exactly their size, are refused with this reason; NULL: with any. */
static void assert_refused(const uint8_t *bytes, size_t size, const char *story, const char *text)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    uint8_t *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    if (charindex_parse(copy, size, &index, &reason) != CHARINDEX_INVALID)
        fail_msg("%s: accepted", story);
    if (text ? strcmp(reason.text, text) != 0 : reason.text[0] == '\0')
        fail_msg("%s: refused because \"%s\"", story, reason.text);
    free(copy);
}

/*
 * What it answers.
 */

static void test_a_small_index_answers(void **state)
{
    static const char *const lines[] = {SMALL_BELL,    SMALL_A,      SMALL_B,
                                        SMALL_SMALL_A, SMALL_ONE,    SMALL_TWO,
                                        SMALL_FACE,    SMALL_KEYCAP, SMALL_PALE_FACE};
    static const uint32_t points[] = {0x07, 0x41, 0x42, 0x61, 0x4E00, 0x4E01, 0x1F600};
    struct charindex *index = parse_good(*state);

    assert_int_equal(charindex_documents(index), SMALL_DOCUMENTS);
    assert_int_equal(charindex_characters(index), SMALL_CHARACTERS);
    assert_int_equal(charindex_sequences(index), SMALL_SEQUENCES);
    assert_int_equal(charindex_first_sequence(index), COUNT(points));
    assert_int_equal(charindex_terms(index), SMALL_TERMS);
    for (uint32_t i = 0; i < COUNT(points); i++) {
        uint32_t document = UINT32_MAX;

        assert_int_equal(charindex_code_point(index, i), points[i]);
        assert_true(charindex_find(index, points[i], &document));
        assert_int_equal(document, i);
    }
    for (uint32_t i = 0; i < SMALL_DOCUMENTS; i++)
        assert_slice(charindex_lines(index, i, 1), lines[i]);
    assert_slice(charindex_lines(index, 1, 3), SMALL_A SMALL_B SMALL_SMALL_A);
    assert_slice(charindex_lines(index, 6, 3), SMALL_FACE SMALL_KEYCAP SMALL_PALE_FACE);
    assert_slice(charindex_lines(index, SMALL_DOCUMENTS, 0), "");
    assert_slice(charindex_name(index, 0), "<control-0007>");
    assert_slice(charindex_name(index, 6), "GRINNING FACE");
    assert_slice(charindex_name(index, 8), "grinning face: light skin tone");
    assert_slice(charindex_properties(index, 0), ",\"category\":\"Cc\"");
    assert_slice(charindex_properties(index, 3), ",\"category\":\"Lu\"");
    assert_slice(charindex_properties(index, 6), ",\"category\":\"So\"");
    assert_slice(charindex_properties(index, 7), ",\"category\":\"Lu\"");
    assert_int_equal(charindex_prominence(index, 6), 255);
    assert_null(exercise_index(index));
    assert_null(exercise_searches(index));
    charindex_unref(index);
}

static void test_code_points_that_are_not_there(void **state)
{
    static const uint32_t absent[] = {0,      6,       8,        0x40,     0x43,      0x4DFF,
                                      0x4E02, 0x1F601, 0x10FFFF, 0x110000, UINT32_MAX};
    struct charindex *index = parse_good(*state);
    uint32_t document;

    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_find(index, absent[i], &document));
    charindex_unref(index);
}

static void test_characters_from_a_code_point_on(void **state)
{
    static const struct {
        uint32_t from, document;
    } places[] = {
        {0, 0},      {7, 0},       {8, 1},       {0x41, 1},       {0x43, 3},
        {0x4E01, 5}, {0x1F600, 6}, {0x1F601, 7}, {UINT32_MAX, 7},
    };
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(places); i++)
        assert_int_equal(charindex_find_from(index, places[i].from), places[i].document);
    charindex_unref(index);
}

/* U+FE0F is taken where it stands and missed nowhere. */
static void test_the_longest_sequence_of_a_text(void **state)
{
    static const struct {
        uint32_t points[6];
        size_t count, taken;
        uint32_t document;
    } texts[] = {
        {{0x42, 0xFE0F, 0x20E3}, 3, 3, 7},
        {{0x42, 0x20E3}, 2, 2, 7},
        {{0x42, 0x20E3, 0xFE0F, 0xFE0F, 0x42}, 5, 4, 7},
        {{0x42, 0xFE0F, 0xFE0F, 0x20E3, 0x20E3}, 5, 4, 7},
        {{0x1F600, 0x1F3FB, 0x1F3FB}, 3, 2, 8},
        {{0x1F600, 0x1F3FB, 0x42, 0x20E3}, 4, 2, 8},
        {{0x1F600, 0xFE0F, 0x1F3FB}, 3, 3, 8},
        {{0x42}, 1, 0, 0},
        {{0x42, 0xFE0F}, 2, 0, 0},
        {{0x42, 0x20E2}, 2, 0, 0},
        {{0x42, 0x20E4}, 2, 0, 0},
        {{0x41, 0x20E3}, 2, 0, 0},
        {{0xFE0F, 0x42, 0x20E3}, 3, 0, 0},
        {{0x1F601, 0x1F3FB}, 2, 0, 0},
        {{0x1F600, 0x1F600, 0x1F3FB}, 3, 0, 0},
        {{0}, 0, 0, 0},
    };
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(texts); i++) {
        uint32_t document = 0;

        assert_int_equal(charindex_find_sequence(index, texts[i].points, texts[i].count, &document),
                         texts[i].taken);
        assert_int_equal(document, texts[i].document);
    }
    charindex_unref(index);
}

static void test_code_points_of_documents(void **state)
{
    struct charindex *index = parse_good(*state);
    uint32_t points[SEQUENCE_MAX];

    assert_int_equal(charindex_points(index, 3, points), 1);
    assert_int_equal(points[0], 0x61);
    assert_int_equal(charindex_points(index, 7, points), 3);
    assert_int_equal(points[0], 0x42);
    assert_int_equal(points[1], 0xFE0F);
    assert_int_equal(points[2], 0x20E3);
    assert_int_equal(charindex_points(index, 8, points), 2);
    assert_int_equal(points[1], 0x1F3FB);
    assert_int_equal(charindex_code_point(index, 8), 0x1F600);
    charindex_unref(index);
}

static void assert_list(const struct charindex *index, uint32_t list, unsigned field,
                        uint32_t count, uint32_t total, uint32_t first)
{
    struct postings postings = charindex_list(index, list);

    assert_int_equal(charindex_list_field(index, list), field);
    assert_int_equal(postings.count, count);
    assert_int_equal(postings.total, total);
    assert_int_equal(posting_first(&postings, 0), first);
}

static struct list_range lists_of(const struct charindex *index, const char *word)
{
    uint32_t term = UINT32_MAX;

    if (!charindex_term(index, word, strlen(word), &term))
        fail_msg("no word \"%s\"", word);
    return charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
}

static void test_words_lead_to_their_postings(void **state)
{
    static const char *const absent[] = {"", "A", "aa", "lette", "letters", "zzz", "\x01", "4e00"};
    struct charindex *index = parse_good(*state);
    struct list_range lists = lists_of(index, "a");
    uint32_t term;

    assert_int_equal(lists.end - lists.first, 2);
    assert_list(index, lists.first, FIELD_NAME, 2, 2, 1);
    assert_list(index, lists.first + 1, FIELD_DEFINITION, 1, 1, 4);
    assert_int_equal(charindex_lists_runs(index, lists), 3);
    lists = lists_of(index, "face");
    assert_int_equal(lists.end - lists.first, 3);
    assert_list(index, lists.first, FIELD_NAME, 1, 1, 6);
    assert_list(index, lists.first + 1, FIELD_SEQUENCE, 1, 1, 8);
    assert_list(index, lists.first + 2, FIELD_KEYWORD + 1, 1, 1, 6);
    lists = lists_of(index, "gesicht");
    assert_list(index, lists.first, FIELD_KEYWORD, 1, 1, 6);
    lists = lists_of(index, "bell");
    assert_list(index, lists.first, FIELD_ALIAS, 1, 1, 0);
    lists = lists_of(index, "unified");
    assert_list(index, lists.first, FIELD_NAME, 1, 2, 4);
    assert_int_equal(lists.end, SMALL_LISTS);
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_term(index, absent[i], strlen(absent[i]), &term));
    charindex_unref(index);
}

static void test_words_with_a_common_beginning(void **state)
{
    static const struct {
        const char *beginning;
        uint32_t first, end;
        uint64_t stored; /* 0: no union is */
    } beginnings[] = {
        {"", 0, SMALL_TERMS, 0}, {"a", 0, 2, 0},
        {"an", 1, 2, 0},         {"g", 7, 9, 1 << 6 | 1 << 8},
        {"gr", 8, 9, 0},         {"grinning", 8, 9, 0},
        {"grinnings", 9, 9, 0},  {"l", 11, 14, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 8},
        {"unified", 19, 20, 0},  {"zzz", 20, 20, 0},
        {"0", 0, 0, 0},
    };
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(beginnings); i++) {
        struct term_range terms =
            charindex_terms_with(index, beginnings[i].beginning, strlen(beginnings[i].beginning));
        const uint64_t *stored = charindex_stored_union(index, terms);

        assert_int_equal(terms.first, beginnings[i].first);
        assert_int_equal(terms.end, beginnings[i].end);
        if (beginnings[i].stored)
            assert_int_equal(le64toh(*stored), beginnings[i].stored);
        else
            assert_null(stored);
    }
    charindex_unref(index);
}

static void assert_words(const struct charindex *index, struct word_list words, const char *text)
{
    char joined[128] = "";

    for (uint32_t i = 0; i < words.count; i++) {
        struct slice word = charindex_term_text(index, le32toh(words.terms_le[i]));

        (void)snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s",
                       i > 0 ? " " : "", (int)word.size, word.bytes);
    }
    assert_string_equal(joined, text);
}

static void test_words_of_names(void **state)
{
    static const char *const names[] = {
        "",
        "latin capital letter a",
        "latin capital letter b",
        "latin small letter a",
        "cjk unified ideograph",
        "cjk unified ideograph",
        "grinning face",
        "keycap b",
        "grinning face light skin tone",
    };
    struct charindex *index = parse_good(*state);

    for (uint32_t i = 0; i < COUNT(names); i++) {
        assert_words(index, charindex_name_words(index, i), names[i]);
        assert_int_equal(charindex_name_words_end(index, i), i == 4 ? 6 : i + 1);
    }
    charindex_unref(index);
}

static void test_texts_of_documents(void **state)
{
    static const struct {
        uint32_t document;
        enum text_kind kind;
        uint8_t language;
        const char *text, *words;
    } texts[] = {
        {0, TEXT_CONTROL, 0, "BELL", "bell"},
        {4, TEXT_DEFINITION, 0, "one; a, an", "one a an"},
        {6, TEXT_SHORT_NAME, 1, "grinning face", "grinning face"},
        {6, TEXT_KEYWORD, 0, "Gesicht", "gesicht"},
        {6, TEXT_KEYWORD, 1, "smile", "smile"},
    };
    struct charindex *index = parse_good(*state);
    uint32_t number = 0;

    for (uint32_t document = 0; document < SMALL_DOCUMENTS; document++) {
        struct text_range range = charindex_texts(index, document);

        assert_int_equal(range.first, number);
        for (; number < range.end; number++) {
            struct text text = charindex_text(index, number);

            assert_int_equal(texts[number].document, document);
            assert_int_equal(text.kind, texts[number].kind);
            assert_int_equal(text.language, texts[number].language);
            assert_slice(text.bytes, texts[number].text);
            assert_words(index, text.words, texts[number].words);
        }
    }
    assert_int_equal(number, COUNT(texts));
    charindex_unref(index);
}

static void test_documents_are_related(void **state)
{
    struct charindex *index = parse_good(*state);
    const uint32_t *list;

    assert_int_equal(charindex_base(index, 8), 6);
    assert_int_equal(charindex_base(index, 7), 7);
    assert_int_equal(charindex_base(index, 6), 6);
    assert_int_equal(charindex_variants(index, 6, &list), 1);
    assert_int_equal(le32toh(list[0]), 8);
    assert_int_equal(charindex_variants(index, 8, &list), 0);
    assert_int_equal(charindex_references_to(index, 1, &list), 2);
    assert_int_equal(le32toh(list[0]), 0x42);
    assert_int_equal(le32toh(list[1]), 0x61);
    assert_int_equal(charindex_references_to(index, 0, &list), 0);
    assert_int_equal(charindex_references_to(index, 2, &list), 0);
    assert_int_equal(charindex_references_from(index, 3, &list), 1);
    assert_int_equal(le32toh(list[0]), 0x41);
    assert_int_equal(charindex_references_from(index, 1, &list), 0);
    assert_int_equal(charindex_confusables(index, 3, &list), 1);
    assert_int_equal(le32toh(list[0]), 1);
    assert_int_equal(charindex_confusables(index, 8, &list), 0);
    charindex_unref(index);
}

static void test_values_have_their_documents(void **state)
{
    static const struct {
        enum property property;
        const char *names;
        uint32_t totals[5];
    } properties[] = {
        {PROPERTY_BLOCK, "Basic Latin, CJK Unified Ideographs, Emoticons", {5, 2, 2}},
        {PROPERTY_SCRIPT, "Common, Han, Latin", {3, 2, 4}},
        {PROPERTY_CATEGORY, "Cc, Ll, Lo, Lu, So", {1, 1, 2, 3, 2}},
        {PROPERTY_AGE, "1.1, 6.1", {7, 2}},
        {PROPERTY_EMOJI, "no, yes", {6, 3}},
        {PROPERTY_PLANE, "", {0}},
    };
    static const uint32_t tiers[CHARINDEX_TIERS] = {1, 3, 0, 1, 0, 3, 0, 1};
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(properties); i++) {
        struct value_range values = charindex_values(index, properties[i].property);
        char joined[128] = "";

        for (uint32_t value = values.first; value < values.end; value++) {
            struct slice name = charindex_value_name(index, value);

            (void)snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s",
                           value > values.first ? ", " : "", (int)name.size, name.bytes);
            assert_int_equal(charindex_value(index, value).total,
                             properties[i].totals[value - values.first]);
        }
        assert_string_equal(joined, properties[i].names);
    }
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        assert_int_equal(charindex_tier(index, tier).total, tiers[tier]);
    charindex_unref(index);
}

static void test_names_are_found_whole(void **state)
{
    static const struct {
        const char *name;
        uint32_t document;
    } names[] = {
        {"LATIN CAPITAL LETTER A", 1},     {"LATIN CAPITAL LETTER B", 2},
        {"LATIN SMALL LETTER A", 3},       {"CJK UNIFIED IDEOGRAPH-4E00", 4},
        {"CJK UNIFIED IDEOGRAPH-4E01", 5}, {"GRINNING FACE", 6},
    };
    static const char *const absent[] = {
        "",          "GRINNING", "GRINNING FACES", "grinning face", "<control-0007>", "A",
        "keycap: B", "ZZZ",
    };
    struct charindex *index = parse_good(*state);
    uint32_t document = UINT32_MAX;

    for (size_t i = 0; i < COUNT(names); i++) {
        assert_true(charindex_find_name(index, names[i].name, strlen(names[i].name), &document));
        assert_int_equal(document, names[i].document);
    }
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_find_name(index, absent[i], strlen(absent[i]), &document));
    charindex_unref(index);
}

static void test_the_generation_is_the_checksum_in_hexadecimal(void **state)
{
    const struct subject *subject = *state;
    const uint8_t *digest = subject->bytes + subject->image.size - FORMAT_TRAILER_SIZE;
    struct charindex *index = parse_good(subject);
    char expected[2 * CHECKSUM_SIZE + 1];

    for (size_t i = 0; i < 8; i++)
        (void)snprintf(expected + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(charindex_generation(index), expected);
    charindex_unref(index);
}

static void test_versions_are_those_of_the_header(void **state)
{
    struct subject *subject = *state;
    struct charindex *index;

    memcpy(subject->image.bytes + FORMAT_AT_ICU, "\xFF\xFF\x03\x04", 4);
    memcpy(subject->image.bytes + FORMAT_AT_UNICODE, "\x0F\x01\x00\x00", 4);
    small_image_seal(&subject->image);
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    index = parse_good(subject);
    assert_string_equal(charindex_icu_version(index), "255.255");
    assert_string_equal(charindex_unicode_version(index), "15.1");
    charindex_unref(index);
}

/*
 * Who owns it.
 */

static void test_the_last_reference_frees_it(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_ptr_equal(charindex_ref(index), index);
    charindex_unref(index);
    assert_int_equal(charindex_code_point(index, 1), 0x41);
    charindex_unref(index);
    charindex_unref(NULL);
}

/* A write to frozen memory, by the kernel on our behalf: EFAULT where the processor would end us. */
static int write_into(void *bytes)
{
    int ends[2], r;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "!", 1), 1);
    r = read(ends[0], bytes, 1) == 1 ? 0 : -errno;
    (void)close(ends[0]);
    (void)close(ends[1]);
    return r;
}

static void test_an_adopted_image_is_the_index_s_own_and_read_only(void **state)
{
    const struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct image image;
    void *bytes;

    assert_int_equal(image_allocate(&image, subject->image.size), 0);
    memcpy(image.bytes, subject->bytes, subject->image.size);
    bytes = image.bytes;
    assert_int_equal(write_into((char *)bytes + subject->image.size), 0);
    assert_int_equal(charindex_adopt(&image, &index, &reason), CHARINDEX_OK);
    assert_null(image.bytes);
    assert_ptr_equal(charindex_image(index).bytes, bytes);
    assert_int_equal(charindex_image(index).size, subject->image.size);
    assert_int_equal(write_into(bytes), -EFAULT);
    charindex_unref(index);
    assert_int_equal(msync(bytes, 1, MS_ASYNC), -1); /* unmapped */
    assert_int_equal(errno, ENOMEM);
}

/* Handles that threads have of their own: the index lives as long as any of them, in whatever order
 * they are given up. */
static void test_a_shared_index_lives_until_its_last_handle(void **state)
{
    const struct subject *subject = *state;

    for (unsigned order = 0; order < 4; order++) {
        struct reason reason = {.text = ""};
        struct charindex *first, *shared, *second;
        struct image image;
        void *bytes;

        assert_int_equal(image_allocate(&image, subject->image.size), 0);
        memcpy(image.bytes, subject->bytes, subject->image.size);
        bytes = image.bytes;
        assert_int_equal(charindex_adopt(&image, &first, &reason), CHARINDEX_OK);
        shared = charindex_share(first);
        assert_non_null(shared);
        second = charindex_share(order & 1 ? first : shared);
        assert_non_null(second);
        charindex_unref(first);
        charindex_unref(charindex_ref(second));
        charindex_unref(order & 2 ? shared : second);
        second = order & 2 ? second : shared;

        assert_ptr_equal(charindex_image(second).bytes, bytes);
        assert_slice(charindex_name(second, 1), "LATIN CAPITAL LETTER A");
        assert_int_equal(msync(bytes, 1, MS_ASYNC), 0);
        charindex_unref(second);
        assert_int_equal(msync(bytes, 1, MS_ASYNC), -1); /* unmapped */
    }
}

/* That is what they are for. */
static void test_shared_handles_are_on_cache_lines_of_their_own(void **state)
{
    struct charindex *first = parse_good(*state);
    struct charindex *shared[8];

    for (size_t i = 0; i < COUNT(shared); i++) {
        shared[i] = charindex_share(first);
        assert_non_null(shared[i]);
        assert_int_equal((uintptr_t)shared[i] % 64, 0);
        assert_string_equal(charindex_generation(shared[i]), charindex_generation(first));
    }
    for (size_t i = 0; i < COUNT(shared); i++)
        charindex_unref(shared[i]);
    charindex_unref(first);
}

static void test_a_refused_image_remains_the_caller_s(void **state)
{
    const struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct image image;

    assert_int_equal(image_allocate(&image, subject->image.size), 0);
    assert_int_equal(charindex_adopt(&image, &index, &reason), CHARINDEX_INVALID);
    assert_string_equal(reason.text, "it does not begin as an index does");
    assert_non_null(image.bytes);
    assert_int_equal(write_into(image.bytes), 0);
    image_release(&image);
    assert_null(image.bytes);
    image_release(&image);
}

/*
 * From which sources.
 */

/* What the small image names: this machine's ICU, no other source, and two languages. */
static void identify(struct sources *sources)
{
    static const struct sources_options nowhere = {.directory = "/nonexistent"};

    assert_int_equal(sources_identify(&nowhere, sources), 0);
    sources->language_count = 2;
    memset(sources->languages, 0, sizeof sources->languages);
    memcpy(sources->languages[0], "de", 2);
    memcpy(sources->languages[1], "en", 2);
}

static void assert_other(const struct charindex *index, const struct sources *sources,
                         const char *expected)
{
    struct reason reason = {.text = ""};

    assert_false(charindex_made_from(index, sources, &reason));
    assert_string_equal(reason.text, expected);
}

static void test_other_sources_are_named(void **state)
{
    struct charindex *index = parse_good(*state);
    struct sources same, other;
    struct reason reason = {.text = ""};
    char expected[sizeof reason.text];

    identify(&same);
    assert_true(charindex_made_from(index, &same, &reason));
    assert_string_equal(reason.text, "");

    other = same;
    other.icu_version[0] = 99;
    other.icu_version[1] = 3;
    (void)snprintf(expected, sizeof expected,
                   "it was made from ICU %s with Unicode %s, this is ICU 99.3 with %s",
                   charindex_icu_version(index), charindex_unicode_version(index),
                   charindex_unicode_version(index));
    assert_other(index, &other, expected);

    other = same;
    other.unicode_version[3]++;
    assert_false(charindex_made_from(index, &other, &reason));
    assert_non_null(strstr(reason.text, "it was made from ICU"));

    other = same;
    other.list[SOURCE_ICU].digest[CHECKSUM_SIZE - 1] ^= 1;
    assert_other(index, &other, "its source icu has changed");

    other = same;
    other.list[SOURCE_SEQUENCES].digest[0] ^= 1;
    assert_other(index, &other, "its source sequence has changed");

    other = same;
    memcpy(other.list[SOURCE_HTML].name, "html5\0\0", sizeof other.list[0].name);
    assert_other(index, &other, "its source html5 has changed");
    charindex_unref(index);
}

static void test_other_languages_are_named(void **state)
{
    struct charindex *index = parse_good(*state);
    struct sources same, other;

    identify(&same);
    other = same;
    memcpy(other.languages[0], "el", 2);
    assert_other(index, &other, "it was made for other languages (2 instead of 2)");
    other = same;
    other.language_count = 1;
    memcpy(other.languages[0], "en", 2);
    assert_other(index, &other, "it was made for other languages (2 instead of 1)");
    other = same;
    other.language_count = 3;
    memcpy(other.languages[2], "fr", 2);
    assert_other(index, &other, "it was made for other languages (2 instead of 3)");
    charindex_unref(index);
}

static void test_sources_are_told_as_they_were(void **state)
{
    struct charindex *index = parse_good(*state);
    const struct sources *told = charindex_sources(index);
    struct sources sources;

    identify(&sources);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        assert_memory_equal(told->list[i].name, sources.list[i].name, SOURCE_NAME_SIZE);
        assert_int_equal(told->list[i].state, sources.list[i].state);
        assert_memory_equal(told->list[i].digest, sources.list[i].digest, CHECKSUM_SIZE);
        assert_string_equal(told->list[i].reason.text, sources.list[i].reason.text);
    }
    assert_int_equal(told->list[SOURCE_HTML].state, SOURCE_MISSING);
    assert_true(told->list[SOURCE_HTML].reason.text[0] != '\0');
    assert_int_equal(told->language_count, 2);
    assert_string_equal(told->languages[0], "de");
    assert_string_equal(told->languages[1], "en");
    assert_int_equal(sources_english(told), 1);
    charindex_unref(index);
}

/*
 * Damage: the checksum finds all of it.
 */

static void test_every_flipped_bit_is_found(void **state)
{
    struct subject *subject = *state;
    struct reason reason;
    struct charindex *index;

    for (size_t bit = 0; bit < subject->image.size * 8; bit++) {
        uint8_t *byte = subject->bytes + bit / 8;

        *byte ^= (uint8_t)(1u << bit % 8);
        reason.text[0] = '\0';
        if (charindex_parse(subject->bytes, subject->image.size, &index, &reason) !=
            CHARINDEX_INVALID)
            fail_msg("bit %zu of byte %zu flipped: accepted", bit % 8, bit / 8);
        assert_true(reason.text[0] != '\0');
        *byte ^= (uint8_t)(1u << bit % 8);
    }
    charindex_unref(parse_good(subject));
}

static void test_every_truncation_is_found(void **state)
{
    const struct subject *subject = *state;

    for (size_t size = 0; size < subject->image.size; size++)
        assert_refused(subject->bytes, size, "truncated", NULL);
}

static void test_appended_bytes_are_found(void **state)
{
    struct subject *subject = *state;
    char expected[64];

    for (size_t more = 1; more <= 64; more++) {
        (void)snprintf(expected, sizeof expected, "it has %zu bytes instead of %zu",
                       subject->image.size + more, subject->image.size);
        assert_refused(subject->image.bytes, subject->image.size + more, "appended", expected);
    }
}

static void test_sizes_that_no_index_has(void **state)
{
    const struct subject *subject = *state;
    struct reason reason;
    struct charindex *index;

    assert_refused(subject->bytes, 0, "nothing", "0 bytes are no index");
    assert_refused(subject->bytes, 79, "less than a frame", "79 bytes are no index");
    /* Refused by the number alone: there are not so many bytes. */
    assert_int_equal(charindex_parse(subject->bytes, FORMAT_MAX_SIZE + 1, &index, &reason),
                     CHARINDEX_INVALID);
    assert_string_equal(reason.text, "268435457 bytes are no index");
}

static void test_what_frames_it_is_told_apart(void **state)
{
    static const struct {
        const char *story;
        size_t at;
        uint32_t value;
        const char *reason;
    } damages[] = {
        {"another magic", FORMAT_AT_MAGIC, 0, "it does not begin as an index does"},
        {"a magic that ends otherwise", FORMAT_AT_MAGIC + 4, 0,
         "it does not begin as an index does"},
        {"another byte order", FORMAT_AT_BYTE_ORDER, 0x04030201, "its byte order mark is damaged"},
    };
    const struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(damages); i++) {
        struct small_image image = subject->image;

        format_put_u32(image.bytes + damages[i].at, damages[i].value);
        assert_refused(image.bytes, image.size, damages[i].story, damages[i].reason);
        small_image_seal(&image);
        assert_refused(image.bytes, image.size, damages[i].story, damages[i].reason);
    }
}

static void test_a_checksum_that_does_not_match(void **state)
{
    struct subject *subject = *state;
    struct small_image *image = &subject->image;

    small_image_chunk(image, CHUNK_LINE)[0] ^= 1;
    assert_refused(image->bytes, image->size, "a letter", "its checksum does not match its bytes");
    small_image_chunk(image, CHUNK_LINE)[0] ^= 1;
    image->bytes[image->size - 1] ^= 1;
    assert_refused(image->bytes, image->size, "itself", "its checksum does not match its bytes");
}

/*
 * Bytes that contradict themselves under a checksum that fits: somebody else's program, or a bug
 * in ours.
 */

static void test_other_format_versions(void **state)
{
    static const uint32_t versions[] = {0, FORMAT_VERSION - 1, FORMAT_VERSION + 1, UINT32_MAX};
    struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(versions); i++) {
        char reason[64];

        (void)snprintf(reason, sizeof reason,
                       "its format version is %" PRIu32 ", this program reads %d", versions[i],
                       FORMAT_VERSION);
        format_put_u32(subject->image.bytes + FORMAT_AT_VERSION, versions[i]);
        small_image_seal(&subject->image);
        assert_refused(subject->image.bytes, subject->image.size, "another format", reason);
    }
}

static void assert_contradiction(struct small_image *image, const char *story, const char *part)
{
    char expected[64];

    small_image_seal(image);
    (void)snprintf(expected, sizeof expected, "it contradicts itself: %s", part);
    assert_refused(image->bytes, image->size, story, expected);
}

static void test_a_header_that_counts_otherwise(void **state)
{
    static const struct {
        const char *story;
        size_t at;
        uint32_t value;
        const char *part;
    } counts[] = {
        {"no chunks", FORMAT_AT_CHUNKS, 0, "table of chunks"},
        {"a chunk less", FORMAT_AT_CHUNKS, CHUNK_COUNT - 1, "table of chunks"},
        {"a chunk more", FORMAT_AT_CHUNKS, CHUNK_COUNT + 1, "table of chunks"},
        {"more chunks than memory", FORMAT_AT_CHUNKS, UINT32_MAX, "table of chunks"},
        {"no documents", FORMAT_AT_DOCUMENTS, 0, "sizes"},
        {"a document less", FORMAT_AT_DOCUMENTS, SMALL_DOCUMENTS - 1, "sizes"},
        {"a document more", FORMAT_AT_DOCUMENTS, SMALL_DOCUMENTS + 1, "sizes"},
        {"documents that overflow", FORMAT_AT_DOCUMENTS, UINT32_MAX, "sizes"},
        {"documents that overflow by four", FORMAT_AT_DOCUMENTS, 0x40000006, "sizes"},
        {"a character less", FORMAT_AT_CHARACTERS, SMALL_CHARACTERS - 1, "sizes"},
        {"more characters than documents", FORMAT_AT_CHARACTERS, SMALL_DOCUMENTS + 1, "sizes"},
        {"no terms", FORMAT_AT_TERMS, 0, "sizes"},
        {"a term more", FORMAT_AT_TERMS, SMALL_TERMS + 1, "sizes"},
        {"terms that overflow", FORMAT_AT_TERMS, UINT32_MAX, "sizes"},
        {"terms that overflow by four", FORMAT_AT_TERMS, 0x40000000 + SMALL_TERMS, "sizes"},
        {"no sequences", FORMAT_AT_SEQUENCES, 0, "sizes"},
        {"a sequence more", FORMAT_AT_SEQUENCES, SMALL_SEQUENCES + 1, "sizes"},
        {"nothing but sequences", FORMAT_AT_SEQUENCES, SMALL_DOCUMENTS, "sizes"},
        {"more sequences than documents", FORMAT_AT_SEQUENCES, SMALL_DOCUMENTS + 1, "sizes"},
        {"sequences that overflow", FORMAT_AT_SEQUENCES, UINT32_MAX, "sizes"},
    };
    const struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(counts); i++) {
        struct small_image image = subject->image;

        format_put_u32(image.bytes + counts[i].at, counts[i].value);
        assert_contradiction(&image, counts[i].story, counts[i].part);
    }
}

static void test_a_table_of_chunks_that_lies(void **state)
{
    enum { OFFSET = 8, SIZE = 16 };
    struct subject *subject = *state;
    struct small_image *good = &subject->image;
    const uint64_t limit = good->size - FORMAT_TRAILER_SIZE;
    const uint64_t docs = (uint64_t)(small_image_chunk(good, CHUNK_DOCS) - good->bytes);
    const uint64_t soff = (uint64_t)(small_image_chunk(good, CHUNK_SOFF) - good->bytes);
    const struct {
        const char *story;
        enum format_chunk chunk;
        size_t field;
        uint64_t value;
        const char *part;
    } lies[] = {
        {"a chunk in the header", CHUNK_SRCS, OFFSET, 0, "table of chunks"},
        {"a chunk in the table", CHUNK_SRCS, OFFSET, FORMAT_HEADER_SIZE, "table of chunks"},
        {"a chunk in another", CHUNK_SOFF, OFFSET, docs, "table of chunks"},
        {"a chunk at an odd place", CHUNK_SOFF, OFFSET, soff + 1, "table of chunks"},
        /* Behind it there is a gap: in its new place it overlaps nothing. */
        {"a chunk at a multiple of four", CHUNK_SOFF, OFFSET, soff + 4, "table of chunks"},
        {"a chunk in the trailer", CHUNK_CONV, OFFSET, limit + 8, "table of chunks"},
        {"a chunk at the end", CHUNK_CONV, OFFSET, good->size, "table of chunks"},
        {"a chunk beyond the end", CHUNK_CONV, OFFSET, good->size + 8, "table of chunks"},
        {"a chunk beyond memory", CHUNK_CONV, OFFSET, UINT64_MAX - 7, "table of chunks"},
        {"a size into the next chunk", CHUNK_DOCS, SIZE, 40, "table of chunks"},
        {"a size into the trailer", CHUNK_CONV, SIZE, 16, "table of chunks"},
        {"a size that overflows", CHUNK_CONV, SIZE, UINT64_MAX, "table of chunks"},
        {"a size that wraps to the start", CHUNK_LINE, SIZE, UINT64_MAX - 400, "table of chunks"},
        {"lines cut short", CHUNK_LINE, SIZE, 100, "lines"},
        {"no tails", CHUNK_POFF, SIZE, 4, "properties"},
        {"tails cut short", CHUNK_PTXT, SIZE, 10, "properties"},
        {"words cut short", CHUNK_TTXT, SIZE, 10, "terms"},
        {"texts cut short", CHUNK_XTXT, SIZE, 10, "texts"},
        {"names of values cut short", CHUNK_VTXT, SIZE, 10, "values"},
        {"runs cut short", CHUNK_RUNS, SIZE, (SMALL_RUNS - 1) * 8, "postings"},
        {"runs of sets cut short", CHUNK_SRUN, SIZE, small_image_size(good, CHUNK_SRUN) - 8,
         "values"},
        {"code points of sequences cut short", CHUNK_SPTS, SIZE, 16, "sequences"},
        {"words of texts cut short", CHUNK_WTRM, SIZE, 29 * 4, "word lists"},
        {"words of names cut short", CHUNK_NLST, SIZE, (SMALL_NAME_RUNS - 1) * 4, "words of names"},
        {"no variants", CHUNK_VARV, SIZE, 0, "variants"},
        {"references cut short", CHUNK_RTOV, SIZE, 4, "references"},
        {"references from cut short", CHUNK_RFRV, SIZE, 4, "references"},
        {"confusables cut short", CHUNK_CONV, SIZE, 4, "confusables"},
        {"reasons where there are none", CHUNK_RTXT, SIZE, 0, "sources"},
    };

    for (size_t i = 0; i < COUNT(lies); i++) {
        struct small_image image = *good;

        format_put_u64(small_image_entry(&image, lies[i].chunk) + lies[i].field, lies[i].value);
        assert_contradiction(&image, lies[i].story, lies[i].part);
    }
}

/* A byte less than it has to be, or a number less. */
static void test_sizes_that_do_not_fit(void **state)
{
    struct subject *subject = *state;
    const struct {
        enum format_chunk chunk;
        uint64_t less; /* bytes */
    } sizes[] = {
        {CHUNK_SRCS, 1},  {CHUNK_SRCS, FORMAT_SOURCE_SIZE},
        {CHUNK_ROFF, 4},  {CHUNK_LANG, 1},
        {CHUNK_LANG, 32}, {CHUNK_DOCS, 4},
        {CHUNK_SOFF, 4},  {CHUNK_SPTS, 1},
        {CHUNK_LOFF, 4},  {CHUNK_PROP, 2},
        {CHUNK_POFF, 1},  {CHUNK_POFF, 16},
        {CHUNK_NAME, 4},  {CHUNK_PROM, 1},
        {CHUNK_BASE, 4},  {CHUNK_TERM, 4},
        {CHUNK_LBEG, 4},  {CHUNK_LFLD, 1},
        {CHUNK_LRUN, 4},  {CHUNK_LTOT, 4},
        {CHUNK_RUNS, 4},  {CHUNK_UKEY, 4},
        {CHUNK_UKEY, 8},  {CHUNK_UBIT, 8},
        {CHUNK_WOFF, 1},  {CHUNK_WOFF, 52},
        {CHUNK_WTRM, 2},  {CHUNK_NBIT, 8},
        {CHUNK_NRNK, 4},  {CHUNK_NLST, 1},
        {CHUNK_TBEG, 4},  {CHUNK_TEXT, 1},
        {CHUNK_XOFF, 24}, {CHUNK_VBEG, 4},
        {CHUNK_VOFF, 4},  {CHUNK_VOFF, small_image_size(&subject->image, CHUNK_VOFF)},
        {CHUNK_SBEG, 4},  {CHUNK_STOT, 4},
        {CHUNK_SRUN, 4},  {CHUNK_VARK, 4},
        {CHUNK_VARK, 1},  {CHUNK_VARB, 4},
        {CHUNK_VARV, 1},  {CHUNK_RTOK, 4},
        {CHUNK_RTOB, 4},  {CHUNK_RFRK, 4},
        {CHUNK_RFRB, 4},  {CHUNK_CONK, 4},
        {CHUNK_CONB, 4},
    };

    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct small_image image = subject->image;
        uint8_t *size = small_image_entry(&image, sizes[i].chunk) + 16;
        char story[64];

        (void)snprintf(story, sizeof story, "%.4s is less by %d",
                       FORMAT_CHUNK_IDS + (size_t)sizes[i].chunk * 4, (int)sizes[i].less);
        assert_true(format_u64(size) >= sizes[i].less);
        format_put_u64(size, format_u64(size) - sizes[i].less);
        assert_contradiction(&image, story, "sizes");
    }
}

static void test_chunks_have_one_order(void **state)
{
    const struct subject *subject = *state;
    struct small_image image = subject->image;
    uint8_t entry[FORMAT_ENTRY_SIZE];

    memcpy(small_image_entry(&image, CHUNK_TTXT), "ABCD", 4);
    assert_contradiction(&image, "an unknown chunk", "table of chunks");

    image = subject->image;
    memcpy(entry, small_image_entry(&image, CHUNK_DOCS), sizeof entry);
    memcpy(small_image_entry(&image, CHUNK_DOCS), small_image_entry(&image, CHUNK_LOFF),
           sizeof entry);
    memcpy(small_image_entry(&image, CHUNK_LOFF), entry, sizeof entry);
    assert_contradiction(&image, "two entries swapped", "table of chunks");
}

/* One number of a chunk, and what becomes of it. */
struct change {
    const char *story;
    enum format_chunk chunk;
    size_t number;
    uint32_t value;
};

static void assert_changes_refused(const struct subject *subject, const struct change *changes,
                                   size_t count, const char *part)
{
    for (size_t i = 0; i < count; i++) {
        struct small_image image = subject->image;
        uint8_t *at = small_image_chunk(&image, changes[i].chunk) + changes[i].number * 4;

        assert_int_not_equal(format_u32(at), changes[i].value);
        format_put_u32(at, changes[i].value);
        assert_contradiction(&image, changes[i].story, part);
    }
}

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
        {"a sequence of nothing", CHUNK_SOFF, 1, 0},
        {"a sequence of one", CHUNK_SOFF, 1, 4},
        {"of one and U+FE0F", CHUNK_SOFF, 1, 2},
        {"that ends before it begins", CHUNK_SOFF, 1, 6},
        {"an offset beyond memory", CHUNK_SOFF, 1, UINT32_MAX},
        {"the last ends beyond the points", CHUNK_SOFF, 2, 6},
        {"the last ends before", CHUNK_SOFF, 2, 4},
        {"beyond Unicode", CHUNK_SPTS, 4, 0x110000},
        {"a surrogate", CHUNK_SPTS, 4, 0xD800},
        {"U+FE0F at the start", CHUNK_SPTS, 0, 0xFE0F},
        {"nothing but U+FE0F behind the start", CHUNK_SPTS, 2, 0xFE0F},
        {"falling", CHUNK_SPTS, 0, 0x1F601},
    };
    struct small_image *image = &((struct subject *)*state)->image;
    uint8_t *points = small_image_chunk(image, CHUNK_SPTS);

    assert_changes_refused(*state, changes, COUNT(changes), "sequences");
    /* B with U+FE0F and without are the same. */
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
        {"a line of no bytes", CHUNK_LOFF, 1, 0},
        {"a line that ends before it begins", CHUNK_LOFF, 2, 1},
        {"a line without its end", CHUNK_LOFF, 1, 25},
        {"an offset beyond the lines", CHUNK_LOFF, 3, 10000},
        {"an offset beyond memory", CHUNK_LOFF, 3, UINT32_MAX},
        {"the last ends beyond the lines", CHUNK_LOFF, SMALL_DOCUMENTS, 10000},
        {"the last ends before", CHUNK_LOFF, SMALL_DOCUMENTS, 180},
        {"\"u+00\" for \"U+00\"", CHUNK_LINE, 0, 0x30302B75},
        {"a NUL in a name", CHUNK_LINE, 5, 0x6F000000 | 'n' << 8 | 't'},
        {"a byte that is no UTF-8", CHUNK_LINE, 5, 0xFF727472},
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
    char line[ROW_LINE_MAX + 2];
    const size_t prefix = sizeof "U+1F600\t\xF0\x9F\x98\x80\t" - 1;

    for (size_t i = 0; i < COUNT(endings); i++) {
        small_image_make_with(image, endings[i]);
        assert_contradiction(image, endings[i], "lines");
    }
    /* One byte more than ROW_LINE_MAX, which "always suffices"; then exactly that. */
    memset(line, 'G', sizeof line);
    memcpy(line, SMALL_FACE, prefix);
    memcpy(line + ROW_LINE_MAX - 1, "\r\n", 3);
    small_image_make_with(image, line);
    assert_contradiction(image, "a line longer than a row", "lines");
    memcpy(line + ROW_LINE_MAX - 2, "\r\n", 3);
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

static void test_names_stand_in_their_order(void **state)
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
    assert_contradiction(&subject->image, "a name of no letters", "names");
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
        {"a base whose variants are not told", CHUNK_BASE, 0, 6},
        {"variants of another", CHUNK_VARK, 0, 5},
        {"variants of nobody", CHUNK_VARK, 0, SMALL_DOCUMENTS},
        {"a variant that is not there", CHUNK_VARV, 0, SMALL_DOCUMENTS},
        {"a variant far beyond", CHUNK_VARV, 0, UINT32_MAX},
        {"a variant that is none", CHUNK_VARV, 0, 7},
        {"a character as a variant", CHUNK_VARV, 0, 6},
        {"variants that do not begin at 0", CHUNK_VARB, 0, 1},
        {"variants that end before they begin", CHUNK_VARB, 1, 0},
        {"variants that end beyond", CHUNK_VARB, 1, 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "variants");
}

static void test_references_lead_to_characters(void **state)
{
    static const struct change changes[] = {
        {"to nobody", CHUNK_RTOV, 1, 0x62},
        {"to no character at all", CHUNK_RTOV, 1, UINT32_MAX},
        {"falling", CHUNK_RTOV, 0, 0x4E00},
        {"twice the same", CHUNK_RTOV, 0, 0x61},
        {"from a sequence", CHUNK_RTOK, 0, 7},
        {"from nobody", CHUNK_RTOK, 0, UINT32_MAX},
        {"that end before they begin", CHUNK_RTOB, 0, 1},
        {"that end beyond", CHUNK_RTOB, 1, 3},
        {"back to nobody", CHUNK_RFRV, 0, 0},
        {"back from nobody", CHUNK_RFRK, 1, SMALL_DOCUMENTS},
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
        {"nobody", CHUNK_CONV, 0, SMALL_DOCUMENTS},
        {"nobody far beyond", CHUNK_CONV, 1, UINT32_MAX},
        {"of a sequence", CHUNK_CONK, 1, 8},
        {"keys that fall", CHUNK_CONK, 1, 0},
        {"a key without any", CHUNK_CONB, 1, 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "confusables");
}

static void test_terms_stand_in_their_order(void **state)
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
        {"a byte that is no UTF-8", CHUNK_TTXT, 0, 0x62FF6161},
        {"a control character", CHUNK_TTXT, 1, 0x6C6C0965},
        {"cut inside a character", CHUNK_TTXT, 0, 0x62A9C361},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "terms");
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
        {"a field twice", CHUNK_LFLD, 0, 0x00030000},
        {"fields that fall", CHUNK_LFLD, 0, 0x00030003},
        {"a field of a language that is not there", CHUNK_LFLD, 0, 0x00030600},
        {"a field of nothing", CHUNK_LFLD, 0, 0x0003FF00},
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
        {"a document that is not there", CHUNK_UBIT, 0, 1 << SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_UBIT, 3, 0x80000000},
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
        {"a kind that is none", CHUNK_TEXT, KIND, TEXT_KINDS},
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
        {"a byte that is no UTF-8", CHUNK_XTXT, 0, 0x4C4C8042},
        {"a delete character", CHUNK_XTXT, 0, 0x7F4C4542},
        {"cut inside a character", CHUNK_XTXT, 0, 0xC34C4542},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "texts");
}

static void test_an_index_with_other_properties(void **state)
{
    static const char reason[] = "it has other properties than this program";
    struct subject *subject = *state;
    struct small_image image = subject->image;
    uint8_t *size = small_image_entry(&image, CHUNK_VKEY) + 16;

    small_image_chunk(&image, CHUNK_VKEY)[0] ^= 1;
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "another key", reason);
    image = subject->image;
    format_put_u64(size, format_u64(size) - 1);
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "a key cut short", reason);
    format_put_u64(size, 0);
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "no keys", reason);
    format_put_u64(size, small_image_size(&subject->image, CHUNK_VKEY) + 1);
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "a key more", reason);
}

/* The number of a value of a property, counted over all properties. */
static size_t value_at(struct small_image *image, enum property property, size_t at)
{
    return format_u32_at(small_image_chunk(image, CHUNK_VBEG), property) + at;
}

/* Where in SRUN the first document of the first run of a set is. */
static size_t run_at(struct small_image *image, size_t set)
{
    return 2 * (size_t)format_u32_at(small_image_chunk(image, CHUNK_SBEG), set);
}

static void test_values_have_names_and_documents(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    const uint32_t values = (uint32_t)value_at(image, PROPERTY_COUNT, 0);
    const uint32_t sets = CHARINDEX_TIERS + values;
    const uint32_t runs = (uint32_t)(small_image_size(image, CHUNK_SRUN) / 8);
    const uint32_t names = (uint32_t)small_image_size(image, CHUNK_VTXT);
    const size_t last_run = (size_t)(runs - 1) * 2;
    const struct change changes[] = {
        {"the first property does not begin at 0", CHUNK_VBEG, 0, 1},
        {"values that end before they begin", CHUNK_VBEG, 2, 2},
        {"values beyond memory", CHUNK_VBEG, 2, UINT32_MAX},
        {"the last ends before", CHUNK_VBEG, PROPERTY_COUNT, values - 1},
        {"the last ends beyond", CHUNK_VBEG, PROPERTY_COUNT, values + 1},
        {"a value without a name", CHUNK_VOFF, values - 1, names},
        {"a name beyond memory", CHUNK_VOFF, 1, UINT32_MAX},
        {"a name that is no text", CHUNK_VTXT, 0, 0x69730A42},
        {"scripts out of order", CHUNK_VBEG, 1, 2},
        {"sets that do not begin at 0", CHUNK_SBEG, 0, 1},
        {"sets that end before they begin", CHUNK_SBEG, 2, 0},
        {"a value without documents", CHUNK_SBEG, sets - 1, runs},
        {"the last ends beyond", CHUNK_SBEG, sets, runs + 1},
        {"a document that is not there", CHUNK_SRUN, last_run, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_SRUN, last_run, UINT32_MAX},
        {"a total beyond the documents", CHUNK_STOT, sets - 1, SMALL_DOCUMENTS + 1},
        {"a total of nothing", CHUNK_STOT, sets - 1, 0},
        {"a tier of nothing that has some", CHUNK_STOT, 2, 1},
        {"blocks out of order", CHUNK_SRUN,
         run_at(image, CHARINDEX_TIERS + value_at(image, PROPERTY_BLOCK, 1)), 7},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "values");
}

static void test_each_document_has_one_value(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    const size_t no = CHARINDEX_TIERS + value_at(image, PROPERTY_EMOJI, 0), yes = no + 1;
    const struct change changes[] = {
        {"no tier for one", CHUNK_STOT, 1, 2},
        {"two tiers for one", CHUNK_SRUN, 0, 3},
        {"two tiers for one of several", CHUNK_STOT, 1, 4},
        {"no tier, and two for another", CHUNK_SRUN, run_at(image, 7), 1},
        {"not every one an emoji or none", CHUNK_STOT, yes, 2},
        {"an emoji and none", CHUNK_STOT, no, 7},
        {"two categories for one", CHUNK_SRUN,
         run_at(image, CHARINDEX_TIERS + value_at(image, PROPERTY_CATEGORY, 1)), 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "sets");
}

/* A plane is a range of code points; the file has no values of it. */
static void test_planes_have_no_values(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    const uint32_t end = (uint32_t)value_at(image, PROPERTY_PLANE, 0);
    const struct change changes[] = {
        {"a value of emoji for planes", CHUNK_VBEG, PROPERTY_PLANE, end - 1},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "sets");
}

static void test_sources_have_names_and_states(void **state)
{
    static const struct change changes[] = {
        {"a name of nothing", CHUNK_SRCS, 0, 0},
        {"a name that goes on behind its end", CHUNK_SRCS, 1, 'x'},
        {"a name with a control character", CHUNK_SRCS, 0, 0x00090909},
        {"a name that is no ASCII", CHUNK_SRCS, 0, 0x00A9C369},
        {"a state that is none", CHUNK_SRCS, 6, SOURCE_DAMAGED + 1},
        {"a state far beyond", CHUNK_SRCS, 6, UINT32_MAX},
        {"a reason beyond memory", CHUNK_ROFF, 1, UINT32_MAX},
        {"reasons that end before", CHUNK_ROFF, SOURCE_COUNT, 1},
        {"a reason that is no text", CHUNK_RTXT, 0, 0x69730A42},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "sources");
}

static void test_languages_ascend_with_english_among_them(void **state)
{
    static const struct change changes[] = {
        {"no English", CHUNK_LANG, 4, 's' << 8 | 'e'},
        {"falling", CHUNK_LANG, 0, 'r' << 8 | 'f'},
        {"twice the same", CHUNK_LANG, 0, 'n' << 8 | 'e'},
        {"no name", CHUNK_LANG, 0, 0},
        {"a name that goes on behind its end", CHUNK_LANG, 3, 'x'},
        {"a name with a space", CHUNK_LANG, 0, ' ' << 8 | 'd'},
    };
    struct small_image *image = &((struct subject *)*state)->image;

    assert_changes_refused(*state, changes, COUNT(changes), "languages");
    memset(small_image_chunk(image, CHUNK_LANG), 'd', FORMAT_LANGUAGE_SIZE);
    assert_contradiction(image, "a name without an end", "languages");
}

/*
 * Everything else: refused, or as good as any other index.
 */

/* Searching takes the most of the time, so only one place in so many is searched. */
enum { SEARCHED = 5 };

/* Parses what now stands there, under a checksum that fits. Was it accepted? */
static bool survives(struct subject *subject, size_t at)
{
    size_t size = subject->image.size - FORMAT_TRAILER_SIZE;
    struct reason reason = {.text = ""};
    struct charindex *index;
    const char *trouble;
    int r;

    checksum_of(subject->bytes, size, subject->bytes + size);
    r = charindex_parse(subject->bytes, subject->image.size, &index, &reason);
    if (r == CHARINDEX_INVALID) {
        assert_true(reason.text[0] != '\0');
        return false;
    }
    assert_int_equal(r, CHARINDEX_OK);
    trouble = exercise_index(index);
    if (!trouble && at % SEARCHED == 0)
        trouble = exercise_searches(index);
    if (trouble)
        fail_msg("with other bytes at %zu: %s", at, trouble);
    charindex_unref(index);
    return true;
}

static void test_other_values_of_any_byte(void **state)
{
    static const uint8_t changes[] = {1, 2, 4, 8, 16, 32, 64, 128, 255, 0x20 ^ 0x7F};
    struct subject *subject = *state;
    size_t accepted = 0, tried = 0;

    for (size_t at = 0; at < subject->image.size - FORMAT_TRAILER_SIZE; at++) {
        for (size_t i = 0; i < COUNT(changes); i++, tried++) {
            subject->bytes[at] ^= changes[i];
            accepted += survives(subject, at);
            subject->bytes[at] ^= changes[i];
        }
    }
    /* Gaps, versions, digests, and letters of names and tails are free; hardly anything else. */
    assert_in_range(accepted, tried / 10, tried / 2);
}

static void test_remarkable_values_of_any_number(void **state)
{
    struct subject *subject = *state;
    const uint64_t size = subject->image.size;
    const uint64_t values[] = {
        0,          1,          size,       size - 16,         size - 8,  INT32_MAX,
        0x80000000, UINT32_MAX, 0x10FFFF,   0x110000,          0xD800,    UINT32_MAX - 1,
        UINT64_MAX, 0x40000000, 0x80000001, UINT64_C(1) << 32, INT64_MAX, UINT64_C(1) << 63,
    };

    for (size_t at = 0; at + 8 <= size - FORMAT_TRAILER_SIZE; at += 4) {
        uint8_t before[8];

        memcpy(before, subject->bytes + at, sizeof before);
        for (size_t i = 0; i < COUNT(values); i++) {
            format_put_u32(subject->bytes + at, (uint32_t)values[i]);
            (void)survives(subject, at);
            format_put_u64(subject->bytes + at, values[i]);
            (void)survives(subject, at);
            memcpy(subject->bytes + at, before, sizeof before);
        }
        for (uint32_t off = 1; off <= 16; off++) {
            format_put_u32(subject->bytes + at, format_u32(before) + off);
            (void)survives(subject, at);
            format_put_u32(subject->bytes + at, format_u32(before) - off);
            (void)survives(subject, at);
        }
        memcpy(subject->bytes + at, before, sizeof before);
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, subject_make, subject_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_small_index_answers),
        STORY(test_code_points_that_are_not_there),
        STORY(test_characters_from_a_code_point_on),
        STORY(test_the_longest_sequence_of_a_text),
        STORY(test_code_points_of_documents),
        STORY(test_words_lead_to_their_postings),
        STORY(test_words_with_a_common_beginning),
        STORY(test_words_of_names),
        STORY(test_texts_of_documents),
        STORY(test_documents_are_related),
        STORY(test_values_have_their_documents),
        STORY(test_names_are_found_whole),
        STORY(test_the_generation_is_the_checksum_in_hexadecimal),
        STORY(test_versions_are_those_of_the_header),
        STORY(test_the_last_reference_frees_it),
        STORY(test_an_adopted_image_is_the_index_s_own_and_read_only),
        STORY(test_a_shared_index_lives_until_its_last_handle),
        STORY(test_shared_handles_are_on_cache_lines_of_their_own),
        STORY(test_a_refused_image_remains_the_caller_s),
        STORY(test_other_sources_are_named),
        STORY(test_other_languages_are_named),
        STORY(test_sources_are_told_as_they_were),
        STORY(test_every_flipped_bit_is_found),
        STORY(test_every_truncation_is_found),
        STORY(test_appended_bytes_are_found),
        STORY(test_sizes_that_no_index_has),
        STORY(test_what_frames_it_is_told_apart),
        STORY(test_a_checksum_that_does_not_match),
        STORY(test_a_header_that_counts_otherwise),
        STORY(test_a_table_of_chunks_that_lies),
        STORY(test_sizes_that_do_not_fit),
        STORY(test_chunks_have_one_order),
        STORY(test_code_points_ascend_and_are_characters),
        STORY(test_sequences_ascend_and_have_several_characters),
        STORY(test_lines_are_those_of_their_documents),
        STORY(test_lines_end_as_lines_do_and_fit_into_a_row),
        STORY(test_properties_exist),
        STORY(test_names_stand_in_their_order),
        STORY(test_bases_and_variants_agree),
        STORY(test_references_lead_to_characters),
        STORY(test_confusables_are_other_characters),
        STORY(test_terms_stand_in_their_order),
        STORY(test_postings_agree_with_themselves),
        STORY(test_stored_unions_are_of_terms_and_documents),
        STORY(test_word_lists_are_of_terms),
        STORY(test_words_of_names_are_lists_of_runs),
        STORY(test_texts_are_in_order_and_of_known_kinds),
        STORY(test_other_format_versions),
        STORY(test_an_index_with_other_properties),
        STORY(test_planes_have_no_values),
        STORY(test_values_have_names_and_documents),
        STORY(test_each_document_has_one_value),
        STORY(test_sources_have_names_and_states),
        STORY(test_languages_ascend_with_english_among_them),
        STORY(test_other_values_of_any_byte),
        STORY(test_remarkable_values_of_any_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
