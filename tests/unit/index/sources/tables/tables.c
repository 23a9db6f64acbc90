/*
 * Folders of tables: order, bounds, complaints, and what hostile files cost.
 */

#include "index/sources/tables/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"
#include "tests/unit/index/sources/tree.h"

struct fixture {
    struct tree tree;
    struct tables tables;
    struct private_names names;
    const struct sequence_set *sequences;
    struct source source;
    struct file file;
    struct sources_options options;
    struct buffer complaints;
    int outcome;
};

static void hear(void *context, const char *complaint)
{
    buffer_append_format(context, "%s\n", complaint);
}

static int make(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    assert_non_null(fixture);
    fixture->tree = tree_make();
    tree_remove(&fixture->tree, "names.d/ascii.tsv");
    fixture->options.complain = hear;
    fixture->options.complain_context = &fixture->complaints;
    *state = fixture;
    return 0;
}

static void forget(struct fixture *fixture)
{
    tables_release(&fixture->tables);
    private_names_release(&fixture->names);
    buffer_release(&fixture->complaints);
    fixture->tables = (struct tables){.bad = 0};
    fixture->names = (struct private_names){.list = VECTOR_INIT};
    fixture->source = (struct source){.records = 0};
    fixture->complaints = (struct buffer)BUFFER_INIT;
}

static int end(void **state)
{
    struct fixture *fixture = *state;

    forget(fixture);
    file_release(&fixture->file);
    tree_delete(&fixture->tree);
    free(fixture);
    return 0;
}

static void put(const struct fixture *fixture, const char *name, const char *text)
{
    char path[256];

    (void)snprintf(path, sizeof path, "names.d/%s", name);
    tree_write_text(&fixture->tree, path, text);
}

static void read_folder(struct fixture *fixture, const char *folder)
{
    const struct tables_folders folders = {.list = &folder, .count = 1, .english = 1};

    forget(fixture);
    fixture->tables.options = &fixture->options;
    assert_int_equal(tables_read(&fixture->tables, &folders, &fixture->file, true, &fixture->names,
                                 &fixture->source),
                     0);
    assert_int_equal(private_names_settle(&fixture->names), 0);
    tables_settle(&fixture->tables, &fixture->names, fixture->sequences, &fixture->source);
    buffer_append(&fixture->complaints, "", 1);
}

static void read_all(struct fixture *fixture)
{
    read_folder(fixture, fixture->tree.names);
}

static void assert_texts(const struct fixture *fixture, const char *expected)
{
    struct buffer printed = BUFFER_INIT;

    assert_int_equal(records_hand_over(&fixture->tables.texts, &printer, &printed), 0);
    buffer_append(&printed, "", 1);
    assert_string_equal(printed.bytes, expected);
    buffer_release(&printed);
}

static void test_files_in_their_order(void **state)
{
    struct fixture *fixture = *state;

    put(fixture, "b.tsv", "U+2190\tascii\t<-\n");
    put(fixture, "a.tsv", "U+2192\tascii\t->\nU+2192\tkeyword\tto\nU+2192\talias\tgoes to");
    put(fixture, "c.txt", "U+2192\tascii\t-->\n");
    put(fixture, ".d.tsv", "U+2192\tascii\t-->\n");
    put(fixture, "e.tsv~", "U+2192\tascii\t-->\n");
    put(fixture, ".tsv", "U+2192\tascii\t-->\n");
    read_all(fixture);
    assert_texts(fixture, "2192 ascii (4294967295) ->\n2192 keyword@1 to\n2192 nickname goes to\n"
                          "2190 ascii (4294967294) <-\n");
    assert_int_equal(fixture->source.state, SOURCE_OK);
    assert_string_equal(fixture->complaints.bytes, "");
}

static void test_a_mistake_costs_its_line(void **state)
{
    struct fixture *fixture = *state;
    char expected[512];

    put(fixture, "a.tsv", "U+2192\tascii\t->\nU+2192\tascy\t=>\nU+2190\tascii\t<-\n");
    put(fixture, "b.tsv", "# nothing\nx\n");
    read_all(fixture);
    assert_texts(fixture, "2192 ascii (4294967295) ->\n2190 ascii (4294967294) <-\n");
    assert_int_equal(fixture->source.state, SOURCE_DAMAGED);
    assert_non_null(strstr(fixture->source.reason.text, "a.tsv:2: unknown kind \"ascy\""));
    assert_non_null(strstr(fixture->source.reason.text, "; and 1 more"));
    assert_null(strstr(fixture->source.reason.text, fixture->tree.path));
    (void)snprintf(expected, sizeof expected, "%s/b.tsv:2: not three columns", fixture->tree.names);
    assert_non_null(strstr(fixture->complaints.bytes, expected));
}

