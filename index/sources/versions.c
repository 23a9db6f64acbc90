/*
 * Versions are for people who read a status. They are not compared: what changes with a version is in
 * the digest of a source.
 */

#include "index/sources/versions.h"

#include <string.h>

#include "index/base/ascii.h"
#include "index/sources/formats/ucd.h"

/* Bytes in which a version is said. */
enum {
    DTD_HEAD = 8192,
    FILE_HEAD = 1024, /* ucd_stated_version() looks no further */
};

_Static_assert(sizeof((struct source *)0)->version == UCD_VERSION_SIZE, "one version");

void version_note(struct source *source, struct slice file)
{
    if (!ucd_version(file.bytes, file.size, source->version))
        (void)ucd_stated_version(file.bytes, file.size, source->version);
}

/* The beginning of the first file of that path. Returns its size; 0: there is none. */
static size_t read_head(const struct folders *folders, const char *path, char *head,
                        size_t capacity)
{
    size_t size = 0;

    for (size_t i = 0; size == 0 && i < folders->count; i++)
        size = folders_head(folders, i, path, head, capacity);
    return size;
}

void version_note_file(struct source *source, const struct folders *folders, const char *path)
{
    char head[FILE_HEAD];

    version_note(source, (struct slice){head, read_head(folders, path, head, sizeof head)});
}

static uint8_t take_number(const char **at)
{
    unsigned number = 0;

    for (; ascii_is_digit(**at) && number < 100; ++*at)
        number = number * 10 + (unsigned)(**at - '0');
    return number > UINT8_MAX ? 0 : (uint8_t)number;
}

/* <!ATTLIST version cldrVersion CDATA #FIXED "48" > */
void version_note_cldr(struct source *source, const struct folders *folders)
{
    static const char before[] = "cldrVersion CDATA #FIXED \"";
    char head[DTD_HEAD + 1];
    const char *at;

    head[read_head(folders, CLDR_DTD, head, DTD_HEAD)] =
        '\0'; /* where the search and the number end */
    at = strstr(head, before);
    if (!at)
        return;
    at += sizeof before - 1;
    source->version[0] = take_number(&at);
    at += *at == '.';
    source->version[1] = take_number(&at);
}

void version_of_source(const struct source *source, char out[static VERSION_SIZE])
{
    version_write(version_make(source->version[0], source->version[1]), out);
}
