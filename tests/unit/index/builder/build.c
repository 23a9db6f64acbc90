/*
 * The real build. The expected names and properties come from ICU's own enumeration, so that the
 * numbers follow the installed version of Unicode. What other sources add is tested by examples
 * that no version will change.
 */

#include "index/builder/build.h"

#include "index/builder/terms/unions.h"
#include "index/file/bitmap.h"
#include "index/file/posting_set.h"

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
#include "index/text/words.h"
#include "index/unicode/prominence.h"
#include "tests/unit/index/builder/installed.h"

enum { CONTROLS = 65, CALLS_MAX = 4096 };

/* The progress that the build reported. */
struct diary {
    unsigned reported[CALLS_MAX];
    size_t count;
    size_t calls_max; /* how many calls return true */
};

struct world {
    struct charindex *index; /* from the sources of this machine, in English */
    struct diary diary;
};

static const struct sources_options options = {.directory = NULL};
static const struct sources_options nowhere = {.directory = "/nonexistent",
                                               .names = "/nonexistent"};

static bool note(void *context, unsigned permille)
{
    struct diary *diary = context;

    assert_true(diary->count < CALLS_MAX);
    diary->reported[diary->count++] = permille;
    return diary->count <= diary->calls_max;
}

static int world_make(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct reason reason = {.text = ""};

    if (!world)
        return -1;
    *state = world;
    world->diary.calls_max = SIZE_MAX;
    return build_index(&options, note, &world->diary, &world->index, &reason);
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

    assert_true(diary->count > 200); /* often enough for a progress bar */
    for (size_t i = 1; i < diary->count; i++)
        assert_true(diary->reported[i] >= diary->reported[i - 1] && diary->reported[i] <= 1000);
    assert_true(diary->reported[0] < 20);
    assert_int_equal(diary->reported[diary->count - 1], 1000);
    assert_true(diary->reported[diary->count - 2] < 1000);
}

static void test_it_stops_when_refused_before_the_end(void **state)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    struct diary *diary = calloc(1, sizeof *diary);
    size_t last;

    (void)state;
    assert_non_null(diary);
    diary->calls_max = SIZE_MAX;
    assert_int_equal(build_index(&nowhere, note, diary, &index, &reason), 0);
    charindex_unref(index);
    last = diary->count - 1;
    for (size_t moment = 0; moment < last; moment = moment < 2 ? moment + 1 : moment * 2 + 1) {
        for (size_t from_end = 0; from_end < 2; from_end++) {
            memset(diary, 0, sizeof *diary);
            index = NULL;
            diary->calls_max = from_end ? last - 1 - moment : moment;
            assert_int_equal(build_index(&nowhere, note, diary, &index, &reason), -ECANCELED);
            assert_null(index);
            assert_int_equal(diary->count, diary->calls_max + 1); /* no call after the refusal */
        }
    }
    /* A finished build cannot be cancelled. */
    memset(diary, 0, sizeof *diary);
    diary->calls_max = last;
    assert_int_equal(build_index(&nowhere, note, diary, &index, &reason), 0);
    assert_int_equal(diary->count, last + 1);
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

    /* Another locale, other addresses, and memory that is not zeroed. */
    assert_non_null(diary);
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    (void)mallopt(M_PERTURB, 0xA5);
    for (size_t i = 0; i < 64; i++)
        holes[i] = malloc(i * 1000 + 1);
    for (size_t i = 0; i < 64; i += 2) {
        free(holes[i]);
        holes[i] = NULL;
    }
    diary->calls_max = SIZE_MAX;
    assert_int_equal(build_index(&options, note, diary, &index, &reason), 0);
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

static void test_versions_and_sources_are_those_of_this_machine(void **state)
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
    assert_int_equal(sources_identify(&options, &sources), 0);
    assert_true(charindex_made_from(index, &sources, &reason));
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const struct source *source = &charindex_sources(index)->list[i];

        if (source->state != SOURCE_OK ||
            (source->records == 0 && i != SOURCE_SITE && i != SOURCE_UCD)) /* they may have none */
            fail_msg("%.8s is %s: %s", source->name, source_state_name(source->state),
                     source->reason.text);
    }
}

