/*
 * Names of options, and languages by name. Other modules implement the options.
 */

#include "index/search/match/options.h"

#include <string.h>

#include "index/base/ascii.h"

static const char *const scope_names[] = {[SCOPE_NAME] = "name", [SCOPE_ALL] = "all"};
static const char *const sort_names[] = {
    [SORT_CODE_POINT] = "codepoint", [SORT_RELEVANCE] = "relevance"};

const char *search_scope_name(enum search_scope scope)
{
    return scope_names[scope];
}

const char *search_sort_name(enum search_sort sort)
{
    return sort_names[sort];
}

bool search_scope_find(const char *name, size_t size, enum search_scope *scope)
{
    struct slice slice = {.bytes = name, .size = size};

    *scope = slice_is(slice, scope_names[SCOPE_ALL]) ? SCOPE_ALL : SCOPE_NAME;
    return slice_is(slice, scope_names[*scope]);
}

bool search_sort_find(const char *name, size_t size, enum search_sort *sort)
{
    struct slice slice = {.bytes = name, .size = size};

    *sort = slice_is(slice, sort_names[SORT_RELEVANCE]) ? SORT_RELEVANCE : SORT_CODE_POINT;
    return slice_is(slice, sort_names[*sort]);
}

/* Lower case, with "_" for "-": CLDR writes "pt_PT", others write "pt-PT". */
static char plain(char byte)
{
    return (char)(byte == '-' ? '_' : ascii_lower(byte));
}

static bool is_language(const char *known, const char *name, size_t size)
{
    if (strnlen(known, LANGUAGE_SIZE) != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (plain(known[i]) != plain(name[i]))
            return false;
    return true;
}

static bool find_language(const struct sources *sources, struct slice name,
                          struct languages *languages)
{
    bool all = slice_is(name, "all"), found = all;

    for (size_t i = 0; i < sources->language_count; i++)
        if (all || is_language(sources->languages[i], name.bytes, name.size)) {
            languages->bits[i / 64] |= (uint64_t)1 << (i % 64);
            found = true;
        }
    return found;
}

bool languages_parse(const struct charindex *index, const char *text, size_t size,
                     struct languages *languages, struct slice *bad)
{
    const struct sources *sources = charindex_sources(index);
    bool any = false;

    *languages = (struct languages){.bits = {0}};
    for (size_t at = 0; at < size;) {
        const char *comma = memchr(text + at, ',', size - at);
        size_t end = comma ? (size_t)(comma - text) : size;
        struct slice name = {.bytes = text + at, .size = end - at};

        at = end + 1;
        while (name.size > 0 && name.bytes[0] == ' ') {
            name.bytes++;
            name.size--;
        }
        while (name.size > 0 && name.bytes[name.size - 1] == ' ')
            name.size--;
        if (name.size == 0)
            continue;
        any = true;
        if (!find_language(sources, name, languages)) {
            *bad = name;
            return false;
        }
    }
    return any || find_language(sources, slice_of("all"), languages) ||
           sources->language_count == 0;
}
