/*
 * Characters with the same skeleton look alike, so skeletons are numbered and the characters of
 * each are collected. Most skeletons belong to one character only.
 */

#include "index/builder/relations/confusables.h"

#include <errno.h>
#include <stdlib.h>

#include "index/builder/base/pool.h"
#include "index/builder/base/relation.h"
#include "index/unicode/confusable.h"

struct confusables {
    uint32_t characters;
    struct pool skeletons;
    uint32_t *skeleton; /* by character: its skeleton; POOL_FAILED: none */
    uint32_t *begins;   /* by skeleton, and one more: offsets into the next */
    uint32_t *owners;   /* characters */
};

static int read_skeletons(struct confusables *confusables, const struct documents *documents,
                          const struct confusable *confusable)
{
    for (uint32_t document = 0; document < confusables->characters; document++) {
        uint32_t code_point = documents_first_point(documents, document);
        uint16_t skeleton[CONFUSABLE_SKELETON_MAX];
        size_t size;

        confusables->skeleton[document] = POOL_FAILED;
        if (confusable_skeleton(confusable, documents->repertoire, code_point, skeleton, &size)) {
            confusables->skeleton[document] =
                pool_add(&confusables->skeletons, skeleton, size * sizeof *skeleton);
            if (confusables->skeleton[document] == POOL_FAILED)
                return -ENOMEM;
        }
    }
    return 0;
}

/* A counting sort of the characters by their skeletons. */
static int gather_owners(struct confusables *confusables)
{
    const uint32_t count = confusables->skeletons.count;

    confusables->begins = calloc((size_t)count + 2, sizeof *confusables->begins);
    if (!confusables->begins)
        return -ENOMEM;
    /* Counts are stored two places ahead, so that after filling each offset is in its place. */
    for (uint32_t i = 0; i < confusables->characters; i++)
        if (confusables->skeleton[i] != POOL_FAILED)
            confusables->begins[confusables->skeleton[i] + 2]++;
    for (uint32_t i = 2; i < count + 2; i++)
        confusables->begins[i] += confusables->begins[i - 1];
    for (uint32_t i = 0; i < confusables->characters; i++)
        if (confusables->skeleton[i] != POOL_FAILED)
            confusables->owners[confusables->begins[confusables->skeleton[i] + 1]++] = i;
    return 0;
}

static void relate(const struct confusables *confusables, struct relation *relation)
{
    for (uint32_t document = 0; document < confusables->characters; document++) {
        uint32_t skeleton = confusables->skeleton[document];

        if (skeleton == POOL_FAILED)
            continue;
        for (uint32_t i = confusables->begins[skeleton]; i < confusables->begins[skeleton + 1]; i++)
            if (confusables->owners[i] != document)
                relation_add(relation, document, confusables->owners[i]);
    }
}

int confusables_write(const struct documents *documents, struct chunks *chunks)
{
    struct confusable *confusable = confusable_new();
    struct confusables confusables = {.characters = confusable ? documents->characters : 0};
    struct relation relation = {.pairs = VECTOR_INIT};
    int r = -ENOMEM;

    confusables.skeleton = calloc((size_t)confusables.characters + 1, sizeof *confusables.skeleton);
    confusables.owners = calloc((size_t)confusables.characters + 1, sizeof *confusables.owners);
    if (confusables.skeleton && confusables.owners)
        r = read_skeletons(&confusables, documents, confusable);
    if (r == 0)
        r = gather_owners(&confusables);
    if (r == 0) {
        relate(&confusables, &relation);
        relation_write(&relation, chunks, CHUNK_CONK);
    }
    relation_release(&relation);
    pool_release(&confusables.skeletons);
    free(confusables.skeleton);
    free(confusables.begins);
    free(confusables.owners);
    confusable_free(confusable);
    return r;
}
