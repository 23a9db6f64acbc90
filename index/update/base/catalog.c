/*
 * One table. The servers' layout changed with Unicode 17.0, which moved emoji/ and security/ below
 * the version; both are tried.
 */

#include "index/update/base/catalog.h"

#include <stdio.h>
#include <string.h>

#include "index/base/slice.h"

#define MIB (1024ULL * 1024)

#define UCD(name, kind, size, optional)                                                            \
    {                                                                                              \
        name, "unicode/" name, CATALOG_UNICODE, kind, size, optional,                              \
        {                                                                                          \
            "/Public/%v/ucd/" name                                                                 \
        }                                                                                          \
    }
#define PROPERTIES(name, size) UCD(name, CATALOG_PROPERTIES, size, false)
/* Of the UCD itself since 13.0. */
#define UCD_EMOJI(name, kind, size, optional)                                                      \
    {                                                                                              \
        "emoji/" name, "unicode/emoji/" name, CATALOG_UNICODE, kind, size, optional,               \
        {                                                                                          \
            "/Public/%v/ucd/emoji/" name, "/Public/emoji/%s/" name                                 \
        }                                                                                          \
    }
#define EMOJI(name, kind, size, optional)                                                          \
    {                                                                                              \
        "emoji/" name, "unicode/emoji/" name, CATALOG_UNICODE, kind, size, optional,               \
        {                                                                                          \
            "/Public/%v/emoji/" name, "/Public/emoji/%s/" name                                     \
        }                                                                                          \
    }

static const struct catalog_entry entries[] = {
    UCD("UnicodeData.txt", CATALOG_UNICODE_DATA, 16 * MIB, false),
    PROPERTIES("Blocks.txt", 1 * MIB),
    PROPERTIES("Scripts.txt", 4 * MIB),
    PROPERTIES("ScriptExtensions.txt", 4 * MIB),
    PROPERTIES("SpecialCasing.txt", 1 * MIB),
    PROPERTIES("DerivedAge.txt", 4 * MIB),
    PROPERTIES("PropList.txt", 4 * MIB),
    PROPERTIES("DerivedCoreProperties.txt", 8 * MIB),
    PROPERTIES("EastAsianWidth.txt", 4 * MIB),
    PROPERTIES("LineBreak.txt", 4 * MIB),
    PROPERTIES("BidiMirroring.txt", 1 * MIB),
    PROPERTIES("BidiBrackets.txt", 1 * MIB),
    PROPERTIES("DerivedNormalizationProps.txt", 8 * MIB),
    PROPERTIES("HangulSyllableType.txt", 2 * MIB),
    PROPERTIES("IndicPositionalCategory.txt", 2 * MIB),
    PROPERTIES("IndicSyllabicCategory.txt", 2 * MIB),
    PROPERTIES("VerticalOrientation.txt", 4 * MIB),
    PROPERTIES("auxiliary/GraphemeBreakProperty.txt", 4 * MIB),
    PROPERTIES("auxiliary/SentenceBreakProperty.txt", 4 * MIB),
    PROPERTIES("auxiliary/WordBreakProperty.txt", 4 * MIB),
    PROPERTIES("extracted/DerivedJoiningGroup.txt", 2 * MIB),
    PROPERTIES("extracted/DerivedJoiningType.txt", 2 * MIB),
    PROPERTIES("extracted/DerivedNumericType.txt", 2 * MIB),
    PROPERTIES("extracted/DerivedNumericValues.txt", 4 * MIB),
    UCD("PropertyValueAliases.txt", CATALOG_VALUE_NAMES, 2 * MIB, false),
    UCD("NameAliases.txt", CATALOG_NAME_ALIASES, 1 * MIB, false),
    UCD("NamesList.txt", CATALOG_NAMES_LIST, 16 * MIB, false),
    UCD("NamedSequences.txt", CATALOG_NAMED_SEQUENCES, 1 * MIB, false),
    UCD("StandardizedVariants.txt", CATALOG_PROPERTIES, 4 * MIB, true),
    UCD_EMOJI("emoji-data.txt", CATALOG_PROPERTIES, 2 * MIB, false),
    UCD_EMOJI("emoji-variation-sequences.txt", CATALOG_EMOJI_VARIATIONS, 2 * MIB, true),
    EMOJI("emoji-test.txt", CATALOG_EMOJI_TEST, 8 * MIB, false),
    EMOJI("emoji-sequences.txt", CATALOG_PROPERTIES, 4 * MIB, true),
    EMOJI("emoji-zwj-sequences.txt", CATALOG_PROPERTIES, 4 * MIB, true),
    {"security/confusables.txt",
     "unicode/security/confusables.txt",
     CATALOG_UNICODE,
     CATALOG_CONFUSABLES,
     8 * MIB,
     true,
     {"/Public/%v/security/confusables.txt", "/Public/security/%v/confusables.txt"}},
    {"Unihan.zip",
     "unicode",
     CATALOG_UNICODE,
     CATALOG_UNIHAN,
     64 * MIB,
     false,
     {"/Public/%v/ucd/Unihan.zip", "/Public/zipped/%v/Unihan.zip"}},
    {"CLDR",
     "unicode/cldr",
     CATALOG_CLDR,
     CATALOG_CLDR_COMMON,
     256 * MIB,
     false,
     {"/Public/cldr/%c/cldr-common-%c.zip", "/Public/cldr/%c/cldr-common-%s.zip",
      "/Public/cldr/%c/core.zip"}},
};

