/*
 * The file of an update in a form that a person can read as well.
 */

#include "index/update/tree/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/base/ascii.h"
#include "index/base/slice.h"

static const char first_line[] = "charfinder-update\t1";
static const char *const group_names[CATALOG_GROUPS] = {"unicode", "cldr"};

/* Takes what is before the separator from the front. */
static struct slice take(struct slice *rest, char separator)
{
    const char *end = rest->size > 0 ? memchr(rest->bytes, separator, rest->size) : NULL;
    struct slice taken = {rest->bytes, end ? (size_t)(end - rest->bytes) : rest->size};
    const size_t used = taken.size + (end ? 1 : 0);

    rest->bytes += used;
    rest->size -= used;
    return taken;
}

static bool take_number(struct slice *rest, uint64_t *number)
{
    const struct slice digits = take(rest, '\t');

    *number = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (!ascii_is_digit(digits.bytes[i]) || i >= 18)
            return false;
        *number = *number * 10 + (uint64_t)(digits.bytes[i] - '0');
    }
    return digits.size > 0;
}

static bool take_text(struct slice *rest, char *out, size_t capacity)
{
    const struct slice text = take(rest, '\t');

    if (text.size >= capacity)
        return false;
    if (text.size > 0)
        memcpy(out, text.bytes, text.size);
    out[text.size] = '\0';
    return true;
}

static const struct catalog_entry *entry_named(struct slice name)
{
    for (size_t i = 0; i < catalog_count(); i++)
        if (slice_is(name, catalog_at(i)->name))
            return catalog_at(i);
    return NULL;
}

static bool parse_file(struct manifest *manifest, struct slice rest)
{
    const struct slice name = take(&rest, '\t');
    struct manifest_row row = {.entry = entry_named(name)};

    if (!take_number(&rest, &row.files) || !take_number(&rest, &row.bytes) ||
        !take_text(&rest, row.url, sizeof row.url) ||
        !take_text(&rest, row.validator, sizeof row.validator))
        return false;
    if (row.entry && !manifest_find(manifest, row.entry) && manifest->count < MANIFEST_ROWS)
        manifest->rows[manifest->count++] = row;
    return true;
}

bool manifest_parse(struct manifest *manifest, const char *bytes, size_t size)
{
    struct slice rest = {bytes, size};

    memset(manifest, 0, sizeof *manifest);
    if (!bytes || size == 0 || bytes[size - 1] != '\n' || memchr(bytes, '\0', size) ||
        !slice_is(take(&rest, '\n'), first_line))
        return false;
    while (rest.size > 0) {
        struct slice line = take(&rest, '\n');
        const struct slice key = take(&line, '\t');

        if (slice_is(key, "file") && !parse_file(manifest, line))
            return false;
        for (int i = 0; i < CATALOG_GROUPS; i++)
            if (slice_is(key, group_names[i]) &&
                !release_parse(line.bytes, line.size, &manifest->releases[i]))
                return false;
    }
    return true;
}

void manifest_append(const struct manifest *manifest, struct buffer *out)
{
    buffer_append_format(out, "%s\n", first_line);
    for (int i = 0; i < CATALOG_GROUPS; i++) {
        char text[RELEASE_SIZE];

        release_print(&manifest->releases[i], 0, text);
        if (text[0])
            buffer_append_format(out, "%s\t%s\n", group_names[i], text);
    }
    for (size_t i = 0; i < catalog_count(); i++) { /* in this order, not that of arrival */
        const struct manifest_row *row = manifest_find(manifest, catalog_at(i));

        if (!row)
            continue;
        buffer_append_format(out, "file\t%s\t%llu\t%llu\t%s\t%s\n", row->entry->name,
                             (unsigned long long)row->files, (unsigned long long)row->bytes,
                             row->url, row->validator);
    }
}

int manifest_read(struct manifest *manifest, int folder)
{
    int file = openat(folder, MANIFEST_PATH, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), r;
    char *bytes;
    ssize_t n;

    memset(manifest, 0, sizeof *manifest);
    if (file < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : -errno;
    bytes = malloc(MANIFEST_MAX_SIZE);
    if (!bytes) {
        (void)close(file);
        return -ENOMEM;
    }
    n = read(file, bytes, MANIFEST_MAX_SIZE);
    r = n < 0 ? -errno : 1;
    if (r > 0 && !manifest_parse(manifest, bytes, (size_t)n)) {
        memset(manifest, 0, sizeof *manifest);
        r = -EBADMSG;
    }
    free(bytes);
    (void)close(file);
    return r;
}

const struct manifest_row *manifest_find(const struct manifest *manifest,
                                         const struct catalog_entry *entry)
{
    for (size_t i = 0; i < manifest->count; i++)
        if (manifest->rows[i].entry == entry)
            return &manifest->rows[i];
    return NULL;
}

static void copy_field(char *out, size_t capacity, const char *text)
{
    const size_t size = strlen(text);

    out[0] = '\0';
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == '\x7F')
            return;
    if (size < capacity)
        memcpy(out, text, size + 1);
}

struct manifest_row *manifest_add(struct manifest *manifest, const struct catalog_entry *entry,
                                  const char *url, const char *validator)
{
    struct manifest_row *row;

    if (manifest->count == MANIFEST_ROWS)
        return NULL;
    row = &manifest->rows[manifest->count++];
    *row = (struct manifest_row){.entry = entry};
    copy_field(row->url, sizeof row->url, url);
    copy_field(row->validator, sizeof row->validator, validator);
    return row;
}
