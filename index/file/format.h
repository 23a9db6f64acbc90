#ifndef CHARFINDER_INDEX_FILE_FORMAT_H
#define CHARFINDER_INDEX_FILE_FORMAT_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * The byte map of an index file, format version 12.
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
 *        | checksums        |  u64: XXH3-64 of each piece of 16 KiB of all that is before them; the
 *        +------------------+  last piece is shorter. So a reader can check what it reads, and no more
 *        | trailer, 16 bytes|  XXH3-128 of the checksums, and so of every byte; its first 8 bytes in
 *        +------------------+  hexadecimal are the generation
 *
 * All numbers are little-endian and at multiples of their size. There are no pointers, and padding is
 * zero, so the same sources give the same bytes on every machine. A reader accepts exactly
 * one format version, and one table: every chunk below, once, in this order.
 *
 *   header   0  char[8]  magic "charindx"       32  u32  documents
 *            8  u32      format version         36  u32  named characters
 *           12  u32      byte order 0x01020304  40  u32  terms
 *           16  u64      length of the file     44  u32  sequences
 *           24  u8[4]    ICU version            48  u32  chunks
 *           28  u8[4]    Unicode version        52  u8[4]  Unicode version of the
 *                                                         files of unicode-data; 0: unknown
 *                                              56  u8[4]  Unicode version of files
 *                                                         newer than ICU; 0: none
 *                                              60  u8[4]  zero
 *
 *   chunk table entry   0 char[4] id   4 u32 zero   8 u64 offset   16 u64 size
 *
 * "Offsets" are always one more than what they lead to: entry n is where thing n begins, and the
 * last entry is where the last thing ends. A document's number is its place among the characters,
 * or after them its place among the sequences.
 *
 *   id     holds
 *   SRCS   the sources: entries of 36 bytes, char[8] name, NUL-filled; u8[16] digest;
 *          u32 state; u32 records; u8[4] version, 0: unknown
 *   ROFF   offsets in RTXT of what is wrong with each source
 *   RTXT   those reasons; empty where a source was read
 *   LANG   the languages of keywords: char[16] each, NUL-filled, ascending, "en" among them
 *
 *   DOCS   u32 a character: its code point, ascending
 *   SOFF   offsets of the sequences in SPTS
 *   SPTS   u32: their code points as they should be written. Sequences ascend by code points,
 *          U+FE0F not counting
 *   LOFF   offsets of the documents' lines in LINE
 *   LINE   the lines, ready to send: "U+0039\t9\tDIGIT NINE\r\n". The name is stored only here
 *   PROP   u16 a document: which tail of its JSON object is its own
 *   POFF   offsets of the distinct tails in PTXT
 *   PTXT   the tails: ,"category":"Nd","block":"Basic Latin",…
 *   NAME   u32 a named character: documents in the byte order of their names
 *   PROM   u8 a document: its prominence
 *   BASE   u32 a sequence: the document that it is a variant of, or itself
 *   EVAR   u32 a character with a text and an emoji presentation: its document; ascending
 *
 *   TERM   offsets of the terms in TTXT; ascending in byte order
 *   TTXT   the terms, folded, one after another
 *   TEND   u32: the terms in the byte order of their ends: by their last byte, then the one before
 *   TLOG   u8 a term: the binary logarithm of the number of documents in its first list, rounded down
 *   LBEG   offsets of the terms' lists: which list of postings is the first
 *   LFLD   u8 a list: its field; ascending within a term
 *   LRUN   offsets of the lists' runs in RUNS, in runs
 *   LTOT   u32 a list: its number of postings
 *   RUNS   the postings: u32 first document, u32 rank (postings of this list before this run)
 *   UKEY   the stored unions: u32 first term, u32 end of terms; ascending
 *   UBEG   offsets of the unions' runs in URUN, in runs; a union without runs has a bitmap
 *   UTOT   u32 a union: its number of documents
 *   URUN   runs as in RUNS
 *   UMAP   u32 a union: which bitmap is its own; FFFFFFFF: none
 *   UBIT   the bitmaps, of u64: bit n % 64 of word n / 64 is document n
 *
 *   STEM   offsets of the stems in STXT; ascending in byte order
 *   STXT   the stems of English terms, one after another
 *   FBEG   offsets of the stems' terms in FTRM, in terms
 *   FTRM   u32: the terms with the same stem; ascending
 *   FORM   u32 a term: its stem, or FFFFFFFF where it is not English
 *
 *   WOFF   offsets of the distinct word lists in WTRM, in terms
 *   WTRM   u32: terms, in the order of the words
 *   NBIT   a bitmap of u64: documents whose name has other words than the one before
 *   NRNK   u32 a word of that bitmap: how many bits are set before it
 *   NLST   u32 a bit that is set: the word list of that name
 *
 *   TBEG   offsets of the documents' texts in TEXT, in texts
 *   TEXT   entries of 12 bytes: u32 string, u32 word list, u16 kind, u16 language
 *   XOFF   offsets of the distinct strings in XTXT
 *   XTXT   the strings, one after another
 *
 *   SPLO   offsets of the spellings in SPLT; ascending without regard to case, those that are then
 *          equal in byte order
 *   SPLT   the spellings, one after another
 *   SPLB   offsets of the spellings' entries in SPLE, in entries
 *   SPLE   entries of 8 bytes: u32 document, u32 kind. By kind, and then the best character first
 *
 *   VKEY   the keys of the properties, a line feed after each: those of property_table.h
 *          in its order. A reader accepts only the keys that it has itself
 *   VBEG   u32: the first value of each property, and the end of the last one's; planes have none
 *   VOFF   offsets of the values' names in VTXT
 *   VTXT   the names
 *   SBEG   offsets of the sets' runs in SRUN, in runs. First the tiers of prominence, then a set a
 *          value
 *   STOT   u32 a set: its number of documents
 *   SRUN   runs as in RUNS
 *
 * Relations lead from a document to an ascending list of numbers: the chunk with K holds the
 * documents that have any, u32, ascending; that with B the offsets of their lists in the one with
 * V.
 *
 *   VARK VARB VARV   a base to its variants
 *   RTOK RTOB RTOV   a character to the code points that it refers to
 *   RFRK RFRB RFRV   a character to the code points that refer to it
 *   CONK CONB CONV   a character to those that look alike
 *   DECK DECB DECV   a character to those that it decomposes to, and to those that decompose to it
 *   SPRK SPRB SPRV   a document to its entries in SPLE: how it is spelled
 *
 *   MWOF   offsets in MWTX of words and phrases that no name, alias or keyword has; ascending
 *   MWTX   those words, folded, one after another; a space between the words of a phrase
 *   MBEG   offsets of the words' lists in MLST
 *   MLST   u16: queries that mean the same, and then with 0x8000 added those that mean something
 *          more general; the likeliest first
 *   MQOF   offsets of the distinct queries in MQTX
 *   MQTX   the queries, folded as the words are
 *
 * What is known of characters beyond ICU (index/unicode/repertoire.h):
 *
 *   NEWB   offsets of the properties' ranges in NEWR, in ranges
 *   NEWR   ranges of 12 bytes: u32 first code point, u32 last, u32 number of the value; ascending
 *   NEWP   u32 a value that ICU does not have: its property
 *   NEWN   u32 two a value: where its short and its long name begin in NEWT
 *   NEWT   those names, a NUL after each
 *   NEWM   mappings of 12 bytes: u16 kind, u16 code points, u32 character, u32 the first of them in
 *          NEWC; ascending by kind and character
 *   NEWC   u32: those code points
 */