static void test_files_that_cannot_be_read(void **state)
{
    struct fixture *fixture = *state;

    put(fixture, "a.tsv", "U+2192\tascii\t->\n");
    assert_int_equal(mkdirat(fixture->tree.directory, "names.d/b.tsv", 0700), 0);
    assert_int_equal(mkfifoat(fixture->tree.directory, "names.d/c.tsv", 0600), 0);
    assert_int_equal(symlinkat("nowhere", fixture->tree.directory, "names.d/d.tsv"), 0);
    put(fixture, "e\n\xFF.tsv", "x\n");
    read_all(fixture);
    assert_texts(fixture, "2192 ascii (4294967295) ->\n");
    assert_int_equal(fixture->tables.bad, 4);
    assert_non_null(strstr(fixture->complaints.bytes, "/b.tsv: not a regular file\n"));
    assert_non_null(strstr(fixture->complaints.bytes, "/d.tsv: No such file or directory\n"));
    assert_non_null(strstr(fixture->complaints.bytes, "e\\n"));
}

static void test_bounds(void **state)
{
    struct fixture *fixture = *state;
    const size_t size = TABLES_SIZE_MAX / 2 + 1;
    char *large = malloc(size), name[16];

    assert_non_null(large);
    memset(large, '\n', size);
    tree_write(&fixture->tree, "names.d/a.tsv", large, size);
    tree_write(&fixture->tree, "names.d/b.tsv", large, size);
    free(large);
    read_all(fixture);
    assert_int_equal(fixture->tables.bad, 1);
    assert_non_null(strstr(fixture->source.reason.text, "b.tsv: left out"));
    tree_remove(&fixture->tree, "names.d/a.tsv");
    tree_remove(&fixture->tree, "names.d/b.tsv");

    for (unsigned i = 0; i < TABLES_FILES_MAX + 2; i++) {
        (void)snprintf(name, sizeof name, "%03u.tsv", i * 7 % (TABLES_FILES_MAX + 2));
        put(fixture, name, i * 7 % (TABLES_FILES_MAX + 2) < TABLES_FILES_MAX ? "" : "bad\n");
    }
    read_all(fixture);
    assert_int_equal(fixture->tables.bad, 1);
    assert_non_null(strstr(fixture->source.reason.text, "2 tables are left out"));
}

static void test_complaints_are_bounded(void **state)
{
    struct fixture *fixture = *state;
    char text[4096];
    unsigned heard = 0;

    memset(text, 'x', sizeof text);
    for (size_t i = 1; i < sizeof text; i += 2)
        text[i] = '\n';
    tree_write(&fixture->tree, "names.d/a.tsv", text, sizeof text);
    read_all(fixture);
    for (const char *at = fixture->complaints.bytes; (at = strchr(at, '\n')) != NULL; at++)
        heard++;
    assert_int_equal(heard, TABLES_COMPLAINTS_MAX);
    assert_int_equal(fixture->tables.bad, sizeof text / 2);
}

static void test_private_use_characters(void **state)
{
    struct fixture *fixture = *state;

    put(fixture, "a.tsv",
        "U+E0A0\tkeyword\tversion\nU+E0A0\talias\tbranch\nU+E0A0\tname\tgit branch\n"
        "U+E0A1\temoticon\t:-lock\nU+E0A2 U+FE0F\tname\tx\nU+E0A3\talias\tline number\n");
    read_all(fixture);
    assert_int_equal(fixture->names.list.count, 3);
    assert_true(slice_is(private_names_text(&fixture->names, 0), "git branch"));
    assert_true(slice_is(private_names_text(&fixture->names, 2), "line number"));
    assert_int_equal(fixture->tables.bad, 1);
    assert_non_null(strstr(fixture->source.reason.text, "a.tsv:4: U+E0A1 has no name"));
}

