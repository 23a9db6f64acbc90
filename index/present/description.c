/*
 * A name is stored once, in the line of its document. Control characters have a label there, and
 * those for private use what a table calls them: neither is a name.
 */

#include "index/present/description.h"

#include <stdio.h>
#include <string.h>

static bool may_have_name(const struct character *character)
{
    return character->is_assigned && !character->is_private && !character->is_surrogate &&
           strcmp(character->facts.category, "Cc") != 0;
}

void description_read(const struct charindex *index, uint32_t code_point,
                      struct character *character)
{
    uint32_t document;
    struct slice name;

    character_describe(charindex_repertoire(index), code_point, character);
    if (!index || character->name[0] || !may_have_name(character) ||
        !charindex_find(index, code_point, &document))
        return;
    name = charindex_name(index, document);
    (void)snprintf(character->name, sizeof character->name, "%.*s", (int)name.size, name.bytes);
    memcpy(character->label, character->name, sizeof character->label);
}