/*
 * Everything with a name, and the controls.
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
    struct list_range lists;
    uint32_t term;

    u_enumCharNames(0, 0x110000, compare_name, &census, U_UNICODE_CHAR_NAME, &status);
    assert_true(U_SUCCESS(status));
    assert_int_equal(charindex_characters(census.index), census.named);
    assert_int_equal(charindex_first_sequence(census.index), census.named + CONTROLS);
    assert_int_equal(charindex_documents(census.index),
                     census.named + CONTROLS + charindex_sequences(census.index));
    if (strcmp(charindex_unicode_version(census.index), "15.0") == 0)
        assert_int_equal(census.named, 149186);
    assert_true(charindex_term(census.index, "cjk", 3, &term));
    lists = charindex_lists(census.index, (struct term_range){.first = term, .end = term + 1});
    assert_int_equal(charindex_list_field(census.index, lists.first), FIELD_NAME);
    postings = charindex_list(census.index, lists.first);
    assert_true(postings.total >= census.cjk);
    assert_true(postings.count < 100); /* consecutive characters are runs */
    assert_true(census.longest < WORD_MAX_SIZE);
}

static void test_characters_are_in_the_order_of_code_points(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;

    for (uint32_t i = 1; i < charindex_first_sequence(index); i++)
        assert_true(charindex_code_point(index, i - 1) < charindex_code_point(index, i));
    assert_int_equal(charindex_code_point(index, 0), 0);
}

static void test_controls_are_named_by_their_labels(void **state)
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

static void test_unnamed_code_points_are_left_out(void **state)
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

/* Is it a word of an official name? */
static bool has_name_list(const struct charindex *index, const char *word)
{
    struct list_range lists;
    uint32_t term;

    if (!charindex_term(index, word, strlen(word), &term))
        return false;
    lists = charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
    return charindex_list_field(index, lists.first) == FIELD_NAME;
}

/* The code points at the end of ideographs' names are not words; those of names that only resemble
 * them are. */
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

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_name_list(index, words[i].word) != words[i].there)
            fail_msg("\"%s\"", words[i].word);
}

/*
 * Sequences.
 */

static void assert_name(const struct charindex *index, uint32_t document, const char *name)
{
    struct slice ours = charindex_name(index, document);

    if (ours.size != strlen(name) || memcmp(ours.bytes, name, ours.size) != 0)
        fail_msg("\"%.*s\" instead of \"%s\"", (int)ours.size, ours.bytes, name);
}

static bool has_text(const struct charindex *index, uint32_t document, enum text_kind kind,
                     const char *wanted)
{
    struct text_range texts = charindex_texts(index, document);

    for (uint32_t i = texts.first; i < texts.end; i++) {
        struct text text = charindex_text(index, i);

        if (text.kind == kind && text.bytes.size == strlen(wanted) &&
            memcmp(text.bytes.bytes, wanted, text.bytes.size) == 0)
            return true;
    }
    return false;
}

static void test_sequences_have_names_lines_and_properties(void **state)
{
    static const struct {
        const char *text, *name, *line;
    } sequences[] = {
        {"\U0001F1E8\U0001F1ED", "flag: Switzerland", "U+1F1E8 U+1F1ED\t\U0001F1E8\U0001F1ED\t"},
        {"\u0100\u0300", "LATIN CAPITAL LETTER A WITH MACRON AND GRAVE",
         "U+0100 U+0300\t\u0100\u0300\t"},
        {"\U0001F469\u200D\U0001F680", "woman astronaut",
         "U+1F469 U+200D U+1F680\t\U0001F469\u200D\U0001F680\t"},
        /* Both sources name it; the emoji is written with U+FE0F. */
        {"#\u20E3", "KEYCAP NUMBER SIGN", "U+0023 U+FE0F U+20E3\t#\uFE0F\u20E3\t"},
    };
    const struct charindex *index = ((struct world *)*state)->index;

    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        uint32_t document;
        struct slice line, properties, first;

        document = document_of(index, sequences[i].text);
        assert_true(document >= charindex_first_sequence(index));
        assert_name(index, document, sequences[i].name);
        line = charindex_lines(index, document, 1);
        assert_memory_equal(line.bytes, sequences[i].line, strlen(sequences[i].line));
        properties = charindex_properties(index, document);
        assert_true(charindex_find(index, charindex_code_point(index, document), &document));
        first = charindex_properties(index, document);
        assert_ptr_equal(properties.bytes, first.bytes);
    }
    assert_true(has_text(index, document_of(index, "#\u20E3"), TEXT_SHORT_NAME, "keycap: #"));
}

