/*
 * The raw head of a request: fields as RFC 9112 allows them, and each byte that it does not allow.
 *
 * The tables are in the form in which clients send heads. as_left() turns them into what the
 * library leaves in its buffer, by the library's own rules for lines and colons.
 */

#include "server/answers/http/request/head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct sent {
    const char *bytes;
    size_t size;
};
#define SENT(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

/* What libmicrohttpd 0.9.75 makes of the bytes: NUL for the end of each line and for each first
 * colon. It stops after a line that is empty or begins with NUL. Returns the size. */
static size_t as_left(char *bytes, size_t size, size_t *fields)
{
    char *line = bytes, *lf;
    bool first = true;

    *fields = 0;
    while ((lf = memchr(line, '\n', (size_t)(bytes + size - line)))) {
        char *end = lf > line && lf[-1] == '\r' ? lf - 1 : lf, *colon;

        *end = *lf = '\0';
        if (!first && line[0] == '\0')
            return (size_t)(lf + 1 - bytes);
        colon = first ? NULL : memchr(line, ':', strlen(line));
        if (colon) {
            *colon = '\0';
            *fields += 1;
        }
        line = lf + 1;
        first = false;
    }
    return size;
}

/* Reads a copy of exactly its size, so that the sanitizer sees any read beyond it. Returns the
 * fault; a head whose fields the library counts otherwise has a bad line. */
static enum head_fault read_all(const struct sent *sent, struct head_field *last, char **memory)
{
    char *whole = malloc(sent->size), *copy;
    size_t fields, size;
    struct head_field field = {.name = {"", 0}};
    struct head head;

    assert_non_null(whole);
    memcpy(whole, sent->bytes, sent->size);
    size = as_left(whole, sent->size, &fields);
    copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, whole, size);
    free(whole);
    head_init(&head, HEAD_OF_VERSION_0_9, copy, size);
    while (head_next(&head, &field))
        assert_in_range(field.value.bytes - copy, 0, size);
    *last = field;
    *memory = copy;
    return head.fault == HEAD_SOUND && head.fields != fields ? HEAD_BAD_LINE : head.fault;
}