/* CLDR 48 unpacks to 350 million bytes in 6,000 files, of which the largest has 15 million. */
const struct catalog_limits catalog_limits = {
    .member_size = 64 * MIB,
    .total_size = 2048 * MIB,
    .members = 32768,
};

size_t catalog_count(void)
{
    return sizeof entries / sizeof entries[0];
}

const struct catalog_entry *catalog_at(size_t index)
{
    return &entries[index];
}

bool catalog_is_archive(enum catalog_kind kind)
{
    return kind == CATALOG_UNIHAN || kind == CATALOG_CLDR_COMMON;
}

/* How many numbers of a version stand in an address. */
static unsigned numbers_of(const struct release *release, char how)
{
    unsigned count = release->count;

    if (how != 'c')
        return how == 'v' ? 3 : 2;
    while (count > 1 && release->parts[count - 1] == 0)
        count--;
    return count;
}

bool catalog_address(const struct catalog_entry *entry, size_t index, const struct release *release,
                     char address[static CATALOG_ADDRESS_SIZE])
{
    const char *template = index < CATALOG_ADDRESSES ? entry->addresses[index] : NULL;
    size_t size = 0;

    if (!template)
        return false;
    while (*template && size + RELEASE_SIZE < CATALOG_ADDRESS_SIZE) {
        if (*template != '%') {
            address[size++] = *template ++;
            continue;
        }
        release_print(release, numbers_of(release, template[1]), address + size);
        size += strlen(address + size);
        template += 2;
    }
    address[size] = '\0';
    return true;
}

/* A plain name with this suffix: letters, digits, "_" and "-". */
static bool is_name(const char *name, const char *suffix)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t size = strspn(name, letters);

    return size > 0 && size < 64 && strcmp(name + size, suffix) == 0;
}

/* Unihan_Readings.txt, in no folder. */
static enum catalog_use place_unihan(const char *member, char path[static CATALOG_PATH_SIZE])
{
    if (strncmp(member, "Unihan_", 7) != 0 || !is_name(member, ".txt"))
        return CATALOG_SKIP;
    (void)snprintf(path, CATALOG_PATH_SIZE, "unicode/%s.bz2", member);
    return CATALOG_COMPRESS;
}

/* common/annotations/de.xml, in no other folder or in one. */
static enum catalog_use place_cldr(const char *member, char path[static CATALOG_PATH_SIZE])
{
    static const struct {
        const char *folder, *suffix;
    } wanted[] = {
        {"annotations/", ".xml"},  {"annotationsDerived/", ".xml"}, {"main/", ".xml"},
        {"subdivisions/", ".xml"}, {"supplemental/", ".xml"},       {"dtd/", ".dtd"},
    };
    static const char common[] = "common/";
    const char *below = member, *slash = strchr(member, '/');

    if (strncmp(below, common, sizeof common - 1) != 0 && slash)
        below = slash + 1;
    if (strncmp(below, common, sizeof common - 1) != 0)
        return CATALOG_SKIP;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        const struct slice folder = slice_of(wanted[i].folder);
        const char *name = below + sizeof common - 1;

        if (!slice_has_prefix(slice_of(name), folder) ||
            !is_name(name + folder.size, wanted[i].suffix))
            continue;
        (void)snprintf(path, CATALOG_PATH_SIZE, "unicode/cldr/%s", below);
        return CATALOG_STORE;
    }
    return CATALOG_SKIP;
}

/* Any file with a plain path. */
static enum catalog_use place_anything(const char *member, char path[static CATALOG_PATH_SIZE])
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";

    while (strncmp(member, "./", 2) == 0)
        member += 2;
    if (member[0] == '/' || member[0] == '\0' || member[strspn(member, letters)] != '\0' ||
        strlen(member) + sizeof "files/" > CATALOG_PATH_SIZE || strstr(member, ".."))
        return CATALOG_SKIP;
    (void)snprintf(path, CATALOG_PATH_SIZE, "files/%s", member);
    return CATALOG_STORE;
}

enum catalog_use catalog_place(enum catalog_kind kind, const char *member,
                               char path[static CATALOG_PATH_SIZE])
{
    if (kind == CATALOG_ANYTHING)
        return place_anything(member, path);
    if (kind == CATALOG_UNIHAN)
        return place_unihan(member, path);
    if (kind == CATALOG_CLDR_COMMON)
        return place_cldr(member, path);
    return CATALOG_SKIP;
}
