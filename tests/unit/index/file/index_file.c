/*
 * Open files that are an index, and files that are not.
 */

#include "index/file/index_file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/base/descriptor.h"
#include "tests/unit/index/file/small_image.h"

/* A file of these bytes, without a name. */
static int file_of(const void *bytes, size_t size)
{
    int file = memfd_create("index", MFD_CLOEXEC);

    assert_true(file >= 0);
    assert_int_equal(descriptor_write(file, bytes, size), 0);
    return file;
}

static struct slice make_again(void *context, const char *what_is_wrong)
{
    (void)context;
    fail_msg("asked for the file again: %s", what_is_wrong);
    return (struct slice){.bytes = NULL};
}

static void give_up(void *context)
{
    (void)context;
    fail_msg("gave up");
}

static const struct paging_owner owner = {.make_again = make_again, .give_up = give_up};

/* Both ways of reading refuse it, with this reason. Closes the file. */
static void assert_unusable(int file, const char *why)
{
    struct charindex *index = NULL;
    struct reason reason = {.text = ""};

    assert_int_equal(index_file_load(file, &index, &reason), INDEX_FILE_UNUSABLE);
    if (!strstr(reason.text, why))
        fail_msg("\"%s\" instead of \"%s\"", reason.text, why);
    reason.text[0] = '\0';
    assert_int_equal(index_file_page(file, &owner, &index, &reason), INDEX_FILE_UNUSABLE);
    if (!strstr(reason.text, why))
        fail_msg("\"%s\" instead of \"%s\" when it is paged", reason.text, why);
    assert_null(index);
    assert_int_equal(fcntl(file, F_GETFD), -1); /* it has been taken over */
}

static void test_a_good_file(void **state)
{
    struct small_image image;
    struct charindex *index;
    struct reason reason = {.text = ""};
    struct slice loaded;
    int file;

    (void)state;
    small_image_make(&image);
    file = file_of(image.bytes, image.size);
    assert_int_equal(index_file_load(file, &index, &reason), 0);
    /* What becomes of the file does not concern it. */
    assert_int_equal(ftruncate(file, 0), 0);
    assert_int_equal(close(file), 0);
    loaded = charindex_image(index);
    assert_int_equal(loaded.size, image.size);
    assert_memory_equal(loaded.bytes, image.bytes, image.size);
    charindex_unref(index);
}

static void test_a_good_file_is_paged(void **state)
{
    struct small_image image;
    struct charindex *index;
    struct reason reason = {.text = ""};
    uint32_t document;

    (void)state;
    small_image_make(&image);
    assert_int_equal(index_file_page(file_of(image.bytes, image.size), &owner, &index, &reason), 0);
    assert_true(charindex_find(index, charindex_code_point(index, 1), &document));
    assert_int_equal(document, 1);
    charindex_unref(index);
}

static void test_damaged_files(void **state)
{
    struct small_image image;

    (void)state;
    small_image_make(&image);
    assert_unusable(file_of("", 0), "not the size of an index (0 bytes)");
    assert_unusable(file_of("x", 1), "not the size of an index (1 bytes)");
    assert_unusable(file_of(image.bytes, image.size - 1), "bytes instead of the");
    assert_unusable(file_of(image.bytes, image.size + 1), "bytes instead of the");
    image.bytes[500] ^= 0x10;
    assert_unusable(file_of(image.bytes, image.size), "checksum mismatch");
    small_image_seal(&image);
    image.bytes[0] = 'C';
    assert_unusable(file_of(image.bytes, image.size), "bad magic number");
}

static void test_what_is_not_a_file(void **state)
{
    int ends[2], directory = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)state;
    assert_true(directory >= 0);
    assert_unusable(directory, "not a regular file");
    assert_int_equal(pipe(ends), 0);
    assert_unusable(ends[0], "not a regular file"); /* and it does not wait for it */
    assert_int_equal(close(ends[1]), 0);
}

static void test_a_file_too_large_is_not_read(void **state)
{
    struct small_image image;
    int file;

    (void)state;
    small_image_make(&image);
    file = file_of(image.bytes, image.size);
    assert_int_equal(ftruncate(file, (off_t)1 << 40), 0);
    assert_unusable(file, "not the size of an index (1099511627776 bytes)");
}

/* AddressSanitizer's own memory is far beyond any limit, so none can be set. */
static bool memory_can_be_limited(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return false;
#endif
#endif
    return true;
}

/* Even where the size is allowed: reading it first would take 256 MB of memory. */
static void test_a_file_of_nothing_is_refused_by_its_header(void **state)
{
    struct small_image image;
    struct rlimit before, limit = {.rlim_cur = 128 << 20};
    int nothing = file_of("", 0), longer;

    (void)state;
    small_image_make(&image);
    longer = file_of(image.bytes, image.size);
    assert_int_equal(ftruncate(nothing, (off_t)FORMAT_MAX_SIZE), 0);
    assert_int_equal(ftruncate(longer, (off_t)FORMAT_MAX_SIZE), 0);
    assert_int_equal(getrlimit(RLIMIT_DATA, &before), 0);
    limit.rlim_max = before.rlim_max;
    if (memory_can_be_limited())
        assert_int_equal(setrlimit(RLIMIT_DATA, &limit), 0);
    assert_unusable(nothing, "bad magic number");
    assert_unusable(longer, "bytes instead of the");
    assert_int_equal(setrlimit(RLIMIT_DATA, &before), 0);
}

static void test_who_may_write_it(void **state)
{
    static const struct {
        mode_t mode;
        bool trusted;
    } files[] = {{0644, true}, {0600, true}, {0664, false}, {0646, false}, {0666, false}};
    int file = file_of("", 0);

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(fchmod(file, files[i].mode), 0);
        assert_int_equal(index_file_is_trusted(file), files[i].trusted);
    }
    if (geteuid() == 0) {
        assert_int_equal(fchmod(file, 0644), 0);
        assert_int_equal(fchown(file, 65534, 65534), 0);
        assert_false(index_file_is_trusted(file));
    }
    assert_int_equal(close(file), 0);
    assert_false(index_file_is_trusted(file));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_file),
        cmocka_unit_test(test_a_good_file_is_paged),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_what_is_not_a_file),
        cmocka_unit_test(test_a_file_too_large_is_not_read),
        cmocka_unit_test(test_a_file_of_nothing_is_refused_by_its_header),
        cmocka_unit_test(test_who_may_write_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