static void test_a_character_with_a_selector_is_the_character(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t points[] = {0x2764, 0xFE0F}, document;

    assert_int_equal(charindex_find_sequence(index, points, 2, &document), 0);
    document = document_of(index, "\u2764");
    assert_name(index, document, "HEAVY BLACK HEART");
    assert_true(has_text(index, document, TEXT_SHORT_NAME, "red heart"));
}

static void test_variants_have_their_base(void **state)
{
    static const struct {
        const char *variant, *base;
    } pairs[] = {
        {"\U0001F44D\U0001F3FD", "\U0001F44D"},                       /* thumbs up */
        {"\U0001F468\U0001F3FF", "\U0001F468"},                       /* man */
        {"\U0001F469\u200D\U0001F680", "\U0001F9D1\u200D\U0001F680"}, /* woman astronaut */
        {"\U0001F469\U0001F3FD\u200D\U0001F680", "\U0001F9D1\u200D\U0001F680"},
        {"\U0001F575\uFE0F\u200D\u2640\uFE0F", "\U0001F575"},         /* woman detective */
        {"\u26F9\U0001F3FB\u200D\u2642\uFE0F", "\u26F9"},             /* man bouncing ball */
        {"\U0001F46F\u200D\u2642\uFE0F", "\U0001F46F"},               /* men with bunny ears */
        {"\U0001F468\u200D\U0001F9B0", "\U0001F9D1\u200D\U0001F9B0"}, /* man: red hair */
        {"\U0001F9D1\U0001F3FB\u200D\U0001F91D\u200D\U0001F9D1\U0001F3FB",
         "\U0001F9D1\u200D\U0001F91D\u200D\U0001F9D1"},                   /* people holding hands */
        {"\U0001FAF1\U0001F3FB\u200D\U0001FAF2\U0001F3FC", "\U0001F91D"}, /* handshake */
        {"\U0001F9D1\U0001F3FB\u200D\u2764\uFE0F\u200D\U0001F48B\u200D\U0001F9D1\U0001F3FF",
         "\U0001F48F"}, /* kiss */
        {"\U0001F469\U0001F3FB\u200D\U0001F91D\u200D\U0001F468\U0001F3FC", "\U0001F46B"},
    };
    static const char *const bases[] = {
        "\U0001F1E8\U0001F1ED", /* flags */
        "\U0001F3F4\u200D\u2620\uFE0F",
        "#\uFE0F\u20E3",                              /* a keycap */
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", /* families */
        "\U0001F468\u200D\U0001F467",
        "\u0100\u0300",                                 /* a named sequence */
        "\U0001F468\u200D\u2764\uFE0F\u200D\U0001F468", /* a couple */
        "\U0001F9D1\u200D\U0001F680",                   /* astronaut */
        "\U0001F468",
    };
    const struct charindex *index = ((struct world *)*state)->index;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint32_t variant = document_of(index, pairs[i].variant), count, at = 0;
        uint32_t base = document_of(index, pairs[i].base);
        const uint32_t *variants;

        assert_int_equal(charindex_base(index, variant), base);
        count = charindex_variants(index, base, &variants);
        while (at < count && le32toh(variants[at]) != variant)
            at++;
        assert_true(at < count);
    }
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        assert_int_equal(charindex_base(index, document_of(index, bases[i])),
                         document_of(index, bases[i]));
}

/* Every emoji with a tone is a variant. */
static void test_every_tone_is_a_variant(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t tones = 0;

    for (uint32_t i = charindex_first_sequence(index); i < charindex_documents(index); i++) {
        uint32_t points[SEQUENCE_MAX];
        size_t count = charindex_points(index, i, points), at = 0;

        while (at < count && (points[at] < 0x1F3FB || points[at] > 0x1F3FF))
            at++;
        if (at == count)
            continue;
        if (charindex_base(index, i) == i)
            fail_msg("%.*s", (int)charindex_name(index, i).size, charindex_name(index, i).bytes);
        tones++;
    }
    assert_true(tones > 1500);
}

/*
 * Texts.
 */

