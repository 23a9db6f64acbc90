/*
 * The index that the command works with: built from ICU alone, saved, and loaded again.
 */

#include "index/cli/open.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/file/format.h"
#include "index/file/store.h"
#include "tests/unit/index/base/remove_tree.h"
#include "tests/unit/index/cli/capture.h"

struct place {
    char top[32], state[64],
        service[64]; /* a temporary directory, and in it two that an index is saved in */
    char file[128];  /* the index in the first one */
    struct sources_options sources; /* only ICU */
};

static int place_make(void **state)
{
    static struct place place = {.top = "/tmp/cli_open.XXXXXX"};

    if (!mkdtemp(place.top))
        return -1;
    (void)snprintf(place.state, sizeof place.state, "%s/state", place.top);
    (void)snprintf(place.service, sizeof place.service, "%s/service", place.top);
    place.sources.directory = place.sources.names = place.top;
    *state = &place;
    return 0;
}

static int place_remove(void **state)
{
    const struct place *place = *state;

    return remove_tree(place->top);
}

/* Opens it and searches in it, because it is read only then. */
static void open_good(const struct place *place, const char *own, const char *service,
                      struct capture *errors)
{
    const struct open_places places = {.own = own, .service = service};
    struct opened opened;
    uint32_t document = 0;
    int status;

    capture_begin(errors, stderr);
    status = open_index(&places, &place->sources, &opened);
    if (status == EX_OK)
        assert_true(charindex_find_name(opened.index, "SNOWMAN", 7, &document));
    (void)capture_end(errors);
    assert_int_equal(status, EX_OK);
    assert_int_equal(charindex_code_point(opened.index, document), 0x2603);
    open_close(&opened);
}

static ino_t inode_of(const char *path)
{
    struct stat status;

    assert_int_equal(stat(path, &status), 0);
    return status.st_ino;
}

static void test_a_new_index_is_saved_and_reports_what_it_lacks(void **state)
{
    struct place *place = *state;
    struct capture errors;
    char name[STORE_NAME_SIZE];
    struct charindex *index;
    struct reason reason;

    open_good(place, place->state, NULL, &errors);
    assert_int_equal(store_load(place->state, &place->sources, &index, &reason), STORE_OK);
    store_name(index, name);
    charindex_unref(index);
    (void)snprintf(place->file, sizeof place->file, "%s/%s", place->state, name);
    assert_int_equal(count_of(errors.text, " is missing: "),
                     SOURCE_COUNT - 3);                     /* ICU, its files, a site */
    assert_null(strstr(errors.text, "Building the index")); /* there is no terminal */
    assert_true(inode_of(place->file) > 0);
}

static void test_a_saved_index_is_loaded_without_a_message(void **state)
{
    const struct place *place = *state;
    ino_t before = inode_of(place->file);
    struct capture errors;

    open_good(place, place->state, NULL, &errors);
    assert_string_equal(errors.text, "");
    assert_int_equal(inode_of(place->file), before);
}

static void test_a_damaged_index_is_rebuilt(void **state)
{
    const struct place *place = *state;
    struct capture errors;

    assert_int_equal(truncate(place->file, 1000), 0);
    open_good(place, place->state, NULL, &errors);
    assert_non_null(strstr(errors.text, "rebuilding the index in "));
    assert_non_null(strstr(errors.text, place->state));
    open_good(place, place->state, NULL, &errors);
    assert_string_equal(errors.text, "");
}

/* Flips a bit at some places of the file. */
static void damage(const char *path, off_t first, off_t step, off_t end)
{
    int file = open(path, O_RDWR | O_CLOEXEC);

    assert_true(file >= 0);
    for (off_t at = first; at < end; at += step) {
        uint8_t byte;

        assert_int_equal(pread(file, &byte, 1, at), 1);
        byte ^= 1;
        assert_int_equal(pwrite(file, &byte, 1, at), 1);
    }
    (void)close(file);
}

/* Where it is opened, and where it is read while a query runs: then the query goes on. */
static void test_an_index_that_turns_out_to_be_damaged_is_rebuilt(void **state)
{
    const struct place *place = *state;
    struct capture errors;
    struct stat status;

    assert_int_equal(stat(place->file, &status), 0);
    for (unsigned i = 0; i < 4; i++) {
        const ino_t before = inode_of(place->file);
        const off_t end = status.st_size, last = (off_t)format_content((size_t)end) - 1;

        if (i == 0)
            damage(place->file, 5000, end, end); /* among the sources */
        else if (i == 1)
            damage(place->file, 200000, 10000, end - 100000); /* of what the query needs */
        else if (i == 2)
            damage(place->file, end - 1, 1, end); /* the trailer */
        else
            damage(place->file, last, 1, last + 1);
        open_good(place, place->state, NULL, &errors);
        if (i == 3 && errors.text[0] == '\0')
            break; /* what is last depends on the sources: the query need not have read it */
        assert_int_equal(count_of(errors.text, "rebuilding the index in "), 1);
        assert_non_null(strstr(errors.text, "checksum mismatch"));
        assert_true(inode_of(place->file) != before);
        open_good(place, place->state, NULL, &errors);
        assert_string_equal(errors.text, "");
    }
}

static void test_without_a_directory_it_is_built_and_not_saved(void **state)
{
    const struct place *place = *state;
    struct capture errors;

    open_good(place, NULL, NULL, &errors);
    assert_non_null(strstr(errors.text, "no state directory"));
    open_good(place, "/proc/charfinder", NULL, &errors);
    assert_non_null(strstr(errors.text, "cannot save the index"));
}

static bool exists(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

/* The daemon's index: used, and left as it is. */
static void test_the_index_of_the_service_is_used(void **state)
{
    const struct place *place = *state;
    const char *nowhere = "/proc/charfinder";
    struct capture errors;
    char file[192];

    open_good(place, place->service, NULL, &errors);
    open_good(place, nowhere, place->service, &errors);
    assert_string_equal(errors.text, "");
    open_good(place, NULL, place->service, &errors);
    assert_string_equal(errors.text, "");

    /* One that does not fit is not replaced, nor complained about. */
    (void)snprintf(file, sizeof file, "%s%s", place->service, strrchr(place->file, '/'));
    assert_int_equal(truncate(file, 1000), 0);
    open_good(place, place->state, place->service, &errors);
    assert_string_equal(errors.text, ""); /* the own one is loaded */
    assert_int_equal(unlink(place->file), 0);
    open_good(place, place->state, place->service, &errors);
    assert_null(strstr(errors.text, "rebuilding"));
    assert_true(exists(place->file));
    open_good(place, nowhere, place->service, &errors);
    assert_non_null(strstr(errors.text, "cannot save the index"));
    assert_int_equal(truncate(file, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_index_is_saved_and_reports_what_it_lacks),
        cmocka_unit_test(test_a_saved_index_is_loaded_without_a_message),
        cmocka_unit_test(test_a_damaged_index_is_rebuilt),
        cmocka_unit_test(test_an_index_that_turns_out_to_be_damaged_is_rebuilt),
        cmocka_unit_test(test_without_a_directory_it_is_built_and_not_saved),
        cmocka_unit_test(test_the_index_of_the_service_is_used),
    };

    return cmocka_run_group_tests(tests, place_make, place_remove);
}
