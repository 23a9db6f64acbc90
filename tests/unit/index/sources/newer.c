/*
 * Files that are newer than ICU: an invented Unicode 99.0, damaged and incomplete ones, and the strongest
 * oracle, the installed files of ICU's own version as if they were newer: there must be no difference.
 */

#include "index/sources/newer.h"

#include <endian.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "tests/unit/index/sources/tree.h"
#include "tests/unit/index/sources/unicode99.h"

struct outcome {
    struct newer newer;
    struct source source;
    uint8_t version[4];
};

static void read_folders(const struct folders *folders, bool parse, struct outcome *outcome)
{
    struct file file = FILE_INIT;
    UVersionInfo icu;

    memset(outcome, 0, sizeof *outcome);
    u_getUnicodeVersion(icu);
    assert_int_equal(
        newer_read(&outcome->newer, folders, &file, parse, icu, &outcome->source, outcome->version),
        0);
    file_release(&file);
}

static void read_tree(const struct tree *tree, struct outcome *outcome)
{
    const struct folders folders = {.count = 1, .list = {tree->directory}};

    read_folders(&folders, true, outcome);
}

static uint32_t number_of(const struct outcome *outcome, enum property property,
                          uint32_t code_point)
{
    return property_number(&outcome->newer.difference.repertoire, property, code_point);
}

static const char *value_of(const struct outcome *outcome, enum property property,
                            uint32_t code_point)
{
    static char value[PROPERTY_VALUE_SIZE];

    property_spell(&outcome->newer.difference.repertoire, property,
                   number_of(outcome, property, code_point), value);
    return value;
}

static void test_an_invented_version(void **state)
{
    static const struct {
        enum property property;
        uint32_t code_point;
        const char *value;
    } values[] = {
        {PROPERTY_BLOCK, 0x3FF00, "Zorbian-A"},
        {PROPERTY_BLOCK, 0x3FF5F, "Zorbian-A"},
        {PROPERTY_BLOCK, 0x3FF60, "No Block"},
        {PROPERTY_SCRIPT, 0x3FF03, "Old Zorbian"},
        {PROPERTY_SCRIPT, 0x3FF04, "Common"},
        {PROPERTY_SCRIPT, 0x3FF05, "Unknown"},
        {PROPERTY_CATEGORY, 0x3FF00, "Lu"},
        {PROPERTY_CATEGORY, 0x3FF4A, "Lo"},
        {PROPERTY_AGE, 0x3FF10, "99.0"},
        {PROPERTY_AGE, 0x3FF11, ""},
        {PROPERTY_BIDI, 0x3FF00, "Right To Left"},
        {PROPERTY_WIDTH, 0x3FF10, "Wide"},
        {PROPERTY_NUMERIC_VALUE, 0x3FF03, "7"},
        {PROPERTY_NUMERIC_TYPE, 0x3FF03, "Decimal"},
        {PROPERTY_EMOJI, 0x3FF10, "yes"},
        {PROPERTY_DECOMPOSITION, 0x3FF02, "Canonical"},
        {PROPERTY_ALPHABETIC, 0x3FF01, "yes"},
        {PROPERTY_ALPHABETIC, 0x3FF04, "no"},
        {PROPERTY_POSIX_ALNUM, 0x3FF03, "yes"},
        {PROPERTY_POSIX_GRAPH, 0x3FF10, "yes"},
        /* Excerpts say nothing of what they do not list. */
        {PROPERTY_BLOCK, 'a', "Basic Latin"},
        {PROPERTY_SCRIPT, 'a', "Latin"},
        {PROPERTY_AGE, 'a', "1.1"},
        {PROPERTY_EMOJI, 0x1F600, "yes"},
        {PROPERTY_ALPHABETIC, 'a', "yes"},
    };
    struct tree tree = tree_make();
    struct outcome outcome;
    uint32_t points[REPERTOIRE_POINTS_MAX];

    (void)state;
    unicode99_write(&tree);
    read_tree(&tree, &outcome);
    assert_int_equal(outcome.source.state, SOURCE_OK);
    assert_int_equal(outcome.version[0], 99);
    assert_int_equal(outcome.source.version[0], 99);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_string_equal(value_of(&outcome, values[i].property, values[i].code_point),
                            values[i].value);
    assert_int_equal(
        repertoire_map(&outcome.newer.difference.repertoire, REPERTOIRE_LOWER, 0x3FF00, points), 1);
    assert_int_equal(points[0], 0x3FF01);
    /* Full case mappings, what it looks like, and scripts that use it. */
    assert_int_equal(
        repertoire_map(&outcome.newer.difference.repertoire, REPERTOIRE_UPPER, 0x3FF01, points), 2);
    assert_int_equal(points[1], 0x3FF00);
    assert_int_equal(repertoire_map(&outcome.newer.difference.repertoire, REPERTOIRE_CONFUSABLE,
                                    0x3FF01, points),
                     1);
    assert_int_equal(points[0], 'z');
    assert_int_equal(
        repertoire_map(&outcome.newer.difference.repertoire, REPERTOIRE_CONFUSABLE, 0x430, points),
        1); /* ICU says "a" */
    assert_int_equal(points[0], 'z');
    assert_int_equal(
        repertoire_map(&outcome.newer.difference.repertoire, REPERTOIRE_CONFUSABLE, 0x441, points),
        0);
    assert_int_equal(
        repertoire_map(&outcome.newer.difference.repertoire, REPERTOIRE_SCRIPTS, 0x3FF02, points),
        2);
    assert_string_equal(
        property_short_name(&outcome.newer.difference.repertoire, PROPERTY_SCRIPT, 0x3FF00),
        "Zorb");
    newer_release(&outcome.newer);
    tree_delete(&tree);
}

