/*
 * Words, senses and more general words; and files that are not WordNet's.
 */

#include "index/sources/formats/wordnet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define DATA                                                                                       \
    "  1 This line belongs to the licence.\n"                                                      \
    "00000100 06 n 01 truck 0 001 @ 00000300 n 0000 | a vehicle  \n"                               \
    "00000200 06 n 02 lorry 0 camion 2 002 @ 00000100 n 0000 ~ 00000300 n 0000 | a truck | big\n"  \
    "00000300 06 n 01 vehicle 0 000 | a thing\n"
#define INDEX                                                                                      \
    "  1 This line belongs to the licence.\n"                                                      \
    "camion n 1 1 @ 1 0 00000200  \n"                                                              \
    "lorry n 2 1 @ 2 0 00000200 00000300  \n"

struct files {
    struct wordnet *wordnet;
    struct reason reason;
    int outcome;
};

static struct files read_files(const char *data, const char *index)
{
    struct files files = {.wordnet = wordnet_new()};

    assert_non_null(files.wordnet);
    files.outcome =
        wordnet_read_data(files.wordnet, WORDNET_NOUN, data, strlen(data), &files.reason);
    if (files.outcome == SOURCE_OK)
        files.outcome =
            wordnet_read_index(files.wordnet, WORDNET_NOUN, index, strlen(index), &files.reason);
    if (files.outcome == SOURCE_OK)
        assert_int_equal(wordnet_finish(files.wordnet), 0);
    return files;
}

static void test_words_and_senses(void **state)
{
    uint32_t senses[WORDNET_SENSES_MAX], wider[WORDNET_WIDER_MAX];
    struct files files = read_files(DATA, INDEX);
    struct wordnet_members members;

    (void)state;
    assert_int_equal(files.outcome, SOURCE_OK);
    assert_int_equal(wordnet_words(files.wordnet), 2);
    assert_true(slice_is(wordnet_word(files.wordnet, 1), "lorry"));
    assert_int_equal(wordnet_senses(files.wordnet, 1, WORDNET_NOUN, senses), 2);
    members = wordnet_members(files.wordnet, senses[0]);
    assert_int_equal(members.end - members.first, 2);
    assert_true(slice_is(wordnet_member(files.wordnet, members.first + 1), "camion"));
    assert_int_equal(wordnet_wider(files.wordnet, senses[0], wider), 1); /* "~" is not wider */
    members = wordnet_members(files.wordnet, wider[0]);
    assert_true(slice_is(wordnet_member(files.wordnet, members.first), "truck"));
    assert_int_equal(wordnet_senses(files.wordnet, 1, WORDNET_VERB, senses), 0);
    wordnet_free(files.wordnet);
}

static void test_the_marker_of_an_adjective_is_not_part_of_it(void **state)
{
    static const char data[] = "00000100 00 s 01 galore(ip) 0 000 | plenty\n";
    struct wordnet *wordnet = wordnet_new();
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(wordnet_read_data(wordnet, WORDNET_ADJECTIVE, data, sizeof data - 1, &reason),
                     SOURCE_OK);
    assert_int_equal(wordnet_finish(wordnet), 0);
    assert_true(slice_is(wordnet_member(wordnet, 0), "galore"));
    wordnet_free(wordnet);
}

/* Pointers and senses to synsets that are not there, and words that point to themselves. */
static void test_what_does_not_exist_is_left_out(void **state)
{
    struct files files = read_files("00000100 06 n 01 a 0 003 @ 00000999 n 0000 @ 00000100 n 0000 "
                                    "@ 00000100 v 0000 | a\n",
                                    "a n 2 0 1 0 00000777 00000100\n");
    uint32_t senses[WORDNET_SENSES_MAX], wider[WORDNET_WIDER_MAX];

    (void)state;
    assert_int_equal(files.outcome, SOURCE_OK);
    assert_int_equal(wordnet_senses(files.wordnet, 0, WORDNET_NOUN, senses), 1);
    assert_int_equal(wordnet_wider(files.wordnet, senses[0], wider), 1);
    assert_int_equal(wider[0], senses[0]);
    wordnet_free(files.wordnet);
}

