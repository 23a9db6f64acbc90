/*
 * The words of names are posted by runs of neighbours that have the same words.
 */

#include "index/builder/documents/names.h"

#include <stdio.h>

#include "tests/unit/index/builder/small_documents.h"

struct world {
    struct small_documents small;
    struct vocabulary vocabulary;
    struct names names;
};

static void world_begin(struct world *world)
{
    *world = (struct world){.vocabulary = {.order = NULL}};
    small_begin(&world->small);
}

static void world_release(struct world *world)
{
    names_release(&world->names);
    vocabulary_release(&world->vocabulary);
    small_release(&world->small);
}

static void add_words(struct world *world, const char *words)
{
    assert_int_equal(names_add(&world->names, &world->vocabulary, words, strlen(words)), 0);
}

static void add_character(struct world *world, uint32_t code_point, const char *words)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s-%04X", words, code_point);
    small_character(&world->small, code_point, name);
    add_words(world, words);
}

static void post(struct world *world)
{
    assert_int_equal(names_post(&world->names, &world->small.documents, &world->vocabulary,
                                &world->small.chunks),
                     0);
}

/* The term has so many documents in the field, from this one on. */
static void assert_posted(const struct world *world, const char *term, uint32_t field,
                          uint32_t first, uint32_t total)
{
    const struct vocabulary *vocabulary = &world->vocabulary;
    const uint32_t key[] = {pool_find(&vocabulary->terms, term, strlen(term)), field};
    const uint32_t list = pool_find(&vocabulary->keys, key, sizeof key);

    assert_int_not_equal(list, POOL_FAILED);
    assert_int_equal(runs_first(&vocabulary->postings, list), first);
    assert_int_equal(runs_total(&vocabulary->postings, list), total);
}

static void test_neighbours_with_the_same_words_are_a_run(void **state)
{
    static const uint64_t firsts[] = {1u << 0 | 1u << 3 | 1u << 4};
    struct world world;

    (void)state;
    world_begin(&world);
    for (uint32_t c = 0x4E00; c < 0x4E03; c++)
        add_character(&world, c, "CJK UNIFIED IDEOGRAPH");
    add_character(&world, 0x4E03, "CJK RADICAL");
    add_character(&world, 0x4E04, "CJK UNIFIED IDEOGRAPH"); /* the words of the first again */
    small_number(&world.small);
    post(&world);
    assert_int_equal(world.vocabulary.lists.count, 2);
    assert_numbers(&world.small.chunks, CHUNK_NLST, (const uint32_t[]){0, 1, 0}, 3);
    assert_numbers(&world.small.chunks, CHUNK_NRNK, (const uint32_t[]){0}, 1);
    assert_int_equal(world.small.chunks.list[CHUNK_NBIT].size, 8);
    assert_memory_equal(world.small.chunks.list[CHUNK_NBIT].bytes, firsts, 8);
    assert_posted(&world, "cjk", FIELD_NAME, 0, 5);
    assert_posted(&world, "unified", FIELD_NAME, 0, 4);
    assert_posted(&world, "radical", FIELD_NAME, 3, 1);
    world_release(&world);
}

static void test_a_run_ends_before_the_first_sequence(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world);
    small_character(&world.small, 0x41, "SUN");
    add_words(&world, "SUN");
    small_sequence(&world.small, "AA", "SUN", 0);
    small_number(&world.small);
    add_words(&world, "SUN");
    post(&world);
    assert_numbers(&world.small.chunks, CHUNK_NLST, (const uint32_t[]){0, 0}, 2);
    assert_posted(&world, "sun", FIELD_NAME, 0, 1);
    assert_posted(&world, "sun", FIELD_SEQUENCE, 1, 1);
    world_release(&world);
}

/* A rank counts the runs that begin before a word of the bitmap. */
static void test_ranks(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world);
    for (uint32_t i = 0; i < 130; i++)
        add_character(&world, 0x3400 + i, i % 2 == 0 ? "ONE" : "OTHER");
    small_number(&world.small);
    post(&world);
    assert_numbers(&world.small.chunks, CHUNK_NRNK, (const uint32_t[]){0, 64, 128}, 3);
    assert_int_equal(world.small.chunks.list[CHUNK_NLST].size, 130 * 4);
    world_release(&world);
}

static void test_nothing(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world);
    small_number(&world.small);
    post(&world);
    assert_numbers(&world.small.chunks, CHUNK_NLST, NULL, 0);
    assert_numbers(&world.small.chunks, CHUNK_NRNK, NULL, 0);
    world_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours_with_the_same_words_are_a_run),
        cmocka_unit_test(test_a_run_ends_before_the_first_sequence),
        cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
