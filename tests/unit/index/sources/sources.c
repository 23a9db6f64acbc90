/*
 * All sources together: the order of their records, and that each may be missing or damaged without
 * affecting the others.
 */

#include "index/sources/sources.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/sources/formats/wordnet.h"
#include "tests/unit/index/sources/print_records.h"
#include "tests/unit/index/sources/tree.h"

/* The records of all sources except ICU, read from the files of the tree. */
#define RECORDS_SEQUENCES "0041+0042 #0 TWO\n"
#define RECORDS_EMOJI     "2600+FE0F #1 sun\n"
#define RECORDS_ALIASES   "0041 abbreviation AY\n"
#define RECORDS_NAMES     "0041 informal alpha\n0041 -> 0042\n"
#define RECORDS_CLDR      "0041 keyword en\n0042 short-name en\n"
#define RECORDS_UNIHAN    "4E00 definition one\n"
#define RECORDS_HTML                                                                               \
    "0026 html amp\n0027 html apos\n003E html gt\n003C html lt\n0022 html quot\n2600 html sun\n"
#define RECORDS_GLYPHS   "2600 glyph (0) sun\n"
#define RECORDS_KEYSYMS  "0040 keysym (1) at\n"
#define RECORDS_COMPOSE  "2192 compose (0) ->\n"
#define RECORDS_DIGRAPHS "263C digraph (0) SU\n"
#define RECORDS_LATEX    "2192 latex (0) \\to\n"
#define RECORDS_FORMS    "231A both\n"

/* The sources of texts and of spellings. */
#define RECORDS_TEXTS RECORDS_ALIASES RECORDS_NAMES RECORDS_CLDR RECORDS_UNIHAN RECORDS_HTML
#define RECORDS_SPELLINGS                                                                          \
    RECORDS_GLYPHS RECORDS_KEYSYMS RECORDS_COMPOSE RECORDS_DIGRAPHS RECORDS_LATEX

struct reading {
    struct sources sources;
    struct reason reason;
    int outcome;
    unsigned characters;
    unsigned phases;       /* calls of texts_begin() */
    struct buffer printed; /* after the characters */
};

static bool count_character(void *context, const struct source_character *character)
{
    struct reading *reading = context;

    assert_int_equal(reading->printed.size, 0); /* characters come first */
    assert_true(character->name_size > 0);
    assert_int_equal(reading->phases, 0);
    reading->characters++;
    return true;
}

static bool on_sequence(void *context, const struct source_sequence *sequence)
{
    struct reading *reading = context;

    assert_int_equal(reading->phases, 0);
    return print_sequence(&reading->printed, sequence);
}

static bool on_texts_begin(void *context)
{
    struct reading *reading = context;

    return ++reading->phases == 1;
}

static bool on_text(void *context, const struct source_text *text)
{
    struct reading *reading = context;

    assert_int_equal(reading->phases, 1);
    return print_text(&reading->printed, text);
}

/* Those of the project's own tables are tested in tables.c. */
static bool on_spelling(void *context, const struct source_spelling *spelling)
{
    struct reading *reading = context;

    assert_int_equal(reading->phases, 1);
    if (spelling->kind == SPELLING_ASCII)
        return true;
    return print_spelling(&reading->printed, spelling);
}

static bool on_reference(void *context, uint32_t from, uint32_t to)
{
    struct reading *reading = context;

    assert_int_equal(reading->phases, 1);
    return print_reference(&reading->printed, from, to);
}

static bool on_presentations(void *context, uint32_t code_point)
{
    struct reading *reading = context;

    assert_int_equal(reading->phases, 1);
    return print_presentations(&reading->printed, code_point);
}

static bool on_wordnet(void *context, struct wordnet *wordnet)
{
    const struct reading *reading = context;

    assert_int_equal(reading->phases, 1);
    wordnet_free(wordnet);
    return true;
}

