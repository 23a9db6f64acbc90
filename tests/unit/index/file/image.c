/*
 * The memory of an index: zeroed, writable until it is frozen, and unmapped when it is released.
 * Accesses that would fault are made by the kernel, which returns EFAULT instead.
 */

#include "index/file/image.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/file/kernel_write.h"

static const size_t sizes[] = {1, 4095, 4096, 4097, 2 << 20, (2 << 20) + 1, 5 << 20};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_memory_is_zeroed_and_page_aligned(void **state)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct image image = {.bytes = NULL};
        const char *bytes;

        assert_int_equal(image_allocate(&image, sizes[i]), 0);
        assert_int_equal(image.size, sizes[i]);
        assert_int_equal((uintptr_t)image.bytes % page, 0);
        bytes = image.bytes;
        for (size_t at = 0; at < sizes[i]; at++)
            if (bytes[at] != 0)
                fail_msg("byte %zu of %zu is %d", at, sizes[i], bytes[at]);
        image_release(&image);
    }
}

static void test_it_is_writable_until_it_is_frozen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct image image;
        char *last;

        assert_int_equal(image_allocate(&image, sizes[i]), 0);
        last = (char *)image.bytes + sizes[i] - 1;
        assert_int_equal(kernel_write(image.bytes), 0);
        assert_int_equal(kernel_write(last), 0);
        image_freeze(&image);
        assert_int_equal(kernel_write(image.bytes), -EFAULT);
        assert_int_equal(kernel_write(last), -EFAULT);
        assert_int_equal(*last, '!'); /* what was written stays readable */
        image_release(&image);
    }
}

static void test_released_memory_is_unmapped(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        const size_t page = (size_t)sysconf(_SC_PAGESIZE);
        struct image image;
        char *bytes;

        assert_int_equal(image_allocate(&image, sizes[i]), 0);
        bytes = image.bytes;
        image_release(&image);
        assert_null(image.bytes);
        assert_int_equal(image.size, 0);
        assert_int_equal(msync(bytes, 1, MS_ASYNC), -1);
        assert_int_equal(msync(bytes + (sizes[i] - 1) / page * page, 1, MS_ASYNC), -1);
        image_release(&image); /* a second release does nothing */
    }
}

static void test_more_memory_than_there_is(void **state)
{
    static const size_t huge[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - (2 << 20), SIZE_MAX / 2};
    struct image image = {.bytes = &image, .size = 7};

    (void)state;
    for (size_t i = 0; i < COUNT(huge); i++)
        assert_int_equal(image_allocate(&image, huge[i]), -ENOMEM);
    assert_ptr_equal(image.bytes, &image); /* unchanged */
    assert_int_equal(image.size, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_page_aligned),
        cmocka_unit_test(test_it_is_writable_until_it_is_frozen),
        cmocka_unit_test(test_released_memory_is_unmapped),
        cmocka_unit_test(test_more_memory_than_there_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