/* A missing file leaves its properties to ICU, a damaged one does too, and is reported. */
static void test_what_is_not_there_is_asked_of_icu(void **state)
{
    static const char *const damage[] = {
        "",
        "# Blocks-99.0.0.txt\n3FF00..3FF5F; Zorbian",
        "# Blocks-99.0.0.txt\n3FF00; Z\n",
        "# Blocks-99.0.0.txt\nXYZ; Zorbian\n# EOF\n",
        "# Blocks-99.0.0.txt\n3FF00;\n# EOF\n",
        "# Blocks-99.0.0.txt\n3FF00..110000; Z\n# EOF\n",
        "# Blocks-99.0.0.txt\n3FF01..3FF00; Z\n# EOF\n",
        "# Blocks-99.0.0.txt\n3FF00; \"Quoted\"\n# EOF\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct tree tree = tree_make();
        struct outcome outcome;

        unicode99_write(&tree);
        tree_write_text(&tree, "unicode/Blocks.txt", damage[i]);
        assert_int_equal(unlinkat(tree.directory, "unicode/Scripts.txt", 0), 0);
        read_tree(&tree, &outcome);
        assert_int_equal(outcome.source.state, SOURCE_DAMAGED);
        assert_non_null(strstr(outcome.source.reason.text, "unicode/Blocks.txt: "));
        assert_string_equal(value_of(&outcome, PROPERTY_BLOCK, 0x3FF00), "No Block");
        assert_string_equal(value_of(&outcome, PROPERTY_SCRIPT, 0x3FF00), "Unknown");
        assert_string_equal(value_of(&outcome, PROPERTY_CATEGORY, 0x3FF00), "Lu");
        newer_release(&outcome.newer);
        tree_delete(&tree);
    }
}

/* The characters of UnicodeData.txt whose age nobody says are of its version. */
static void test_ages_that_no_file_says(void **state)
{
    static const char *const ages[] = {NULL, "# DerivedAge-98.0.0.txt\n3FF10 ; 98.0\n# EOF\n",
                                       "# DerivedAge-99.0.0.txt\n3FF10 ; 98.0\n"};

    (void)state;
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        struct tree tree = tree_make();
        struct outcome outcome;

        unicode99_write(&tree);
        if (ages[i])
            tree_write_text(&tree, "unicode/DerivedAge.txt", ages[i]);
        else
            tree_remove(&tree, "unicode/DerivedAge.txt");
        read_tree(&tree, &outcome);
        assert_int_equal(outcome.source.state, i < 2 ? SOURCE_OK : SOURCE_DAMAGED);
        assert_string_equal(value_of(&outcome, PROPERTY_AGE, 0x3FF00), "99.0");
        assert_string_equal(value_of(&outcome, PROPERTY_AGE, 0x3FF4F), "99.0");
        assert_string_equal(value_of(&outcome, PROPERTY_AGE, 0x3FF10), i == 1 ? "98.0" : "99.0");
        assert_string_equal(value_of(&outcome, PROPERTY_AGE, 0x3FF11), "");
        assert_string_equal(value_of(&outcome, PROPERTY_AGE, 'a'), "1.1");
        newer_release(&outcome.newer);
        tree_delete(&tree);
    }
}

