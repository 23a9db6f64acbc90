/*
 * Chooses what is on the wall. The table has messages (messages.h) and queries; no character is named here.
 *
 * What is drawn on another character, or not at all, is left out: a wall is looked at.
 */

#include "server/answers/http/pages/wall.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/parallel.h"
#include "index/search/search.h"
#include "index/unicode/character.h"

/* In the order of the page: signs that people write with, then pictures. Of groups whose best known characters are not
 * those that people use most, `shown` narrows what is shown. */
static const struct {
    const char *title, *query, *shown; /* title: the key of a message */
} groups[] = {
    {"wall.arrows", "category:S name:arrow|block:arrows -emoji:yes", NULL},
    {"wall.punctuation",
     "category:P -block:\"Basic Latin\" script:common -name:bracket -name:quotation", NULL},
    {"wall.quotes", "script:common name:quotation|category:Ps|category:Pe", NULL},
    {"wall.currency", "category:Sc", NULL},
    {"wall.maths", "category:Sm -block:arrows", NULL},
    {"wall.greek", "script:greek category:L", NULL},
    {"wall.numbers",
     "category:No nt:Di|block:\"Number Forms\"|block:\"Latin-1 Supplement\" -name:circled", NULL},
    {"wall.accents", "script:latin category:L -dt:none age:1.1", NULL},
    {"wall.hearts", "name:heart -name:face", NULL},
    {"wall.stars", "name:star category:S -name:symbol -name:apl -name:eyes -name:equals -name:face",
     NULL},
    {"wall.checks",
     "block:Dingbats|block:\"Miscellaneous Symbols\" "
     "name:check|name:ballot|name:cross|name:multiplication",
     NULL},
    {"wall.shapes", "block:\"Geometric Shapes\"", NULL},
    {"wall.boxes", "block:\"Box Drawing\"|block:\"Block Elements\"", NULL},
    {"wall.games",
     "block:\"Miscellaneous Symbols\" name:chess|name:suit|name:music|name:note|name:die", NULL},
    {"wall.smileys", "group:smileys", "block:Emoticons"},
    {"wall.people", "group:people",
     "name:hand|name:hands|name:fist|name:sign -name:\"middle finger\""},
    {"wall.animals", "group:animals", NULL},
    {"wall.food", "group:food", NULL},
    {"wall.travel", "group:travel", NULL},
    {"wall.activities", "group:activities", "-name:suit"},
    {"wall.objects", "group:objects", NULL},
    {"wall.symbols", "group:symbols", NULL},
    {"wall.flags", "group:flags", NULL},
};

enum { GROUPS = sizeof groups / sizeof *groups, QUERY_SIZE = 256 };

struct wall {
    atomic_uint references;
    size_t count;
    struct wall_group groups[GROUPS];
};

/* A document that might be on the wall. */
struct choice {
    uint32_t document;
    unsigned prominence;
};

static bool is_shown(const struct charindex *index, uint32_t document)
{
    const uint32_t point = charindex_code_point(index, document);
    struct character_facts facts;

    character_facts(charindex_repertoire(index), point, &facts);
    return facts.category[0] != 'M' && facts.category[0] != 'Z' && facts.category[0] != 'C' &&
           !character_is_invisible(charindex_repertoire(index), point);
}

/* Puts a document among the best known so far, which are sorted; the first one of equals counts. */
static void consider(struct choice best[static WALL_CELLS], uint32_t *count,
                     struct choice candidate)
{
    uint32_t at = *count;

    while (at > 0 && best[at - 1].prominence < candidate.prominence)
        at--;
    if (at == WALL_CELLS)
        return;
    if (*count < WALL_CELLS)
        ++*count;
    memmove(&best[at + 1], &best[at], (*count - at - 1) * sizeof *best);
    best[at] = candidate;
}

static int compare_documents(const void *one, const void *other)
{
    const uint32_t *a = one, *b = other;

    return (*a > *b) - (*a < *b);
}

static void choose(struct wall_group *group, const struct search *search)
{
    struct choice best[WALL_CELLS];
    struct search_cursor cursor;
    uint32_t first, run;

    search_seek(search, 0, &cursor);
    while ((run = search_next(&cursor, UINT32_MAX, &first)) > 0)
        for (uint32_t document = first; document < first + run; document++)
            if (is_shown(search->index, document))
                consider(best, &group->count,
                         (struct choice){document, charindex_prominence(search->index, document)});
    for (uint32_t i = 0; i < group->count; i++)
        group->documents[i] = best[i].document;
    qsort(group->documents, group->count, sizeof *group->documents, compare_documents);
}

/* The groups are found at once, because the daemon waits for the wall before it serves. */
struct filling {
    struct charindex *index;
    struct wall *wall;
    atomic_bool failed; /* memory ran out */
};

static void fill(void *context, size_t number)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT};
    struct filling *filling = context;
    struct wall_group *group = &filling->wall->groups[number];
    char query[QUERY_SIZE];
    struct query_error error;
    struct search search;
    int r;

    snprintf(query, sizeof query, "%s %s", groups[number].query,
             groups[number].shown ? groups[number].shown : "");
    r = search_open(&search, filling->index, &options, query, strlen(query), &error);

    *group = (struct wall_group){.title = groups[number].title, .query = groups[number].query};
    if (r != SEARCH_OK) {
        if (r != SEARCH_BAD_QUERY) /* in an index without that property */
            atomic_store_explicit(&filling->failed, true, memory_order_relaxed);
        return;
    }
    if (!search.suggestion)
        choose(group, &search);
    search_release(&search);
}

static void drop_empty_groups(struct wall *wall)
{
    for (size_t i = 0; i < GROUPS; i++)
        if (wall->groups[i].count > 0)
            wall->groups[wall->count++] = wall->groups[i];
}

struct wall *wall_new(struct charindex *index)
{
    struct wall *wall = calloc(1, sizeof *wall);
    struct filling filling = {.index = index, .wall = wall};

    if (!wall)
        return NULL;
    atomic_init(&wall->references, 1);
    parallel_run(GROUPS, fill, &filling);
    if (atomic_load_explicit(&filling.failed, memory_order_relaxed)) {
        free(wall);
        return NULL;
    }
    drop_empty_groups(wall);
    return wall;
}

struct wall *wall_ref(struct wall *wall)
{
    if (wall)
        (void)atomic_fetch_add_explicit(&wall->references, 1, memory_order_relaxed);
    return wall;
}

void wall_unref(struct wall *wall)
{
    if (wall && atomic_fetch_sub_explicit(&wall->references, 1, memory_order_acq_rel) == 1)
        free(wall);
}

const struct wall_group *wall_group(const struct wall *wall, size_t number)
{
    return wall && number < wall->count ? &wall->groups[number] : NULL;
}
