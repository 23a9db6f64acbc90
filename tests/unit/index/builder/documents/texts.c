/*
 * Texts arrive in the order of their sources, and are stored by document, kind and language without
 * duplicates.
 */

#include "index/builder/documents/texts.h"

#include "tests/unit/index/builder/small_texts.h"

static void begin(struct small_texts *world)
{
    small_texts_begin(world);
    small_character(&world->small, '/', "SOLIDUS");
    small_character(&world->small, 0x2600, "BLACK SUN WITH RAYS");
    small_character(&world->small, 0x592A, "CJK UNIFIED IDEOGRAPH-592A");
    small_number(&world->small);
}

static void test_texts_are_ordered_by_kind_language_and_arrival(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u2600", TEXT_KEYWORD, 1, "sunny");
    small_text(&world, "/", TEXT_INFORMAL, 0, "virgule");
    small_text(&world, "\u2600", TEXT_KEYWORD, 0, "Strahlen");
    small_text(&world, "\u2600", TEXT_KEYWORD, 1, "bright");
    small_text(&world, "\u2600", TEXT_INFORMAL, 0, "clear weather");
    small_text(&world, "/", TEXT_INFORMAL, 0, "slash");
    small_texts_write(&world);
    assert_texts(&world, "/", TEXT_INFORMAL, 0, "virgule|slash");
    assert_texts(&world, "\u2600", TEXT_INFORMAL, 0, "clear weather");
    assert_texts(&world, "\u2600", TEXT_KEYWORD, 0, "Strahlen");
    assert_texts(&world, "\u2600", TEXT_KEYWORD, 1, "sunny|bright");
    assert_numbers(&world.small.chunks, CHUNK_TBEG, (const uint32_t[]){0, 2, 6, 6}, 4);
    small_texts_release(&world);
}

static void test_duplicates_are_stored_once(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    for (int i = 0; i < 3; i++) {
        small_text(&world, "\u2600", TEXT_KEYWORD, 1, "sun");
        small_text(&world, "\u2600", TEXT_KEYWORD, 0, "sun");
        small_text(&world, "\u2600", TEXT_SHORT_NAME, 1, "sun");
        small_text(&world, "\u592A", TEXT_KEYWORD, 1, "sun");
        small_text(&world, "\u2600", TEXT_KEYWORD, 1, "Sun"); /* another text with the same word */
    }
    assert_int_equal(texts_count(&world.texts), 15);
    small_texts_write(&world);
    assert_int_equal(texts_count(&world.texts), 5);
    assert_texts(&world, "\u2600", TEXT_KEYWORD, 1, "sun|Sun");
    assert_texts(&world, "\u2600", TEXT_KEYWORD, 0, "sun");
    assert_texts(&world, "\u2600", TEXT_SHORT_NAME, 1, "sun");
    assert_texts(&world, "\u592A", TEXT_KEYWORD, 1, "sun");
    assert_bytes(&world.small.chunks, CHUNK_XTXT, "sunSun"); /* stored once */
    small_texts_release(&world);
}

/* The code charts repeat some names as aliases. Texts of other kinds may equal the name. */
static void test_the_official_name_is_not_an_alias(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "/", TEXT_INFORMAL, 0, "solidus");
    small_text(&world, "/", TEXT_INFORMAL, 0, "SOLIDUS");
    small_text(&world, "/", TEXT_INFORMAL, 0, "solidus sign");
    small_text(&world, "/", TEXT_INFORMAL, 0, "soliduz");
    small_text(&world, "/", TEXT_KEYWORD, 0, "solidus");
    small_text(&world, "\u2600", TEXT_INFORMAL, 0, "solidus");
    small_texts_write(&world);
    assert_texts(&world, "/", TEXT_INFORMAL, 0, "solidus sign|soliduz");
    assert_texts(&world, "/", TEXT_KEYWORD, 0, "solidus");
    assert_texts(&world, "\u2600", TEXT_INFORMAL, 0, "solidus");
    small_texts_release(&world);
}

static void test_each_kind_is_posted_in_its_field(void **state)
{
    static const struct {
        enum text_kind kind;
        unsigned language, field;
    } kinds[] = {
        {TEXT_CORRECTION, 0, FIELD_ALIAS},
        {TEXT_CONTROL, 0, FIELD_ALIAS},
        {TEXT_ALTERNATE, 0, FIELD_ALIAS},
        {TEXT_FIGMENT, 0, FIELD_ALIAS},
        {TEXT_ABBREVIATION, 0, FIELD_ALIAS},
        {TEXT_INFORMAL, 0, FIELD_ALIAS},
        {TEXT_HTML, 0, FIELD_ALIAS},
        {TEXT_MARK, 0, FIELD_ALIAS},
        {TEXT_DEFINITION, 0, FIELD_DEFINITION},
        {TEXT_SHORT_NAME, 0, FIELD_KEYWORD},
        {TEXT_KEYWORD, 3, FIELD_KEYWORD + 3},
        {TEXT_SHORT_NAME, 183, FIELD_KEYWORD + 183},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct small_texts world;
        struct slice key;

        begin(&world);
        small_text(&world, "\u2600", kinds[i].kind, kinds[i].language, "sun");
        small_texts_write(&world);
        assert_int_equal(world.vocabulary.keys.count, 1);
        key = pool_get(&world.vocabulary.keys, 0);
        assert_int_equal(((const uint32_t *)(const void *)key.bytes)[1], kinds[i].field);
        assert_int_equal(runs_first(&world.vocabulary.postings, 0), 1);
        assert_int_equal(runs_total(&world.vocabulary.postings, 0), 1);
        small_texts_release(&world);
    }
}