/* A character keeps its age for ever, whatever a damaged list leaves out. */
static void test_an_age_that_was_lost(void **state)
{
    char line[32];
    struct buffer ages = BUFFER_INIT;
    struct tree tree = tree_make();
    struct outcome outcome;

    (void)state;
    unicode99_write(&tree);
    buffer_append_text(&ages, "# DerivedAge-99.0.0.txt\n");
    for (UChar32 c = 0; c <= 0x10FFFF; c++) {
        UVersionInfo age;

        u_charAge(c, age);
        if (age[0] == 0 || c == 0x2D2D)
            continue;
        (void)snprintf(line, sizeof line, "%04X ; %u.%u\n", (unsigned)c, age[0], age[1]);
        buffer_append_text(&ages, line);
    }
    buffer_append_text(&ages, "# EOF\n");
    buffer_append(&ages, "", 1);
    tree_write_text(&tree, "unicode/DerivedAge.txt", ages.bytes);
    read_tree(&tree, &outcome);
    assert_int_equal(outcome.source.state, SOURCE_OK);
    assert_string_equal(value_of(&outcome, PROPERTY_AGE, 0x2D2D), "6.1");
    newer_release(&outcome.newer);
    tree_delete(&tree);
    buffer_release(&ages);
}

/* UnicodeData.txt does not say its version. */
static void test_a_version_that_no_file_says(void **state)
{
    static const struct {
        const char *path, *text;
        uint8_t version;
    } neighbours[] = {
        {"unicode/NamesList.txt", "; charset=UTF-8\n@@@\tThe Unicode Standard 99.0.0\n", 99},
        {"unicode/emoji/emoji-test.txt", "# emoji-test.txt\n# Version: 98.0\n", 98},
        {"ucd/StandardizedVariants.txt", "# StandardizedVariants-97.0.0.txt\n", 97},
    };
    static const uint8_t none[CHECKSUM_SIZE];
    uint8_t before[CHECKSUM_SIZE] = {0};
    struct tree tree = tree_make();
    const struct folders folders = {.count = 1, .list = {tree.directory}};
    struct outcome outcome;

    (void)state;
    tree_write_text(&tree, "ucd/UnicodeData.txt",
                    "0041;LATIN CAPITAL LETTER A;Lu;0;L;;;;;N;;;;;\n");
    read_tree(&tree, &outcome);
    assert_int_equal(outcome.source.state, SOURCE_OK);
    assert_memory_equal(outcome.source.digest, none, CHECKSUM_SIZE);
    newer_release(&outcome.newer);
    tree_write_text(&tree, "ucd/UnicodeData.txt", UNICODE99_DATA);
    for (int parse = 0; parse < 2; parse++) {
        read_folders(&folders, parse, &outcome);
        assert_int_equal(outcome.source.state, SOURCE_MISSING);
        assert_non_null(
            strstr(outcome.source.reason.text, "unicode/UnicodeData.txt: newer than ICU"));
        assert_memory_not_equal(outcome.source.digest, none, CHECKSUM_SIZE);
        assert_true(difference_is_empty(&outcome.newer.difference));
        newer_release(&outcome.newer);
    }
    for (size_t i = 0; i < sizeof neighbours / sizeof *neighbours; i++) {
        tree_write_text(&tree, neighbours[i].path, neighbours[i].text);
        read_tree(&tree, &outcome);
        assert_int_equal(outcome.source.state, SOURCE_OK);
        assert_int_equal(outcome.version[0], neighbours[i].version);
        newer_release(&outcome.newer);
        /* The same bytes are of another version now, which an index is not built for. */
        read_folders(&folders, false, &outcome);
        assert_memory_not_equal(outcome.source.digest, before, CHECKSUM_SIZE);
        memcpy(before, outcome.source.digest, CHECKSUM_SIZE);
        newer_release(&outcome.newer);
        tree_remove(&tree, neighbours[i].path);
    }
    tree_delete(&tree);
}

