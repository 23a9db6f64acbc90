/*
 * Verification by the parsers that the index is built with.
 */

#include "index/update/tree/verification.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "index/base/hex.h"
#include "index/base/slice.h"
#include "index/sources/formats/files.h"
#include "index/sources/formats/formats.h"
#include "index/sources/formats/ucd.h"
#include "index/sources/languages.h"
#include "index/sources/newer.h"
#include "index/sources/records/records.h"
#include "index/update/base/interruption.h"
#include "index/update/tree/folder_tree.h"

enum {
    HEAD_SIZE = 1024, /* of a file, where it names its version */
    UNICODE_DATA_FIELDS = 15,
};

typedef int (*reader)(const char *bytes, size_t size, struct records *records,
                      struct reason *reason);

/* A file that begins with the mark of UTF-8, as confusables.txt does. */
static struct slice without_mark(const char *bytes, size_t size)
{
    const bool marked = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;

    return (struct slice){bytes + (marked ? 3 : 0), size - (marked ? 3 : 0)};
}

bool verification_release(const char *bytes, size_t size, struct release *release)
{
    static const char names_list[] = "The Unicode Standard ";
    const size_t head = size < HEAD_SIZE ? size : HEAD_SIZE;
    uint8_t version[UCD_VERSION_SIZE];
    const char *found;

    if (ucd_version(bytes, size, version)) { /* # Blocks-17.0.0.txt */
        *release = (struct release){{version[0], version[1], version[2]}, 3};
        return true;
    }
    found = memmem(bytes, head, names_list, sizeof names_list - 1);
    if (found) { /* NamesList.txt */
        const char *text = found + sizeof names_list - 1;
        const char *end = memchr(text, '\n', (size_t)(bytes + head - text));

        return end && release_parse(text, (size_t)(end - text), release);
    }
    return release_of_readme(bytes, head, release); /* Used with Emoji Version 17.0 */
}

/* Emoji's files of a minor release may be those of the major one. */
static bool is_of(const struct catalog_entry *entry, const struct release *release,
                  const char *bytes, size_t size, struct reason *reason)
{
    const bool emoji = strncmp(entry->name, "emoji/", 6) == 0;
    char named[RELEASE_SIZE], asked[RELEASE_SIZE];
    struct release found;

    if (release->count == 0 || !verification_release(bytes, size, &found) ||
        (found.parts[0] == release->parts[0] && (emoji || found.parts[1] == release->parts[1])))
        return true;
    release_print(&found, 0, named);
    release_print(release, 0, asked);
    reason_set(reason, "it is of version %s, not %s", named, asked);
    return false;
}

/* Four to six hexadecimal digits; surrogates have properties, too. */
static bool is_point(struct slice text, uint32_t *code)
{
    *code = 0;
    for (size_t i = 0; i < text.size; i++) {
        const int digit = hex_value(text.bytes[i]);

        if (digit < 0 || i >= 6)
            return false;
        *code = *code << 4 | (uint32_t)digit;
    }
    return text.size >= 4 && *code <= 0x10FFFF;
}

/* 0041..005A, 0023 FE0F 20E3, 0041 */
static bool begins_with_points(struct slice line, char separator)
{
    const struct slice field = ucd_field(&line, separator);
    const char *dots = field.size > 0 ? memmem(field.bytes, field.size, "..", 2) : NULL;
    uint32_t points[SEQUENCE_MAX], first, last;

    if (!dots)
        return is_point(field, &first) || ucd_code_points(field, points) > 0;
    return is_point((struct slice){field.bytes, (size_t)(dots - field.bytes)}, &first) &&
           is_point((struct slice){dots + 2, (size_t)(field.bytes + field.size - dots) - 2},
                    &last) &&
           first <= last;
}

static int properties_read(const char *bytes, size_t size, struct records *records,
                           struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        if (!memchr(line.bytes, ';', line.size))
            return ucd_damaged(&ucd, "no field", reason);
        if (!begins_with_points(line, ';'))
            return ucd_damaged(&ucd, "no code point", reason);
        records->count++;
    }
    return SOURCE_OK;
}

static int whole_properties_read(const char *bytes, size_t size, struct records *records,
                                 struct reason *reason)
{
    int r = properties_read(bytes, size, records, reason);

    if (r == SOURCE_OK && !ucd_is_complete(bytes, size, reason))
        return SOURCE_DAMAGED;
    return r;
}

