/*
 * The sources and languages that an index was built from: read back as they were recorded, refused
 * if invalid, and compared with the current ones.
 */

#include "index/file/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

/* The sources of the small image: this machine's ICU, no other source, and two languages. */
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
                   "built with ICU %s and Unicode %s; this is ICU 99.3 with Unicode %s",
                   charindex_icu_version(index), charindex_unicode_version(index),
                   charindex_unicode_version(index));
    assert_other(index, &other, expected);

    other = same;
    other.unicode_version[3]++;
    assert_false(charindex_made_from(index, &other, &reason));
    assert_non_null(strstr(reason.text, "built with ICU"));

    other = same;
    other.list[SOURCE_ICU].digest[CHECKSUM_SIZE - 1] ^= 1;
    assert_other(index, &other, "source icu has changed");

    other = same;
    other.list[SOURCE_SEQUENCES].digest[0] ^= 1;
    assert_other(index, &other, "source sequence has changed");

    other = same;
    memcpy(other.list[SOURCE_HTML].name, "html5\0\0", sizeof other.list[0].name);
    assert_other(index, &other, "source html5 has changed");
    charindex_unref(index);
}

static void test_other_languages_are_named(void **state)
{
    struct charindex *index = parse_good(*state);
    struct sources same, other;

    identify(&same);
    other = same;
    memcpy(other.languages[0], "el", 2);
    assert_other(index, &other, "built for other languages (2 instead of 2)");
    other = same;
    other.language_count = 1;
    memcpy(other.languages[0], "en", 2);
    assert_other(index, &other, "built for other languages (2 instead of 1)");
    other = same;
    other.language_count = 3;
    memcpy(other.languages[2], "fr", 2);
    assert_other(index, &other, "built for other languages (2 instead of 3)");
    charindex_unref(index);
}

static void test_sources_are_returned_as_recorded(void **state)
{
    struct charindex *index = parse_good(*state);
    const struct sources *recorded = charindex_sources(index);
    struct sources sources;

    identify(&sources);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        assert_memory_equal(recorded->list[i].name, sources.list[i].name, SOURCE_NAME_SIZE);
        assert_int_equal(recorded->list[i].state, sources.list[i].state);
        assert_memory_equal(recorded->list[i].digest, sources.list[i].digest, CHECKSUM_SIZE);
        assert_string_equal(recorded->list[i].reason.text, sources.list[i].reason.text);
    }
    assert_int_equal(recorded->list[SOURCE_HTML].state, SOURCE_MISSING);
    assert_true(recorded->list[SOURCE_HTML].reason.text[0] != '\0');
    assert_int_equal(recorded->language_count, 2);
    assert_string_equal(recorded->languages[0], "de");
    assert_string_equal(recorded->languages[1], "en");
    assert_int_equal(sources_english(recorded), 1);
    charindex_unref(index);
}

static void test_sources_have_names_and_states(void **state)
{
    static const struct change changes[] = {
        {"an empty name", CHUNK_SRCS, 0, 0},
        {"a name that goes on after its end", CHUNK_SRCS, 1, 'x'},
        {"a name with a control character", CHUNK_SRCS, 0, 0x00090909},
        {"a name that is not ASCII", CHUNK_SRCS, 0, 0x00A9C369},
        {"an unknown state", CHUNK_SRCS, 6, SOURCE_DAMAGED + 1},
        {"a state far beyond", CHUNK_SRCS, 6, UINT32_MAX},
        {"a reason beyond memory", CHUNK_ROFF, 1, UINT32_MAX},
        {"reasons that end before", CHUNK_ROFF, SOURCE_COUNT, 1},
        {"a reason that is not text", CHUNK_RTXT, 0, 0x69730A42},
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
        {"a name that goes on after its end", CHUNK_LANG, 3, 'x'},
        {"a name with a space", CHUNK_LANG, 0, ' ' << 8 | 'd'},
    };
    struct small_image *image = &((struct subject *)*state)->image;

    assert_changes_refused(*state, changes, COUNT(changes), "languages");
    memset(small_image_chunk(image, CHUNK_LANG), 'd', FORMAT_LANGUAGE_SIZE);
    assert_contradiction(image, "a name without an end", "languages");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_other_sources_are_named),
        STORY(test_other_languages_are_named),
        STORY(test_sources_are_returned_as_recorded),
        STORY(test_sources_have_names_and_states),
        STORY(test_languages_ascend_with_english_among_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
