#ifndef CHARFINDER_INDEX_FORMAT_H
#define CHARFINDER_INDEX_FORMAT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * The byte map of an index file, format version 1.
 *
 *      0 +------------------+
 *        | header, 64 bytes |  magic, versions, length, number of chunks
 *     64 +------------------+
 *        | chunk table      |  one entry of 24 bytes a chunk: id, offset, size
 *        +------------------+
 *        | chunk            |  in the order of the table; each begins at a multiple of 8 bytes,
 *        +------------------+  zeros fill the gap before it
 *        | …                |
 *        +------------------+
 *        | trailer, 16 bytes|  XXH3-128 of every byte before it; its first 8 bytes in
 *        +------------------+  hexadecimal are the generation
 *
 * All numbers are little-endian and stand at multiples of their size. There is no pointer and no
 * padding with meaning, so the same sources give the same bytes on every machine. A reader
 * accepts exactly one format version, and one table: every chunk below, once, in this order.
 *
 *   header   0  char[8]  magic "charindx"       32  u32  documents
 *            8  u32      format version         36  u32  named characters
 *           12  u32      byte order 0x01020304  40  u32  terms
 *           16  u64      length of the file     44  u32  runs, over all terms
 *           24  u8[4]    ICU version            48  u32  chunks
 *           28  u8[4]    Unicode version        52  u8[12] zero
 *
 *   chunk table entry   0 char[4] id   4 u32 zero   8 u64 offset   16 u64 size
 *
 *   id     holds
 *   SRCS   the sources: entries of 24 bytes, char[8] name, zero-filled; u8[16] digest
 *   DOCS   u32 a document: its code point, ascending. A document's number is its place here
 *   LOFF   u32 a document and one more: where its line begins in LINE, and where the last ends
 *   LINE   the lines, ready to send: "U+0039\t9\tDIGIT NINE\r\n". The name is stored only here
 *   PROP   u16 a document: which tail of its JSON object is its own
 *   POFF   u32 a tail and one more: where it begins in PTXT, and where the last ends
 *   PTXT   the distinct tails: ,"category":"Nd","block":"Basic Latin",…
 *   NAME   u32 a named character: documents in the byte order of their names
 *   TERM   u32 a term and one more: where it begins in TTXT; ascending in byte order
 *   TTXT   the terms, case folded, one behind the other
 *   PBEG   u32 a term and one more: its first run in RUNS, and where the last ends
 *   PTOT   u32 a term: its number of postings
 *   RUNS   the postings: u32 first document, u32 rank (postings of this term before this run)
 *
 * Ids kept free for the sources that names do not cover: ALIA, KEYW, DEFN, SEQN; for what ranking
 * needs: RANK; for dense postings: BITM.
 */

enum {
    FORMAT_VERSION = 1,
    FORMAT_BYTE_ORDER = 0x01020304,
    FORMAT_HEADER_SIZE = 64,
    FORMAT_ENTRY_SIZE = 24,
    FORMAT_SOURCE_SIZE = 24,
    FORMAT_SOURCE_NAME_SIZE = 8,
    FORMAT_TRAILER_SIZE = 16,
    FORMAT_ALIGNMENT = 8,

    FORMAT_AT_MAGIC = 0,
    FORMAT_AT_VERSION = 8,
    FORMAT_AT_BYTE_ORDER = 12,
    FORMAT_AT_LENGTH = 16,
    FORMAT_AT_ICU = 24,
    FORMAT_AT_UNICODE = 28,
    FORMAT_AT_DOCUMENTS = 32,
    FORMAT_AT_CHARACTERS = 36,
    FORMAT_AT_TERMS = 40,
    FORMAT_AT_RUNS = 44,
    FORMAT_AT_CHUNKS = 48,
    FORMAT_AT_RESERVED = 52,
};

#define FORMAT_MAGIC "charindx"

/* No index comes near it; a file above it is not read into memory. */
#define FORMAT_MAX_SIZE ((size_t)256 << 20)

enum format_chunk {
    CHUNK_SRCS,
    CHUNK_DOCS,
    CHUNK_LOFF,
    CHUNK_LINE,
    CHUNK_PROP,
    CHUNK_POFF,
    CHUNK_PTXT,
    CHUNK_NAME,
    CHUNK_TERM,
    CHUNK_TTXT,
    CHUNK_PBEG,
    CHUNK_PTOT,
    CHUNK_RUNS,
    CHUNK_COUNT,
};

#define FORMAT_CHUNK_IDS "SRCSDOCSLOFFLINEPROPPOFFPTXTNAMETERMTTXTPBEGPTOTRUNS"

_Static_assert(sizeof FORMAT_MAGIC - 1 == 8, "the magic has 8 bytes");
_Static_assert(sizeof FORMAT_CHUNK_IDS - 1 == 4 * (size_t)CHUNK_COUNT, "one id a chunk");
_Static_assert(FORMAT_HEADER_SIZE % FORMAT_ALIGNMENT == 0, "the table begins aligned");
_Static_assert(FORMAT_ENTRY_SIZE % FORMAT_ALIGNMENT == 0, "every entry is aligned");

/* Numbers in the file, whatever the machine's byte order. */

static inline uint16_t format_u16(const void *at)
{
    uint16_t value;

    memcpy(&value, at, sizeof value);
    return le16toh(value);
}

static inline uint32_t format_u32(const void *at)
{
    uint32_t value;

    memcpy(&value, at, sizeof value);
    return le32toh(value);
}

static inline uint64_t format_u64(const void *at)
{
    uint64_t value;

    memcpy(&value, at, sizeof value);
    return le64toh(value);
}

static inline void format_put_u32(void *at, uint32_t value)
{
    value = htole32(value);
    memcpy(at, &value, sizeof value);
}

static inline void format_put_u64(void *at, uint64_t value)
{
    value = htole64(value);
    memcpy(at, &value, sizeof value);
}

#endif
