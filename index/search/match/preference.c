/*
 * Matches the tags that somebody prefers with the languages of an index.
 *
 * English is always among those that also count: it is the language of the names, and everybody
 * who searches for characters has met some of them.
 */

#include "index/search/match/preference.h"

#include <string.h>

#include "index/text/language_tag.h"

static struct slice trim(struct slice text)
{
    while (text.size > 0 && text.bytes[0] == ' ') {
        text.bytes++;
        text.size--;
    }
    while (text.size > 0 && text.bytes[text.size - 1] == ' ')
        text.size--;
    return text;
}

/* Adds English and its regional forms: without ICU, since most searches prefer nothing else. */
static void prefer_english(const struct sources *sources, struct preference *preference)
{
    bool first = languages_empty(&preference->first);

    for (size_t i = 0; i < sources->language_count; i++) {
        const char *name = sources->languages[i];

        if (name[0] == 'e' && name[1] == 'n' && (!name[2] || name[2] == '_'))
            languages_add(first && !name[2] ? &preference->first : &preference->also, i);
    }
}

/* Adds the languages that fit the tag. Those of the first tag that fits any are the first ones. */
static void prefer(const struct sources *sources, const struct language_tag *tag,
                   struct preference *preference)
{
    bool first = languages_empty(&preference->first);

    for (size_t i = 0; i < sources->language_count; i++) {
        enum language_fit fit = language_tag_fit(tag, sources->languages[i], LANGUAGE_SIZE);

        if (fit != LANGUAGE_OTHER)
            languages_add(first && fit == LANGUAGE_SAME ? &preference->first : &preference->also,
                          i);
    }
}

/* Returns false if the text is not a tag. */
static bool add_tag(const struct sources *sources, struct slice text, unsigned number,
                    struct preference *preference)
{
    struct language_tag tag;

    if (slice_is(text, "*"))
        return true;
    if (slice_is(text, "all")) {
        for (size_t i = 0; i < sources->language_count; i++)
            languages_add(&preference->first, i);
        return true;
    }
    if (!language_tag_read(text.bytes, text.size, &tag))
        return false;
    if (number < PREFERENCE_TAGS)
        prefer(sources, &tag, preference);
    return true;
}

bool preference_parse(const struct charindex *index, const char *text, size_t size,
                      struct preference *preference, struct slice *bad)
{
    const struct sources *sources = charindex_sources(index);
    unsigned count = 0;

    *preference = (struct preference){.first = {.bits = {0}}};
    for (size_t at = 0; at < size;) {
        const char *comma = memchr(text + at, ',', size - at);
        size_t end = comma ? (size_t)(comma - text) : size;
        struct slice tag = trim((struct slice){.bytes = text + at, .size = end - at});

        at = end + 1;
        if (tag.size > 0 && !add_tag(sources, tag, count++, preference)) {
            *bad = tag;
            return false;
        }
    }
    prefer_english(sources, preference);
    return true;
}

struct preference preference_of(const struct charindex *index, const struct search_options *options)
{
    struct preference preference = options->preferred;

    if (!languages_empty(&preference.first) || !languages_empty(&preference.also))
        return preference;
    if (!languages_empty(&options->languages))
        return (struct preference){.first = options->languages};
    prefer_english(charindex_sources(index), &preference);
    return preference;
}

bool preference_writes(const struct charindex *index, const struct search_options *options,
                       struct slice text)
{
    const struct sources *sources = charindex_sources(index);
    const struct languages *first = &options->preferred.first;

    for (size_t i = 0; i < sources->language_count && !languages_empty(first); i++)
        if (languages_have(first, i) &&
            language_writes(sources->languages[i], LANGUAGE_SIZE, text.bytes, text.size))
            return true;
    return false;
}
