/*
 * Characters with the same skeleton look alike, so skeletons are numbered and their owners
 * gathered. Most are alone with theirs.
 */

#include "index/builder/confusables.h"

#include <errno.h>
#include <stdlib.h>

#include "index/builder/pool.h"
#include "index/builder/relation.h"
#include "index/unicode/confusable.h"

struct looks {
    uint32_t characters;
    struct pool skeletons;
    uint32_t *skeleton; /* one a character; POOL_FAILED: none */
    uint32_t *begins;   /* a skeleton and one more: its owners in the next */
    uint32_t *owners;   /* characters */
};

static int read_skeletons(struct looks *looks, const struct documents *documents,
                          const struct confusable *confusable, struct watch *watch)
{
    for (uint32_t document = 0; document < looks->characters; document++) {
        uint32_t code_point = documents_first_point(documents, document);
        uint16_t skeleton[CONFUSABLE_SKELETON_MAX];
        size_t size;
        int r;

        looks->skeleton[document] = POOL_FAILED;
        if (confusable_skeleton(confusable, code_point, skeleton, &size)) {
            looks->skeleton[document] =
                pool_add(&looks->skeletons, skeleton, size * sizeof *skeleton);
            if (looks->skeleton[document] == POOL_FAILED)
                return -ENOMEM;
        }
        r = watch_step(watch);
        if (r < 0)
            return r;
    }
    return 0;
}

/* A counting sort of the characters by their skeletons. */
static int gather_owners(struct looks *looks)
{
    const uint32_t count = looks->skeletons.count;

    looks->begins = calloc((size_t)count + 2, sizeof *looks->begins);
    if (!looks->begins)
        return -ENOMEM;
    /* Counts stand two places on, so that filling leaves each beginning where it belongs. */
    for (uint32_t i = 0; i < looks->characters; i++)
        if (looks->skeleton[i] != POOL_FAILED)
            looks->begins[looks->skeleton[i] + 2]++;
    for (uint32_t i = 2; i < count + 2; i++)
        looks->begins[i] += looks->begins[i - 1];
    for (uint32_t i = 0; i < looks->characters; i++)
        if (looks->skeleton[i] != POOL_FAILED)
            looks->owners[looks->begins[looks->skeleton[i] + 1]++] = i;
    return 0;
}

static void relate(const struct looks *looks, struct relation *relation)
{
    for (uint32_t document = 0; document < looks->characters; document++) {
        uint32_t skeleton = looks->skeleton[document];

        if (skeleton == POOL_FAILED)
            continue;
        for (uint32_t i = looks->begins[skeleton]; i < looks->begins[skeleton + 1]; i++)
            if (looks->owners[i] != document)
                relation_add(relation, document, looks->owners[i]);
    }
}

int looks_write(const struct documents *documents, struct watch *watch, struct chunks *chunks)
{
    struct confusable *confusable = confusable_new();
    struct looks looks = {.characters = confusable ? documents->characters : 0};
    struct relation relation = {.pairs = BUFFER_INIT};
    int r = -ENOMEM;

    looks.skeleton = calloc((size_t)looks.characters + 1, sizeof *looks.skeleton);
    looks.owners = calloc((size_t)looks.characters + 1, sizeof *looks.owners);
    if (looks.skeleton && looks.owners)
        r = read_skeletons(&looks, documents, confusable, watch);
    if (r == 0)
        r = gather_owners(&looks);
    if (r == 0) {
        relate(&looks, &relation);
        relation_write(&relation, chunks, CHUNK_CONK);
    }
    relation_release(&relation);
    pool_release(&looks.skeletons);
    free(looks.skeleton);
    free(looks.begins);
    free(looks.owners);
    confusable_free(confusable);
    return r;
}