enum {
    FORMAT_VERSION = 12,
    FORMAT_BYTE_ORDER = 0x01020304,
    FORMAT_HEADER_SIZE = 64,
    FORMAT_ENTRY_SIZE = 24,
    FORMAT_SOURCE_SIZE = 36,
    FORMAT_SOURCE_NAME_SIZE = 8,
    FORMAT_LANGUAGE_SIZE = 16,
    FORMAT_TEXT_SIZE = 12,
    FORMAT_SPELLING_SIZE = 8,
    FORMAT_RANGE_SIZE = 12,
    FORMAT_MAPPING_SIZE = 12,
    FORMAT_MEANING_WIDER = 0x8000, /* a bit of MLST */
    FORMAT_PIECE_SIZE = 16 * 1024, /* a few pages: reading one costs about what finding it does */
    FORMAT_SUM_SIZE = 8,
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
    FORMAT_AT_SEQUENCES = 44,
    FORMAT_AT_CHUNKS = 48,
    FORMAT_AT_DATA = 52,
    FORMAT_AT_NEWER = 56,
    FORMAT_AT_RESERVED = 60,
};

#define FORMAT_NO_BITMAP UINT32_MAX /* in UMAP */
#define FORMAT_MAGIC     "charindx"

/* Far above the size of any index; a larger file is not read into memory. */
#define FORMAT_MAX_SIZE ((size_t)256 << 20)

