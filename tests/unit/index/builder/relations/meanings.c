/*
 * Which words have meanings, and which words are meanings: those that characters have.
 */

#include "index/builder/relations/meanings.h"

#include "tests/unit/index/builder/small_texts.h"
#include "tests/unit/index/builder/small_wordnet.h"

enum { GERMAN, ENGLISH };

static void begin(struct small_texts *world)
{
    small_texts_begin(world);
    small_character(&world->small, 'a', "LATIN SMALL LETTER A");
    small_character(&world->small, 'b', "SUR");
    small_number(&world->small);
}

/* Writes the meanings, and compares them: "lorry:truck,+vehicle;…", a wider one with a plus. */
static void assert_meanings(struct small_texts *world, const char *expected)
{
    struct wordnet *wordnet = small_wordnet();
    struct chunks *chunks = &world->small.chunks;
    struct buffer found = BUFFER_INIT;
    const uint32_t name = vocabulary_list(&world->vocabulary, "sur", 3);

    assert_int_equal(vocabulary_post(&world->vocabulary, name, FIELD_NAME, 1, 1), 0);
    small_texts_write(world);
    assert_int_equal(meanings_write(wordnet, &world->texts, &world->vocabulary, ENGLISH, chunks),
                     0);
    for (size_t i = 0; (i + 1) * 4 < chunks->list[CHUNK_MWOF].size; i++) {
        uint32_t begin = format_u32_at(chunks->list[CHUNK_MWOF].bytes, i);
        uint32_t at = format_u32_at(chunks->list[CHUNK_MBEG].bytes, i);

        buffer_append(&found, chunks->list[CHUNK_MWTX].bytes + begin,
                      format_u32_at(chunks->list[CHUNK_MWOF].bytes, i + 1) - begin);
        buffer_append_text(&found, ":");
        for (; at < format_u32_at(chunks->list[CHUNK_MBEG].bytes, i + 1); at++) {
            uint16_t entry = format_u16(chunks->list[CHUNK_MLST].bytes + 2 * (size_t)at);
            uint32_t query = entry & (FORMAT_MEANING_WIDER - 1);
            uint32_t first = format_u32_at(chunks->list[CHUNK_MQOF].bytes, query);

            buffer_append_text(&found, entry & FORMAT_MEANING_WIDER ? "+" : "");
            buffer_append(&found, chunks->list[CHUNK_MQTX].bytes + first,
                          format_u32_at(chunks->list[CHUNK_MQOF].bytes, (size_t)query + 1) - first);
            buffer_append_text(&found, ",");
        }
        buffer_append_text(&found, ";");
    }
    buffer_append(&found, "", 1);
    assert_string_equal(found.bytes, expected);
    buffer_release(&found);
    wordnet_free(wordnet);
}

static void test_words_that_characters_have(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "big truck");
    small_text(&world, "a", TEXT_INFORMAL, 0, "vehicle");
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "tire");
    assert_meanings(&world, "camion:+truck,+vehicle,;lorry:+truck,+vehicle,;tyre:tire,;");
    small_texts_release(&world);
}

/* Two letters with a capital are a symbol, as Na of sodium, and mean something else to characters. */
static void test_symbols_do_not_count(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "tr");
    assert_meanings(&world, "");
    small_texts_release(&world);
}

/* Names, definitions, and keywords of other languages do not tell what people ask for. */
static void test_words_that_do_not_count(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "a", TEXT_DEFINITION, 0, "truck");
    small_text(&world, "a", TEXT_KEYWORD, GERMAN, "tire");
    assert_meanings(&world, "");
    small_texts_release(&world);
}

static void test_known_words_do_not_need_meanings(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "truck");
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "lorry");
    small_text(&world, "b", TEXT_DEFINITION, 0, "camion");
    assert_meanings(&world, "camion:lorry,+truck,;");
    small_texts_release(&world);
}

/* Three and four steps, where there is nothing nearer. */
static void test_farther_words(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "transport");
    assert_meanings(&world, "camion:+transport,;lorry:+transport,;");
    small_texts_release(&world);
}

static void test_phrases(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "pushpin");
    small_text(&world, "a", TEXT_KEYWORD, ENGLISH, "tack"); /* more general */
    assert_meanings(&world, "drawing pin:pushpin,;");
    small_texts_release(&world);
}

static void test_without_wordnet(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_texts_write(&world);
    assert_int_equal(
        meanings_write(NULL, &world.texts, &world.vocabulary, ENGLISH, &world.small.chunks), 0);
    assert_numbers(&world.small.chunks, CHUNK_MWOF, &(uint32_t){0}, 1);
    assert_numbers(&world.small.chunks, CHUNK_MBEG, &(uint32_t){0}, 1);
    assert_numbers(&world.small.chunks, CHUNK_MQOF, &(uint32_t){0}, 1);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_that_characters_have),
        cmocka_unit_test(test_symbols_do_not_count),
        cmocka_unit_test(test_words_that_do_not_count),
        cmocka_unit_test(test_known_words_do_not_need_meanings),
        cmocka_unit_test(test_farther_words),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_without_wordnet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
