/*
 * How well known a character is.
 *
 * There are no statistics of how often people look for a character, but there are lists of the
 * characters that people need: character sets from times when there was space for 256 (é was
 * included, ɬ was not), HTML's named characters, emoji, keywords. Each list that contains a
 * character is evidence. So is being the plain form and not a compatibility variant, belonging to a
 * script in everyday use, and being in Unicode since its first versions. Ideographs are the only
 * characters that have been counted in texts. The evidence is added up; no character is named here.
 *
 * (The best known static prior for ranking is that of S. Brin, L. Page, "The anatomy of a
 * large-scale hypertextual web search engine", 1998; characters do not have links to follow.)
 */

#include "index/unicode/prominence.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include "index/unicode/property.h"
#include "index/unicode/version.h"

enum {
    PROMINENCE_MAX = 255,

    FOR_A_CHARSET = 7,
    FOR_CHARSETS_MAX = 42,
    FOR_EMOJI = 20,
    FOR_SEQUENCE = -16,
    FOR_VARIANT = -24,
    FOR_ANNOTATIONS = 30, /* it has keywords */
    FOR_HTML = 20,
    FOR_HTML_NAME = 2, /* for each name */
    FOR_HTML_NAMES_MAX = 8,
    FOR_ALIAS = 3,
    FOR_ALIASES_MAX = 9,
    FOR_FIRST_VERSION = 14,  /* Unicode 1.1 */
    FOR_EARLY_VERSION = 7,   /* up to 3.2 */
    FOR_COMMON_SCRIPT = 16,  /* shared by scripts, and Latin */
    FOR_LIVING_SCRIPT = 10,  /* UAX #31, table 5 */
    FOR_LIMITED_SCRIPT = -4, /* table 7 */
    FOR_DEAD_SCRIPT = -20,   /* table 4 */
    FOR_LOWER_CASE = 6,
    FOR_COMPATIBILITY = -16, /* stands for other characters: ², ½, ﬁ */
    FOR_PRESENTATION = -48,  /* is a variant of another character: 𝐀, Ａ, ② */
    FOR_SINGLETON = -30,     /* disappears in normalization: the ohm and kelvin signs */
    FOR_DEPRECATED = -30,
    FOR_WRITING = 5, /* an ideograph, for each factor of 2 */
    FOR_WRITING_MAX = 70,
    FOR_ALL = 40, /* so that nothing falls below 0 */
};

/* Character sets made for everyday use, by different vendors and for different parts of the
 * world. */
static const char *const charsets[] = {
    "ISO-8859-1", "ISO-8859-2", "ISO-8859-5",  "ISO-8859-7", "windows-1252", "windows-1251",
    "KOI8-R",     "macintosh",  "x-mac-greek", "IBM437",     "IBM850",       "hp-roman8",
    "Shift_JIS",  "EUC-JP",     "EUC-KR",      "GB2312",     "Big5",         "gsm-03.38-2009",
};

enum { CHARSETS = sizeof charsets / sizeof charsets[0] };

struct prominence {
    USet *sets[CHARSETS]; /* frozen; NULL if ICU's data lacks the converter */
};

static USet *charset_open(const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &status);
    USet *set = uset_openEmpty();

    if (set && U_SUCCESS(status))
        ucnv_getUnicodeSet(converter, set, UCNV_ROUNDTRIP_SET, &status);
    ucnv_close(converter);
    if (set)
        uset_freeze(set);
    return set;
}

struct prominence *prominence_new(void)
{
    struct prominence *prominence = calloc(1, sizeof *prominence);

    if (!prominence)
        return NULL;
    for (size_t i = 0; i < CHARSETS; i++) {
        prominence->sets[i] = charset_open(charsets[i]);
        if (!prominence->sets[i]) {
            prominence_free(prominence);
            return NULL;
        }
    }
    return prominence;
}

void prominence_free(struct prominence *prominence)
{
    for (size_t i = 0; prominence && i < CHARSETS; i++)
        uset_close(prominence->sets[i]);
    free(prominence);
}

static int at_most(uint32_t times, int each, int limit)
{
    return times > (uint32_t)(limit / each) ? limit : (int)times * each;
}

