/*
 * No property of ICU says which characters have an emoji variation sequence. Those that are drawn as text
 * by default all have one, since U+FE0F is how they are written in emoji-test.txt; of those drawn as emoji
 * only the file tells: ⌚ has a text presentation, 🦖 has none. So without the file the first kind is known.
 *
 * Digits, # and * are left out although the file lists them: they are parts of keycaps (Emoji_Component), and
 * no font draws a digit with U+FE0F as an emoji of its own.
 */

#include "index/builder/documents/presentations.h"

#include <errno.h>

#include "index/unicode/property.h"

void presentations_release(struct presentations *presentations)
{
    vector_release(&presentations->characters);
}

void presentations_add(struct presentations *presentations, uint32_t code_point)
{
    vector_append(&presentations->characters, &code_point);
}

static bool has(const struct documents *documents, enum property property, uint32_t code_point)
{
    return property_number(documents->repertoire, property, code_point) != 0;
}

static bool is_text_by_default(const struct documents *documents, uint32_t code_point)
{
    return has(documents, PROPERTY_EMOJI, code_point) &&
           !has(documents, PROPERTY_EMOJI_PRESENTATION, code_point);
}

static void write_known_ones(const struct documents *documents, struct chunks *chunks)
{
    for (uint32_t document = 0; document < documents->characters; document++) {
        const uint32_t code_point = documents_first_point(documents, document);

        if (is_text_by_default(documents, code_point) &&
            !has(documents, PROPERTY_EMOJI_COMPONENT, code_point))
            chunks_u32(chunks, CHUNK_EVAR, document);
    }
}

static int compare_points(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

int presentations_write(struct presentations *presentations, bool known,
                        const struct documents *documents, struct chunks *chunks)
{
    const uint32_t *list;

    if (!known)
        write_known_ones(documents, chunks);
    vector_sort(&presentations->characters, compare_points);
    list = presentations->characters.items;
    for (size_t i = 0; known && i < presentations->characters.count; i++) {
        const struct bare bare = {.points = {list[i]}, .count = 1};
        uint32_t document;

        if ((i == 0 || list[i] != list[i - 1]) && documents_find(documents, &bare, &document) &&
            !has(documents, PROPERTY_EMOJI_COMPONENT, list[i]))
            chunks_u32(chunks, CHUNK_EVAR, document);
    }
    return presentations->characters.failed ? -ENOMEM : 0;
}
