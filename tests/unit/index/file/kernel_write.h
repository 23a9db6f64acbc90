#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_KERNEL_WRITE_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_KERNEL_WRITE_H

#include <errno.h>
#include <unistd.h>

/* Lets the kernel write '!' there. Returns 0, or -EFAULT where a store would kill the process. Include
 * <cmocka.h> before this. */
static inline int kernel_write(void *byte)
{
    int ends[2], r;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "!", 1), 1);
    r = read(ends[0], byte, 1) == 1 ? 0 : -errno;
    (void)close(ends[0]);
    (void)close(ends[1]);
    return r;
}

#endif
