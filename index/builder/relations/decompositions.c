/*
 * Each character is related to all that it decomposes to, step by step, and they to it: the letter a
 * to â, and both to the letter with a circumflex and an acute.
 */

#include "index/builder/relations/decompositions.h"

#include "index/builder/base/relation.h"
#include "index/unicode/decomposition.h"

enum { STEPS_MAX = 8 }; /* of a decomposition; a file may have a circle, Unicode has three */

static bool find(const struct documents *documents, uint32_t code_point, uint32_t *document)
{
    const struct bare bare = {.points = {code_point}, .count = 1};

    return documents_find(documents, &bare, document);
}

void decompositions_write(const struct documents *documents, struct chunks *chunks)
{
    struct relation relation = {.pairs = VECTOR_INIT};

    for (uint32_t document = 0; document < documents->characters; document++) {
        uint32_t code_point = documents_first_point(documents, document), base;
        unsigned steps = 0;

        while (steps++ < STEPS_MAX &&
               decomposition_base(documents->repertoire, code_point, &code_point))
            if (find(documents, code_point, &base) && base != document) {
                relation_add(&relation, document, base);
                relation_add(&relation, base, document);
            }
    }
    relation_write(&relation, chunks, CHUNK_DECK);
    relation_release(&relation);
}
