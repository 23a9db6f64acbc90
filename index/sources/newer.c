/*
 * The table of files, and which of them are read. A file that is damaged gives nothing: its properties
 * are asked of ICU, as if it were missing, and the source says what is wrong.
 */

#include "index/sources/newer.h"

#include <string.h>

#include "index/base/checksum.h"
#include "index/sources/assumed_ages.h"
#include "index/sources/formats/ucd.h"
#include "index/sources/formats/ucd_mappings.h"
#include "index/sources/formats/ucd_properties.h"
#include "index/unicode/version.h"

#define FOLDER "unicode/"

enum { HEAD_SIZE = 1024 }; /* bytes in which a file says its version */

enum format {
    FORMAT_ONE,         /* ucd_property_read() */
    FORMAT_MANY,        /* ucd_properties_read() */
    FORMAT_NAMES,       /* ucd_value_names_read() */
    FORMAT_MIRROR,      /* ucd_mirrors_read() */
    FORMAT_DATA,        /* unicode_data_read() */
    FORMAT_CASING,      /* ucd_special_casing_read() */
    FORMAT_SCRIPTS,     /* ucd_script_extensions_read() */
    FORMAT_CONFUSABLES, /* ucd_confusables_read() */
};

/* In the order of reading: names of values first. What two files have counts as the first says it. */
static const struct {
    const char *path;
    enum format format;
    enum property property; /* of FORMAT_ONE */
    unsigned field;
} files[] = {
    {FOLDER "PropertyValueAliases.txt", FORMAT_NAMES, PROPERTY_COUNT, 0},
    {FOLDER "Blocks.txt", FORMAT_ONE, PROPERTY_BLOCK, 1},
    {FOLDER "extracted/DerivedNumericType.txt", FORMAT_ONE, PROPERTY_NUMERIC_TYPE, 1},
    {FOLDER "extracted/DerivedNumericValues.txt", FORMAT_ONE, PROPERTY_NUMERIC_VALUE, 3},
    {FOLDER "SpecialCasing.txt", FORMAT_CASING, PROPERTY_COUNT, 0},
    {FOLDER "UnicodeData.txt", FORMAT_DATA, PROPERTY_COUNT, 0},
    {FOLDER "Scripts.txt", FORMAT_ONE, PROPERTY_SCRIPT, 1},
    {FOLDER "ScriptExtensions.txt", FORMAT_SCRIPTS, PROPERTY_COUNT, 0},
    {FOLDER "DerivedAge.txt", FORMAT_ONE, PROPERTY_AGE, 1},
    {FOLDER "EastAsianWidth.txt", FORMAT_ONE, PROPERTY_WIDTH, 1},
    {FOLDER "LineBreak.txt", FORMAT_ONE, PROPERTY_LINE_BREAK, 1},
    {FOLDER "HangulSyllableType.txt", FORMAT_ONE, PROPERTY_HANGUL_SYLLABLE_TYPE, 1},
    {FOLDER "IndicPositionalCategory.txt", FORMAT_ONE, PROPERTY_INDIC_POSITIONAL_CATEGORY, 1},
    {FOLDER "IndicSyllabicCategory.txt", FORMAT_ONE, PROPERTY_INDIC_SYLLABIC_CATEGORY, 1},
    {FOLDER "VerticalOrientation.txt", FORMAT_ONE, PROPERTY_VERTICAL_ORIENTATION, 1},
    {FOLDER "BidiBrackets.txt", FORMAT_ONE, PROPERTY_BIDI_PAIRED_BRACKET_TYPE, 2},
    {FOLDER "BidiMirroring.txt", FORMAT_MIRROR, PROPERTY_COUNT, 0},
    {FOLDER "extracted/DerivedJoiningType.txt", FORMAT_ONE, PROPERTY_JOINING_TYPE, 1},
    {FOLDER "extracted/DerivedJoiningGroup.txt", FORMAT_ONE, PROPERTY_JOINING_GROUP, 1},
    {FOLDER "auxiliary/GraphemeBreakProperty.txt", FORMAT_ONE, PROPERTY_GRAPHEME_CLUSTER_BREAK, 1},
    {FOLDER "auxiliary/WordBreakProperty.txt", FORMAT_ONE, PROPERTY_WORD_BREAK, 1},
    {FOLDER "auxiliary/SentenceBreakProperty.txt", FORMAT_ONE, PROPERTY_SENTENCE_BREAK, 1},
    {FOLDER "PropList.txt", FORMAT_MANY, PROPERTY_COUNT, 0},
    {FOLDER "DerivedCoreProperties.txt", FORMAT_MANY, PROPERTY_COUNT, 0},
    {FOLDER "DerivedNormalizationProps.txt", FORMAT_MANY, PROPERTY_COUNT, 0},
    {FOLDER "emoji/emoji-data.txt", FORMAT_MANY, PROPERTY_COUNT, 0},
    {FOLDER "security/confusables.txt", FORMAT_CONFUSABLES, PROPERTY_COUNT, 0},
};