static void test_a_text_can_be_repeated_for_another_document(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "\u2600", TEXT_INFORMAL, 0, "clear weather");
    assert_int_equal(texts_repeat(&world.texts, 0, 0, TEXT_MARK), 0);
    assert_int_equal(texts_count(&world.texts), 2);
    assert_int_equal(texts_kind(&world.texts, 0), TEXT_INFORMAL);
    assert_int_equal(texts_document(&world.texts, 0), 1);
    assert_int_equal(texts_kind(&world.texts, 1), TEXT_MARK);
    assert_int_equal(texts_document(&world.texts, 1), 0);
    small_texts_write(&world);
    assert_texts(&world, "/", TEXT_MARK, 0, "clear weather");
    assert_texts(&world, "\u2600", TEXT_INFORMAL, 0, "clear weather");
    assert_texts(&world, "\u2600", TEXT_MARK, 0, "");
    small_texts_release(&world);
}

/* Only English keywords, and the character's own aliases, count as evidence. */
static void test_texts_are_evidence(void **state)
{
    struct prominence_evidence evidence[3];
    struct small_texts world;

    (void)state;
    memset(evidence, 0, sizeof evidence);
    begin(&world);
    small_text(&world, "/", TEXT_INFORMAL, 0, "virgule");
    small_text(&world, "/", TEXT_ABBREVIATION, 0, "SLASH");
    small_text(&world, "/", TEXT_HTML, 0, "sol");
    small_text(&world, "\u2600", TEXT_KEYWORD, 0, "Sonne"); /* not English */
    small_text(&world, "\u2600", TEXT_KEYWORD, 1, "bright");
    small_text(&world, "\u2600", TEXT_SHORT_NAME, 1, "sun");
    small_text(&world, "\u2600", TEXT_KEYWORD, 1, "bright"); /* the same again */
    small_text(&world, "\u592A", TEXT_DEFINITION, 0, "very");
    small_text(&world, "\u592A", TEXT_MARK, 0, "dot"); /* not its own */
    small_texts_write(&world);
    texts_add_evidence(&world.texts, 1, evidence);
    assert_int_equal(evidence[0].aliases, 2);
    assert_int_equal(evidence[0].html_names, 1);
    assert_int_equal(evidence[0].annotations, 0);
    assert_int_equal(evidence[1].annotations, 2);
    assert_int_equal(evidence[1].aliases, 0);
    assert_int_equal(evidence[2].aliases + evidence[2].annotations + evidence[2].html_names, 0);
    small_texts_release(&world);
}

static void test_no_texts(void **state)
{
    struct small_texts world;

    (void)state;
    begin(&world);
    small_texts_write(&world);
    assert_numbers(&world.small.chunks, CHUNK_TBEG, (const uint32_t[]){0, 0, 0, 0}, 4);
    assert_numbers(&world.small.chunks, CHUNK_XOFF, (const uint32_t[]){0}, 1);
    assert_bytes(&world.small.chunks, CHUNK_TEXT, "");
    small_texts_release(&world);
}

static void test_running_out_of_memory_is_reported(void **state)
{
    const struct slice sun = {.bytes = "sun", .size = 3}, moon = {.bytes = "moon", .size = 4};
    struct small_texts world;

    (void)state;
    begin(&world);
    small_text(&world, "/", TEXT_INFORMAL, 0, "sun");
    world.vocabulary.current.failed = true; /* the words of a new text cannot be stored */
    assert_true(texts_add(&world.texts, &world.vocabulary, 1, TEXT_KEYWORD, 0, moon) < 0);
    world.vocabulary.current.failed = false;
    world.texts.entries.failed = true;
    assert_true(texts_add(&world.texts, &world.vocabulary, 1, TEXT_KEYWORD, 0, sun) < 0);
    assert_true(texts_repeat(&world.texts, 0, 1, TEXT_MARK) < 0);
    world.vocabulary.postings.links.failed = true;
    assert_true(texts_settle(&world.texts, &world.small.documents, &world.vocabulary) < 0);
    small_texts_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_are_ordered_by_kind_language_and_arrival),
        cmocka_unit_test(test_duplicates_are_stored_once),
        cmocka_unit_test(test_the_official_name_is_not_an_alias),
        cmocka_unit_test(test_each_kind_is_posted_in_its_field),
        cmocka_unit_test(test_a_text_can_be_repeated_for_another_document),
        cmocka_unit_test(test_texts_are_evidence),
        cmocka_unit_test(test_no_texts),
        cmocka_unit_test(test_running_out_of_memory_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