static const struct source_visitor visitor = {
    .character = count_character,
    .sequence = on_sequence,
    .texts_begin = on_texts_begin,
    .text = on_text,
    .spelling = on_spelling,
    .reference = on_reference,
    .presentations = on_presentations,
    .wordnet = on_wordnet,
};

static void read_tree(struct reading *reading, const struct sources_options *options)
{
    struct sources_options all = *options;
    char names[256];

    (void)snprintf(names, sizeof names, "%s/names.d", options->directory);
    all.names = names;
    memset(reading, 0, sizeof *reading);
    reading->outcome = sources_read(&all, &reading->sources, &visitor, reading, &reading->reason);
    assert_int_equal(reading->phases, 1); /* called even if there are no texts */
    buffer_append(&reading->printed, "", 1);
}

static void assert_states_but(const struct sources *sources, enum source_id one,
                              enum source_state state)
{
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const struct source *source = &sources->list[i];
        enum source_state expected = i == one ? state : SOURCE_OK;

        if (source->state != expected)
            fail_msg("%.8s is %s: %s", source->name, source_state_name(source->state),
                     source->reason.text);
        assert_int_equal(source->reason.text[0] == '\0', expected == SOURCE_OK);
    }
}

static void test_everything_in_its_order(void **state)
{
    static const uint32_t records[SOURCE_COUNT] = {0, 0, 1, 2, 1, 1, 1, 2, 1,
                                                   6, 1, 1, 1, 1, 1, 1, 0, 1};
    const struct tree *tree = *state;
    const struct sources_options options = {.directory = tree->path};
    struct reading reading;

    read_tree(&reading, &options);
    assert_int_equal(reading.outcome, 0);
    assert_states_but(&reading.sources, SOURCE_COUNT, SOURCE_OK);
    assert_string_equal(
        reading.printed.bytes,
        RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_SPELLINGS RECORDS_FORMS);
    assert_int_equal(reading.sources.list[SOURCE_ICU].records, reading.characters);
    for (size_t i = 1; i < SOURCE_COUNT; i++)
        assert_int_equal(reading.sources.list[i].records, records[i]);
    buffer_release(&reading.printed);
}

struct loss {
    enum source_id id;
    const char *path;
    const char *without; /* the records that remain */
};

static const struct loss losses[] = {
    {SOURCE_ALIASES, TREE_ALIASES,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_NAMES RECORDS_CLDR RECORDS_UNIHAN RECORDS_HTML
         RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_NAMES_LIST, TREE_NAMES,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_ALIASES RECORDS_CLDR RECORDS_UNIHAN RECORDS_HTML
         RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_SEQUENCES, TREE_SEQUENCES, RECORDS_EMOJI RECORDS_TEXTS RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_EMOJI, TREE_EMOJI, RECORDS_SEQUENCES RECORDS_TEXTS RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_ANNOTATIONS, TREE_PLAIN("en"),
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_ALIASES RECORDS_NAMES RECORDS_UNIHAN RECORDS_HTML
         RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_ANNOTATIONS, TREE_DERIVED("en"),
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_ALIASES RECORDS_NAMES RECORDS_UNIHAN RECORDS_HTML
         RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_UNIHAN, TREE_UNIHAN,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_ALIASES RECORDS_NAMES RECORDS_CLDR RECORDS_HTML
         RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_HTML, TREE_HTML,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_ALIASES RECORDS_NAMES RECORDS_CLDR RECORDS_UNIHAN
         RECORDS_SPELLINGS RECORDS_FORMS},
    {SOURCE_GLYPHS, TREE_GLYPHS,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_KEYSYMS RECORDS_COMPOSE RECORDS_DIGRAPHS
         RECORDS_LATEX RECORDS_FORMS},
    {SOURCE_KEYSYMS, TREE_KEYSYMS,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_GLYPHS RECORDS_COMPOSE RECORDS_DIGRAPHS
         RECORDS_LATEX RECORDS_FORMS},
    {SOURCE_COMPOSE, TREE_COMPOSE,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_GLYPHS RECORDS_KEYSYMS RECORDS_DIGRAPHS
         RECORDS_LATEX RECORDS_FORMS},
    {SOURCE_DIGRAPHS, TREE_DIGRAPHS,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_GLYPHS RECORDS_KEYSYMS RECORDS_COMPOSE
         RECORDS_LATEX RECORDS_FORMS},
    {SOURCE_LATEX, TREE_LATEX,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_GLYPHS RECORDS_KEYSYMS RECORDS_COMPOSE
         RECORDS_DIGRAPHS RECORDS_FORMS},
    {SOURCE_VARIATIONS, TREE_VARIATIONS,
     RECORDS_SEQUENCES RECORDS_EMOJI RECORDS_TEXTS RECORDS_SPELLINGS},
};