static int of_charsets(const struct prominence *prominence, UChar32 c)
{
    uint32_t count = 0;

    for (size_t i = 0; i < CHARSETS; i++)
        count += uset_contains(prominence->sets[i], c) ? 1 : 0;
    return at_most(count, FOR_A_CHARSET, FOR_CHARSETS_MAX);
}

/* A script that ICU does not know is new to people, too. */
static int of_script(const struct repertoire *repertoire, uint32_t code_point)
{
    const uint32_t number = property_number(repertoire, PROPERTY_SCRIPT, code_point);
    const UScriptCode script = (UScriptCode)number;

    if (number >= REPERTOIRE_VALUES)
        return FOR_LIMITED_SCRIPT;
    if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == USCRIPT_LATIN)
        return FOR_COMMON_SCRIPT;
    switch (uscript_getUsage(script)) {
    case USCRIPT_USAGE_RECOMMENDED:
        return FOR_LIVING_SCRIPT;
    case USCRIPT_USAGE_LIMITED_USE:
        return FOR_LIMITED_SCRIPT;
    default:
        return FOR_DEAD_SCRIPT;
    }
}

static int of_version(const struct repertoire *repertoire, uint32_t code_point)
{
    const uint32_t age = property_number(repertoire, PROPERTY_AGE, code_point);

    if (age < version_make(2, 0))
        return FOR_FIRST_VERSION;
    return age <= version_make(3, 2) ? FOR_EARLY_VERSION : 0;
}

static int of_form(const struct repertoire *repertoire, uint32_t code_point)
{
    int sum = 0;

    switch (property_number(repertoire, PROPERTY_DECOMPOSITION, code_point)) {
    case U_DT_NONE:
    case U_DT_CANONICAL:
    case U_DT_NOBREAK:
        break;
    case U_DT_COMPAT:
    case U_DT_FRACTION:
    case U_DT_SUB:
    case U_DT_SUPER:
        sum += FOR_COMPATIBILITY;
        break;
    default:
        sum += FOR_PRESENTATION;
    }
    if (property_number(repertoire, PROPERTY_NFC_QUICK_CHECK, code_point) == UNORM_NO)
        sum += FOR_SINGLETON;
    if (property_number(repertoire, PROPERTY_DEPRECATED, code_point) != 0)
        sum += FOR_DEPRECATED;
    if (property_number(repertoire, PROPERTY_CATEGORY, code_point) == U_LOWERCASE_LETTER)
        sum += FOR_LOWER_CASE;
    return sum;
}

/* Frequencies of ideographs differ by factors (G. K. Zipf, "Human behavior and the principle of least effort",
 * 1949). */
static int of_writing(uint32_t times)
{
    uint32_t factors = 0;

    for (; times > 0; times /= 2)
        factors++;
    return at_most(factors, FOR_WRITING, FOR_WRITING_MAX);
}

unsigned prominence_of(const struct prominence *prominence,
                       const struct prominence_evidence *evidence)
{
    const struct repertoire *repertoire = evidence->repertoire;
    const uint32_t code_point = evidence->code_point;
    int sum = FOR_ALL + of_script(repertoire, code_point) + of_version(repertoire, code_point);

    /* The lists with a sequence's first character say nothing about the sequence. */
    if (evidence->sequence)
        sum += FOR_SEQUENCE;
    else
        sum += of_charsets(prominence, (UChar32)code_point) + of_form(repertoire, code_point);
    if (evidence->variant)
        sum += FOR_VARIANT;
    if (evidence->emoji_order > 0)
        sum += FOR_EMOJI;
    if (evidence->annotations > 0)
        sum += FOR_ANNOTATIONS;
    if (evidence->html_names > 0)
        sum += FOR_HTML + at_most(evidence->html_names, FOR_HTML_NAME, FOR_HTML_NAMES_MAX);
    sum += at_most(evidence->aliases, FOR_ALIAS, FOR_ALIASES_MAX);
    sum += of_writing(evidence->written);
    return sum < 0 ? 0 : sum > PROMINENCE_MAX ? PROMINENCE_MAX : (unsigned)sum;
}

unsigned prominence_tier(unsigned prominence)
{
    static const unsigned char minimum[] = {150, 120, 100, 80, 64, 48, 24};
    unsigned tier = 0;

#pragma GCC unroll 8 /* comparisons with constants, without a branch */
    for (size_t i = 0; i < sizeof minimum; i++)
        tier += prominence < minimum[i];
    return tier;
}
