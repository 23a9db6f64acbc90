/*
 * What keys mean: each row is bytes in and what they are, written as a transcript.
 */
#include "server/answers/telnet/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"

#define BYTES(text)  (text), sizeof(text) - 1
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct typed {
    const char *story;
    const char *keys;
    size_t size;
    const char *meaning; /* text as it is; <c>, <w>, <l>: a character, word, line is erased */
};

static const struct typed typed[] = {
    {"letters", BYTES("cat face"), "cat face"},
    {"other characters", BYTES("\342\230\200"), "\342\230\200"},
    {"controls that edit nothing", BYTES("a\001\t\r\n\034\037"), "a\001\t\r\n\034\037"},
    {"Backspace, DEL", BYTES("a\b\177b"), "a<c><c>b"},
    {"Ctrl-W, Ctrl-U", BYTES("\027\025"), "<w><l>"},
    {"Ctrl-V quotes nothing", BYTES("\026\177"), "\026<c>"},

    /* Sequences of xterm, PuTTY, rxvt, VT220, the Linux console. */
    {"arrows", BYTES("\033[A\033[B\033[C\033[Dx"), "x"},
    {"arrows of the application mode", BYTES("\033OA\033OB\033OC\033ODx"), "x"},
    {"Home, End", BYTES("\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~x"), "x"},
    {"Insert, Delete, Page Up, Page Down", BYTES("\033[2~\033[3~\033[5~\033[6~x"), "x"},
    {"function keys", BYTES("\033OP\033OS\033[11~\033[24~\033[20;2~x"), "x"},
    {"of the Linux console", BYTES("\033[[A\033[[Ex"), "x"},
    {"of rxvt with Shift and Ctrl", BYTES("\033[a\033Oa\033[3$\033[3^x"), "x"},
    {"with modifiers", BYTES("\033[1;5A\033[1;2D\033O5Cx"), "x"},
    {"Alt and an arrow", BYTES("\033\033[A\033\033OBx"), "x"},
    {"Shift-Tab", BYTES("\033[Zx"), "x"},
    {"a paste with brackets", BYTES("\033[200~cat\033[201~"), "cat"},
    {"a report of the cursor", BYTES("\033[24;80Rx"), "x"},
    {"a private parameter, an intermediate", BYTES("\033[?1;2c\033[0 qx"), "x"},

    /* What only begins like one. */
    {"ESC and a letter", BYTES("\033b"), "\033b"},
    {"ESC and Backspace", BYTES("\033\177"), "\033<c>"},
    {"ESC and a line end", BYTES("\033\r\n"), "\033\r\n"},
    {"ESC at the end", BYTES("a\033"), "a\033"},
    {"ESC twice at the end", BYTES("a\033\033"), "a\033"},
    {"CSI at the end", BYTES("a\033["), "a"},
    {"a sequence ends at a control", BYTES("\033[1\nA\033O\177A\033[[\001A"), "\nA<c>A\001A"},
    {"and at a character outside of ASCII", BYTES("\033[1\342\230\200"), "\342\230\200"},
    {"and at the next sequence", BYTES("\033[1\033[Ax"), "x"},
    {"no letter of 8-bit controls", BYTES("\302\233A"), "\302\233A"},
};

static void meaning_append(struct buffer *out, struct keys *keys, uint8_t byte)
{
    bool plain = keys_text(keys, byte);
    enum key key = keys_step(keys, byte);

    assert_true(!plain || key == KEY_TEXT);
    switch (key) {
    case KEY_TEXT:
        buffer_append(out, &byte, 1);
        return;
    case KEY_TEXT_AND_ESCAPE:
        buffer_append_text(out, "\033");
        meaning_append(out, keys, byte);
        return;
    case KEY_IGNORED:
        return;
    case KEY_ERASE_CHARACTER:
        buffer_append_text(out, "<c>");
        return;
    case KEY_ERASE_WORD:
        buffer_append_text(out, "<w>");
        return;
    case KEY_ERASE_LINE:
        buffer_append_text(out, "<l>");
        return;
    }
    fail_msg("key %d", (int)key);
}

static void assert_meaning(const char *story, const char *bytes, size_t size, const char *meaning)
{
    struct buffer out = BUFFER_INIT;
    struct keys keys = {.state = 0};

    for (size_t i = 0; i < size; i++)
        meaning_append(&out, &keys, (uint8_t)bytes[i]);
    if (keys_end(&keys))
        buffer_append_text(&out, "\033");
    assert_false(keys_end(&keys));
    if (out.size != strlen(meaning) || memcmp(out.bytes ? out.bytes : "", meaning, out.size) != 0)
        fail_msg("%s: %.*s", story, (int)out.size, out.bytes ? out.bytes : "");
    buffer_release(&out);
}

static void test_keys_and_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(typed); i++)
        assert_meaning(typed[i].story, typed[i].keys, typed[i].size, typed[i].meaning);
}

static void test_a_sequence_has_a_bound(void **state)
{
    char bytes[2 + KEYS_SEQUENCE_MAX + 2] = "\033[";

    (void)state;
    memset(bytes + 2, '1', KEYS_SEQUENCE_MAX + 1);
    bytes[2 + KEYS_SEQUENCE_MAX] = 'A';
    assert_meaning("the longest", bytes, 2 + KEYS_SEQUENCE_MAX + 1, "");
    bytes[2 + KEYS_SEQUENCE_MAX] = '1';
    bytes[2 + KEYS_SEQUENCE_MAX + 1] = 'A';
    assert_meaning("one more", bytes, 2 + KEYS_SEQUENCE_MAX + 2, "1A");
    bytes[1] = 'O';
    assert_meaning("SS3", bytes, 2 + KEYS_SEQUENCE_MAX + 2, "1A");
}

/* Every byte but the editing keys and ESC is text. */
static void test_every_other_byte_is_text(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        struct keys keys = {.state = 0};
        enum key key = keys_step(&keys, (uint8_t)byte);

        if (byte == 0 || !strchr("\b\177\025\027\033", (int)byte))
            assert_int_equal(key, KEY_TEXT);
        else
            assert_int_not_equal(key, KEY_TEXT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_and_text),
        cmocka_unit_test(test_a_sequence_has_a_bound),
        cmocka_unit_test(test_every_other_byte_is_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