/* One file by itself, before it is put into a folder. */
static void test_a_file_for_its_mistakes(void **state)
{
    static const struct {
        const char *path, *text;
        int expected;
    } files[] = {
        {"unicode/Blocks.txt", UNICODE99("Blocks", "3FF00..3FF5F; Zorbian-A\n"), SOURCE_OK},
        {"unicode/Blocks.txt", UNICODE99("Blocks", "3FF5F..3FF00; Zorbian-A\n"), SOURCE_DAMAGED},
        {"unicode/UnicodeData.txt", UNICODE99_DATA, SOURCE_OK},
        {"unicode/UnicodeData.txt", "3FF00;zorbian;Lu;0;R;;;;;N;;;;;\n", SOURCE_DAMAGED},
        {"unicode/NamesList.txt", "which is read elsewhere", SOURCE_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct reason reason = {.text = ""};

        assert_int_equal(newer_check(files[i].path, files[i].text, strlen(files[i].text), &reason),
                         files[i].expected);
        assert_int_equal(reason.text[0] != '\0', files[i].expected != SOURCE_OK);
    }
}

static void test_older_files_are_not_read(void **state)
{
    struct tree tree = tree_make();
    struct outcome outcome;

    (void)state;
    unicode99_write(&tree);
    for (size_t i = 0; i < UNICODE99_FILES; i++) {
        char text[2048];
        char *at;

        (void)snprintf(text, sizeof text, "%s", unicode99[i].text);
        at = strstr(text, "99.0");
        if (at && at[-1] != ' ') /* the version of the file */
            memcpy(at, "09.0", 4);
        else if (at)
            memcpy(at, " 9.0", 4);
        tree_write_text(&tree, unicode99[i].path, text);
    }
    read_tree(&tree, &outcome);
    assert_int_equal(outcome.source.state, SOURCE_OK);
    assert_int_equal(outcome.version[0], 0);
    assert_true(difference_is_empty(&outcome.newer.difference));
    newer_release(&outcome.newer);
    tree_delete(&tree);
}

/* The first folder that has a file wins, in either layout. */
static void test_folders_in_their_order(void **state)
{
    struct tree first = tree_make(), second = tree_make();
    const struct folders folders = {.count = 2, .list = {first.directory, second.directory}};
    struct outcome outcome;

    (void)state;
    unicode99_write(&second);
    tree_write_text(&first, "ucd/Blocks.txt", UNICODE99("Blocks", "3FF00..3FF5F; Other Block\n"));
    read_folders(&folders, true, &outcome);
    assert_string_equal(value_of(&outcome, PROPERTY_BLOCK, 0x3FF00), "Other Block");
    assert_string_equal(value_of(&outcome, PROPERTY_SCRIPT, 0x3FF00), "Old Zorbian");
    newer_release(&outcome.newer);
    tree_delete(&first);
    tree_delete(&second);
}

/* Identifying gives the digest that reading gives. */
static void test_the_digest_is_of_all_files(void **state)
{
    static const uint8_t none[CHECKSUM_SIZE];
    struct tree tree = tree_make();
    const struct folders folders = {.count = 1, .list = {tree.directory}};
    struct outcome read, identified, changed;

    (void)state;
    unicode99_write(&tree);
    read_tree(&tree, &read);
    read_folders(&folders, false, &identified);
    assert_memory_equal(read.source.digest, identified.source.digest, CHECKSUM_SIZE);
    assert_memory_not_equal(read.source.digest, none, CHECKSUM_SIZE);
    tree_write_text(&tree, "unicode/Blocks.txt", UNICODE99("Blocks", "3FF00..3FF6F; Zorbian-A\n"));
    read_folders(&folders, false, &changed);
    assert_memory_not_equal(changed.source.digest, read.source.digest, CHECKSUM_SIZE);
    newer_release(&read.newer);
    newer_release(&identified.newer);
    newer_release(&changed.newer);
    tree_delete(&tree);
}

/*
 * The oracle.
 */

static void copy_as_newer(const struct tree *tree, const char *path, const uint8_t icu[static 4])
{
    struct folders installed = FOLDERS_INIT;
    struct reason reason = {.text = ""};
    struct file file = FILE_INIT;
    uint8_t digest[CHECKSUM_SIZE];
    char version[16], *at;

    assert_int_equal(folders_add(&installed, SOURCES_DIRECTORY), 0);
    if (folders_take(&installed, &file, path, true, digest, &reason) == SOURCE_OK) {
        (void)snprintf(version, sizeof version, "%u.%u", icu[0], icu[1]);
        at = memmem(file.bytes, file.size < 1024 ? file.size : 1024, version, strlen(version));
        if (at)
            memcpy(at, "99", 2);
        tree_write(tree, path, file.bytes, file.size);
    }
    file_release(&file);
    folders_close(&installed);
}

static void test_files_of_its_own_version_say_what_icu_says(void **state)
{
    static const char *const paths[] = {
        "unicode/PropertyValueAliases.txt",
        "unicode/Blocks.txt",
        "unicode/UnicodeData.txt",
        "unicode/extracted/DerivedNumericType.txt",
        "unicode/extracted/DerivedNumericValues.txt",
        "unicode/Scripts.txt",
        "unicode/DerivedAge.txt",
        "unicode/EastAsianWidth.txt",
        "unicode/LineBreak.txt",
        "unicode/HangulSyllableType.txt",
        "unicode/IndicPositionalCategory.txt",
        "unicode/IndicSyllabicCategory.txt",
        "unicode/VerticalOrientation.txt",
        "unicode/BidiBrackets.txt",
        "unicode/BidiMirroring.txt",
        "unicode/extracted/DerivedJoiningType.txt",
        "unicode/extracted/DerivedJoiningGroup.txt",
        "unicode/auxiliary/GraphemeBreakProperty.txt",
        "unicode/auxiliary/WordBreakProperty.txt",
        "unicode/auxiliary/SentenceBreakProperty.txt",
        "unicode/PropList.txt",
        "unicode/DerivedCoreProperties.txt",
        "unicode/DerivedNormalizationProps.txt",
        "unicode/emoji/emoji-data.txt",
    };
    struct folders installed = FOLDERS_INIT;
    struct tree tree = tree_make();
    struct outcome outcome;
    char head[256], version[32];
    UVersionInfo icu;
    size_t size;

    (void)state;
    u_getUnicodeVersion(icu);
    assert_int_equal(folders_add(&installed, SOURCES_DIRECTORY), 0);
    size = folders_head(&installed, 0, "unicode/DerivedAge.txt", head, sizeof head);
    folders_close(&installed);
    (void)snprintf(version, sizeof version, "-%u.%u.", icu[0], icu[1]);
    if (!memmem(head, size, version, strlen(version))) {
        tree_delete(&tree);
        skip(); /* the files are of another version, as on Debian 13 */
    }
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        copy_as_newer(&tree, paths[i], icu);
    read_tree(&tree, &outcome);
    assert_string_equal(outcome.source.reason.text, "");
    assert_int_equal(outcome.version[0], 99);
    assert_int_equal(outcome.newer.facts.extent[PROPERTY_SCRIPT], FACTS_ALL);
    assert_int_equal(outcome.newer.facts.extent[PROPERTY_EMOJI], FACTS_ALL);
    assert_int_equal(outcome.newer.difference.ranges.count, 0);
    assert_int_equal(outcome.newer.difference.mappings.count, 0);
    assert_int_equal(outcome.newer.difference.value_properties.count, 0);
    assert_int_equal(outcome.newer.facts.names.count, 0);
    assert_true(outcome.newer.facts.list.count > 10000);
    newer_release(&outcome.newer);
    tree_delete(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_invented_version),
        cmocka_unit_test(test_what_is_not_there_is_asked_of_icu),
        cmocka_unit_test(test_ages_that_no_file_says),
        cmocka_unit_test(test_an_age_that_was_lost),
        cmocka_unit_test(test_a_version_that_no_file_says),
        cmocka_unit_test(test_a_file_for_its_mistakes),
        cmocka_unit_test(test_older_files_are_not_read),
        cmocka_unit_test(test_folders_in_their_order),
        cmocka_unit_test(test_the_digest_is_of_all_files),
        cmocka_unit_test(test_files_of_its_own_version_say_what_icu_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
