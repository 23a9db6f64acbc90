/*
 * Ownership of an index and its bytes: references, adopted images, shared handles.
 */

#include "index/file/charindex.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "tests/unit/index/file/kernel_write.h"
#include "tests/unit/index/file/subject.h"

static void test_the_last_reference_frees_it(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_ptr_equal(charindex_ref(index), index);
    charindex_unref(index);
    assert_int_equal(charindex_code_point(index, 1), 0x41);
    charindex_unref(index);
    charindex_unref(NULL);
}

static void test_an_adopted_image_belongs_to_the_index_and_is_read_only(void **state)
{
    const struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct image image;
    void *bytes;

    assert_int_equal(image_allocate(&image, subject->image.size), 0);
    memcpy(image.bytes, subject->bytes, subject->image.size);
    bytes = image.bytes;
    assert_int_equal(kernel_write((char *)bytes + subject->image.size), 0);
    assert_int_equal(charindex_adopt(&image, &index, &reason), CHARINDEX_OK);
    assert_null(image.bytes);
    assert_ptr_equal(charindex_image(index).bytes, bytes);
    assert_int_equal(charindex_image(index).size, subject->image.size);
    assert_int_equal(kernel_write(bytes), -EFAULT);
    charindex_unref(index);
    assert_int_equal(msync(bytes, 1, MS_ASYNC), -1); /* unmapped */
    assert_int_equal(errno, ENOMEM);
}

/* Threads have handles of their own. The index lives as long as any of them, whatever the order in
 * which they are released. */
static void test_a_shared_index_lives_until_its_last_handle(void **state)
{
    const struct subject *subject = *state;

    for (unsigned order = 0; order < 4; order++) {
        struct reason reason = {.text = ""};
        struct charindex *first, *shared, *second;
        struct image image;
        void *bytes;

        assert_int_equal(image_allocate(&image, subject->image.size), 0);
        memcpy(image.bytes, subject->bytes, subject->image.size);
        bytes = image.bytes;
        assert_int_equal(charindex_adopt(&image, &first, &reason), CHARINDEX_OK);
        shared = charindex_share(first);
        assert_non_null(shared);
        second = charindex_share(order & 1 ? first : shared);
        assert_non_null(second);
        charindex_unref(first);
        charindex_unref(charindex_ref(second));
        charindex_unref(order & 2 ? shared : second);
        second = order & 2 ? second : shared;

        assert_ptr_equal(charindex_image(second).bytes, bytes);
        assert_slice(charindex_name(second, 1), "LATIN CAPITAL LETTER A");
        assert_int_equal(msync(bytes, 1, MS_ASYNC), 0);
        charindex_unref(second);
        assert_int_equal(msync(bytes, 1, MS_ASYNC), -1); /* unmapped */
    }
}

/* Separate cache lines are the purpose of shared handles. */
static void test_shared_handles_are_on_separate_cache_lines(void **state)
{
    struct charindex *first = parse_good(*state);
    struct charindex *shared[8];

    for (size_t i = 0; i < COUNT(shared); i++) {
        shared[i] = charindex_share(first);
        assert_non_null(shared[i]);
        assert_int_equal((uintptr_t)shared[i] % 64, 0);
        assert_string_equal(charindex_generation(shared[i]), charindex_generation(first));
    }
    for (size_t i = 0; i < COUNT(shared); i++)
        charindex_unref(shared[i]);
    charindex_unref(first);
}

static void test_a_refused_image_still_belongs_to_the_caller(void **state)
{
    const struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct image image;

    assert_int_equal(image_allocate(&image, subject->image.size), 0);
    assert_int_equal(charindex_adopt(&image, &index, &reason), CHARINDEX_INVALID);
    assert_string_equal(reason.text, "bad magic number");
    assert_non_null(image.bytes);
    assert_int_equal(kernel_write(image.bytes), 0);
    image_release(&image);
    assert_null(image.bytes);
    image_release(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_the_last_reference_frees_it),
        STORY(test_an_adopted_image_belongs_to_the_index_and_is_read_only),
        STORY(test_a_shared_index_lives_until_its_last_handle),
        STORY(test_shared_handles_are_on_separate_cache_lines),
        STORY(test_a_refused_image_still_belongs_to_the_caller),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