enum { FILES = sizeof files / sizeof *files };

/* Other files that may be beside one that does not say its version. */
static const char *const neighbours[] = {
    FOLDER "NameAliases.txt",
    FOLDER "NamedSequences.txt",
    FOLDER "NamesList.txt",
    FOLDER "StandardizedVariants.txt",
    FOLDER "ArabicShaping.txt",
    FOLDER "CaseFolding.txt",
    FOLDER "CJKRadicals.txt",
    FOLDER "EquivalentUnifiedIdeograph.txt",
    FOLDER "Jamo.txt",
    FOLDER "emoji/emoji-test.txt", /* Emoji has had Unicode's versions since 14.0 */
    FOLDER "emoji/emoji-sequences.txt",
    FOLDER "emoji/emoji-zwj-sequences.txt",
};

enum { NEIGHBOURS = sizeof neighbours / sizeof *neighbours };

struct state {
    struct newer *newer;
    const struct folders *folders;
    struct file *file;
    bool parse;
    const uint8_t *icu;
    struct source *source;
    uint8_t *version;
    struct stamp {
        uint8_t digest[CHECKSUM_SIZE];
        uint8_t version[4]; /* which another file may have said */
    } stamps[FILES];
};

static bool read_version(const struct state *state, size_t folder, const char *path,
                         uint8_t version[static 4])
{
    char head[HEAD_SIZE];
    size_t size = folders_head(state->folders, folder, path, head, sizeof head);

    return ucd_version(head, size, version) || ucd_stated_version(head, size, version);
}

/* The version of a file in that folder; false: nothing says it. */
static bool version_of(const struct state *state, size_t folder, const char *path,
                       uint8_t version[static 4])
{
    if (read_version(state, folder, path, version))
        return true;
    for (size_t i = 0; i < FILES + NEIGHBOURS; i++)
        if (read_version(state, folder, i < FILES ? files[i].path : neighbours[i - FILES], version))
            return true;
    return false;
}

static bool is_newer(const uint8_t version[static 4], const uint8_t icu[static 4])
{
    return memcmp(version, icu, 2) > 0; /* ICU has the third part of none */
}

/* Ages never change, so that a character that is not listed has the one that ICU says. */
static enum facts_extent extent_of(size_t at)
{
    return files[at].format == FORMAT_DATA || files[at].property == PROPERTY_AGE ? FACTS_LISTED
                                                                                 : FACTS_ALL;
}

static int parse(struct facts *facts, size_t at, const char *bytes, size_t size, struct reason *why)
{
    int r = SOURCE_OK;

    facts_begin(facts);
    switch (files[at].format) {
    case FORMAT_ONE:
        r = ucd_property_read(bytes, size, files[at].property, files[at].field, facts, why);
        break;
    case FORMAT_MANY:
        r = ucd_properties_read(bytes, size, facts, why);
        break;
    case FORMAT_NAMES:
        r = ucd_value_names_read(bytes, size, facts, why);
        break;
    case FORMAT_MIRROR:
        r = ucd_mirrors_read(bytes, size, facts, why);
        break;
    case FORMAT_DATA:
        r = unicode_data_read(bytes, size, facts, why);
        break;
    case FORMAT_CASING:
        r = ucd_special_casing_read(bytes, size, facts, why);
        break;
    case FORMAT_SCRIPTS:
        r = ucd_script_extensions_read(bytes, size, facts, why);
        break;
    case FORMAT_CONFUSABLES:
        r = ucd_confusables_read(bytes, size, facts, why);
        break;
    }
    if (r != SOURCE_OK) {
        facts_take_back(facts);
    } else if (!facts_keep(facts, extent_of(at))) {
        reason_set(why, "too many ranges of code points");
        r = SOURCE_DAMAGED;
    }
    return r;
}

