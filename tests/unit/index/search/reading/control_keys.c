/*
 * Keys of control characters, and other controls.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_keys(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_control_keys, "Ctrl-M", 0xD);
    ASSERT_READS(index, reading_control_keys, "ctrl+m", 0xD);
    ASSERT_READS(index, reading_control_keys, "control-M", 0xD);
    ASSERT_READS(index, reading_control_keys, "Ctrl+[", 0x1B);
    ASSERT_READS(index, reading_control_keys, "C-m", 0xD);
    ASSERT_READS(index, reading_control_keys, "<C-m>", 0xD);
    ASSERT_READS(index, reading_control_keys, "ctrl-@", 0x0);
    ASSERT_READS(index, reading_control_keys, "ctrl-?", 0x7F);
    ASSERT_READS(index, reading_control_keys, "CTRL + C", 0x3);
    ASSERT_READS(index, reading_control_keys, "ctl-z", 0x1A);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "ctrl",   "ctrl-", "control", "control picture",    "ctrl-mm", "ctrl-1",    "c-", "c",
        "C-clef", "<C>",   "<>",      "control-alt-delete", "^M",      "ctrl-alt-x"};

    assert_not_read(*state, reading_control_keys, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