static int value_names_read(const char *bytes, size_t size, struct records *records,
                            struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        if (!memchr(line.bytes, ';', line.size))
            return ucd_damaged(&ucd, "no field", reason);
        records->count++;
    }
    return SOURCE_OK;
}

static int unicode_data_read(const char *bytes, size_t size, struct records *records,
                             struct reason *reason)
{
    uint32_t code, last = 0;
    struct slice line;
    struct ucd ucd;

    if (!ucd_open(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_line(&ucd, &line)) {
        unsigned fields = 1;
        struct slice field;

        for (size_t i = 0; i < line.size; i++)
            fields += line.bytes[i] == ';';
        if (fields != UNICODE_DATA_FIELDS)
            return ucd_damaged(&ucd, "not 15 fields", reason);
        field = ucd_field(&line, ';');
        if (!is_point(field, &code) || (records->count > 0 && code <= last))
            return ucd_damaged(&ucd, "no code point above that of the line before", reason);
        last = code;
        records->count++;
    }
    if (last == 0x10FFFD) /* the last line of every version */
        return SOURCE_OK;
    reason_set(reason, "the end of the file is missing");
    return SOURCE_DAMAGED;
}

static reader reader_of(enum catalog_kind kind)
{
    switch (kind) {
    case CATALOG_UNICODE_DATA:
        return unicode_data_read;
    case CATALOG_PROPERTIES:
        return whole_properties_read;
    case CATALOG_VALUE_NAMES:
        return value_names_read;
    case CATALOG_CONFUSABLES:
        return properties_read;
    case CATALOG_NAME_ALIASES:
        return aliases_read;
    case CATALOG_NAMES_LIST:
        return names_list_read;
    case CATALOG_NAMED_SEQUENCES:
        return named_sequences_read;
    case CATALOG_EMOJI_TEST:
        return emoji_read;
    case CATALOG_EMOJI_VARIATIONS:
        return emoji_variations_read;
    case CATALOG_UNIHAN:
    case CATALOG_CLDR_COMMON:
    case CATALOG_ANYTHING:
        break;
    }
    return NULL;
}

/* 0, 1 or -ENOMEM, from what a reader returned. */
static int judge(int r, struct records *records, struct reason *reason)
{
    const bool none = records->count == 0;

    records_release(records);
    if (r < 0)
        return r;
    if (r == SOURCE_OK && none) {
        reason_set(reason, "it has no usable records");
        return 1;
    }
    return r == SOURCE_OK ? 0 : 1;
}

int verification_of_file(const struct catalog_entry *entry, const struct release *release,
                         const char *bytes, size_t size, struct reason *reason)
{
    struct records records = RECORDS_INIT;
    const struct slice text = without_mark(bytes, size);
    const reader read = reader_of(entry->kind);

    int r;

    if (!is_of(entry, release, text.bytes, text.size, reason))
        return 1;
    r = judge(read(text.bytes, text.size, &records, reason), &records, reason);
    if (r == 0)
        r = newer_check(entry->path, bytes, size, reason);
    return r < 0 ? r : r != 0;
}

/*
 * Archives.
 */

struct checking {
    int folder;
    struct file file;
    struct reason *reason;
};

static bool no_sequence(void *context, const uint32_t *points, size_t count)
{
    (void)context, (void)points, (void)count;
    return false;
}

static int read_subdivisions(const char *bytes, size_t size, struct records *records,
                             struct reason *reason)
{
    static const struct subdivisions_wanted wanted = {.has = no_sequence};

    return subdivisions_read(bytes, size, 0, &wanted, records, reason);
}

static int read_annotations(const char *bytes, size_t size, struct records *records,
                            struct reason *reason)
{
    return annotations_read(bytes, size, 0, records, reason);
}

static int read_names(const char *bytes, size_t size, struct records *records,
                      struct reason *reason)
{
    struct locale_names names = {.list = VECTOR_INIT};
    const int r = ldml_names_read(bytes, size, 0, true, &names, reason);

    (void)records;
    locale_names_release(&names);
    return r;
}

static int read_currencies(const char *bytes, size_t size, struct records *records,
                           struct reason *reason)
{
    struct locale_names names = {.list = VECTOR_INIT};
    const int r = region_currencies_read(bytes, size, 0, &names, reason);