static void test_many_senses_and_pointers_are_cut(void **state)
{
    char data[4096] = "00000100 06 n 01 a 0 020", index[4096] = "a n 20 0 1 0";
    struct files files;
    uint32_t senses[WORDNET_SENSES_MAX], wider[WORDNET_WIDER_MAX];

    (void)state;
    for (unsigned i = 0; i < 20; i++) {
        strcat(data, " @ 00000100 n 0000");
        strcat(index, " 00000100");
    }
    strcat(data, "\n");
    strcat(index, "\n");
    files = read_files(data, index);
    assert_int_equal(files.outcome, SOURCE_OK);
    assert_int_equal(wordnet_senses(files.wordnet, 0, WORDNET_NOUN, senses), WORDNET_SENSES_MAX);
    assert_int_equal(wordnet_wider(files.wordnet, senses[0], wider), WORDNET_WIDER_MAX);
    wordnet_free(files.wordnet);
}

static void assert_damaged(const char *data, const char *index, const char *reason)
{
    struct files files = read_files(data, index);

    if (files.outcome != SOURCE_DAMAGED || !strstr(files.reason.text, reason))
        fail_msg("\"%s\" and \"%s\" give %d: %s", data, index, files.outcome, files.reason.text);
    wordnet_free(files.wordnet);
}

static void test_damaged_data(void **state)
{
    (void)state;
    assert_damaged("", INDEX, "no synsets");
    assert_damaged("  1 only a licence\n", INDEX, "no synsets");
    assert_damaged("lorry\n", INDEX, "line 1: no offset");
    assert_damaged("123456789 06 n 01 a 0 000 | a\n", INDEX, "no offset");
    assert_damaged(DATA "00000300 06 n 01 a 0 000 | a\n", INDEX, "line 5: offsets do not ascend");
    assert_damaged("00000100 06 v 01 a 0 000 | a\n", INDEX, "another part of speech");
    assert_damaged("00000100 06 x 01 a 0 000 | a\n", INDEX, "another part of speech");
    assert_damaged("00000100 06 n 00 000 | a\n", INDEX, "no number of words");
    assert_damaged("00000100 06 n fff a 0 000 | a\n", INDEX, "no number of words");
    assert_damaged("00000100 06 n 02 a 0\n", INDEX, "a word is missing");
    assert_damaged("00000100 06 n 01 \x01 0 000 | a\n", INDEX, "a word is missing");
    assert_damaged("00000100 06 n 01 a 0 x\n", INDEX, "no number of pointers");
    assert_damaged("00000100 06 n 01 a 0 002 @ 00000100 n 0000\n", INDEX, "a pointer is missing");
    assert_damaged("00000100 06 n 01 a 0 001 @ 0000010x n 0000\n", INDEX, "a pointer is missing");
    assert_damaged("00000100 06 n 01 a 0 001 @ 00000100 n", INDEX, "a pointer is missing");
}

static void test_damaged_index(void **state)
{
    (void)state;
    assert_damaged(DATA, "", "no words");
    assert_damaged(DATA, "lorry v 1 0 1 0 00000100\n", "another part of speech");
    assert_damaged(DATA, "lorry n 0 0 1 0\n", "no number of senses");
    assert_damaged(DATA, "lorry n 1 x 1 0 00000100\n", "no number of senses");
    assert_damaged(DATA, "lorry n 1 3 @ 1 0\n", "a field is missing");
    assert_damaged(DATA, "lorry n 2 0 2 0 00000100\n", "a sense is missing");
    assert_damaged(DATA, "lorry n 1 0 1 0 lorry\n", "a sense is missing");
}

static void test_a_word_too_long_is_invalid(void **state)
{
    char index[256];

    (void)state;
    memset(index, 'a', 129);
    strcpy(index + 129, " n 1 0 1 0 00000100\n");
    assert_damaged(DATA, index, "no word");
    assert_damaged(DATA, index + 1 + 128, "no word");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_senses),
        cmocka_unit_test(test_the_marker_of_an_adjective_is_not_part_of_it),
        cmocka_unit_test(test_what_does_not_exist_is_left_out),
        cmocka_unit_test(test_many_senses_and_pointers_are_cut),
        cmocka_unit_test(test_damaged_data),
        cmocka_unit_test(test_damaged_index),
        cmocka_unit_test(test_a_word_too_long_is_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