/* The source is in the expected state and gives no records; all others are unchanged. */
static void assert_lost(const struct tree *tree, const struct loss *loss, enum source_state state)
{
    const struct sources_options options = {.directory = tree->path};
    struct reading reading;

    read_tree(&reading, &options);
    assert_int_equal(reading.outcome, 0);
    assert_states_but(&reading.sources, loss->id, state);
    assert_int_equal(reading.sources.list[loss->id].records, 0);
    assert_string_equal(reading.printed.bytes, loss->without);
    assert_non_null(strstr(reading.sources.list[loss->id].reason.text, loss->path));
    buffer_release(&reading.printed);
}

static void test_each_can_be_missing(void **state)
{
    const struct tree *tree = *state;

    for (size_t i = 0; i < COUNT(losses); i++) {
        assert_int_equal(renameat(tree->directory, losses[i].path, tree->directory, "away"), 0);
        assert_lost(tree, &losses[i], SOURCE_MISSING);
        assert_int_equal(renameat(tree->directory, "away", tree->directory, losses[i].path), 0);
    }
}

static void test_each_can_be_damaged(void **state)
{
    const struct tree *tree = *state;

    for (size_t i = 0; i < COUNT(losses); i++) {
        assert_int_equal(renameat(tree->directory, losses[i].path, tree->directory, "away"), 0);
        tree_write_text(tree, losses[i].path, "");
        assert_lost(tree, &losses[i], SOURCE_DAMAGED);
        tree_write_text(tree, losses[i].path, "something else altogether\n");
        assert_lost(tree, &losses[i], SOURCE_DAMAGED);
        tree_remove(tree, losses[i].path);
        assert_int_equal(mkdirat(tree->directory, losses[i].path, 0700), 0);
        assert_lost(tree, &losses[i], SOURCE_DAMAGED);
        assert_int_equal(unlinkat(tree->directory, losses[i].path, AT_REMOVEDIR), 0);
        assert_int_equal(renameat(tree->directory, "away", tree->directory, losses[i].path), 0);
    }
}

/* The first half is valid, and still gives no records. */
static void test_half_a_source_is_discarded(void **state)
{
    static const struct {
        size_t loss;
        const char *text;
    } halves[] = {
        {0, "0041;AY;abbreviation\n0042;B\n# EOF\n"},
        {1, "0041\tA\n\t= alpha\n\tx 0042\n"},
        {2, "TWO;0041 0042\nTHREE\n# EOF\n"},
        {3, "2600 ; fully-qualified # x E1.0 sun\n2601 ; fully-qualified # x E1.0 cloud\n"},
        {4, "<ldml><annotation cp=\"A\">en</annotation>"},
        {5, "<ldml><annotation cp=\"A\">en</annotation>"},
        {7, "<!ENTITY sun '&#x2600;'>\n<!ENTITY"},
        {8, "sun;2600\nmoon\n# END\n"},
        {9, "#if 1\n#define XK_at 0x40\n"},
        {10, "<Multi_key> <minus> <greater> : \"x\"\n<Multi_key>\n"},
        {11, "(map (map (\"&SU\" 0x263C)\n"},
        {12, "(map (math (\"to\" 0x2192))\n"},
        {13, "231A FE0E ; text style;\n231A FE0F ; emoji style;\n2600 FE0E ; text style;\n#EOF\n"},
    };
    const struct tree *tree = *state;

    for (size_t i = 0; i < COUNT(halves); i++) {
        const struct loss *loss = &losses[halves[i].loss];

        assert_int_equal(renameat(tree->directory, loss->path, tree->directory, "away"), 0);
        tree_write_text(tree, loss->path, halves[i].text);
        assert_lost(tree, loss, SOURCE_DAMAGED);
        assert_int_equal(renameat(tree->directory, "away", tree->directory, loss->path), 0);
    }
}

