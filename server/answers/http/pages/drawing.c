/*
 * Pictures show what lists show by CSS and in terminals.
 */

#include "server/answers/http/pages/drawing.h"

#include <stdio.h>
#include <string.h>

#include "index/present/abbreviation.h"
#include "index/unicode/character.h"

enum { DOTTED_CIRCLE = 0x25CC };

static void append(struct wish *wish, uint32_t point)
{
    if (wish->count < WISH_POINTS)
        wish->points[wish->count++] = point;
}

static void wish_frame(const struct subject *subject, struct wish *wish)
{
    struct slice label = {.size = 0};
    char digits[16];

    wish->boxed = 1;
    if (subject->place.known)
        label = abbreviation_of(subject->place.index, subject->points[0], WISH_POINTS);
    if (label.size == 0) {
        (void)snprintf(digits, sizeof digits, "%04X", (unsigned)subject->points[0]);
        label = slice_of(digits);
    }
    for (size_t i = 0; i < label.size; i++)
        append(wish, (unsigned char)label.bytes[i]);
}

bool drawing_wish(const struct subject *subject, struct wish *wish)
{
    const struct repertoire *repertoire = charindex_repertoire(subject->place.index);
    struct character_facts facts;

    memset(wish, 0, sizeof *wish);
    character_facts(repertoire, subject->points[0], &facts);
    if (strcmp(facts.category, "Cs") == 0 || strcmp(facts.category, "Cn") == 0)
        return false;
    if (!subject->is_sequence && character_is_invisible(repertoire, subject->points[0])) {
        wish_frame(subject, wish);
        return true;
    }
    if (facts.category[0] == 'M')
        append(wish, DOTTED_CIRCLE);
    for (size_t i = 0; i < subject->count; i++) {
        append(wish, subject->points[i]);
        if (character_is_colourful(repertoire, subject->points[i]) ||
            subject->points[i] == VARIATION_SELECTOR_16)
            wish->coloured = 1;
    }
    return true;
}