static void take_version(const struct state *state, size_t at, const uint8_t version[static 4])
{
    if (is_newer(version, state->source->version))
        memcpy(state->source->version, version, 4);
    if (files[at].format == FORMAT_DATA)
        memcpy(state->version, version, 4);
}

/* Returns 0 or a negative errno; what is wrong with the file is noted in the source. */
static int read_file(struct state *state, size_t at, size_t folder, const uint8_t version[static 4])
{
    struct reason why = {.text = ""};
    int r = folders_take_one(state->folders, folder, state->file, files[at].path, state->parse,
                             state->stamps[at].digest, &why);

    memcpy(state->stamps[at].version, version, 4);
    if (r == SOURCE_OK && state->parse)
        r = parse(&state->newer->facts, at, state->file->bytes, state->file->size, &why);
    if (r < 0)
        return r;
    if (r == SOURCE_OK)
        take_version(state, at, version);
    else
        source_degrade(state->source, SOURCE_DAMAGED, files[at].path, &why);
    return 0;
}

/* UnicodeData.txt where nothing says its version. It is not read, because the age of its characters is not
 * known; *newer is set if it has some that ICU does not know. */
static int refuse_unversioned(struct state *state, size_t at, size_t folder, bool *newer)
{
    struct reason why;
    int r = folders_take_one(state->folders, folder, state->file, files[at].path, true,
                             state->stamps[at].digest, &why);

    if (r < 0)
        return r;
    if (r == SOURCE_OK && unicode_data_is_newer(state->file->bytes, state->file->size)) {
        *newer = true;
        reason_set(&why, "newer than ICU, but nothing beside it says its version: put "
                         "DerivedAge.txt of the same version there");
        source_degrade(state->source, SOURCE_MISSING, files[at].path, &why);
    } else {
        memset(state->stamps[at].digest, 0, CHECKSUM_SIZE);
    }
    return 0;
}

/* The first folder that has the file; false: none has. */
static bool find_folder(const struct state *state, size_t at, size_t *folder)
{
    for (*folder = 0; *folder < state->folders->count; ++*folder)
        if (folders_one_has(state->folders, *folder, files[at].path))
            return true;
    return false;
}

static int read_files(struct state *state)
{
    bool any = false;
    int r = 0;

    for (size_t at = 0; r == 0 && at < FILES; at++) {
        uint8_t version[4];
        size_t folder;

        if (!find_folder(state, at, &folder))
            continue;
        if (!version_of(state, folder, files[at].path, version)) {
            if (files[at].format == FORMAT_DATA)
                r = refuse_unversioned(state, at, folder, &any);
        } else if (is_newer(version, state->icu)) {
            any = true;
            r = read_file(state, at, folder, version);
        }
    }
    if (any)
        checksum_of(state->stamps, sizeof state->stamps, state->source->digest);
    return r;
}

int newer_read(struct newer *newer, const struct folders *folders, struct file *file, bool parse,
               const uint8_t icu[static 4], struct source *source, uint8_t version[static 4])
{
    struct state state = {
        .newer = newer,
        .folders = folders,
        .file = file,
        .parse = parse,
        .icu = icu,
        .source = source,
        .version = version,
    };
    int r;

    memset(newer, 0, sizeof *newer);
    facts_init(&newer->facts);
    memset(version, 0, 4);
    r = read_files(&state);
    if (r == 0)
        r = assumed_ages_add(&newer->facts, version_make(version[0], version[1]));
    if (r == 0 && newer->facts.list.count + newer->facts.mappings.count > 0)
        r = difference_make(&newer->difference, &newer->facts);
    source->records = (uint32_t)newer->difference.ranges.count;
    return r;
}

int newer_check(const char *path, const char *bytes, size_t size, struct reason *reason)
{
    struct facts facts;
    size_t at = 0;
    int r;

    while (at < FILES && strcmp(files[at].path, path) != 0)
        at++;
    if (at == FILES)
        return SOURCE_OK;
    facts_init(&facts);
    r = parse(&facts, at, bytes, size, reason);
    facts_release(&facts);
    return r;
}

void newer_release(struct newer *newer)
{
    facts_release(&newer->facts);
    difference_release(&newer->difference);
}
