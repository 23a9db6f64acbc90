/*
 * The base of an emoji variant follows from its code points. Removing the skin tones, then the
 * gender sign after a joiner, then the gender of the first person leads to the base, as far as such
 * an emoji exists. Two people of different tones are an exception of Unicode's own (🧑🏻‍❤️‍💋‍🧑🏿 is a
 * variant of 💏, which does not contain people): their base is found by the name before the colon.
 *
 * Flags, keycaps and families, which differ by more than tone or gender, remain as they are.
 */

#include "index/builder/relations/variants.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "index/builder/base/relation.h"

enum {
    TONE_FIRST = 0x1F3FB,
    TONE_LAST = 0x1F3FF,
    JOINER = 0x200D,
    FEMALE_SIGN = 0x2640,
    MALE_SIGN = 0x2642,
    MAN = 0x1F468,
    WOMAN = 0x1F469,
    PERSON = 0x1F9D1,
    STEPS_MAX = 16, /* from a variant to its base; three occur */
};

/* Returns whether there were any tones. */
static bool remove_tones(struct bare *bare)
{
    size_t left = 0, count = bare->count;

    for (size_t i = 0; i < count; i++)
        if (bare->points[i] < TONE_FIRST || bare->points[i] > TONE_LAST)
            bare->points[left++] = bare->points[i];
    bare->count = left;
    return left < count;
}

static bool remove_gender_sign(struct bare *bare)
{
    const uint32_t *end = bare->points + bare->count;

    if (bare->count < 3 || end[-2] != JOINER || (end[-1] != FEMALE_SIGN && end[-1] != MALE_SIGN))
        return false;
    bare->count -= 2;
    return true;
}

static bool make_person(struct bare *bare)
{
    if (bare->count == 0 || (bare->points[0] != MAN && bare->points[0] != WOMAN))
        return false;
    bare->points[0] = PERSON;
    return true;
}

static bool another(const struct documents *documents, const struct bare *bare, uint32_t document,
                    uint32_t *found)
{
    return bare->count > 0 && documents_find(documents, bare, found) && *found != document;
}

/* The emoji whose name is the part of the sequence's name before the colon. */
static bool named_before_colon(const struct documents *documents, uint32_t document,
                               uint32_t *found)
{
    struct slice name = documents_name(documents, document);
    const char *colon = memchr(name.bytes, ':', name.size);
    const struct slice base = {.bytes = name.bytes,
                               .size = colon ? (size_t)(colon - name.bytes) : 0};

    for (size_t i = 0; base.size > 0 && i < documents->emoji.count; i++) {
        const struct emoji *emoji = &documents->emoji.items[i];

        if (emoji->document != document &&
            slice_equal(documents_emoji_name(documents, emoji), base)) {
            *found = emoji->document;
            return true;
        }
    }
    return false;
}

/* One step towards the base; the document itself if there is none. */
static uint32_t step_from(const struct documents *documents, uint32_t document)
{
    struct bare bare = *documents_sequence_points(documents, document), person;
    bool toned = remove_tones(&bare);
    uint32_t found;

    if (toned && another(documents, &bare, document, &found))
        return found;
    person = bare;
    if (remove_gender_sign(&bare) && another(documents, &bare, document, &found))
        return found;
    if (make_person(&person) && another(documents, &person, document, &found))
        return found;
    if (make_person(&bare) && another(documents, &bare, document, &found))
        return found;
    if (toned && named_before_colon(documents, document, &found))
        return found;
    return document;
}

/* Follows the steps. An emoji without a step is a base. */
static uint32_t base_of(const struct documents *documents, const uint32_t *steps, uint32_t document)
{
    uint32_t at = document;

    for (unsigned i = 0; i < STEPS_MAX; i++) {
        if (at < documents->characters || steps[at - documents->characters] == at)
            return at;
        at = steps[at - documents->characters];
    }
    return document;
}

int variants_find(const struct documents *documents, uint32_t *bases)
{
    uint32_t *steps = calloc((size_t)documents->sequences + 1, sizeof *steps);

    if (!steps)
        return -ENOMEM;
    for (uint32_t i = 0; i < documents->sequences; i++)
        steps[i] = step_from(documents, documents->characters + i);
    for (uint32_t i = 0; i < documents->sequences; i++)
        bases[i] = base_of(documents, steps, documents->characters + i);
    free(steps);
    return 0;
}

void variants_write(const struct documents *documents, const uint32_t *bases, struct chunks *chunks)
{
    struct relation relation = {.pairs = VECTOR_INIT};

    for (uint32_t i = 0; i < documents->sequences; i++) {
        chunks_u32(chunks, CHUNK_BASE, bases[i]);
        if (bases[i] != documents->characters + i)
            relation_add(&relation, bases[i], documents->characters + i);
    }
    relation_write(&relation, chunks, CHUNK_VARK);
    relation_release(&relation);
}