static void test_texts_of_every_source(void **state)
{
    static const struct {
        const char *character;
        enum text_kind kind;
        const char *text;
    } texts[] = {
        {"\u01A2", TEXT_CORRECTION, "LATIN CAPITAL LETTER GHA"},
        {"\n", TEXT_CONTROL, "LINE FEED"},
        {"\uFEFF", TEXT_ALTERNATE, "BYTE ORDER MARK"},
        {"\xC2\x81", TEXT_FIGMENT, "HIGH OCTET PRESET"},
        {"\xC2\xA0", TEXT_ABBREVIATION, "NBSP"},
        {"\uFE0F", TEXT_ABBREVIATION, "VS16"}, /* of U+FE0F itself */
        {"/", TEXT_INFORMAL, "virgule"},
        {"\u2605", TEXT_HTML, "starf"},
        {"\u2764", TEXT_SHORT_NAME, "red heart"},
        {"\U0001F600", TEXT_KEYWORD, "grin"},
        {"\U0001F1E8\U0001F1ED", TEXT_KEYWORD, "flag"},
        {"\u592A", TEXT_DEFINITION, "extreme"},
    };
    const struct charindex *index = ((struct world *)*state)->index;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!has_text(index, document_of(index, texts[i].character), texts[i].kind, texts[i].text))
            fail_msg("%s is not %s", texts[i].character, texts[i].text);
}

static void test_no_text_occurs_twice(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t texts = 0;

    for (uint32_t document = 0; document < charindex_documents(index); document++) {
        struct text_range range = charindex_texts(index, document);

        for (uint32_t i = range.first; i < range.end; i++, texts++) {
            struct text text = charindex_text(index, i);

            for (uint32_t j = range.first; j < i; j++) {
                struct text other = charindex_text(index, j);

                /* Each distinct string is stored once. */
                assert_false(text.kind == other.kind && text.language == other.language &&
                             text.bytes.bytes == other.bytes.bytes &&
                             text.bytes.size == other.bytes.size);
            }
        }
    }
    assert_true(texts > 40000);
}

/* Each word of each text, when looked up, leads back to the document in the text's own field. */
static bool leads_to(const struct charindex *index, uint32_t term, unsigned field,
                     uint32_t document)
{
    struct list_range lists =
        charindex_lists(index, (struct term_range){.first = term, .end = term + 1});

    for (uint32_t list = lists.first; list < lists.end; list++) {
        struct postings postings = charindex_list(index, list);

        if (charindex_list_field(index, list) != field)
            continue;
        for (uint32_t run = 0; run < postings.count; run++)
            if (document >= posting_first(&postings, run) && document < posting_end(&postings, run))
                return true;
    }
    return false;
}

static void assert_words_lead_to(const struct charindex *index, struct word_list words,
                                 unsigned field, uint32_t document)
{
    for (uint32_t i = 0; i < words.count; i++)
        if (!leads_to(index, le32toh(words.terms_le[i]), field, document))
            fail_msg("word %u of field %u does not lead to document %u", i, field, document);
}

static unsigned field_of(const struct text *text)
{
    if (TEXT_BIT(text->kind) & TEXT_ALIASES)
        return FIELD_ALIAS;
    return TEXT_BIT(text->kind) & TEXT_DEFINITIONS ? FIELD_DEFINITION
                                                   : FIELD_KEYWORD + (unsigned)text->language;
}

static void test_every_word_leads_to_its_document(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;

    for (uint32_t document = 0; document < charindex_documents(index); document += 7) {
        struct text_range range = charindex_texts(index, document);
        bool sequence = document >= charindex_first_sequence(index);

        assert_words_lead_to(index, charindex_name_words(index, document),
                             sequence ? FIELD_SEQUENCE : FIELD_NAME, document);
        for (uint32_t i = range.first; i < range.end; i++) {
            struct text text = charindex_text(index, i);

            assert_words_lead_to(index, text.words, field_of(&text), document);
        }
    }
}

/* The words of names are those that words.h finds in them. */
static void test_words_of_names(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;

    for (uint32_t document = 0; document < charindex_documents(index); document += 11) {
        struct slice name = charindex_name(index, document);
        struct word_list list = charindex_name_words(index, document);
        struct words words;
        struct word word;

        if (name.bytes[0] == '<') {
            assert_int_equal(list.count, 0);
            continue;
        }
        words_init(&words, name.bytes, name.size);
        for (uint32_t i = 0; i < list.count; i++) {
            struct slice term = charindex_term_text(index, le32toh(list.terms_le[i]));

            assert_true(words_next(&words, &word));
            assert_int_equal(term.size, word.size);
            assert_memory_equal(term.bytes, word.folded, term.size);
        }
    }
}

