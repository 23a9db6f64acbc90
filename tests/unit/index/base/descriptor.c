/*
 * Calls of the kernel that do a part, are interrupted, or fail: write() and pread() are replaced, and
 * do what a list says.
 */

#include "index/base/descriptor.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ALL = 1000, FILE_NUMBER = 77 };

/* What the next calls do: so many bytes at most, or a negative errno. */
static struct {
    const int *list;
    size_t count, calls;
    char bytes[64]; /* of the file */
    size_t size;
    size_t asked[8]; /* how many bytes each call was to transfer */
} script;

ssize_t __wrap_write(int file, const void *bytes, size_t size);
ssize_t __real_write(int file, const void *bytes, size_t size);
ssize_t __wrap_pread(int file, void *bytes, size_t size, off_t offset);
ssize_t __real_pread(int file, void *bytes, size_t size, off_t offset);

static void begin(const int *list, size_t count, const char *content)
{
    memset(&script, 0, sizeof script);
    script.list = list;
    script.count = count;
    script.size = strlen(content);
    memcpy(script.bytes, content, script.size);
}

/* How much of `size` the next call does, or -1 with errno. */
static ssize_t next(size_t size)
{
    int what;

    assert_true(script.calls < script.count);
    script.asked[script.calls] = size;
    what = script.list[script.calls++];
    if (what < 0) {
        errno = -what;
        return -1;
    }
    return (size_t)what < size ? what : (ssize_t)size;
}

ssize_t __wrap_write(int file, const void *bytes, size_t size)
{
    ssize_t n;

    if (file != FILE_NUMBER)
        return __real_write(file, bytes, size);
    n = next(size);
    if (n > 0) {
        memcpy(script.bytes + script.size, bytes, (size_t)n);
        script.size += (size_t)n;
    }
    return n;
}

ssize_t __wrap_pread(int file, void *bytes, size_t size, off_t offset)
{
    const size_t at = (size_t)offset;
    ssize_t n;

    if (file != FILE_NUMBER)
        return __real_pread(file, bytes, size, offset);
    n = next(at < script.size && size > script.size - at ? script.size - at : size);
    if (at >= script.size)
        return n < 0 ? n : 0;
    if (n > 0)
        memcpy(bytes, script.bytes + at, (size_t)n);
    return n;
}

#define BEGIN(content, ...)                                                                        \
    begin((const int[]){__VA_ARGS__}, sizeof((const int[]){__VA_ARGS__}) / sizeof(int), content)

static void assert_written(const char *wanted)
{
    assert_int_equal(script.calls, script.count);
    assert_int_equal(script.size, strlen(wanted));
    assert_memory_equal(script.bytes, wanted, script.size);
}

static void test_short_and_interrupted_writes_go_on(void **state)
{
    (void)state;
    BEGIN("", 3, -EINTR, 1, -EINTR, -EINTR, ALL);
    assert_int_equal(descriptor_write(FILE_NUMBER, "snowman", 7), 0);
    assert_written("snowman");
    assert_int_equal(script.asked[1], 4);
    assert_int_equal(script.asked[5], 3);
}

static void test_a_disk_that_fills_up(void **state)
{
    (void)state;
    BEGIN("", 4, -ENOSPC);
    assert_int_equal(descriptor_write(FILE_NUMBER, "snowman", 7), -ENOSPC);
    assert_written("snow");
    BEGIN("", -EDQUOT);
    assert_int_equal(descriptor_write(FILE_NUMBER, "snowman", 7), -EDQUOT);
}

static void test_a_write_of_nothing_is_an_error(void **state)
{
    (void)state;
    BEGIN("", 2, 0);
    assert_int_equal(descriptor_write(FILE_NUMBER, "snowman", 7), -EIO);
    assert_written("sn");
}

static void test_nothing_to_write_or_read(void **state)
{
    char byte;

    (void)state;
    begin(NULL, 0, "snowman");
    assert_int_equal(descriptor_write(FILE_NUMBER, "", 0), 0);
    assert_int_equal(descriptor_read_at(FILE_NUMBER, &byte, 0, 3), 0);
}

static void test_short_and_interrupted_reads_go_on(void **state)
{
    char bytes[5];

    (void)state;
    BEGIN("snowman", 2, -EINTR, 1, ALL);
    assert_int_equal(descriptor_read_at(FILE_NUMBER, bytes, sizeof bytes, 2), 5);
    assert_memory_equal(bytes, "owman", 5);
    assert_int_equal(script.calls, script.count);
}

static void test_a_file_that_ends(void **state)
{
    char bytes[9];

    (void)state;
    BEGIN("snowman", ALL, 0);
    assert_int_equal(descriptor_read_at(FILE_NUMBER, bytes, sizeof bytes, 3), 4);
    assert_memory_equal(bytes, "wman", 4);
    BEGIN("snowman", 0);
    assert_int_equal(descriptor_read_at(FILE_NUMBER, bytes, sizeof bytes, 7), 0);
}

static void test_a_read_that_fails(void **state)
{
    char bytes[7];

    (void)state;
    BEGIN("snowman", 3, -EIO);
    assert_int_equal(descriptor_read_at(FILE_NUMBER, bytes, sizeof bytes, 0), -EIO);
}

/* The real calls. */
static void test_the_kernel(void **state)
{
    char path[] = "/tmp/charfinder-descriptor.XXXXXX", bytes[8];
    int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(descriptor_write(file, "snow", 4), 0);
    assert_int_equal(descriptor_write(file, "man", 3), 0);
    assert_int_equal(descriptor_read_at(file, bytes, sizeof bytes, 0), 7);
    assert_memory_equal(bytes, "snowman", 7);
    assert_int_equal(close(file), 0);
    assert_int_equal(descriptor_write(file, "x", 1), -EBADF);
    assert_int_equal(descriptor_read_at(file, bytes, 1, 0), -EBADF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_and_interrupted_writes_go_on),
        cmocka_unit_test(test_a_disk_that_fills_up),
        cmocka_unit_test(test_a_write_of_nothing_is_an_error),
        cmocka_unit_test(test_nothing_to_write_or_read),
        cmocka_unit_test(test_short_and_interrupted_reads_go_on),
        cmocka_unit_test(test_a_file_that_ends),
        cmocka_unit_test(test_a_read_that_fails),
        cmocka_unit_test(test_the_kernel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
