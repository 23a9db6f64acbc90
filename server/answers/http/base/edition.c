/*
 * Nothing in the bytes is believed: each length is checked before it is used, and the type of a file
 * follows from its name, so that only what a page consists of is served. A checksum detects damage. A
 * process that may write to the state directory could write a valid one; the directory's permissions
 * prevent that.
 */

#include "server/answers/http/base/edition.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/checksum.h"

#define PREFIX "/static/"

enum {
    MAGIC_SIZE = 16,
    SUMMED_FROM = MAGIC_SIZE + CHECKSUM_SIZE,
    NUMBER_SIZE = 4,
    HEADER_SIZE = SUMMED_FROM + EDITION_DIGEST_SIZE + NUMBER_SIZE,
    NAME_SIZE = 64,
    TAG_SIZE = 16,
    ENTRY_SIZE = NAME_SIZE + TAG_SIZE + CODINGS * NUMBER_SIZE,
};

static const char magic[] = "charfinder-page1";

_Static_assert(sizeof magic - 1 == MAGIC_SIZE, "written without its NUL");

static const char digits[] = "0123456789abcdef";

/* A file with its own texts. */
struct file {
    struct asset asset;
    char path[sizeof PREFIX + EDITION_DIGEST_SIZE + 1 + NAME_SIZE];
    char etag[TAG_SIZE + 3];
};

struct edition {
    struct buffer bytes;
    char digest[EDITION_DIGEST_SIZE + 1];
    size_t count;
    struct file files[];
};

/*
 * Writing.
 */

static void append_number(struct buffer *out, size_t number)
{
    for (size_t i = 0; i < NUMBER_SIZE; i++)
        buffer_append(out, &(char){(char)(number >> 8 * i)}, 1);
}

static void append_entry(struct buffer *out, const struct asset *asset)
{
    const char *name = asset->path + strlen(asset_directory()) + 1;
    char text[NAME_SIZE] = "";

    assert(strlen(name) < sizeof text);
    (void)snprintf(text, sizeof text, "%s", name);
    buffer_append(out, text, sizeof text);
    buffer_append(out, asset->etag + 1, TAG_SIZE);
    for (enum coding coding = 0; coding < CODINGS; coding++)
        append_number(out, asset->coded[coding].size);
}

static void append_bytes(struct buffer *out, const struct asset *asset)
{
    for (enum coding coding = 0; coding < CODINGS; coding++)
        if (asset->coded[coding].size > 0)
            buffer_append(out, asset->coded[coding].bytes, asset->coded[coding].size);
}

void edition_append(struct buffer *out)
{
    size_t start = out->size, count = 0;
    const struct asset *asset;

    for (size_t i = 0; (asset = asset_at(i)) != NULL; i++)
        count += asset->immutable;
    buffer_append(out, magic, MAGIC_SIZE);
    buffer_append(out, (const uint8_t[CHECKSUM_SIZE]){0}, CHECKSUM_SIZE);
    buffer_append(out, asset_digest(), EDITION_DIGEST_SIZE);
    append_number(out, count);
    for (size_t i = 0; (asset = asset_at(i)) != NULL; i++)
        if (asset->immutable)
            append_entry(out, asset);
    for (size_t i = 0; (asset = asset_at(i)) != NULL; i++)
        if (asset->immutable)
            append_bytes(out, asset);
    if (!out->failed)
        checksum_of(out->bytes + start + SUMMED_FROM, out->size - start - SUMMED_FROM,
                    (uint8_t *)out->bytes + start + MAGIC_SIZE);
}

/*
 * Reading.
 */

static size_t number_at(const char *bytes)
{
    size_t number = 0;

    for (size_t i = 0; i < NUMBER_SIZE; i++)
        number |= (size_t)(unsigned char)bytes[i] << 8 * i;
    return number;
}

/* Returns NULL if the page has no such files. */
static const char *type_of(const char *name)
{
    static const char *const types[][2] = {
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".webmanifest", "application/manifest+json"},
    };
    const char *suffix = strrchr(name, '.');

    for (size_t i = 0; suffix && i < sizeof types / sizeof *types; i++)
        if (strcmp(suffix, types[i][0]) == 0)
            return types[i][1];
    return NULL;
}

static bool is_hexadecimal(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!text[i] || !strchr(digits, text[i]))
            return false;
    return true;
}

