/*
 * Writes the seeds of fuzz.charindex into a folder, from the small index that the unit tests
 * damage, so that they always have the format that this program reads:
 *
 *   raw, sealed   the image unchanged, and without the length and checksum
 *   XXXX          for each chunk, changes to its entry in the table and to its first numbers
 *
 * The image must be accepted: if the first checks refused the seeds, the verification would be
 * reached only by chance.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/file/charindex.h"
#include "tests/fuzz/charindex.h"
#include "tests/unit/index/file/small_image.h"

static void fail(const char *what)
{
    (void)fprintf(stderr, "seeds of fuzz.charindex: %s\n", what);
    exit(EXIT_FAILURE);
}

static void write_seed(const char *folder, const char *name, enum fuzz_mode mode, const void *bytes,
                       size_t size)
{
    char path[4096];
    FILE *file;

    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path)
        fail("the name of the folder is too long");
    file = fopen(path, "wb");
    if (!file || fputc((int)mode, file) == EOF || fwrite(bytes, 1, size, file) != size ||
        fclose(file) == EOF)
        fail(path);
}

static void change(uint8_t **out, size_t at, uint32_t value)
{
    struct fuzz_change change = {.size = 2};

    format_put_u16(change.at, (uint16_t)at);
    format_put_u32(change.bytes, value);
    memcpy(*out, &change, sizeof change);
    *out += sizeof change;
}

/* Adds one to the size in the table, and to each of the first numbers of the chunk. */
static void write_changes(const char *folder, struct small_image *image, enum format_chunk chunk)
{
    enum { NUMBERS = 4 };
    uint8_t changes[(NUMBERS + 1) * sizeof(struct fuzz_change)], *end = changes;
    const uint8_t *size = small_image_entry(image, chunk) + 16;
    const uint8_t *first = small_image_chunk(image, chunk);
    char name[5];

    memcpy(name, FORMAT_CHUNK_IDS + (size_t)chunk * 4, 4);
    name[4] = '\0';
    for (size_t i = 0; i < NUMBERS && (i + 1) * 4 <= format_u64(size); i++)
        change(&end, (size_t)(first - image->bytes) + i * 4, format_u32_at(first, i) + 1);
    write_seed(folder, name, FUZZ_CHANGED, changes, (size_t)(end - changes));
}

int main(int count, char **arguments)
{
    static struct small_image image;
    struct reason reason = {.text = ""};
    struct charindex *index;
    const char *folder = arguments[1];

    if (count != 2)
        fail("send the folder to write them to");
    small_image_make(&image);
    if (charindex_parse(image.bytes, image.size, &index, &reason) != CHARINDEX_OK)
        fail(reason.text);
    charindex_unref(index);
    write_seed(folder, "raw", FUZZ_RAW, image.bytes, image.size);
    write_seed(folder, "sealed", FUZZ_SEALED, image.bytes, image.size);
    for (unsigned chunk = 0; chunk < CHUNK_COUNT; chunk++)
        write_changes(folder, &image, (enum format_chunk)chunk);
    return EXIT_SUCCESS;
}
