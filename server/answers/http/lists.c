/*
 * Lists of blocks, scripts and categories, with the characters that each has (values.h).
 *
 * The blocks of surrogates and private use contain no characters. Their ranges are stable, and they
 * are listed too, because a list of blocks would be incomplete without them.
 */

#include "server/answers/http/lists.h"

#include <stdlib.h>

#include "index/unicode/character.h"
#include "index/unicode/property.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/pages/values.h"
#include "server/answers/json/json_lists.h"

/* Checks that there are an index, no parameter, and a client without the current list. If it
 * returns false, the reply is complete. */
static bool lists_begin(const struct exchange *exchange)
{
    static const char *const none[] = {NULL};

    return exchange_sends_only(exchange, none) && exchange_ready(exchange) &&
           !exchange_unchanged(exchange);
}

static uint32_t count_characters(const struct exchange *exchange, uint32_t value, uint32_t *first)
{
    return values_count(exchange->catalog->index, value, first, exchange->budget);
}

static uint32_t count_results(const struct exchange *exchange, uint32_t value)
{
    return values_rows(exchange->catalog->index, value, exchange->budget);
}

/*
 * Blocks.
 */

/* The first code points of the blocks without characters: surrogates and private use. */
static const uint32_t empty_blocks[] = {0xD800, 0xDB80, 0xDC00, 0xE000, 0xF0000, 0x100000};

enum { EMPTY_BLOCKS = sizeof empty_blocks / sizeof *empty_blocks };

static int compare_blocks(const void *one, const void *other)
{
    const struct json_block *a = one, *b = other;

    return (a->first > b->first) - (a->first < b->first);
}

static size_t read_full_blocks(const struct exchange *exchange, struct json_block *blocks)
{
    const struct charindex *index = exchange->catalog->index;
    struct value_range values = charindex_values(index, PROPERTY_BLOCK);
    size_t count = 0;

    for (uint32_t value = values.first; value < values.end; value++) {
        struct json_block *block = &blocks[count];
        uint32_t code_point;

        block->name = charindex_value_name(index, value);
        block->characters = count_characters(exchange, value, &code_point);
        block->results = count_results(exchange, value);
        if (block->characters > 0 && character_block_range(charindex_repertoire(index), code_point,
                                                           &block->first, &block->last))
            count++;
    }
    return count;
}

/* Their names come from character_facts(). */
static void read_empty_blocks(struct json_block *blocks,
                              struct character_facts facts[static EMPTY_BLOCKS])
{
    for (size_t i = 0; i < EMPTY_BLOCKS; i++) {
        character_facts(NULL, empty_blocks[i], &facts[i]);
        blocks[i] = (struct json_block){.name = slice_of(facts[i].block)};
        (void)character_block_range(NULL, empty_blocks[i], &blocks[i].first, &blocks[i].last);
    }
}

void lists_answer_blocks(const struct exchange *exchange)
{
    const struct charindex *index = exchange->catalog->index;
    struct character_facts facts[EMPTY_BLOCKS];
    struct buffer body = BUFFER_INIT;
    struct value_range values;
    struct json_block *blocks;
    size_t count;

    if (!lists_begin(exchange))
        return;
    values = charindex_values(index, PROPERTY_BLOCK);
    blocks = calloc(values.end - values.first + EMPTY_BLOCKS, sizeof *blocks);
    if (!blocks) {
        reply_no_memory(exchange->reply);
        return;
    }
    count = read_full_blocks(exchange, blocks);
    read_empty_blocks(blocks + count, facts);
    count += EMPTY_BLOCKS;
    qsort(blocks, count, sizeof *blocks, compare_blocks);
    json_blocks_append(&body, charindex_generation(index), blocks, count);
    free(blocks);
    reply_body(exchange->reply, "application/json", &body);
}

/*
 * Scripts.
 */

void lists_answer_scripts(const struct exchange *exchange)
{
    const struct charindex *index = exchange->catalog->index;
    struct buffer body = BUFFER_INIT;
    struct json_script *scripts;
    struct value_range values;
    size_t count = 0;

    if (!lists_begin(exchange))
        return;
    values = charindex_values(index, PROPERTY_SCRIPT);
    scripts = calloc(values.end - values.first + 1, sizeof *scripts);
    if (!scripts) {
        reply_no_memory(exchange->reply);
        return;
    }
    for (uint32_t value = values.first; value < values.end; value++) {
        uint32_t code_point, characters = count_characters(exchange, value, &code_point);

        if (characters > 0)
            scripts[count++] = (struct json_script){
                .name = charindex_value_name(index, value),
                .code = character_script_code(charindex_repertoire(index), code_point),
                .characters = characters,
                .results = count_results(exchange, value)};
    }
    json_scripts_append(&body, charindex_generation(index), scripts, count);
    free(scripts);
    reply_body(exchange->reply, "application/json", &body);
}

/*
 * Categories.
 */

/* Counts nothing if no document has the category: unassigned, private use, surrogate. */
static void count_category(const struct exchange *exchange, struct json_category *category)
{
    const struct charindex *index = exchange->catalog->index;
    struct value_range values = charindex_values(index, PROPERTY_CATEGORY);
    uint32_t first;

    for (uint32_t value = values.first; value < values.end; value++)
        if (slice_is(charindex_value_name(index, value), category->name)) {
            category->characters = count_characters(exchange, value, &first);
            category->results = count_results(exchange, value);
        }
}

void lists_answer_categories(const struct exchange *exchange)
{
    const struct charindex *index = exchange->catalog->index;
    struct json_category categories[PROPERTY_CATEGORIES];
    struct buffer body = BUFFER_INIT;

    if (!lists_begin(exchange))
        return;
    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++) {
        categories[i] = (struct json_category){
            .name = property_category_name(i),
            .long_name = property_category_long_name(i),
        };
        count_category(exchange, &categories[i]);
    }
    json_categories_append(&body, charindex_generation(index), categories, PROPERTY_CATEGORIES);
    reply_body(exchange->reply, "application/json", &body);
}
