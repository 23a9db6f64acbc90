/*
 * The files are read one after another into the same memory. The digest of the source is computed from the
 * languages and the digests of all files, in the order of the languages.
 */

#include "index/sources/keywords.h"

#include <stdio.h>
#include <string.h>

#include "index/sources/formats/formats.h"
#include "index/sources/languages.h"
#include "index/sources/versions.h"

struct reading {
    const struct source_visitor *visitor; /* NULL: only the digest is wanted */
    void *context;
    const struct folders *folders;
    struct file *file; /* of which memory is used again, as of these */
    struct records *records;
    struct sequence_set *sequences;
    struct sources *sources;
    uint8_t english;
};

/* The file's bytes, for a visitor, and their digest. */
static int read_file(struct reading *reading, const char *path, uint8_t digest[CHECKSUM_SIZE],
                     struct reason *reason)
{
    return folders_take(reading->folders, reading->file, path, reading->visitor != NULL, digest,
                        reason);
}

/* Gives the records to the visitor. */
static int hand_over(struct reading *reading)
{
    reading->sources->list[SOURCE_ANNOTATIONS].records += reading->records->count;
    return records_hand_over(reading->records, reading->visitor, reading->context);
}

/* The records of one file of a language. Two languages of CLDR have no derived annotations, so a
 * missing derived file is reported for English only. */
static int read_annotations(struct reading *reading, size_t language, bool derived,
                            uint8_t digest[CHECKSUM_SIZE])
{
    struct source *source = &reading->sources->list[SOURCE_ANNOTATIONS];
    char path[sizeof DERIVED_DIRECTORY + LANGUAGE_SIZE + sizeof "/.xml"];
    struct reason why = {.text = ""};
    int r;

    (void)snprintf(path, sizeof path, "%s/%.*s.xml",
                   derived ? DERIVED_DIRECTORY : ANNOTATIONS_DIRECTORY, LANGUAGE_SIZE,
                   reading->sources->languages[language]);
    r = read_file(reading, path, digest, &why);
    if (r == SOURCE_MISSING && derived && language != reading->english)
        return SOURCE_OK;
    if (r == SOURCE_OK && reading->visitor)
        r = annotations_read(reading->file->bytes, reading->file->size, (uint8_t)language,
                             reading->records, &why);
    if (r > SOURCE_OK)
        source_degrade(source, (enum source_state)r, path, &why);
    return r;
}

static bool has_sequence(void *context, const uint32_t *points, size_t count)
{
    return sequence_set_has(context, points, count);
}

/* Names of flags. Languages without this file are many: the derived annotations name the same flags. */
static int read_subdivisions(struct reading *reading, size_t language,
                             uint8_t digest[CHECKSUM_SIZE])
{
    const struct subdivisions_wanted wanted = {has_sequence, reading->sequences};
    struct source *source = &reading->sources->list[SOURCE_ANNOTATIONS];
    char path[sizeof SUBDIVISIONS_DIRECTORY + LANGUAGE_SIZE + sizeof "/.xml"];
    struct reason why = {.text = ""};
    int r;

    (void)snprintf(path, sizeof path, SUBDIVISIONS_DIRECTORY "/%.*s.xml", LANGUAGE_SIZE,
                   reading->sources->languages[language]);
    r = read_file(reading, path, digest, &why);
    if (r < 0 || r == SOURCE_MISSING || (r == SOURCE_OK && !reading->visitor))
        return r < 0 ? r : 0;
    records_clear(reading->records);
    if (r == SOURCE_OK)
        r = subdivisions_read(reading->file->bytes, reading->file->size, (uint8_t)language, &wanted,
                              reading->records, &why);
    if (r > SOURCE_OK)
        source_degrade(source, (enum source_state)r, path, &why);
    return r == SOURCE_OK ? hand_over(reading) : r < 0 ? r : 0;
}

/* One language, and the input of its digest. */
struct language_digests {
    char name[LANGUAGE_SIZE];
    uint8_t plain[CHECKSUM_SIZE], derived[CHECKSUM_SIZE], subdivisions[CHECKSUM_SIZE];
};

static int read_language(struct reading *reading, size_t language, struct language_digests *digests)
{
    int plain, derived, r = 0;

    memcpy(digests->name, reading->sources->languages[language], LANGUAGE_SIZE);
    records_clear(reading->records);
    plain = read_annotations(reading, language, false, digests->plain);
    if (plain < 0)
        return plain;
    /* Read in any case, because the digest needs it. */
    derived = read_annotations(reading, language, true, digests->derived);
    if (derived < 0)
        return derived;
    if (plain == SOURCE_OK && derived == SOURCE_OK && reading->visitor)
        r = hand_over(reading);
    return r < 0 ? r : read_subdivisions(reading, language, digests->subdivisions);
}

int keywords_read(const struct source_visitor *visitor, void *context,
                  const struct folders *folders, struct single *memory,
                  struct sequence_set *sequences, struct sources *sources, uint8_t english)
{
    struct reading reading = {
        .visitor = visitor,
        .context = context,
        .folders = folders,
        .file = &memory->file,
        .records = &memory->records,
        .sequences = sequences,
        .sources = sources,
        .english = english,
    };
    struct source *source = &sources->list[SOURCE_ANNOTATIONS];
    struct language_digests digests[LANGUAGES_MAX];
    const size_t count = sources->language_count;

    for (size_t i = 0; i < count; i++) {
        int r = read_language(&reading, i, &digests[i]);

        if (r < 0)
            return r;
    }
    checksum_of(digests, count * sizeof digests[0], source->digest);
    version_note_cldr(source, folders);
    return 0;
}
