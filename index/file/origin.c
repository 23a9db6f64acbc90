/*
 * The sources and languages that an index was built from: read from its chunks, and compared with
 * those of this machine. The only other data that depends on them are the numbers of languages.
 */

#include "index/file/origin.h"

#include <string.h>

#include "index/file/verify_tools.h"
#include "index/file/view.h"

/*
 * Reading.
 */

/* Printable ASCII, then NULs. */
static bool name_valid(const char *name, size_t size)
{
    size_t length = strnlen(name, size);

    for (size_t i = 0; i < size; i++)
        if (i < length ? name[i] <= 0x20 || name[i] >= 0x7F : name[i] != '\0')
            return false;
    return length > 0;
}

static bool read_reason(const struct charindex *index, size_t source, struct reason *reason)
{
    struct slice text = view_slice(index, CHUNK_ROFF, CHUNK_RTXT, source);

    if (text.size >= sizeof reason->text)
        return false;
    memcpy(reason->text, text.bytes, text.size);
    return true;
}

bool origin_read_sources(struct charindex *index)
{
    struct sources *sources = &index->sources;

    if (!verify_texts(index, CHUNK_ROFF, SOURCE_COUNT, CHUNK_RTXT))
        return false;
    memcpy(sources->icu_version, index->bytes + FORMAT_AT_ICU, 4);
    memcpy(sources->unicode_version, index->bytes + FORMAT_AT_UNICODE, 4);
    memcpy(sources->data_version, index->bytes + FORMAT_AT_DATA, 4);
    memcpy(sources->newer_version, index->bytes + FORMAT_AT_NEWER, 4);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const char *entry = index->chunks[CHUNK_SRCS].bytes + i * FORMAT_SOURCE_SIZE;
        struct source *source = &sources->list[i];
        uint32_t state = format_u32(entry + FORMAT_SOURCE_NAME_SIZE + CHECKSUM_SIZE);

        memcpy(source->name, entry, sizeof source->name);
        memcpy(source->digest, entry + FORMAT_SOURCE_NAME_SIZE, sizeof source->digest);
        source->records = format_u32(entry + FORMAT_SOURCE_NAME_SIZE + CHECKSUM_SIZE + 4);
        memcpy(source->version, entry + FORMAT_SOURCE_NAME_SIZE + CHECKSUM_SIZE + 8,
               sizeof source->version);
        if (state > SOURCE_DAMAGED || !name_valid(source->name, sizeof source->name) ||
            !read_reason(index, i, &source->reason))
            return false;
        source->state = (enum source_state)state;
    }
    return true;
}

bool origin_read_languages(struct charindex *index)
{
    struct sources *sources = &index->sources;
    bool english = false;

    for (size_t i = 0; i < sources->language_count; i++) {
        memcpy(sources->languages[i], index->chunks[CHUNK_LANG].bytes + i * LANGUAGE_SIZE,
               LANGUAGE_SIZE);
        if (!name_valid(sources->languages[i], LANGUAGE_SIZE) ||
            sources->languages[i][LANGUAGE_SIZE - 1] != '\0' ||
            (i > 0 && strcmp(sources->languages[i - 1], sources->languages[i]) >= 0))
            return false;
        english = english || strcmp(sources->languages[i], "en") == 0;
    }
    return english;
}

/*
 * Comparing.
 */

static bool same_languages(const struct sources *a, const struct sources *b)
{
    if (a->language_count != b->language_count)
        return false;
    for (size_t i = 0; i < a->language_count; i++)
        if (strcmp(a->languages[i], b->languages[i]) != 0)
            return false;
    return true;
}

bool charindex_made_from(const struct charindex *index, const struct sources *sources,
                         struct reason *reason)
{
    const struct sources *own = &index->sources;

    if (memcmp(own->icu_version, sources->icu_version, 4) != 0 ||
        memcmp(own->unicode_version, sources->unicode_version, 4) != 0) {
        reason_set(reason, "built with ICU %s and Unicode %s; this is ICU %u.%u with Unicode %u.%u",
                   index->icu_version, index->icu_unicode, sources->icu_version[0],
                   sources->icu_version[1], sources->unicode_version[0],
                   sources->unicode_version[1]);
        return false;
    }
    /* Before the digests, because the digest of the annotations depends on the languages. */
    if (!same_languages(own, sources)) {
        reason_set(reason, "built for other languages (%zu instead of %zu)", own->language_count,
                   sources->language_count);
        return false;
    }
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const struct source *recorded = &own->list[i], *current = &sources->list[i];

        if (memcmp(recorded->name, current->name, sizeof recorded->name) != 0 ||
            memcmp(recorded->digest, current->digest, sizeof recorded->digest) != 0) {
            reason_set(reason, "source %.8s has changed", current->name);
            return false;
        }
    }
    return true;
}
