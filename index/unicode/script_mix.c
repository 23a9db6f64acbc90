/*
 * The scripts that all characters of the word have in common, as a set that only becomes smaller. Where it
 * becomes empty, the word may still be Latin beside the scripts of Chinese, Japanese or Korean.
 */

#include "index/unicode/script_mix.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/base/utf8.h"
#include "index/unicode/property.h"

enum { SCRIPTS_MAX = 64 };

struct scripts {
    bool all;
    size_t count;
    uint32_t list[SCRIPTS_MAX];
};

static bool has(const struct scripts *scripts, uint32_t script)
{
    for (size_t i = 0; i < scripts->count; i++)
        if (scripts->list[i] == script)
            return true;
    return scripts->all;
}

static void add(struct scripts *scripts, uint32_t script)
{
    if (scripts->count < SCRIPTS_MAX && !has(scripts, script))
        scripts->list[scripts->count++] = script;
}

/* The ways to write that a script is a part of. */
static void augment(struct scripts *scripts)
{
    static const struct {
        uint32_t script, whole;
    } parts[] = {
        {USCRIPT_HAN, USCRIPT_HAN_WITH_BOPOMOFO},
        {USCRIPT_HAN, USCRIPT_JAPANESE},
        {USCRIPT_HAN, USCRIPT_KOREAN},
        {USCRIPT_HIRAGANA, USCRIPT_JAPANESE},
        {USCRIPT_KATAKANA, USCRIPT_JAPANESE},
        {USCRIPT_HANGUL, USCRIPT_KOREAN},
        {USCRIPT_BOPOMOFO, USCRIPT_HAN_WITH_BOPOMOFO},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (has(scripts, parts[i].script))
            add(scripts, parts[i].whole);
    if (has(scripts, USCRIPT_COMMON) || has(scripts, USCRIPT_INHERITED))
        scripts->all = true;
}

static void read_icu(uint32_t code_point, struct scripts *scripts)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode known[SCRIPTS_MAX];
    int32_t count = uscript_getScriptExtensions((UChar32)code_point, known, SCRIPTS_MAX, &status);

    for (int32_t i = 0; U_SUCCESS(status) && i < count; i++)
        add(scripts, (uint32_t)known[i]);
}

static void read_scripts(const struct repertoire *repertoire, uint32_t code_point,
                         struct scripts *scripts)
{
    uint32_t mapped[REPERTOIRE_POINTS_MAX], script;
    size_t count = repertoire_map(repertoire, REPERTOIRE_SCRIPTS, code_point, mapped);

    scripts->all = false;
    scripts->count = 0;
    for (size_t i = 0; i < count; i++)
        add(scripts, mapped[i]);
    if (count == 0 && repertoire_number(repertoire, PROPERTY_SCRIPT, code_point, &script))
        add(scripts, script);
    else if (count == 0)
        read_icu(code_point, scripts);
    augment(scripts);
}

static void intersect(struct scripts *common, const struct scripts *other)
{
    size_t kept = 0;

    if (other->all)
        return;
    if (common->all) {
        *common = *other;
        return;
    }
    for (size_t i = 0; i < common->count; i++)
        if (has(other, common->list[i]))
            common->list[kept++] = common->list[i];
    common->count = kept;
}

bool script_mix_concerns(const struct repertoire *repertoire, const char *word, size_t size)
{
    if (!repertoire)
        return false;
    for (size_t at = 0; at < size;) {
        const uint32_t code_point = (uint32_t)utf8_next(word, size, &at);

        if (u_charType((UChar32)code_point) == U_UNASSIGNED &&
            property_number(repertoire, PROPERTY_CATEGORY, code_point) != U_UNASSIGNED)
            return true;
    }
    return false;
}

bool script_mix(const struct repertoire *repertoire, const char *word, size_t size)
{
    struct scripts common = {.all = true}, without_latin = {.all = true};

    for (size_t at = 0; at < size;) {
        struct scripts scripts;

        read_scripts(repertoire, (uint32_t)utf8_next(word, size, &at), &scripts);
        intersect(&common, &scripts);
        if (!has(&scripts, USCRIPT_LATIN))
            intersect(&without_latin, &scripts);
    }
    if (common.all || common.count > 0)
        return false;
    return without_latin.all ||
           !(has(&without_latin, USCRIPT_JAPANESE) || has(&without_latin, USCRIPT_KOREAN) ||
             has(&without_latin, USCRIPT_HAN_WITH_BOPOMOFO));
}