static void test_sound_heads(void **state)
{
    static const struct {
        struct sent sent;
        const char *name, *value; /* of the last field */
    } heads[] = {
        {SENT("\r\n\r\n"), "", ""},
        {SENT("\r\nHost: x\r\n\r\n"), "Host", "x"},
        {SENT("\r\nHost:x\r\n\r\n"), "Host", "x"},
        {SENT("\r\nHost: \t x \t\r\n\r\n"), "Host", "x"},
        {SENT("\r\nA: 1\r\nB: 2\r\n\r\n"), "B", "2"},
        {SENT("\r\nA:\r\n\r\n"), "A", ""},
        {SENT("\r\nA: \t \r\n\r\n"), "A", ""},
        {SENT("\r\nA:::b:\r\n\r\n"), "A", "::b:"},
        {SENT("\r\nA: b c\td\r\n\r\n"), "A", "b c\td"},
        {SENT("\r\nA: caf\xC3\xA9\xFF\r\n\r\n"), "A", "caf\xC3\xA9\xFF"},
        {SENT("\r\n!#$%&'*+-.^_`|~09AZaz: 1\r\n\r\n"), "!#$%&'*+-.^_`|~09AZaz", "1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(heads); i++) {
        struct head_field last;
        char *memory;

        if (read_all(&heads[i].sent, &last, &memory) != HEAD_SOUND)
            fail_msg("head %zu", i);
        assert_true(slice_is(last.name, heads[i].name));
        assert_true(slice_is(last.value, heads[i].value));
        free(memory);
    }
}

static void test_faults(void **state)
{
    static const struct {
        struct sent sent;
        enum head_fault fault;
    } heads[] = {
        {SENT("\nA: b\r\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\nB: c\r\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\r\n\n"), HEAD_BAD_LINE},
        {SENT("\nA: b\n\n"), HEAD_BAD_LINE},
        {SENT("\n\n"), HEAD_BAD_LINE},
        {SENT("\r\n\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\r\n"), HEAD_BAD_LINE},
        {SENT("\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\0c\r\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\0\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA: \0b\r\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\0\0B\0c\r\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\r\n\0\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA: b\r\n\0B: c\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA: b\n\0B\0c\0\0\r\n"), HEAD_BAD_LINE},
        {SENT("\r\nA: b\n\0A\0b\r\n\r\n"), HEAD_BAD_LINE},
        {SENT("\r\n A: b\r\n\r\n"), HEAD_FOLDED},
        {SENT("\r\nA: b\r\n c\r\n\r\n"), HEAD_FOLDED},
        {SENT("\r\nA: b\r\n\tc: d\r\n\r\n"), HEAD_FOLDED},
        {SENT("\r\nA: b\r\n \r\n\r\n"), HEAD_FOLDED},
        {SENT("\r\n: b\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\n:\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA : b\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA\t: b\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA B: c\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA\x7F: c\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\ncaf\xC3\xA9: c\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA\r: c\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\n\rA: c\r\n\r\n"), HEAD_BAD_NAME},
        {SENT("\r\nA: b\rc\r\n\r\n"), HEAD_BAD_VALUE},
        {SENT("\r\nA: b\r\r\n\r\n"), HEAD_BAD_VALUE},
        {SENT("\r\nA: \x01\r\n\r\n"), HEAD_BAD_VALUE},
        {SENT("\r\nA: \x1B[2J\r\n\r\n"), HEAD_BAD_VALUE},
        {SENT("\r\nA: \x7F\r\n\r\n"), HEAD_BAD_VALUE},
        {SENT("\r\nA: \x0B\r\n\r\n"), HEAD_BAD_VALUE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(heads); i++) {
        struct head_field last;
        char *memory;
        enum head_fault fault = read_all(&heads[i].sent, &last, &memory);

        if (fault != heads[i].fault)
            fail_msg("head %zu (%s): fault %d, not %d", i, heads[i].sent.bytes, (int)fault,
                     (int)heads[i].fault);
        free(memory);
    }
}

/* What version 1.0 leaves: a NUL for each first colon, and for what comes after a value. */
static void test_heads_of_version_1_0(void **state)
{
    static const struct {
        struct sent left;
        const char *value; /* of the last field */
        enum head_fault fault;
    } heads[] = {
        {SENT("\0\n\r\n"), "", HEAD_SOUND},
        {SENT("\0\nHost\0 x\0\n\r\n"), "x", HEAD_SOUND},
        {SENT("\0\nHost\0x\0\r\n\r\n"), "x", HEAD_SOUND}, /* a space came after the value */
        {SENT("\0\nHost\0x\0\t \r\nA\0b\0\n\r\n"), "b", HEAD_SOUND},
        {SENT("\0\nA\0 \t \0\n\r\n"), "", HEAD_SOUND},
        {SENT("\0\nA\0::\0\n\r\n"), "::", HEAD_SOUND},
        {SENT("\0\0A\0b\0\0\0\0"), "", HEAD_BAD_LINE}, /* as version 0.9 leaves it */
        {SENT("\0\nA\0b\0\n\0\0"), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\0x\r\n\r\n"), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\0 \n\r\n"), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\0\n\n"), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\0\n"), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\0"), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\0 "), "b", HEAD_BAD_LINE},
        {SENT("\0\nA\0b\r\n\r\n"), "", HEAD_BAD_VALUE},
        {SENT("\0\nA\0\x1B\0\n\r\n"), "", HEAD_BAD_VALUE},
        {SENT("\0\nA(\0b\0\n\r\n"), "", HEAD_BAD_NAME},
        {SENT("\0\n A\0b\0\n\r\n"), "", HEAD_FOLDED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(heads); i++) {
        struct head_field field = {.value = {"", 0}};
        char *copy = malloc(heads[i].left.size);
        struct slice last = {"", 0};
        struct head head;

        assert_non_null(copy);
        memcpy(copy, heads[i].left.bytes, heads[i].left.size);
        head_init(&head, HEAD_OF_VERSION_1_0, copy, heads[i].left.size);
        while (head_next(&head, &field))
            last = field.value;
        if (head.fault != heads[i].fault || !slice_is(last, heads[i].value))
            fail_msg("head %zu: fault %d", i, (int)head.fault);
        free(copy);
    }
}

/* Cut anywhere, a sound head is not one. */
static void test_cut_heads(void **state)
{
    static const char left[] =
        "\0\0Host\0 x\0\0A\0\0\0B\0 c\0\0\0"; /* its last NUL ends the literal */

    (void)state;
    for (size_t size = 0; size <= sizeof left; size++) {
        char *copy = malloc(size ? size : 1);
        struct head_field field;
        struct head head;

        assert_non_null(copy);
        memcpy(copy, left, size);
        head_init(&head, HEAD_OF_VERSION_0_9, copy, size);
        while (head_next(&head, &field))
            continue;
        assert_int_equal(head.fault == HEAD_SOUND, size == sizeof left);
        free(copy);
    }
}

static void test_tokens_are_those_of_the_rfc(void **state)
{
    static const char tokens[] = "!#$%&'*+-.^_`|~0123456789"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    (void)state;
    for (int c = 0; c < 256; c++) {
        char text = (char)c;

        assert_int_equal(head_is_token((struct slice){&text, 1}), c && strchr(tokens, c));
    }
    assert_false(head_is_token((struct slice){"", 0}));
    assert_false(head_is_token(slice_of("a b")));
    assert_true(head_is_token(slice_of("a-b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound_heads),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_heads_of_version_1_0),
        cmocka_unit_test(test_cut_heads),
        cmocka_unit_test(test_tokens_are_those_of_the_rfc),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
