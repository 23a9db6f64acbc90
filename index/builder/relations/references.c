/*
 * Each reference is in two relations: its end is a code point, because a reader shows it.
 */

#include "index/builder/relations/references.h"

#include <errno.h>

#include "index/builder/base/relation.h"

void references_release(struct references *references)
{
    vector_release(&references->list);
}

void references_add(struct references *references, uint32_t from, uint32_t to)
{
    const struct reference reference = {.from = from, .to = to};

    vector_append(&references->list, &reference);
}

int references_write(const struct references *references, const struct documents *documents,
                     struct chunks *chunks)
{
    const struct reference *list = references->list.items;
    struct relation to = {.pairs = VECTOR_INIT}, from = {.pairs = VECTOR_INIT};

    for (size_t i = 0; i < references->list.count; i++) {
        const struct bare one = {.points = {list[i].from}, .count = 1};
        const struct bare other = {.points = {list[i].to}, .count = 1};
        uint32_t document, referred;

        if (list[i].from == list[i].to || !documents_find(documents, &one, &document) ||
            !documents_find(documents, &other, &referred))
            continue;
        relation_add(&to, document, list[i].to);
        relation_add(&from, referred, list[i].from);
    }
    relation_write(&to, chunks, CHUNK_RTOK);
    relation_write(&from, chunks, CHUNK_RFRK);
    relation_release(&to);
    relation_release(&from);
    return references->list.failed ? -ENOMEM : 0;
}
