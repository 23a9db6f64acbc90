/*
 * A list that is searched from where the last search ended: files are asked for in the same order in
 * each run, so nearly every search is one comparison.
 *
 * As bytes: a magic number, the entries as they are in memory, a checksum of all that. A file that
 * another machine wrote, or a program with other entries, fails by its size or by its magic number.
 */

#include "index/sources/formats/digests.h"

#include <string.h>

/* Also says the order of bytes. */
static const uint64_t magic = UINT64_C(0x63682d6469676531);

_Static_assert(sizeof(struct digest_entry) == 5 * sizeof(uint64_t) + CHECKSUM_SIZE, "no padding");
_Static_assert(DIGESTS_SIZE_MAX >=
                   sizeof magic + CHECKSUM_SIZE + DIGESTS_MAX * sizeof(struct digest_entry),
               "all fit");

void digests_release(struct digests *digests)
{
    vector_release(&digests->entries);
}

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static struct digest_entry entry_of(const struct stat *file)
{
    return (struct digest_entry){
        .device = file->st_dev,
        .inode = file->st_ino,
        .size = (uint64_t)file->st_size,
        .content_changed = nanoseconds(file->st_mtim),
        .inode_changed = nanoseconds(file->st_ctim),
    };
}

static bool is_same(const struct digest_entry *a, const struct digest_entry *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->content_changed == b->content_changed && a->inode_changed == b->inode_changed;
}

bool digests_find(struct digests *digests, const struct stat *file,
                  uint8_t digest[static CHECKSUM_SIZE])
{
    const struct digest_entry wanted = entry_of(file);
    const size_t count = digests->entries.count;

    for (size_t i = 0; i < count; i++) {
        const size_t at = (digests->next + i) % count;
        const struct digest_entry *entry = &digests->entries.items[at];

        if (!is_same(entry, &wanted))
            continue;
        memcpy(digest, entry->digest, CHECKSUM_SIZE);
        digests->next = at + 1;
        return true;
    }
    return false;
}

void digests_note(struct digests *digests, const struct stat *file,
                  const uint8_t digest[static CHECKSUM_SIZE])
{
    struct digest_entry entry = entry_of(file);

    memcpy(entry.digest, digest, CHECKSUM_SIZE);
    if (digests->entries.count == DIGESTS_MAX) {
        memmove(digests->entries.items, digests->entries.items + 1,
                (DIGESTS_MAX - 1) * sizeof entry);
        digests->entries.count--;
    }
    vector_append(&digests->entries, &entry);
    digests->changed = true;
}

void digests_save(const struct digests *digests, struct buffer *bytes)
{
    const size_t begin = bytes->size;
    uint8_t sum[CHECKSUM_SIZE];

    buffer_append(bytes, (const char *)&magic, sizeof magic);
    buffer_append(bytes, (const char *)digests->entries.items,
                  digests->entries.count * sizeof(struct digest_entry));
    if (bytes->failed)
        return;
    checksum_of(bytes->bytes + begin, bytes->size - begin, sum);
    buffer_append(bytes, (const char *)sum, sizeof sum);
}

/* Had the file been left alone for so long that every later change has another time? */
static bool is_settled(const struct digest_entry *entry, struct timespec written)
{
    const int64_t latest = nanoseconds(written) - DIGESTS_SETTLED * INT64_C(1000000000);

    return entry->content_changed < latest && entry->inode_changed < latest;
}

void digests_load(struct digests *digests, struct slice bytes, struct timespec written)
{
    const size_t around = sizeof magic + CHECKSUM_SIZE;
    const size_t entries = bytes.size < around ? 0 : bytes.size - around;
    uint8_t sum[CHECKSUM_SIZE];

    if (bytes.size < around || entries % sizeof(struct digest_entry) != 0 ||
        entries / sizeof(struct digest_entry) > DIGESTS_MAX ||
        memcmp(bytes.bytes, &magic, sizeof magic) != 0)
        return;
    checksum_of(bytes.bytes, sizeof magic + entries, sum);
    if (memcmp(sum, bytes.bytes + sizeof magic + entries, sizeof sum) != 0)
        return;
    for (size_t at = 0; at < entries; at += sizeof(struct digest_entry)) {
        struct digest_entry entry;

        memcpy(&entry, bytes.bytes + sizeof magic + at, sizeof entry);
        if (is_settled(&entry, written))
            vector_append(&digests->entries, &entry);
    }
}