    (void)records;
    locale_names_release(&names);
    return r;
}

/* The reader of a file of CLDR's, by its path below unicode/cldr; NULL: the index does not read it. */
static reader reader_of_cldr(const char *path)
{
    static const struct {
        const char *prefix;
        reader read;
    } known[] = {
        {"common/annotations/", read_annotations},
        {"common/annotationsDerived/", read_annotations},
        {"common/subdivisions/", read_subdivisions},
        {"common/main/", read_names},
        {"common/supplemental/supplementalData.xml", read_currencies},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(path, known[i].prefix, strlen(known[i].prefix)) == 0)
            return known[i].read;
    return NULL;
}

/* A file of CLDR's, if the index reads it. */
static int check_cldr_file(void *context, const char *path, int64_t size)
{
    struct checking *it = context;
    struct records records = RECORDS_INIT;
    const reader read = reader_of_cldr(path);
    char whole[CATALOG_PATH_SIZE + 16];
    struct reason why = {.text = ""};
    int r;

    (void)size;
    if (interruption_signal())
        return -EINTR;
    if (!read)
        return 0;
    (void)snprintf(whole, sizeof whole, "unicode/cldr/%s", path);
    r = file_read(&it->file, it->folder, whole, &why);
    if (r == SOURCE_OK)
        r = read(it->file.bytes, it->file.size, &records, &why);
    records_release(&records); /* a language may have none */
    if (r > 0)
        reason_set(it->reason, "%s: %s", path, why.text);
    return r < 0 ? r : r != SOURCE_OK;
}

/* <!ATTLIST version cldrVersion CDATA #FIXED "48" > */
static bool cldr_release(const char *bytes, size_t size, struct release *release)
{
    static const char mark[] = "cldrVersion CDATA #FIXED \"";
    const char *text = size > 0 ? memmem(bytes, size, mark, sizeof mark - 1) : NULL, *end;

    if (!text)
        return false;
    text += sizeof mark - 1;
    end = memchr(text, '"', (size_t)(bytes + size - text));
    return end && release_parse(text, (size_t)(end - text), release);
}

int verification_cldr_release(int folder, struct release *release)
{
    struct file file = FILE_INIT;
    struct reason why = {.text = ""};
    int r = file_read(&file, folder, "unicode/cldr/common/dtd/ldml.dtd", &why);

    if (r >= 0)
        r = r == SOURCE_OK && cldr_release(file.bytes, file.size, release);
    file_release(&file);
    return r;
}

static int check_cldr_release(struct checking *it, const struct release *release)
{
    char named[RELEASE_SIZE], asked[RELEASE_SIZE];
    struct release found;
    int r = verification_cldr_release(it->folder, &found);

    if (r <= 0 || release->count == 0 || found.parts[0] == release->parts[0])
        return r < 0 ? r : 0;
    release_print(&found, 0, named);
    release_print(release, 0, asked);
    reason_set(it->reason, "it is of version %s, not %s", named, asked);
    return 1;
}

static int check_cldr(struct checking *it, const struct release *release)
{
    static const char *const needed[] = {ANNOTATIONS_DIRECTORY "/en.xml",
                                         DERIVED_DIRECTORY "/en.xml"};

    for (unsigned i = 0; i < 2; i++) {
        struct reason why = {.text = ""};
        int r = file_read(&it->file, it->folder, needed[i], &why);

        if (r < 0)
            return r;
        if (r != SOURCE_OK) {
            reason_set(it->reason, "%s: %s", needed[i], why.text);
            return 1;
        }
    }
    return check_cldr_release(it, release);
}

static int check_unihan(struct checking *it)
{
    static const char readings[] = "unicode/Unihan_Readings.txt",
                      compressed[] = "unicode/Unihan_Readings.txt.bz2";
    struct records records = RECORDS_INIT;
    struct reason why = {.text = ""};
    int r = file_read(&it->file, it->folder, compressed, &why);

    if (r == SOURCE_MISSING)
        r = file_read(&it->file, it->folder, readings, &why);
    if (r == SOURCE_OK)
        r = judge(unihan_read(it->file.bytes, it->file.size, &records, &why), &records, &why);
    if (r > 0)
        reason_set(it->reason, "Unihan_Readings.txt: %s", why.text);
    return r < 0 ? r : r != 0;
}

int verification_of_archive(const struct catalog_entry *entry, const struct release *release,
                            int folder, struct reason *reason)
{
    struct checking it = {.folder = folder, .file = FILE_INIT, .reason = reason};
    int r;

    if (entry->kind == CATALOG_UNIHAN) {
        r = check_unihan(&it);
    } else {
        r = check_cldr(&it, release);
        if (r == 0)
            r = tree_walk(folder, entry->path, check_cldr_file, &it);
    }
    file_release(&it.file);
    return r;
}
