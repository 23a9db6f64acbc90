/*
 * A variant's code points say what it is a variant of. Removing the skin tones, then the gender sign
 * after a joiner, then the gender of the first person leads to the base, as far as such an emoji
 * exists. Two people of different tones are an exception of Unicode's own (🧑🏻‍❤️‍💋‍🧑🏿 is a
 * variant of 💏, which has no people in it): their base is found by the name before the colon.
 *
 * Flags, keycaps and families, which differ by more than tone or gender, remain what they are.
 */

#include "index/builder/variants.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "index/builder/relation.h"

enum {
    TONE_FIRST = 0x1F3FB,
    TONE_LAST = 0x1F3FF,
    JOINER = 0x200D,
    FEMALE_SIGN = 0x2640,
    MALE_SIGN = 0x2642,
    MAN = 0x1F468,
    WOMAN = 0x1F469,
    PERSON = 0x1F9D1,
    STEPS_MAX = 16, /* from a variant to its base; three are known */
};

/* Returns whether there were any. */
static bool take_tones_off(struct bare *bare)
{
    size_t kept = 0, count = bare->count;

    for (size_t i = 0; i < count; i++)
        if (bare->points[i] < TONE_FIRST || bare->points[i] > TONE_LAST)
            bare->points[kept++] = bare->points[i];
    bare->count = kept;
    return kept < count;
}

static bool take_gender_off(struct bare *bare)
{
    const uint32_t *end = bare->points + bare->count;

    if (bare->count < 3 || end[-2] != JOINER || (end[-1] != FEMALE_SIGN && end[-1] != MALE_SIGN))
        return false;
    bare->count -= 2;
    return true;
}

static bool make_a_person(struct bare *bare)
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

/* The emoji whose name the sequence's name begins with, up to a colon. */
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

/* One step towards the base; itself where there is none to take. */
static uint32_t step_from(const struct documents *documents, uint32_t document)
{
    struct bare bare = *documents_sequence_points(documents, document), person;
    bool toned = take_tones_off(&bare);
    uint32_t found;

    if (toned && another(documents, &bare, document, &found))
        return found;
    person = bare;
    if (take_gender_off(&bare) && another(documents, &bare, document, &found))
        return found;
    if (make_a_person(&person) && another(documents, &person, document, &found))
        return found;
    if (make_a_person(&bare) && another(documents, &bare, document, &found))
        return found;
    if (toned && named_before_colon(documents, document, &found))
        return found;
    return document;
}

/* Follows the steps; an emoji for which none leads anywhere is a base. */
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
