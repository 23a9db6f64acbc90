/*
 * The index that the command works with: built from ICU alone, saved, and loaded again.
 */

#include "index/cli/open.h"

#include <sys/stat.h>
#include <sysexits.h>

#include "index/file/store.h"
#include "tests/unit/index/cli/capture.h"

struct place {
    char top[32], state[64],
        file[96];                   /* a temporary directory, the state in it, the index in that */
    struct sources_options sources; /* only ICU */
};

static int place_make(void **state)
{
    static struct place place = {.top = "/tmp/cli_open.XXXXXX"};

    if (!mkdtemp(place.top))
        return -1;
    (void)snprintf(place.state, sizeof place.state, "%s/state", place.top);
    (void)snprintf(place.file, sizeof place.file, "%s/" STORE_FILE, place.state);
    place.sources.directory = place.sources.names = place.top;
    *state = &place;
    return 0;
}

static int place_remove(void **state)
{
    const struct place *place = *state;

    return unlink(place->file) || rmdir(place->state) || rmdir(place->top) ? -1 : 0;
}

static struct charindex *open_good(const struct place *place, const char *directory,
                                   struct capture *errors)
{
    struct charindex *index = NULL;
    int status;

    capture_begin(errors, stderr);
    status = open_index(directory, &place->sources, &index);
    (void)capture_end(errors);
    assert_int_equal(status, EX_OK);
    assert_non_null(index);
    return index;
}

static ino_t inode_of(const char *path)
{
    struct stat status;

    assert_int_equal(stat(path, &status), 0);
    return status.st_ino;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    while ((text = strstr(text, part)) != NULL) {
        text += strlen(part);
        count++;
    }
    return count;
}

static void test_a_new_index_is_saved_and_reports_what_it_lacks(void **state)
{
    const struct place *place = *state;
    struct capture errors;
    struct charindex *index = open_good(place, place->state, &errors);

    assert_int_equal(count_of(errors.text, " is missing: "), SOURCE_COUNT - 2); /* ICU; a site */
    assert_null(strstr(errors.text, "Building the index")); /* there is no terminal */
    assert_true(inode_of(place->file) > 0);
    charindex_unref(index);
}

static void test_a_saved_index_is_loaded_without_a_message(void **state)
{
    const struct place *place = *state;
    ino_t before = inode_of(place->file);
    struct capture errors;

    charindex_unref(open_good(place, place->state, &errors));
    assert_string_equal(errors.text, "");
    assert_int_equal(inode_of(place->file), before);
}

static void test_a_damaged_index_is_rebuilt(void **state)
{
    const struct place *place = *state;
    struct capture errors;

    assert_int_equal(truncate(place->file, 1000), 0);
    charindex_unref(open_good(place, place->state, &errors));
    assert_non_null(strstr(errors.text, "rebuilding the index in "));
    assert_non_null(strstr(errors.text, place->state));
    charindex_unref(open_good(place, place->state, &errors));
    assert_string_equal(errors.text, "");
}

static void test_without_a_directory_it_is_built_and_not_saved(void **state)
{
    const struct place *place = *state;
    struct capture errors;

    charindex_unref(open_good(place, NULL, &errors));
    assert_non_null(strstr(errors.text, "no state directory"));
    charindex_unref(open_good(place, "/proc/charfinder", &errors));
    assert_non_null(strstr(errors.text, "cannot save the index"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_index_is_saved_and_reports_what_it_lacks),
        cmocka_unit_test(test_a_saved_index_is_loaded_without_a_message),
        cmocka_unit_test(test_a_damaged_index_is_rebuilt),
        cmocka_unit_test(test_without_a_directory_it_is_built_and_not_saved),
    };

    return cmocka_run_group_tests(tests, place_make, place_remove);
}
