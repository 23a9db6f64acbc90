/*
 * Compares languages by their language, script and region. What a tag leaves out is what CLDR's
 * likely subtags say: "zh-TW" is written in Hant, so "zh_Hant" fits it and "zh" does not. ICU knows
 * those and which regions a group of regions has ("es_419": Latin America).
 *
 * CLDR has one file for some codes that ISO 639 has several for; browsers and systems still send
 * the others.
 */

#include "index/text/language_tag.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/uregion.h>
#include <unicode/uscript.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"

enum {
    TAG_SIZE = 64, /* longer tags have extensions, which do not count, or are not tags */
    SUBTAG_MAX = 8,
};

/* [A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*: BCP 47 in general, and no more than it. */
static bool is_tag(const char *text, size_t size)
{
    size_t begin = 0;

    for (size_t at = 0; at <= size; at++) {
        if (at < size && (ascii_is_letter(text[at]) || (begin > 0 && ascii_is_digit(text[at]))))
            continue;
        if ((at < size && text[at] != '-' && text[at] != '_') || at == begin ||
            at - begin > SUBTAG_MAX || (begin == 0 && at < 2))
            return false;
        begin = at + 1;
    }
    return true;
}

/* The name under which CLDR has the language. */
static const char *current(const char *language)
{
    static const char *const names[][2] = {
        {"cmn", "zh"}, {"in", "id"}, {"iw", "he"},  {"mo", "ro"},
        {"nb", "no"},  {"sh", "sr"}, {"tl", "fil"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(language, names[i][0]) == 0)
            return names[i][1];
    return language;
}

/* Fills in the script and the region that are likely. */
static void complete(struct language_tag *tag)
{
    char given[TAG_SIZE], likely[TAG_SIZE];
    UErrorCode status = U_ZERO_ERROR;

    (void)snprintf(given, sizeof given, "%s%s%s%s%s", tag->language, *tag->script ? "_" : "",
                   tag->script, *tag->region ? "_" : "", tag->region);
    (void)uloc_addLikelySubtags(given, likely, sizeof likely, &status);
    if (U_SUCCESS(status))
        (void)uloc_getScript(likely, tag->script, sizeof tag->script, &status);
    if (U_SUCCESS(status))
        (void)uloc_getCountry(likely, tag->region, sizeof tag->region, &status);
    if (U_FAILURE(status))
        tag->script[0] = tag->region[0] = '\0';
}

bool language_tag_read(const char *text, size_t size, struct language_tag *tag)
{
    char bytes[TAG_SIZE], name[TAG_SIZE], language[LANGUAGE_TAG_LANGUAGE];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;

    *tag = (struct language_tag){.language = ""};
    if (!is_tag(text, size))
        return false;
    size = size < sizeof bytes - 1 ? size : sizeof bytes - 1;
    memcpy(bytes, text, size);
    bytes[size] = '\0';
    for (char *at = strchr(bytes, '_'); at; at = strchr(at, '_'))
        *at = '-';

    (void)uloc_forLanguageTag(bytes, name, sizeof name, &length, &status);
    (void)uloc_getLanguage(name, language, sizeof language, &status);
    (void)uloc_getScript(name, tag->script, sizeof tag->script, &status);
    (void)uloc_getCountry(name, tag->region, sizeof tag->region, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING) {
        *tag = (struct language_tag){.language = ""}; /* fits nothing */
        return true;
    }
    (void)snprintf(tag->language, sizeof tag->language, "%s", current(language));
    tag->regional = tag->region[0] != '\0';
    complete(tag);
    return true;
}

/* Is the one region the other, or one of its parts? */
static bool has_region(const char *group, const char *region)
{
    UErrorCode status = U_ZERO_ERROR;
    const URegion *whole, *part;

    if (strcmp(group, region) == 0)
        return true;
    whole = uregion_getRegionFromCode(group, &status);
    part = uregion_getRegionFromCode(region, &status);
    return U_SUCCESS(status) && uregion_contains(whole, part);
}

/* Is it the tag's language, whatever follows? Most languages are told apart by it, without ICU. */
static bool begins_so(const struct language_tag *tag, const char *name, size_t size)
{
    size_t length = strlen(tag->language);

    return length > 0 && size >= length && memcmp(name, tag->language, length) == 0 &&
           (size == length || name[length] == '_');
}

enum language_fit language_tag_fit(const struct language_tag *tag, const char *name, size_t size)
{
    struct language_tag other;

    size = strnlen(name, size);
    if (!begins_so(tag, name, size) || !language_tag_read(name, size, &other))
        return LANGUAGE_OTHER;
    if (strcmp(other.script, tag->script) != 0)
        return LANGUAGE_RELATED;
    return !other.regional || (tag->regional && has_region(other.region, tag->region))
               ? LANGUAGE_SAME
               : LANGUAGE_RELATED;
}

/* The scripts of a language: Japanese has three. */
enum { SCRIPTS_MAX = 8 };

static bool has_script(const UScriptCode *scripts, int32_t count, uint32_t point)
{
    for (int32_t i = 0; i < count; i++)
        if (uscript_hasScript((UChar32)point, scripts[i]))
            return true;
    return false;
}

bool language_writes(const char *name, size_t size, const char *text, size_t text_size)
{
    UScriptCode scripts[SCRIPTS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    char language[TAG_SIZE];
    int32_t count;
    bool any = false;

    (void)snprintf(language, sizeof language, "%.*s", (int)size, name);
    count = uscript_getCode(language, scripts, SCRIPTS_MAX, &status);
    if (U_FAILURE(status))
        return false;
    for (size_t at = 0; at < text_size;) {
        uint32_t point = (uint32_t)utf8_next(text, text_size, &at);
        UScriptCode script = uscript_getScript((UChar32)point, &status);

        if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED)
            continue;
        if (script == USCRIPT_LATIN || !has_script(scripts, count, point))
            return false;
        any = true;
    }
    return any;
}