/* A file that can be read but contains no records is treated as damaged. */
static void test_a_source_without_records_is_damaged(void **state)
{
    const struct tree *tree = *state;

    tree_write_text(tree, TREE_SEQUENCES, "# nothing\n# EOF\n");
    assert_lost(tree, &losses[2], SOURCE_DAMAGED);
}

static void test_without_any(void **state)
{
    static const char *const directories[] = {"/no/such/directory", "/dev/null", "/proc", ""};

    (void)state;
    for (size_t i = 0; i < COUNT(directories); i++) {
        const struct sources_options options = {.directory = directories[i]};
        struct reading reading;

        read_tree(&reading, &options);
        assert_int_equal(reading.outcome, 0);
        assert_true(reading.characters > 149000);
        assert_string_equal(reading.printed.bytes, "");
        for (size_t j = 1; j < SOURCE_COUNT; j++)
            assert_int_equal(reading.sources.list[j].state,
                             j == SOURCE_SITE || j == SOURCE_UCD /* they may have none */
                                 ? SOURCE_OK
                                 : SOURCE_MISSING);
        assert_int_equal(reading.sources.language_count, 1);
        assert_int_equal(sources_english(&reading.sources), 0);
        buffer_release(&reading.printed);
    }
}

static void test_languages(void **state)
{
    static const char *const languages[] = {"pt", "xx", "de"};
    const struct tree *tree = *state;
    const struct sources_options options = {
        .directory = tree->path, .languages = languages, .language_count = 3};
    struct reading reading;

    tree_write_language(tree, "de");
    tree_write_language(tree, "pt");
    tree_remove(tree, TREE_DERIVED("de")); /* as some files are missing from CLDR itself */
    read_tree(&reading, &options);
    assert_int_equal(reading.outcome, 0);
    assert_int_equal(sources_english(&reading.sources), 1);
    /* A missing language affects nothing: the sources are as if nobody had asked for it. */
    assert_states_but(&reading.sources, SOURCE_ANNOTATIONS, SOURCE_OK);
    assert_int_equal(reading.sources.list[SOURCE_ANNOTATIONS].records, 5);
    assert_string_equal(reading.sources.list[SOURCE_ANNOTATIONS].reason.text, "");
    assert_non_null(strstr(reading.printed.bytes,
                           RECORDS_NAMES "0041 keyword de\n"
                                         "0041 keyword@1 en\n"
                                         "0042 short-name@1 en\n"
                                         "0041 keyword@2 pt\n"
                                         "0042 short-name@2 pt\n" RECORDS_UNIHAN));
    buffer_release(&reading.printed);

    tree_write_text(tree, TREE_DERIVED("pt"), "<ldml>");
    read_tree(&reading, &options);
    assert_states_but(&reading.sources, SOURCE_ANNOTATIONS, SOURCE_DAMAGED);
    assert_int_equal(reading.sources.language_count, 3);
    assert_non_null(strstr(reading.printed.bytes,
                           RECORDS_NAMES "0041 keyword de\n"
                                         "0041 keyword@1 en\n"
                                         "0042 short-name@1 en\n" RECORDS_UNIHAN));
    buffer_release(&reading.printed);
}

