/*
 * Edits are letters added, removed, replaced or exchanged with their neighbour. A third of the
 * letters may be edits: beyond that a proposal is a guess.
 */

#include "index/base/closest.h"

#include <stdbool.h>
#include <string.h>

#include "index/base/ascii.h"

enum {
    BEGINS = 0,
    CONTAINS = 1, /* + edits: one letter is not closer than that */
    CONTAINED_MIN = 3,
    BEGIN_MIN = 2,
    LETTERS_AN_EDIT = 3,
};

/* Copies the name in lower case without what does not count. Returns its length; 0: not a name. */
static size_t simplify(const char *name, size_t size, char out[static CLOSEST_SIZE])
{
    size_t length = 0;

    for (size_t i = 0; i < size; i++) {
        char c = name[i];

        if (c == '_' || c == '-' || c == ' ')
            continue;
        if (c <= ' ' || c > '~' || length + 1 == CLOSEST_SIZE) {
            length = 0;
            break;
        }
        out[length++] = ascii_lower(c);
    }
    out[length] = '\0';
    return length;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The number of edits that turn one into the other (optimal string alignment). */
static unsigned count_edits(const char *a, const char *b)
{
    unsigned rows[3][CLOSEST_SIZE + 1], *before = rows[0], *last = rows[1], *row = rows[2];
    size_t length = strlen(b);

    for (size_t k = 0; k <= length; k++)
        last[k] = (unsigned)k;
    memcpy(before, last, sizeof rows[0]);
    for (size_t i = 0; a[i]; i++) {
        unsigned *free_row = before;

        row[0] = (unsigned)i + 1;
        for (size_t k = 0; k < length; k++) {
            row[k + 1] = least(least(last[k + 1], row[k]) + 1, last[k] + (a[i] != b[k]));
            if (i > 0 && k > 0 && a[i] == b[k - 1] && a[i - 1] == b[k])
                row[k + 1] = least(row[k + 1], before[k - 1] + 1);
        }
        before = last;
        last = row;
        row = free_row;
    }
    return last[length];
}

static bool is_close(const struct closest *closest, const char *name, unsigned *distance)
{
    size_t length = strlen(closest->text), other = strlen(name), most = length / LETTERS_AN_EDIT;
    const char *at = strstr(name, closest->text);
    unsigned edits;

    if (at == name && length >= BEGIN_MIN) {
        *distance = BEGINS;
        return true;
    }
    if (at && length >= CONTAINED_MIN) {
        *distance = CONTAINS;
        return true;
    }
    if (length > other + most || other > length + most)
        return false; /* without counting, which takes a step a pair of letters */
    edits = count_edits(closest->text, name);
    *distance = CONTAINS + edits;
    return edits <= most;
}

void closest_init(struct closest *closest, const char *text, size_t size)
{
    (void)simplify(text, size, closest->text);
    closest->distance = 0;
    closest->found = NULL;
}

void closest_try(struct closest *closest, const char *name, const char *shown)
{
    char simple[CLOSEST_SIZE];
    unsigned distance;

    if (!name || !closest->text[0] || simplify(name, strlen(name), simple) == 0 ||
        !is_close(closest, simple, &distance))
        return;
    if (closest->found && distance >= closest->distance)
        return;
    closest->distance = distance;
    closest->found = shown;
}
