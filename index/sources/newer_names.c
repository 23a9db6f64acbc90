/*
 * All files are of one folder, the one that the version is of. The root has the symbols that languages
 * share. A file that is missing or damaged leaves its language, or the currencies of territories, to ICU.
 */

#include "index/sources/newer_names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <unicode/ulocdata.h>

#include "index/sources/formats/formats.h"
#include "index/sources/versions.h"
#include "index/unicode/version.h"

#define MAIN_DIRECTORY "unicode/cldr/common/main"
#define SUPPLEMENT     "unicode/cldr/common/supplemental/supplementalData.xml"

struct reading {
    const struct folders *folders;
    size_t folder;
    struct file *file;
    struct source *source;
    struct locale_names *names; /* NULL: only the digest */
};

static bool is_newer(const struct source *source)
{
    UErrorCode status = U_ZERO_ERROR;
    UVersionInfo icu = {0};

    ulocdata_getCLDRVersion(icu, &status);
    return U_SUCCESS(status) &&
           version_make(source->version[0], source->version[1]) > version_make(icu[0], icu[1]);
}

static bool find_folder(struct reading *it)
{
    while (it->folder < it->folders->count && !folders_one_has(it->folders, it->folder, CLDR_DTD))
        it->folder++;
    return it->folder < it->folders->count;
}

/* How the bytes of a file become names. */
typedef int (*reader)(const struct reading *it, uint8_t language, bool all, struct reason *reason);

static int read_names(const struct reading *it, uint8_t language, bool all, struct reason *reason)
{
    const int r =
        ldml_names_read(it->file->bytes, it->file->size, language, all, it->names, reason);

    if (r == SOURCE_OK)
        it->names->read[language] = true;
    return r;
}

static int read_currencies(const struct reading *it, uint8_t language, bool all,
                           struct reason *reason)
{
    (void)all;
    return region_currencies_read(it->file->bytes, it->file->size, language, it->names, reason);
}

/* One file; what it says is undone if it is damaged. */
static int read_file(struct reading *it, const char *path, reader read, uint8_t language, bool all,
                     uint8_t digest[static CHECKSUM_SIZE])
{
    struct reason why = {.text = ""};
    const size_t before = it->names ? it->names->list.count : 0;
    int r =
        folders_take_one(it->folders, it->folder, it->file, path, it->names != NULL, digest, &why);

    if (r == SOURCE_MISSING)
        return 0;
    if (r == SOURCE_OK && it->names)
        r = read(it, language, all, &why);
    if (r <= SOURCE_OK)
        return r;
    if (it->names)
        it->names->list.count = before;
    source_degrade(it->source, (enum source_state)r, path, &why);
    return 0;
}

static int read_one(struct reading *it, const char *name, uint8_t language, bool all,
                    uint8_t digest[static CHECKSUM_SIZE])
{
    char path[sizeof MAIN_DIRECTORY + LANGUAGE_SIZE + sizeof "/.xml"];

    (void)snprintf(path, sizeof path, MAIN_DIRECTORY "/%.*s.xml", LANGUAGE_SIZE, name);
    return read_file(it, path, read_names, language, all, digest);
}

static int read_all(struct reading *it, const struct sources *sources, uint8_t english)
{
    uint8_t digests[LANGUAGES_MAX + 3][CHECKSUM_SIZE];
    const size_t count = sources->language_count;
    int r = 0;

    for (size_t i = 0; r == 0 && i < count; i++)
        r = read_one(it, sources->languages[i], (uint8_t)i, i == english, digests[i]);
    if (r == 0)
        r = read_one(it, "root", english, true, digests[count]);
    if (r == 0)
        r = read_file(it, SUPPLEMENT, read_currencies, english, true, digests[count + 1]);
    memcpy(digests[count + 2], it->source->digest, CHECKSUM_SIZE);
    if (r == 0)
        checksum_of(digests, (count + 3) * CHECKSUM_SIZE, it->source->digest);
    return r;
}

int newer_names_read(const struct source_visitor *visitor, void *context,
                     const struct folders *folders, struct file *file, struct sources *sources,
                     uint8_t english)
{
    struct locale_names names = {.list = VECTOR_INIT};
    struct reading it = {
        .folders = folders,
        .file = file,
        .source = &sources->list[SOURCE_ANNOTATIONS],
        .names = visitor && visitor->names ? &names : NULL,
    };
    int r;

    if (!is_newer(it.source) || !find_folder(&it))
        return 0;
    r = read_all(&it, sources, english);
    if (r == 0 && visitor && visitor->names && names.list.count > 0) {
        r = locale_names_settle(&names) ? 0 : -ENOMEM;
        if (r == 0 && !visitor->names(context, &names))
            r = -ECANCELED;
    }
    locale_names_release(&names);
    return r;
}