static void assert_digests_same_but(const struct sources *one, const struct sources *other,
                                    enum source_id id)
{
    for (size_t i = 0; i < SOURCE_COUNT; i++)
        if ((memcmp(one->list[i].digest, other->list[i].digest, CHECKSUM_SIZE) == 0) != (i != id))
            fail_msg("%.8s", one->list[i].name);
}

static void test_digests(void **state)
{
    const struct tree *tree = *state;
    char names[256];
    const struct sources_options options = {.directory = tree->path, .names = names};
    struct sources before, after;
    struct reading reading;

    (void)snprintf(names, sizeof names, "%s/names.d", tree->path);
    assert_int_equal(sources_identify(&options, &before), 0);
    assert_states_but(&before, SOURCE_COUNT, SOURCE_OK);
    for (size_t i = 0; i < SOURCE_COUNT; i++)
        assert_int_equal(before.list[i].records, 0);

    /* Reading and identifying report the same about each source. */
    read_tree(&reading, &options);
    assert_digests_same_but(&before, &reading.sources, SOURCE_COUNT);
    assert_memory_equal(before.languages, reading.sources.languages, sizeof before.languages);
    assert_memory_equal(before.icu_version, reading.sources.icu_version, 4);
    assert_memory_equal(before.unicode_version, reading.sources.unicode_version, 4);
    buffer_release(&reading.printed);

    /* Every byte of every file affects the digest, and so does a file that is removed. */
    for (size_t i = 0; i < COUNT(losses); i++) {
        int file;

        file = openat(tree->directory, losses[i].path, O_WRONLY | O_APPEND | O_CLOEXEC);
        assert_int_equal(write(file, "\n", 1), 1);
        assert_int_equal(close(file), 0);
        assert_int_equal(sources_identify(&options, &after), 0);
        assert_digests_same_but(&before, &after, losses[i].id);
        tree_remove(tree, losses[i].path);
        before = after;
        assert_int_equal(sources_identify(&options, &after), 0);
        assert_digests_same_but(&before, &after, losses[i].id);
        before = after;
    }
}

static void test_a_language_more_is_another_digest(void **state)
{
    static const char *const german[] = {"de"};
    const struct tree *tree = *state;
    const struct sources_options english = {.directory = tree->path};
    const struct sources_options both = {
        .directory = tree->path, .languages = german, .language_count = 1};
    const struct sources_options all = {.directory = tree->path, .all_languages = true};
    struct sources one, other;

    tree_write_language(tree, "de");
    assert_int_equal(sources_identify(&english, &one), 0);
    assert_int_equal(sources_identify(&both, &other), 0);
    assert_digests_same_but(&one, &other, SOURCE_ANNOTATIONS);
    assert_int_equal(sources_identify(&all, &one), 0);
    assert_digests_same_but(&one, &other, SOURCE_COUNT);
}

static bool refuse_character(void *context, const struct source_character *character)
{
    (void)context;
    return character->code_point < 0x41;
}

static bool refuse_texts(void *context)
{
    (void)context;
    return false;
}

static bool refuse_text(void *context, const struct source_text *text)
{
    (void)text;
    (void)context;
    return false;
}

static bool refuse_spelling(void *context, const struct source_spelling *spelling)
{
    (void)spelling;
    (void)context;
    return false;
}

static bool refuse_presentations(void *context, uint32_t code_point)
{
    (void)code_point;
    (void)context;
    return false;
}

static void test_a_visitor_can_stop(void **state)
{
    const struct tree *tree = *state;
    const struct sources_options options = {.directory = tree->path};
    struct source_visitor visitors[] = {visitor, visitor, visitor, visitor, visitor};

    visitors[0].character = refuse_character;
    visitors[1].texts_begin = refuse_texts;
    visitors[2].text = refuse_text;
    visitors[3].spelling = refuse_spelling;
    visitors[4].presentations = refuse_presentations;
    for (size_t i = 0; i < sizeof visitors / sizeof *visitors; i++) {
        struct reading reading = {.printed = BUFFER_INIT};

        assert_int_equal(
            sources_read(&options, &reading.sources, &visitors[i], &reading, &reading.reason),
            -ECANCELED);
        buffer_release(&reading.printed);
    }
}

