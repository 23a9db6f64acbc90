/*
 * Names of languages from a command line or a configuration file, before any source is read. A name
 * becomes part of a path, so it may only have letters, digits and "_".
 */

#include "index/sources/language_names.h"

#include <string.h>

#include "index/base/ascii.h"
#include "index/base/slice.h"

/* [A-Za-z]{2,8}(_[A-Za-z0-9]+)*, the syntax of Unicode's locale identifiers. */
static bool is_name(const char *name, size_t size)
{
    size_t at = 0;

    if (size >= LANGUAGE_SIZE)
        return false;
    while (at < size && ascii_is_letter(name[at]))
        at++;
    if (at < 2 || at > 8)
        return false;
    while (at < size) {
        size_t begin = at + 1;

        if (name[at] != '_')
            return false;
        for (at = begin; at < size && ascii_is_alphanumeric(name[at]);)
            at++;
        if (at == begin)
            return false;
    }
    return true;
}

enum language_names_outcome language_names_add(struct language_names *names, const char *name,
                                               size_t size)
{
    if (!is_name(name, size))
        return LANGUAGE_NAMES_BAD;
    if (slice_is((struct slice){.bytes = name, .size = size}, LANGUAGE_NAMES_ALL)) {
        names->all = true;
        return LANGUAGE_NAMES_OK;
    }
    for (size_t i = 0; i < names->count; i++)
        if (slice_is((struct slice){.bytes = name, .size = size}, names->names[i]))
            return LANGUAGE_NAMES_OK;
    if (names->count == LANGUAGES_MAX)
        return LANGUAGE_NAMES_MANY;
    memset(names->names[names->count], 0, LANGUAGE_SIZE);
    memcpy(names->names[names->count], name, size);
    names->count++;
    return LANGUAGE_NAMES_OK;
}

enum language_names_outcome language_names_parse(struct language_names *names, const char *text)
{
    names->all = false;
    names->count = 0;
    for (;;) {
        size_t size = strcspn(text, ",");
        enum language_names_outcome outcome = language_names_add(names, text, size);

        if (outcome != LANGUAGE_NAMES_OK)
            return outcome;
        if (!text[size])
            break;
        text += size + 1;
    }
    return LANGUAGE_NAMES_OK;
}

bool language_names_equal(const struct language_names *a, const struct language_names *b)
{
    if (a->all || b->all)
        return a->all == b->all;
    return a->count == b->count && memcmp(a->names, b->names, a->count * LANGUAGE_SIZE) == 0;
}

void language_names_want(const struct language_names *names,
                         const char *pointers[static LANGUAGES_MAX],
                         struct sources_options *options)
{
    for (size_t i = 0; i < names->count; i++)
        pointers[i] = names->names[i];
    options->languages = pointers;
    options->language_count = names->count;
    options->all_languages = names->all;
}
