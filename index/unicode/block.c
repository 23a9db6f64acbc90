/*
 * Identifiers lose hyphens and capitalize every word. Both are restored by the conventions of the
 * Unicode Standard: short words are in lower case; a letter that numbers the parts of a series
 * follows a hyphen, except in the "Extension A" of ideographs and in the script Linear A.
 */

#include "index/unicode/block.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "index/base/slice.h"

static bool is_one_of(const char *word, size_t size, const char *const list[])
{
    for (; *list; list++)
        if (slice_is((struct slice){.bytes = word, .size = size}, *list))
            return true;
    return false;
}

/* What separates a word from the next. */
static char separator(const char *word, size_t size, const char *next)
{
    static const char *const series[] = {"Extended", "Forms", "Symbols", "Arrows",
                                         "Area",     "Latin", NULL};
    bool single = next[0] && (next[1] == '_' || !next[1]);

    return single && is_one_of(word, size, series) ? '-' : ' ';
}

void block_name(const char *identifier, char *out, size_t capacity)
{
    static const char *const small[] = {"And", "For", NULL};

    /* Names with an additional hyphen. */
    if (strcmp(identifier, "Phags_Pa") == 0)
        identifier = "Phags-pa";
    else if (strcmp(identifier, "Cypro_Minoan") == 0)
        identifier = "Cypro-Minoan";
    else if (strcmp(identifier, "Tulu_Tigalari") == 0)
        identifier = "Tulu-Tigalari"; /* of Unicode 16 */

    (void)snprintf(out, capacity, "%s", identifier);
    for (char *word = out; *word;) {
        size_t size = strcspn(word, "_");

        if (is_one_of(word, size, small))
            word[0] = (char)(word[0] + ('a' - 'A'));
        if (!word[size])
            break;
        word[size] = separator(word, size, word + size + 1);
        word += size + 1;
    }
}