static void test_neighbours_with_the_same_words(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t document, end;

    assert_true(charindex_find(index, 0x4E00, &document));
    end = charindex_name_words_end(index, document);
    assert_true(end - document > 20000);
    assert_name(index, end - 1, "CJK UNIFIED IDEOGRAPH-9FFF");
    assert_int_equal(charindex_name_words_end(index, end - 1), end);
    assert_int_equal(charindex_name_words(index, document).count, 3);
}

static void put_lists(const struct charindex *index, struct list_range lists, struct bitmap *bitmap)
{
    bitmap_clear(bitmap);
    for (uint32_t list = lists.first; list < lists.end; list++) {
        struct postings postings = charindex_list(index, list);

        bitmap_put_postings(bitmap, &postings, true);
    }
}

/* The prefix has a stored union if it has that many runs, and then it is that of its lists. */
static unsigned assert_union(const struct charindex *index, struct term_range terms,
                             struct bitmap *bitmap)
{
    struct list_range lists = charindex_lists(index, terms);
    struct posting_set expected = {.owned = NULL};
    struct stored_union stored;
    bool has = charindex_stored_union(index, terms, &stored);

    assert_int_equal(has, charindex_lists_runs(index, lists) > UNIONS_RUNS_MIN);
    if (!has)
        return 0;
    put_lists(index, lists, bitmap);
    assert_int_equal(posting_set_assign(&expected, bitmap), 0);
    assert_int_equal(stored.set.total, expected.postings.total);
    assert_int_equal(stored.bitmap != NULL, expected.postings.count > UNIONS_RUNS_MAX);
    if (stored.bitmap) {
        for (uint32_t i = 0; i < format_bitmap_words(bitmap->size); i++)
            assert_int_equal(le64toh(stored.bitmap[i]), bitmap->words[i]);
    } else {
        assert_int_equal(stored.set.count, expected.postings.count);
        assert_memory_equal(stored.set.runs, expected.postings.runs,
                            stored.set.count * sizeof *stored.set.runs);
    }
    posting_set_release(&expected);
    return 1;
}

static void test_stored_unions_are_the_unions(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    struct bitmap bitmap = {.size = charindex_documents(index)};
    unsigned stored = 0;

    bitmap.words = malloc(bitmap_words(bitmap.size) * sizeof *bitmap.words);
    assert_non_null(bitmap.words);
    for (unsigned i = 0; i < 26 * 26; i++) {
        const char prefix[] = {(char)('a' + i / 26), (char)('a' + i % 26)};

        for (size_t size = 1; size <= sizeof prefix; size++) {
            struct term_range terms = charindex_terms_with(index, prefix, size);

            if (terms.first < terms.end)
                stored += assert_union(index, terms, &bitmap);
        }
    }
    assert_true(stored > 100);
    free(bitmap.words);
}

/*
 * Relations.
 */

static void test_references_go_both_ways(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t pairs[2] = {0, 0};

    for (uint32_t document = 0; document < charindex_first_sequence(index); document++) {
        const uint32_t *to, *back;
        uint32_t count = charindex_references_to(index, document, &to), other;

        pairs[0] += count;
        pairs[1] += charindex_references_from(index, document, &back);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t at = 0, back_count;

            assert_true(charindex_find(index, le32toh(to[i]), &other));
            back_count = charindex_references_from(index, other, &back);
            while (at < back_count && le32toh(back[at]) != charindex_code_point(index, document))
                at++;
            assert_true(at < back_count);
        }
    }
    assert_int_equal(pairs[0], pairs[1]);
    assert_true(pairs[0] > 3000);
}

static void test_well_known_characters_are_in_higher_tiers(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    uint32_t total = 0;

    assert_true(charindex_prominence(index, 'a') >
                charindex_prominence(index, document_of(index, "\U00010300")));
    assert_true(charindex_prominence(index, document_of(index, "\U0001F44D")) >
                charindex_prominence(index, document_of(index, "\U0001F44D\U0001F3FD")));
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++) {
        struct postings postings = charindex_tier(index, tier);

        for (uint32_t run = 0; run < postings.count; run += 5)
            assert_int_equal(
                prominence_tier(charindex_prominence(index, posting_first(&postings, run))), tier);
        total += postings.total;
    }
    assert_int_equal(total, charindex_documents(index));
}

/*
 * Other sources.
 */