/* The path of a file below the directory: no part of it is empty or begins with a dot. */
static bool is_name(const char *name, size_t size)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";

    if (!memchr(name, '\0', size) || name[strspn(name, letters)] != '\0' || !type_of(name))
        return false;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += part > name; /* after the slash */
        if (*part == '/' || *part == '.' || *part == '\0')
            return false;
    }
    return true;
}

/* Reads an entry. Its bytes are at `at`, which is moved past them. */
static bool read_entry(struct edition *edition, const char *entry, struct file *file, size_t *at)
{
    const char *tag = entry + NAME_SIZE, *sizes = tag + TAG_SIZE;

    if (!is_name(entry, NAME_SIZE) || !is_hexadecimal(tag, TAG_SIZE))
        return false;
    (void)snprintf(file->path, sizeof file->path, PREFIX "%s/%s", edition->digest, entry);
    (void)snprintf(file->etag, sizeof file->etag, "\"%.*s\"", TAG_SIZE, tag);
    file->asset = (struct asset){
        .path = file->path, .type = type_of(entry), .etag = file->etag, .immutable = true};
    for (enum coding coding = 0; coding < CODINGS; coding++) {
        size_t size = number_at(sizes + (size_t)coding * NUMBER_SIZE);

        if (size > edition->bytes.size - *at)
            return false;
        if (size > 0 || coding == CODING_IDENTITY)
            file->asset.coded[coding] =
                (struct slice){.bytes = edition->bytes.bytes + *at, .size = size};
        *at += size;
    }
    return true;
}

static bool read_entries(struct edition *edition)
{
    const char *entries = edition->bytes.bytes + HEADER_SIZE;
    size_t at = HEADER_SIZE + edition->count * ENTRY_SIZE;

    for (size_t i = 0; i < edition->count; i++)
        if (!read_entry(edition, entries + i * ENTRY_SIZE, &edition->files[i], &at))
            return false;
    return at == edition->bytes.size;
}

/* Returns what is wrong, or NULL. *count is that of its files. */
static const char *check_header(const struct buffer *bytes, size_t *count)
{
    uint8_t checksum[CHECKSUM_SIZE];
    const char *digest = bytes->bytes + SUMMED_FROM;

    if (bytes->size < HEADER_SIZE)
        return "it is too short";
    if (bytes->size > EDITION_MAX_SIZE)
        return "it is too long";
    if (memcmp(bytes->bytes, magic, MAGIC_SIZE) != 0)
        return "it is of another format";
    checksum_of(bytes->bytes + SUMMED_FROM, bytes->size - SUMMED_FROM, checksum);
    if (memcmp(bytes->bytes + MAGIC_SIZE, checksum, CHECKSUM_SIZE) != 0)
        return "its checksum is wrong";
    *count = number_at(digest + EDITION_DIGEST_SIZE);
    if (*count > EDITION_MAX_FILES || *count > (bytes->size - HEADER_SIZE) / ENTRY_SIZE)
        return "it has too many files";
    return is_hexadecimal(digest, EDITION_DIGEST_SIZE) ? NULL : "its digest is not one";
}

struct edition *edition_read(struct buffer *bytes, struct reason *reason)
{
    struct edition *edition = NULL;
    size_t count = 0;
    const char *wrong = bytes->failed ? "out of memory" : check_header(bytes, &count);

    if (!wrong) {
        edition = calloc(1, sizeof *edition + count * sizeof *edition->files);
        wrong = edition ? NULL : "out of memory";
    }
    if (wrong) {
        reason_set(reason, "%s", wrong);
        buffer_release(bytes);
        return NULL;
    }
    edition->bytes = *bytes;
    *bytes = (struct buffer)BUFFER_INIT;
    edition->count = count;
    memcpy(edition->digest, edition->bytes.bytes + SUMMED_FROM, EDITION_DIGEST_SIZE);
    if (read_entries(edition))
        return edition;
    reason_set(reason, "a file in it has a bad name, tag or size");
    edition_free(edition);
    return NULL;
}

void edition_free(struct edition *edition)
{
    if (!edition)
        return;
    buffer_release(&edition->bytes);
    free(edition);
}

const char *edition_digest(const struct edition *edition)
{
    return edition->digest;
}

const struct asset *edition_find(const struct edition *edition, const char *path, size_t size)
{
    const struct slice wanted = {.bytes = path, .size = size};

    for (size_t i = 0; i < edition->count; i++)
        if (slice_is(wanted, edition->files[i].path))
            return &edition->files[i].asset;
    return NULL;
}
