/*
 * Names of properties and of general categories: "white space", "currency symbols", "soft dotted".
 * Their texts are in no name, so that the words find little or nothing. Short names (So, WSpace) are
 * letters of something else.
 */

#include <stdio.h>
#include <string.h>

#include "index/search/reading/table.h"
#include "index/unicode/property.h"
#include "index/unicode/property_names.h"

enum {
    NAME_MIN = 4, /* letters: short names have fewer */
    CLAUSE_SIZE = 2 * PROPERTY_VALUE_SIZE,
};

/* The letters of the text without "_", "-" and spaces; 0: it is not a name. */
static size_t count_letters(struct slice text)
{
    size_t letters = 0;

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];

        if (c == ' ' || c == '_' || c == '-')
            continue;
        if ((c | 0x20) < 'a' || (c | 0x20) > 'z')
            return 0;
        letters++;
    }
    return letters;
}

/* Writes the clause of that name; returns its size, 0: nothing has that name. */
static size_t write_clause(struct slice name, char out[static CLAUSE_SIZE])
{
    enum property property;
    uint32_t categories;
    int size = 0;

    if (property_categories_find(name.bytes, name.size, &categories))
        size = snprintf(out, CLAUSE_SIZE, "category:\"%.*s\"", (int)name.size, name.bytes);
    else if (property_find_yes_no(name.bytes, name.size, &property))
        size = snprintf(out, CLAUSE_SIZE, "%s:yes", property_name(property));
    return size < CLAUSE_SIZE ? (size_t)size : 0;
}

/* A single word that names has its own hits, which are better known: those come first. */
static bool is_one_known_word(const struct reader *reader)
{
    uint32_t term;

    return charindex_term(reader->index, reader->text.bytes, reader->text.size, &term);
}

void reading_property(struct reader *reader)
{
    struct slice name = reader->text;
    char clause[CLAUSE_SIZE];
    size_t size;

    if (name.size >= PROPERTY_VALUE_SIZE || count_letters(name) < NAME_MIN)
        return;
    size = write_clause(name, clause);
    if (size == 0 && name.bytes[name.size - 1] == 's') { /* "currency symbols" */
        name.size--;
        size = write_clause(name, clause);
    }
    if (size == 0)
        return;
    if (is_one_known_word(reader))
        reader_place(reader, READING_AFTER_WORDS);
    reader_add_query(reader, (struct slice){clause, size});
}