static void test_the_installed_sources(void **state)
{
    const struct sources_options options = {.all_languages = true}; /* where Debian installs them */
    struct sources sources;

    (void)state;
    assert_int_equal(sources_identify(&options, &sources), 0);
    assert_states_but(&sources, SOURCE_COUNT, SOURCE_OK);
    assert_in_range(sources.language_count, 140, LANGUAGES_MAX);
}

/* An index without its keywords would replace a good one. */
static void test_a_process_without_descriptors(void **state)
{
    const struct tree *tree = *state;
    struct sources_options options = {.directory = tree->path};
    struct sources sources;
    struct rlimit before, limit;
    int free_descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);

    assert_int_equal(close(free_descriptor), 0);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    limit.rlim_max = before.rlim_max;
    for (unsigned all = 0; all < 2; all++) {
        options.all_languages = all == 1;
        for (rlim_t more = 0; more < 2; more++) { /* for the directory, then for a file in it */
            limit.rlim_cur = (rlim_t)free_descriptor + more;
            assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
            assert_int_equal(sources_identify(&options, &sources), -EMFILE);
        }
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
        assert_int_equal(sources_identify(&options, &sources), 0);
    }
}

/* The first line of NameAliases.txt names it, whether the file is parsed or only identified. */
static void test_the_version_of_the_files(void **state)
{
    const struct tree *tree = *state;
    const struct sources_options options = {.directory = tree->path};
    struct sources sources;

    assert_int_equal(sources_identify(&options, &sources), 0);
    assert_memory_equal(sources.data_version, "\0\0\0\0", 4);
    tree_write_text(tree, TREE_ALIASES, "# NameAliases-15.1.2.txt\n0041;AY;abbreviation\n# EOF\n");
    assert_int_equal(sources_identify(&options, &sources), 0);
    assert_memory_equal(sources.data_version, "\x0F\x01\x02\0", 4);
    tree_remove(tree, TREE_ALIASES);
    assert_int_equal(sources_identify(&options, &sources), 0);
    assert_memory_equal(sources.data_version, "\0\0\0\0", 4);
}

static void test_names(void **state)
{
    const struct sources_options options = {.directory = "/no/such/directory"};
    struct sources sources;

    (void)state;
    assert_int_equal(sources_identify(&options, &sources), 0);
    assert_memory_equal(sources.list[SOURCE_ICU].name, "icu\0\0\0\0\0", SOURCE_NAME_SIZE);
    assert_memory_equal(sources.list[SOURCE_NAMES_LIST].name, "nameslst", SOURCE_NAME_SIZE);
    assert_memory_equal(sources.list[SOURCE_VARIATIONS].name, "emojivar", SOURCE_NAME_SIZE);
    assert_memory_equal(sources.list[SOURCE_HTML].name, "html\0\0\0\0", SOURCE_NAME_SIZE);
    assert_string_equal(source_state_name(SOURCE_OK), "ok");
    assert_string_equal(source_state_name(SOURCE_MISSING), "missing");
    assert_string_equal(source_state_name(SOURCE_DAMAGED), "damaged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_TREE(test_everything_in_its_order),
        IN_A_TREE(test_each_can_be_missing),
        IN_A_TREE(test_each_can_be_damaged),
        IN_A_TREE(test_half_a_source_is_discarded),
        IN_A_TREE(test_a_source_without_records_is_damaged),
        IN_A_TREE(test_languages),
        IN_A_TREE(test_digests),
        IN_A_TREE(test_a_language_more_is_another_digest),
        IN_A_TREE(test_a_visitor_can_stop),
        IN_A_TREE(test_a_process_without_descriptors),
        IN_A_TREE(test_the_version_of_the_files),
        cmocka_unit_test(test_without_any),
        cmocka_unit_test(test_the_installed_sources),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