static void test_sequences(void **state)
{
    struct fixture *fixture = *state;
    struct buffer printed = BUFFER_INIT;

    put(fixture, "a.tsv", "U+0041 U+0301\tname\ta acute\nU+0041 U+0301\talias\tan accent\n");
    read_all(fixture);
    assert_int_equal(records_hand_over(&fixture->tables.sequences, &printer, &printed), 0);
    buffer_append(&printed, "", 1);
    assert_string_equal(printed.bytes, "0041+0301 #0 a acute\n");
    buffer_release(&printed);
    assert_texts(fixture, "0041+0301 nickname a acute\n0041+0301 nickname an accent\n");
}

static void test_sequences_that_nobody_names(void **state)
{
    struct fixture *fixture = *state;
    struct sequence_set sequences = {.all = VECTOR_INIT};

    put(fixture, "a.tsv",
        "U+1F1E8 U+1F1ED\tkeyword\tSwiss\nU+1F1E8 U+1F1E8\tkeyword\tnowhere\n"
        "U+0041 U+0301\tascii\tA'\nU+0041 U+FE0F\talias\tan A\n");
    sequence_set_add(&sequences, (uint32_t[]){0x1F1E8, 0x1F1ED}, 2);
    assert_int_equal(sequence_set_settle(&sequences), 0);
    fixture->sequences = &sequences;
    read_all(fixture);
    assert_int_equal(fixture->tables.bad, 2);
    assert_int_equal(fixture->source.state, SOURCE_DAMAGED);
    assert_non_null(strstr(fixture->source.reason.text, "a.tsv:2: no source names this sequence"));
    assert_non_null(strstr(fixture->complaints.bytes, "a.tsv:3: no source names this sequence"));
    assert_non_null(strstr(fixture->source.reason.text, "; and 1 more"));
    sequence_set_release(&sequences);
    fixture->sequences = NULL; /* nobody knows them */
    read_all(fixture);
    assert_int_equal(fixture->tables.bad, 0);
}

/* The digest is that of all names and contents, whether or not they are parsed. */
static void test_digests(void **state)
{
    struct fixture *fixture = *state;
    const char *folder = fixture->tree.names;
    const struct tables_folders folders = {.list = &folder, .count = 1};
    static const uint8_t none[CHECKSUM_SIZE];
    uint8_t first[CHECKSUM_SIZE];

    read_all(fixture);
    assert_memory_equal(fixture->source.digest, none, sizeof none);
    put(fixture, "a.tsv", "U+2192\tascii\t->\n");
    read_all(fixture);
    memcpy(first, fixture->source.digest, sizeof first);
    assert_memory_not_equal(first, none, sizeof none);
    forget(fixture);
    assert_int_equal(tables_read(&fixture->tables, &folders, &fixture->file, false, &fixture->names,
                                 &fixture->source),
                     0);
    assert_memory_equal(fixture->source.digest, first, sizeof first);
    assert_int_equal(fixture->tables.texts.count, 0);
    put(fixture, "b.tsv", "");
    read_all(fixture);
    assert_memory_not_equal(fixture->source.digest, first, sizeof first);
}

static void test_folders_that_do_not_exist(void **state)
{
    struct fixture *fixture = *state;

    read_folder(fixture, "/no/such/folder");
    assert_int_equal(fixture->source.state, SOURCE_MISSING);
    assert_string_equal(fixture->source.reason.text, "/no/such/folder: No such file or directory");
    read_folder(fixture, "/dev/null");
    assert_int_equal(fixture->source.state, SOURCE_MISSING);
    read_folder(fixture, "/no\nsuch");
    assert_null(strchr(fixture->source.reason.text, '\n'));
}

static void test_the_folder_of_the_project(void **state)
{
    char path[PATH_MAX];

    (void)state;
    tables_folder(path);
    assert_int_equal(path[0], '/');
    assert_string_equal(path + strlen(path) - strlen("/names.d"), "/names.d");
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, make, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_files_in_their_order),
        STORY(test_a_mistake_costs_its_line),
        STORY(test_files_that_cannot_be_read),
        STORY(test_bounds),
        STORY(test_complaints_are_bounded),
        STORY(test_private_use_characters),
        STORY(test_sequences),
        STORY(test_sequences_that_nobody_names),
        STORY(test_digests),
        STORY(test_folders_that_do_not_exist),
        cmocka_unit_test(test_the_folder_of_the_project),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
