/*
 * The real build. What must be in the index is asked of ICU's own enumeration of names, so that
 * the numbers follow the version of Unicode that is installed.
 */

#include "index/build.h"

#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include "index/sources/sources.h"
#include "index/words.h"

enum { CONTROLS = 65, CALLS_MAX = 4096 };

/* What the build told of its progress. */
struct diary {
    unsigned told[CALLS_MAX];
    size_t count;
    size_t patience; /* calls that are answered with true */
};

struct world {
    struct charindex *index;
    struct diary diary;
};

static bool note(void *context, unsigned permille)
{
    struct diary *diary = context;

    assert_true(diary->count < CALLS_MAX);
    diary->told[diary->count++] = permille;
    return diary->count <= diary->patience;
}

static int world_make(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct reason reason = {.text = ""};

    if (!world)
        return -1;
    *state = world;
    world->diary.patience = SIZE_MAX;
    return build_index(note, &world->diary, &world->index, &reason);
}

static int world_free(void **state)
{
    struct world *world = *state;

    charindex_unref(world->index);
    free(world);
    return 0;
}

/*
 * Progress.
 */

static void test_progress_never_falls_and_ends_at_1000(void **state)
{
    const struct diary *diary = &((struct world *)*state)->diary;

    assert_true(diary->count > 200); /* a bar that moves, and often */
    for (size_t i = 1; i < diary->count; i++)
        assert_true(diary->told[i] >= diary->told[i - 1] && diary->told[i] <= 1000);
    assert_true(diary->told[0] < 20);
    assert_int_equal(diary->told[diary->count - 1], 1000);
    assert_true(diary->told[diary->count - 2] < 1000);
}

static void test_it_gives_up_when_told(void **state)
{
    const size_t last = ((struct world *)*state)->diary.count - 1;
    const size_t moments[] = {0, 1, 2, 17, last / 3, last / 2, last - 3, last - 2, last - 1};

    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct reason reason = {.text = ""};
        struct charindex *index = NULL;
        struct diary *diary = calloc(1, sizeof *diary);

        assert_non_null(diary);
        diary->patience = moments[i];
        assert_int_equal(build_index(note, diary, &index, &reason), -ECANCELED);
        assert_null(index);
        assert_int_equal(diary->count, moments[i] + 1); /* no call after the refusal */
        free(diary);
    }
}

static void test_a_build_that_is_done_cannot_be_given_up(void **state)
{
    struct world *world = *state;
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    struct diary *diary = calloc(1, sizeof *diary);

    assert_non_null(diary);
    diary->patience = world->diary.count - 1;
    assert_int_equal(build_index(note, diary, &index, &reason), 0);
    assert_int_equal(diary->count, world->diary.count);
    charindex_unref(index);
    free(diary);
}

/*
 * Determinism.
 */

static void test_two_builds_give_the_same_bytes(void **state)
{
    struct world *world = *state;
    struct slice first = charindex_image(world->index), second;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct diary *diary = calloc(1, sizeof *diary);
    void *holes[64];

    /* Another locale, other addresses, and memory that is not zero. */
    assert_non_null(diary);
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    (void)mallopt(M_PERTURB, 0xA5);
    for (size_t i = 0; i < 64; i++)
        holes[i] = malloc(i * 1000 + 1);
    for (size_t i = 0; i < 64; i += 2) {
        free(holes[i]);
        holes[i] = NULL;
    }
    diary->patience = SIZE_MAX;
    assert_int_equal(build_index(note, diary, &index, &reason), 0);
    second = charindex_image(index);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.bytes, second.bytes, first.size);
    assert_string_equal(charindex_generation(world->index), charindex_generation(index));
    for (size_t i = 0; i < 64; i++)
        free(holes[i]);
    (void)mallopt(M_PERTURB, 0);
    (void)setlocale(LC_ALL, "C");
    charindex_unref(index);
    free(diary);
}

static void test_the_generation_is_16_digits(void **state)
{
    const char *generation = charindex_generation(((struct world *)*state)->index);

    assert_int_equal(strlen(generation), 16);
    assert_int_equal(strspn(generation, "0123456789abcdef"), 16);
}

static void test_versions_and_sources_are_those_of_icu(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    struct reason reason = {.text = ""};
    struct sources sources;
    UVersionInfo version;
    char text[16];

    u_getUnicodeVersion(version);
    (void)snprintf(text, sizeof text, "%u.%u", version[0], version[1]);
    assert_string_equal(charindex_unicode_version(index), text);
    u_getVersion(version);
    (void)snprintf(text, sizeof text, "%u.%u", version[0], version[1]);
    assert_string_equal(charindex_icu_version(index), text);
    sources_identify(&sources);
    assert_true(charindex_made_from(index, &sources, &reason));
}

/*
 * Everything that has a name, and the controls.
 */

struct census {
    const struct charindex *index;
    uint32_t named, cjk, longest;
};

static UBool compare_name(void *context, UChar32 code, UCharNameChoice choice, const char *name,
                          int32_t length)
{
    struct census *census = context;
    uint32_t document, by_name;
    struct slice ours;

    (void)choice;
    if (!charindex_find(census->index, (uint32_t)code, &document))
        fail_msg("U+%04X %s is missing", code, name);
    ours = charindex_name(census->index, document);
    if (ours.size != (size_t)length || memcmp(ours.bytes, name, ours.size) != 0)
        fail_msg("U+%04X is called %.*s", code, (int)ours.size, ours.bytes);
    if (!charindex_find_name(census->index, name, (size_t)length, &by_name) || by_name != document)
        fail_msg("%s is not found by its name", name);
    census->named++;
    census->cjk += strncmp(name, "CJK ", 4) == 0;
    if ((uint32_t)length > census->longest)
        census->longest = (uint32_t)length;
    return true;
}