enum format_chunk {
    CHUNK_SRCS,
    CHUNK_ROFF,
    CHUNK_RTXT,
    CHUNK_LANG,
    CHUNK_DOCS,
    CHUNK_SOFF,
    CHUNK_SPTS,
    CHUNK_LOFF,
    CHUNK_LINE,
    CHUNK_PROP,
    CHUNK_POFF,
    CHUNK_PTXT,
    CHUNK_NAME,
    CHUNK_PROM,
    CHUNK_BASE,
    CHUNK_EVAR,
    CHUNK_TERM,
    CHUNK_TTXT,
    CHUNK_TEND,
    CHUNK_TLOG,
    CHUNK_LBEG,
    CHUNK_LFLD,
    CHUNK_LRUN,
    CHUNK_LTOT,
    CHUNK_RUNS,
    CHUNK_UKEY,
    CHUNK_UBEG,
    CHUNK_UTOT,
    CHUNK_URUN,
    CHUNK_UMAP,
    CHUNK_UBIT,
    CHUNK_STEM,
    CHUNK_STXT,
    CHUNK_FBEG,
    CHUNK_FTRM,
    CHUNK_FORM,
    CHUNK_WOFF,
    CHUNK_WTRM,
    CHUNK_NBIT,
    CHUNK_NRNK,
    CHUNK_NLST,
    CHUNK_TBEG,
    CHUNK_TEXT,
    CHUNK_XOFF,
    CHUNK_XTXT,
    CHUNK_SPLO,
    CHUNK_SPLT,
    CHUNK_SPLB,
    CHUNK_SPLE,
    CHUNK_VKEY,
    CHUNK_VBEG,
    CHUNK_VOFF,
    CHUNK_VTXT,
    CHUNK_SBEG,
    CHUNK_STOT,
    CHUNK_SRUN,
    CHUNK_VARK,
    CHUNK_VARB,
    CHUNK_VARV,
    CHUNK_RTOK,
    CHUNK_RTOB,
    CHUNK_RTOV,
    CHUNK_RFRK,
    CHUNK_RFRB,
    CHUNK_RFRV,
    CHUNK_CONK,
    CHUNK_CONB,
    CHUNK_CONV,
    CHUNK_DECK,
    CHUNK_DECB,
    CHUNK_DECV,
    CHUNK_SPRK,
    CHUNK_SPRB,
    CHUNK_SPRV,
    CHUNK_MWOF,
    CHUNK_MWTX,
    CHUNK_MBEG,
    CHUNK_MLST,
    CHUNK_MQOF,
    CHUNK_MQTX,
    CHUNK_NEWB,
    CHUNK_NEWR,
    CHUNK_NEWP,
    CHUNK_NEWN,
    CHUNK_NEWT,
    CHUNK_NEWM,
    CHUNK_NEWC,
    CHUNK_COUNT,
};

#define FORMAT_CHUNK_IDS                                                                           \
    "SRCSROFFRTXTLANGDOCSSOFFSPTSLOFFLINEPROPPOFFPTXTNAMEPROMBASEEVAR"                             \
    "TERMTTXTTENDTLOGLBEGLFLDLRUNLTOTRUNSUKEYUBEGUTOTURUNUMAPUBITSTEMSTXTFBEGFTRMFORMWOFFWTRMNBIT" \
    "NRNK"                                                                                         \
    "NLSTTBEGTEXTXOFFXTXTSPLOSPLTSPLBSPLEVKEYVBEGVOFFVTXTSBEGSTOTSRUNVARK"                         \
    "VARBVARVRTOKRTOBRTOVRFRKRFRBRFRVCONKCONBCONVDECKDECBDECVSPRKSPRBSPRV"                         \
    "MWOFMWTXMBEGMLSTMQOFMQTXNEWBNEWRNEWPNEWNNEWTNEWMNEWC"

_Static_assert(sizeof FORMAT_MAGIC - 1 == 8, "the magic has 8 bytes");
_Static_assert(sizeof FORMAT_CHUNK_IDS - 1 == 4 * (size_t)CHUNK_COUNT, "one id a chunk");
_Static_assert(FORMAT_HEADER_SIZE % FORMAT_ALIGNMENT == 0, "the table begins aligned");
_Static_assert(FORMAT_ENTRY_SIZE % FORMAT_ALIGNMENT == 0, "every entry is aligned");

/* Numbers in the file, independent of the machine's byte order. */

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

/* A number of an array. */
static inline uint32_t format_u32_at(const void *numbers, size_t at)
{
    return format_u32((const char *)numbers + at * sizeof(uint32_t));
}

static inline uint64_t format_u64(const void *at)
{
    uint64_t value;

    memcpy(&value, at, sizeof value);
    return le64toh(value);
}

static inline void format_put_u16(void *at, uint16_t value)
{
    value = htole16(value);
    memcpy(at, &value, sizeof value);
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

/* How many pieces a file of that size has. `size` is at least FORMAT_TRAILER_SIZE. */
static inline size_t format_pieces(size_t size)
{
    const size_t with_sum = FORMAT_PIECE_SIZE + FORMAT_SUM_SIZE;

    return (size - FORMAT_TRAILER_SIZE + with_sum - 1) / with_sum;
}

/* How many bytes precede the checksums in a file of that size. */
static inline size_t format_content(size_t size)
{
    return size - FORMAT_TRAILER_SIZE - format_pieces(size) * FORMAT_SUM_SIZE;
}

/* The size of a file with `content` bytes before the checksums. */
static inline size_t format_file_size(size_t content)
{
    return content + (content + FORMAT_PIECE_SIZE - 1) / FORMAT_PIECE_SIZE * FORMAT_SUM_SIZE +
           FORMAT_TRAILER_SIZE;
}

/* Can a file have this size? The last piece has at least one byte. */
static inline bool format_is_size(size_t size)
{
    return size > FORMAT_TRAILER_SIZE + FORMAT_SUM_SIZE &&
           format_file_size(format_content(size)) == size;
}

/* The number of 64-bit words in a bitmap of that many documents. */
static inline size_t format_bitmap_words(size_t documents)
{
    return (documents + 63) / 64;
}

#endif
