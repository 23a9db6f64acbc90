/*
 * The backlog against a plain string: bytes come out as they went in, each is scanned once, and an
 * empty one holds no memory.
 */

#include "server/transport/telnet/backlog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/base/random.h"

static void append(struct backlog *backlog, const char *text)
{
    assert_true(backlog_append(backlog, text, strlen(text)));
}

static void assert_waiting(const struct backlog *backlog, const char *text)
{
    struct slice waiting = backlog_bytes(backlog);

    assert_int_equal(backlog_size(backlog), strlen(text));
    assert_true(slice_is(waiting, text));
}

static void assert_scans(struct backlog *backlog, const char *text)
{
    assert_true(slice_is(backlog_scan(backlog), text));
}

static void test_bytes_come_out_in_order(void **state)
{
    struct backlog backlog = {.taken = 0};

    (void)state;
    append(&backlog, "cat\nd");
    backlog_take(&backlog, 4);
    assert_waiting(&backlog, "d");
    append(&backlog, "og\nsun");
    assert_waiting(&backlog, "dog\nsun");
    backlog_take(&backlog, 0);
    assert_waiting(&backlog, "dog\nsun");
    backlog_take(&backlog, 4);
    append(&backlog, "\n");
    assert_waiting(&backlog, "sun\n");
    backlog_take(&backlog, 4);
    assert_waiting(&backlog, "");
    backlog_release(&backlog);
}

static void test_an_empty_one_holds_no_memory(void **state)
{
    struct backlog backlog = {.taken = 0};

    (void)state;
    assert_null(backlog_bytes(&backlog).bytes);
    assert_int_equal(backlog_scan(&backlog).size, 0);
    append(&backlog, "cat");
    assert_non_null(backlog.bytes.bytes);
    backlog_take(&backlog, 3);
    assert_null(backlog.bytes.bytes);
    append(&backlog, "dog"); /* and it can be used again */
    assert_waiting(&backlog, "dog");
    backlog_release(&backlog);
    backlog_release(&backlog);
    assert_null(backlog.bytes.bytes);
}

static void test_each_byte_is_scanned_once(void **state)
{
    struct backlog backlog = {.taken = 0};

    (void)state;
    append(&backlog, "abc");
    assert_scans(&backlog, "abc");
    assert_scans(&backlog, "");
    append(&backlog, "de");
    backlog_take(&backlog, 2); /* what is scanned and then taken */
    assert_scans(&backlog, "de");
    append(&backlog, "fgh");
    backlog_take(&backlog, 4); /* what is taken without having been scanned */
    assert_waiting(&backlog, "gh");
    assert_scans(&backlog, "gh");
    append(&backlog, "i"); /* moves what is left to the front */
    assert_scans(&backlog, "i");
    backlog_release(&backlog);
}

/* A client that always sends a little more than was taken. */
static void test_it_does_not_grow_without_end(void **state)
{
    struct backlog backlog = {.taken = 0};

    (void)state;
    append(&backlog, "x");
    for (unsigned turn = 0; turn < 10000; turn++) {
        append(&backlog, "0123456789");
        backlog_take(&backlog, 10);
        assert_int_equal(backlog_size(&backlog), 1);
    }
    assert_true(backlog.bytes.capacity < 1024);
    backlog_release(&backlog);
}

static void test_random_appends_and_takes(void **state)
{
    struct backlog backlog = {.taken = 0};
    char stream[64 * 1024];
    size_t in = 0, out = 0, scanned = 0;
    uint64_t seed = 4711;

    (void)state;
    for (size_t i = 0; i < sizeof stream; i++)
        stream[i] = (char)random_below(&seed, 256);
    while (out < sizeof stream) {
        size_t size = random_below(&seed, 300);
        struct slice waiting;

        size = size < sizeof stream - in ? size : sizeof stream - in;
        assert_true(backlog_append(&backlog, stream + in, size));
        in += size;
        if (random_below(&seed, 3) == 0) {
            struct slice fresh = backlog_scan(&backlog);
            size_t from = scanned > out ? scanned : out;

            assert_true(
                slice_equal(fresh, (struct slice){.bytes = stream + from, .size = in - from}));
            scanned = in;
        }
        waiting = backlog_bytes(&backlog);
        assert_true(slice_equal(waiting, (struct slice){.bytes = stream + out, .size = in - out}));
        size = random_below(&seed, (uint32_t)(in - out) + 1);
        backlog_take(&backlog, size);
        out += size;
    }
    assert_null(backlog.bytes.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_come_out_in_order),
        cmocka_unit_test(test_an_empty_one_holds_no_memory),
        cmocka_unit_test(test_each_byte_is_scanned_once),
        cmocka_unit_test(test_it_does_not_grow_without_end),
        cmocka_unit_test(test_random_appends_and_takes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