static void test_every_name_that_icu_has(void **state)
{
    struct census census = {.index = ((struct world *)*state)->index};
    UErrorCode status = U_ZERO_ERROR;
    struct postings postings;

    u_enumCharNames(0, 0x110000, compare_name, &census, U_UNICODE_CHAR_NAME, &status);
    assert_true(U_SUCCESS(status));
    assert_int_equal(charindex_characters(census.index), census.named);
    assert_int_equal(charindex_documents(census.index), census.named + CONTROLS);
    if (strcmp(charindex_unicode_version(census.index), "15.0") == 0)
        assert_int_equal(census.named, 149186);
    assert_true(charindex_term(census.index, "cjk", 3, &postings));
    assert_true(postings.total >= census.cjk);
    assert_true(postings.count < 100); /* neighbours are runs */
    assert_true(census.longest < WORD_MAX_SIZE);
}

static void test_documents_stand_in_the_order_of_code_points(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;

    for (uint32_t i = 1; i < charindex_documents(index); i++)
        assert_true(charindex_code_point(index, i - 1) < charindex_code_point(index, i));
    assert_int_equal(charindex_code_point(index, 0), 0);
}

static void test_controls_stand_under_their_labels(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t controls = 0, document;

    for (uint32_t c = 0; c < 0xA0; c++) {
        struct slice name;
        char label[32];

        if (u_charType((UChar32)c) != U_CONTROL_CHAR)
            continue;
        (void)snprintf(label, sizeof label, "<control-%04X>", c);
        assert_true(charindex_find(index, c, &document));
        name = charindex_name(index, document);
        assert_int_equal(name.size, strlen(label));
        assert_memory_equal(name.bytes, label, name.size);
        assert_false(charindex_find_name(index, label, strlen(label), &document));
        controls++;
    }
    assert_int_equal(controls, CONTROLS);
}

static void test_what_has_no_name_is_not_there(void **state)
{
    static const uint32_t absent[] = {0x378,  0xD800, 0xDBFF,  0xDFFF,  0xE000,  0xF8FF,
                                      0xFDD0, 0xFFFE, 0xFFFFF, 0xF0000, 0x10FFFF};
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t document;

    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_false(charindex_find(index, absent[i], &document));
}

static void test_lines_and_properties(void **state)
{
    static const struct {
        uint32_t code_point;
        const char *line, *properties;
    } rows[] = {
        {0x07, "U+0007\t\xE2\x90\x87\t<control-0007>\r\n",
         ",\"category\":\"Cc\",\"block\":\"Basic Latin\",\"script\":\"Common\",\"age\":\"1.1\""},
        {0x39, "U+0039\t9\tDIGIT NINE\r\n",
         ",\"category\":\"Nd\",\"block\":\"Basic Latin\",\"script\":\"Common\",\"age\":\"1.1\""},
        {0x10300, "U+10300\t\xF0\x90\x8C\x80\tOLD ITALIC LETTER A\r\n",
         ",\"category\":\"Lo\",\"block\":\"Old Italic\",\"script\":\"Old Italic\",\"age\":\"3.1\""},
        {0x4E00, "U+4E00\t\xE4\xB8\x80\tCJK UNIFIED IDEOGRAPH-4E00\r\n",
         ",\"category\":\"Lo\",\"block\":\"CJK Unified Ideographs\",\"script\":\"Han\","
         "\"age\":\"1.1\""},
        {0xE01EF, "U+E01EF\t\xF3\xA0\x87\xAF\tVARIATION SELECTOR-256\r\n",
         ",\"category\":\"Mn\",\"block\":\"Variation Selectors Supplement\","
         "\"script\":\"Inherited\",\"age\":\"4.0\""},
    };
    const struct charindex *index = ((struct world *)*state)->index;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice line, properties;
        uint32_t document;

        assert_true(charindex_find(index, rows[i].code_point, &document));
        line = charindex_lines(index, document, 1);
        properties = charindex_properties(index, document);
        assert_int_equal(line.size, strlen(rows[i].line));
        assert_memory_equal(line.bytes, rows[i].line, line.size);
        assert_int_equal(properties.size, strlen(rows[i].properties));
        assert_memory_equal(properties.bytes, rows[i].properties, properties.size);
    }
}

/* The endings of ideographs are no words; those of names that only look alike are. */
static void test_hexadecimal_endings(void **state)
{
    static const struct {
        const char *word;
        bool there;
    } words[] = {
        {"4e01", false},  {"9fff", false},  {"20000", false},    {"f900", false},  {"2f800", false},
        {"17000", false}, {"18d00", false}, {"ideograph", true}, {"tangut", true}, {"001", true},
        {"256", true},    {"1", true},      {"0007", false},
    };
    const struct charindex *index = ((struct world *)*state)->index;
    struct postings postings;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (charindex_term(index, words[i].word, strlen(words[i].word), &postings) !=
            words[i].there)
            fail_msg("\"%s\"", words[i].word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_progress_never_falls_and_ends_at_1000),
        cmocka_unit_test(test_it_gives_up_when_told),
        cmocka_unit_test(test_a_build_that_is_done_cannot_be_given_up),
        cmocka_unit_test(test_two_builds_give_the_same_bytes),
        cmocka_unit_test(test_the_generation_is_16_digits),
        cmocka_unit_test(test_versions_and_sources_are_those_of_icu),
        cmocka_unit_test(test_every_name_that_icu_has),
        cmocka_unit_test(test_documents_stand_in_the_order_of_code_points),
        cmocka_unit_test(test_controls_stand_under_their_labels),
        cmocka_unit_test(test_what_has_no_name_is_not_there),
        cmocka_unit_test(test_lines_and_properties),
        cmocka_unit_test(test_hexadecimal_endings),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
