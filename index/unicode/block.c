/*
 * Identifiers lose hyphens, and capitalise every word. Both are put back by the habits of the
 * Unicode Standard: small words are small; a letter that numbers the parts of a series hangs on
 * the word before it, but for the "Extension A" of ideographs and the script Linear A.
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

/* What separates a word from the next one. */
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

    /* Two names with a hyphen of their own. */
    if (strcmp(identifier, "Phags_Pa") == 0)
        identifier = "Phags-pa";
    else if (strcmp(identifier, "Cypro_Minoan") == 0)
        identifier = "Cypro-Minoan";

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
