/*
 * Each of the 1,114,112 code points can be asked about, even if it is not assigned. A sequence can if the
 * index has its name. Members that need the index are left out of the document while there is none.
 */

#include "server/answers/http/pages/subject.h"

#include "index/present/description.h"
#include "index/present/lookup.h"
#include "index/unicode/character.h"

enum {
    CHARACTER_STEPS = 8000, /* properties, encodings, relations: 40 µs */
    TEXT_STEPS = 120,       /* a name or keyword: the most have 1,200 of them */
};

static struct character_place find_place(const struct charindex *index, uint32_t code_point)
{
    struct character_place place = {.index = index};

    if (!index)
        return place;
    place.known = charindex_find(index, code_point, &place.document);
    if (!place.known)
        place.document = charindex_find_from(index, code_point);
    return place;
}

static void be_character(struct subject *subject, const struct charindex *index,
                         uint32_t code_point)
{
    *subject = (struct subject){
        .place = find_place(index, code_point), .points = {code_point}, .count = 1};
}

/* A sequence, or a character followed by U+FE0F. */
static enum subject_outcome find_several(struct subject *subject, const struct charindex *index,
                                         const struct character_path *path)
{
    uint32_t document;

    if (!index)
        return SUBJECT_NO_INDEX;
    if (!lookup_points(index, path->points, path->count, &document))
        return SUBJECT_UNKNOWN;
    if (document < charindex_first_sequence(index)) {
        be_character(subject, index, charindex_code_point(index, document));
        return SUBJECT_FOUND;
    }
    *subject = (struct subject){.place = {.index = index, .known = true, .document = document},
                                .is_sequence = true};
    subject->count = charindex_points(index, document, subject->points);
    return SUBJECT_FOUND;
}

enum subject_outcome subject_find(struct subject *subject, const struct charindex *index,
                                  const struct character_path *path)
{
    for (size_t i = 0; i < path->count; i++)
        if (path->points[i] > CHARACTER_LAST)
            return SUBJECT_BEYOND;
    if (path->count > 1)
        return find_several(subject, index, path);
    be_character(subject, index, path->points[0]);
    return SUBJECT_FOUND;
}

void subject_charge(const struct subject *subject, struct budget *budget)
{
    size_t steps = CHARACTER_STEPS;

    if (subject->place.known) {
        struct text_range texts = charindex_texts(subject->place.index, subject->place.document);

        steps += (size_t)TEXT_STEPS * (texts.end - texts.first);
    }
    (void)budget_take(budget, BUDGET_PRESENT, steps);
}

struct json_t *subject_document(const struct subject *subject)
{
    struct character character;
    struct character_facts first;

    if (subject->is_sequence) {
        character_facts(charindex_repertoire(subject->place.index), subject->points[0], &first);
        return json_sequence_document(subject->place.index, subject->place.document, &first);
    }
    description_read(subject->place.index, subject->points[0], &character);
    return json_character_document(&character, &subject->place);
}
