/*
 * The format of PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */

#include "tests/unit/index/update/scripted_archive.h"

#include <string.h>

static void append(struct buffer *out, unsigned bytes, uint32_t number)
{
    for (unsigned i = 0; i < bytes; i++) {
        const char byte = (char)(number >> (8 * i));

        buffer_append(out, &byte, 1);
    }
}

/* As zip and gzip have it. */
static uint32_t crc32_of(const char *bytes, size_t size)
{
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < size; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

/* What the head of a member and the directory share. */
static void append_facts(struct buffer *out, const struct scripted_member *member)
{
    const size_t size = strlen(member->content);

    append(out, 2, 20); /* version needed */
    append(out, 2, 0);  /* flags */
    append(out, 2, 0);  /* stored */
    append(out, 4, 0x00210000);
    append(out, 4, crc32_of(member->content, size));
    append(out, 4, (uint32_t)size);
    append(out, 4, (uint32_t)size);
    append(out, 2, (uint32_t)strlen(member->name));
    append(out, 2, 0);
}

void scripted_archive(struct buffer *out, const struct scripted_member *members, size_t count)
{
    uint32_t offsets[64], directory;
    const size_t start = out->size;

    for (size_t i = 0; i < count; i++) {
        offsets[i] = (uint32_t)(out->size - start);
        append(out, 4, 0x04034B50);
        append_facts(out, &members[i]);
        buffer_append_text(out, members[i].name);
        buffer_append_text(out, members[i].content);
    }
    directory = (uint32_t)(out->size - start);
    for (size_t i = 0; i < count; i++) {
        const uint32_t mode = members[i].mode ? members[i].mode : 0100644;

        append(out, 4, 0x02014B50);
        append(out, 2, 3 << 8 | 20); /* made by Unix */
        append_facts(out, &members[i]);
        append(out, 2, 0); /* comment */
        append(out, 2, 0);
        append(out, 2, 0);
        append(out, 4, mode << 16);
        append(out, 4, offsets[i]);
        buffer_append_text(out, members[i].name);
    }
    append(out, 4, 0x06054B50);
    append(out, 4, 0);
    append(out, 2, (uint32_t)count);
    append(out, 2, (uint32_t)count);
    append(out, 4, (uint32_t)(out->size - start) - directory - 12);
    append(out, 4, directory);
    append(out, 2, 0);
}