static struct charindex *build_from(const struct sources_options *from)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    struct diary *diary = calloc(1, sizeof *diary);

    assert_non_null(diary);
    diary->calls_max = SIZE_MAX;
    assert_int_equal(build_index(from, note, diary, &index, &reason), 0);
    free(diary);
    return index;
}

static void test_names_alone_are_an_index(void **state)
{
    const struct charindex *all = ((struct world *)*state)->index;
    struct charindex *index = build_from(&nowhere);
    const uint32_t *list;

    assert_int_equal(charindex_characters(index), charindex_characters(all));
    assert_int_equal(charindex_sequences(index), 0);
    assert_int_equal(charindex_documents(index), charindex_first_sequence(index));
    /* Besides names, ICU knows currencies. */
    for (uint32_t document = 0; document < 0x7F; document++) {
        struct text_range texts = charindex_texts(index, document);

        assert_int_equal(texts.first < texts.end, charindex_code_point(index, document) == '$');
    }
    assert_int_equal(charindex_references_to(index, 'a', &list), 0);
    assert_true(charindex_confusables(index, 'a', &list) > 0);
    assert_string_not_equal(charindex_generation(index), charindex_generation(all));
    for (size_t i = 0; i < SOURCE_COUNT; i++)
        assert_int_equal(charindex_sources(index)->list[i].state,
                         i == SOURCE_ICU || i == SOURCE_UCD || i == SOURCE_SITE ? SOURCE_OK
                                                                                : SOURCE_MISSING);
    charindex_unref(index);
}

static void test_languages_have_fields_of_their_own(void **state)
{
    static const char *const languages[] = {"fr", "de"};
    const struct sources_options three = {.languages = languages, .language_count = 2};
    struct charindex *index = build_from(&three);
    const struct sources *sources = charindex_sources(index);
    uint32_t sun = document_of(index, "\u2600"), term;
    unsigned found = 0;

    (void)state;
    assert_int_equal(sources->language_count, 3);
    assert_string_equal(sources->languages[0], "de");
    assert_string_equal(sources->languages[1], "en");
    assert_string_equal(sources->languages[2], "fr");
    assert_true(charindex_term(index, "sonne", 5, &term));
    assert_true(leads_to(index, term, FIELD_KEYWORD, sun));
    assert_true(charindex_term(index, "sun", 3, &term));
    assert_true(leads_to(index, term, FIELD_KEYWORD + 1, sun));
    assert_true(charindex_term(index, "soleil", 6, &term));
    assert_true(leads_to(index, term, FIELD_KEYWORD + 2, sun));
    for (uint32_t i = charindex_texts(index, sun).first; i < charindex_texts(index, sun).end; i++)
        found |= 1u << charindex_text(index, i).language;
    assert_int_equal(found, 7);
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_progress_never_falls_and_ends_at_1000),
        cmocka_unit_test(test_it_stops_when_refused_before_the_end),
        cmocka_unit_test(test_two_builds_give_the_same_bytes),
        cmocka_unit_test(test_the_generation_is_16_digits),
        cmocka_unit_test(test_versions_and_sources_are_those_of_this_machine),
        cmocka_unit_test(test_every_name_that_icu_has),
        cmocka_unit_test(test_characters_are_in_the_order_of_code_points),
        cmocka_unit_test(test_controls_are_named_by_their_labels),
        cmocka_unit_test(test_unnamed_code_points_are_left_out),
        cmocka_unit_test(test_lines_and_properties),
        cmocka_unit_test(test_hexadecimal_endings),
        cmocka_unit_test(test_sequences_have_names_lines_and_properties),
        cmocka_unit_test(test_a_character_with_a_selector_is_the_character),
        cmocka_unit_test(test_variants_have_their_base),
        cmocka_unit_test(test_every_tone_is_a_variant),
        cmocka_unit_test(test_texts_of_every_source),
        cmocka_unit_test(test_no_text_occurs_twice),
        cmocka_unit_test(test_every_word_leads_to_its_document),
        cmocka_unit_test(test_words_of_names),
        cmocka_unit_test(test_neighbours_with_the_same_words),
        cmocka_unit_test(test_stored_unions_are_the_unions),
        cmocka_unit_test(test_references_go_both_ways),
        cmocka_unit_test(test_well_known_characters_are_in_higher_tiers),
        cmocka_unit_test(test_names_alone_are_an_index),
        cmocka_unit_test(test_languages_have_fields_of_their_own),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
