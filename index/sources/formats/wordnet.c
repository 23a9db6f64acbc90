/*
 * The database files of WordNet 3.0 (wndb(5WN)). Lines of data.noun and index.noun:
 *
 *   03690473 06 n 02 lorry 0 camion 2 001 @ 04490091 n 0000 | a large truck …
 *   lorry n 2 1 @ 2 0 03690600 03690473
 *
 * The first: the offset of the line, which identifies the synset; a number; the part of speech; how
 * many words (in hexadecimal), each with a number; how many pointers, each a symbol, an offset, a
 * part of speech and which words of both synsets it is about. The second: a word; its part of
 * speech; how many senses; how many kinds of pointers, and those; two numbers; and the synsets, the
 * most frequent sense first. Lines of the licence begin with a space.
 *
 * The files do not have a checksum or an end mark, but every line that is cut off is invalid.
 */

#include "index/sources/formats/wordnet.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/bisect.h"
#include "index/base/buffer.h"
#include "index/base/vector.h"

enum {
    WORD_SIZE_MAX = 128, /* bytes; WordNet 3.0's longest word has 71 */
    OFFSET_BITS = 28,    /* of a key; more than the eight decimal digits of an offset */
    OFFSET_MAX = 99999999,
    SYNSET_WORDS_MAX = 0xFF, /* WordNet 3.0 has up to 28 */
    POINTERS_MAX = 999,      /* the format has three digits */
};

struct string {
    uint32_t at, size; /* in `text` */
};

struct synset {
    uint32_t key; /* the part of speech, and the offset */
    uint32_t first_member, first_pointer;
};

/* A word in one part of speech. */
struct entry {
    struct string word;
    uint32_t first_sense;
    uint8_t part, senses;
};

struct wordnet {
    struct buffer text;
    VECTOR_OF(struct string) members;
    VECTOR_OF(uint32_t) pointers;     /* keys; after wordnet_finish() numbers of synsets, or NONE */
    VECTOR_OF(struct synset) synsets; /* ascending by key */
    VECTOR_OF(uint32_t) senses;       /* the same */
    VECTOR_OF(struct entry) entries;  /* after wordnet_finish() sorted by word and part */
    VECTOR_OF(uint32_t) words;        /* by word: its first entry; and the end */
};

#define NONE UINT32_MAX /* a synset that does not exist */

/* A file being read. */
struct lines {
    struct slice rest;
    unsigned line;
    struct reason *reason;
};

struct wordnet *wordnet_new(void)
{
    return calloc(1, sizeof(struct wordnet));
}

void wordnet_free(struct wordnet *wordnet)
{
    if (!wordnet)
        return;
    buffer_release(&wordnet->text);
    vector_release(&wordnet->members);
    vector_release(&wordnet->pointers);
    vector_release(&wordnet->synsets);
    vector_release(&wordnet->senses);
    vector_release(&wordnet->entries);
    vector_release(&wordnet->words);
    free(wordnet);
}

/*
 * Lines and their fields.
 */

static int damaged(const struct lines *lines, const char *what)
{
    reason_set(lines->reason, "line %u: %s", lines->line, what);
    return SOURCE_DAMAGED;
}

/* The next line that is not of the licence; a line without an end is not one. */
static bool next_line(struct lines *lines, struct slice *line)
{
    while (lines->rest.size > 0) {
        const char *end = memchr(lines->rest.bytes, '\n', lines->rest.size);

        lines->line++;
        *line = lines->rest;
        if (end)
            line->size = (size_t)(end - line->bytes);
        lines->rest.bytes += line->size + (end ? 1 : 0);
        lines->rest.size -= line->size + (end ? 1 : 0);
        if (line->size > 0 && line->bytes[0] != ' ')
            return true;
    }
    return false;
}

/* Removes the first field from the line; empty at its end. */
static struct slice next_field(struct slice *line)
{
    const char *space = line->size > 0 ? memchr(line->bytes, ' ', line->size) : NULL;
    struct slice field = *line;

    if (space)
        field.size = (size_t)(space - line->bytes);
    line->bytes += field.size + (space ? 1 : 0);
    line->size -= field.size + (space ? 1 : 0);
    return field;
}

/* A field that is a number up to max; base 10 or 16. */
static bool read_number(struct slice *line, uint32_t base, uint32_t max, uint32_t *number)
{
    struct slice field = next_field(line);

    *number = 0;
    for (size_t i = 0; i < field.size; i++) {
        const char c = field.bytes[i];
        uint32_t digit = base;

        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        if (digit >= base || *number > (max - digit) / base)
            return false;
        *number = *number * base + digit;
    }
    return field.size > 0;
}

static bool read_part(struct slice *line, uint32_t *part)
{
    static const char letters[] = "nvar";
    struct slice field = next_field(line);
    const char *letter;

    if (field.size != 1)
        return false;
    if (field.bytes[0] == 's') { /* an adjective similar to another */
        *part = WORDNET_ADJECTIVE;
        return true;
    }
    letter = memchr(letters, field.bytes[0], sizeof letters - 1);
    *part = letter ? (uint32_t)(letter - letters) : 0;
    return letter != NULL;
}

static bool read_key(uint32_t part, struct slice *line, uint32_t *key)
{
    if (!read_number(line, 10, OFFSET_MAX, key))
        return false;
    *key |= part << OFFSET_BITS;
    return true;
}

static struct string add_string(struct wordnet *wordnet, struct slice text)
{
    const struct string string = {.at = (uint32_t)wordnet->text.size, .size = (uint32_t)text.size};

    buffer_append(&wordnet->text, text.bytes, text.size);
    return string;
}

static struct slice string_of(const struct wordnet *wordnet, struct string string)
{
    return (struct slice){.bytes = wordnet->text.bytes + string.at, .size = string.size};
}

/* Words are ASCII. */
static bool is_word(struct slice word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.bytes[i] <= ' ' || word.bytes[i] > '~')
            return false;
    return word.size > 0 && word.size <= WORD_SIZE_MAX;
}

/*
 * The data.
 */

/* A word, without the marker of adjectives: "galore(ip)". */
static bool read_member(struct wordnet *wordnet, struct slice *line)
{
    struct slice word = next_field(line);
    const char *marker = word.size > 1 ? memchr(word.bytes + 1, '(', word.size - 1) : NULL;
    struct string string;

    if (!is_word(word) || next_field(line).size == 0)
        return false;
    if (marker)
        word.size = (size_t)(marker - word.bytes);
    string = add_string(wordnet, word);
    vector_append(&wordnet->members, &string);
    return true;
}

/* Hypernyms, of instances too; what is similar; what an adjective is derived from. */
static bool is_wider(struct slice symbol)
{
    return slice_is(symbol, "@") || slice_is(symbol, "@i") || slice_is(symbol, "&") ||
           slice_is(symbol, "\\");
}

static bool read_pointer(struct wordnet *wordnet, struct slice *line)
{
    struct slice symbol = next_field(line), offset = next_field(line);
    uint32_t part, key;

    if (symbol.size == 0 || !read_part(line, &part) || !read_key(part, &offset, &key) ||
        next_field(line).size == 0)
        return false;
    if (is_wider(symbol))
        vector_append(&wordnet->pointers, &key);
    return true;
}

static int read_synset(struct wordnet *wordnet, const struct lines *lines, enum wordnet_part part,
                       struct slice line)
{
    struct synset synset = {
        .first_member = (uint32_t)wordnet->members.count,
        .first_pointer = (uint32_t)wordnet->pointers.count,
    };
    const size_t count = wordnet->synsets.count;
    uint32_t words, pointers, of;

    if (!read_key(part, &line, &synset.key))
        return damaged(lines, "no offset of a synset");
    if (count > 0 && wordnet->synsets.items[count - 1].key >= synset.key)
        return damaged(lines, "offsets do not ascend");
    if (next_field(&line).size == 0 || !read_part(&line, &of) || of != (uint32_t)part)
        return damaged(lines, "another part of speech");
    if (!read_number(&line, 16, SYNSET_WORDS_MAX, &words) || words == 0)
        return damaged(lines, "no number of words");
    for (; words > 0; words--)
        if (!read_member(wordnet, &line))
            return damaged(lines, "a word is missing or invalid");
    if (!read_number(&line, 10, POINTERS_MAX, &pointers))
        return damaged(lines, "no number of pointers");
    for (; pointers > 0; pointers--)
        if (!read_pointer(wordnet, &line))
            return damaged(lines, "a pointer is missing or invalid");
    vector_append(&wordnet->synsets, &synset);
    return SOURCE_OK;
}

int wordnet_read_data(struct wordnet *wordnet, enum wordnet_part part, const char *bytes,
                      size_t size, struct reason *reason)
{
    struct lines lines = {.rest = {.bytes = bytes, .size = size}, .reason = reason};
    const size_t before = wordnet->synsets.count;
    struct slice line;
    int r = SOURCE_OK;

    while (r == SOURCE_OK && next_line(&lines, &line))
        r = read_synset(wordnet, &lines, part, line);
    if (r == SOURCE_OK && wordnet->synsets.count == before && !wordnet->synsets.failed)
        r = damaged(&lines, "no synsets");
    return wordnet->synsets.failed || wordnet->members.failed || wordnet->pointers.failed ||
                   wordnet->text.failed
               ? -ENOMEM
               : r;
}

/*
 * The index.
 */

static int read_entry(struct wordnet *wordnet, const struct lines *lines, enum wordnet_part part,
                      struct slice line)
{
    struct entry entry = {.part = (uint8_t)part, .first_sense = (uint32_t)wordnet->senses.count};
    struct slice word = next_field(&line);
    uint32_t of, senses, symbols;

    if (!is_word(word))
        return damaged(lines, "no word");
    if (!read_part(&line, &of) || of != (uint32_t)part)
        return damaged(lines, "another part of speech");
    if (!read_number(&line, 10, POINTERS_MAX, &senses) || senses == 0 ||
        !read_number(&line, 10, POINTERS_MAX, &symbols))
        return damaged(lines, "no number of senses or pointers");
    for (symbols += 2; symbols > 0; symbols--) /* and two numbers that are not used */
        if (next_field(&line).size == 0)
            return damaged(lines, "a field is missing");
    for (uint32_t i = 0; i < senses; i++) {
        uint32_t key;

        if (!read_key(part, &line, &key))
            return damaged(lines, "a sense is missing or invalid");
        if (i < WORDNET_SENSES_MAX) {
            vector_append(&wordnet->senses, &key);
            entry.senses++;
        }
    }
    entry.word = add_string(wordnet, word);
    vector_append(&wordnet->entries, &entry);
    return SOURCE_OK;
}

int wordnet_read_index(struct wordnet *wordnet, enum wordnet_part part, const char *bytes,
                       size_t size, struct reason *reason)
{
    struct lines lines = {.rest = {.bytes = bytes, .size = size}, .reason = reason};
    const size_t before = wordnet->entries.count;
    struct slice line;
    int r = SOURCE_OK;

    while (r == SOURCE_OK && next_line(&lines, &line))
        r = read_entry(wordnet, &lines, part, line);
    if (r == SOURCE_OK && wordnet->entries.count == before && !wordnet->entries.failed)
        r = damaged(&lines, "no words");
    return wordnet->entries.failed || wordnet->senses.failed || wordnet->text.failed ? -ENOMEM : r;
}

/* Four sorted lists are merged, so that a word has its entries side by side. */
static bool before(const struct wordnet *wordnet, const struct entry *a, const struct entry *b)
{
    int order = slice_compare(string_of(wordnet, a->word), string_of(wordnet, b->word));

    return order != 0 ? order < 0 : a->part < b->part;
}

static int entry_compare(const void *left, const void *right, void *wordnet)
{
    const struct entry *a = left, *b = right;

    return before(wordnet, a, b) ? -1 : before(wordnet, b, a);
}

/* The number of the synset with that key, or NONE. */
static uint32_t find_synset(const struct wordnet *wordnet, uint32_t key)
{
    struct bisection search = {.high = (uint32_t)wordnet->synsets.count};

    while (bisect(&search))
        bisect_narrow(&search, wordnet->synsets.items[search.middle].key < key);
    return search.low < wordnet->synsets.count && wordnet->synsets.items[search.low].key == key
               ? search.low
               : NONE;
}

static void find_synsets(const struct wordnet *wordnet, uint32_t *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        keys[i] = find_synset(wordnet, keys[i]);
}

int wordnet_finish(struct wordnet *wordnet)
{
    const struct entry *entries = wordnet->entries.items;
    uint32_t end = (uint32_t)wordnet->entries.count;

    if (end > 0)
        qsort_r(wordnet->entries.items, end, sizeof *entries, entry_compare, wordnet);
    for (uint32_t i = 0; i < end; i++)
        if (i == 0 || !slice_equal(string_of(wordnet, entries[i - 1].word),
                                   string_of(wordnet, entries[i].word)))
            vector_append(&wordnet->words, &i);
    vector_append(&wordnet->words, &end);
    find_synsets(wordnet, wordnet->senses.items, wordnet->senses.count);
    find_synsets(wordnet, wordnet->pointers.items, wordnet->pointers.count);
    return wordnet->words.failed ? -ENOMEM : 0;
}

/*
 * What it says.
 */

uint32_t wordnet_words(const struct wordnet *wordnet)
{
    assert(wordnet->words.count > 0);
    return (uint32_t)wordnet->words.count - 1;
}

struct slice wordnet_word(const struct wordnet *wordnet, uint32_t word)
{
    assert((size_t)word + 1 < wordnet->words.count);
    return string_of(wordnet, wordnet->entries.items[wordnet->words.items[word]].word);
}

size_t wordnet_senses(const struct wordnet *wordnet, uint32_t word, enum wordnet_part part,
                      uint32_t synsets[static WORDNET_SENSES_MAX])
{
    size_t count = 0;

    assert((size_t)word + 1 < wordnet->words.count);
    for (uint32_t i = wordnet->words.items[word]; i < wordnet->words.items[word + 1]; i++) {
        const struct entry *entry = &wordnet->entries.items[i];

        if (entry->part != (uint8_t)part)
            continue;
        for (uint32_t k = 0; k < entry->senses && count < WORDNET_SENSES_MAX; k++)
            if (wordnet->senses.items[entry->first_sense + k] != NONE)
                synsets[count++] = wordnet->senses.items[entry->first_sense + k];
    }
    return count;
}

struct wordnet_members wordnet_members(const struct wordnet *wordnet, uint32_t synset)
{
    const struct synset *synsets = wordnet->synsets.items;
    const size_t next = (size_t)synset + 1;

    assert(synset < wordnet->synsets.count);
    return (struct wordnet_members){
        .first = synsets[synset].first_member,
        .end = next < wordnet->synsets.count ? synsets[next].first_member
                                             : (uint32_t)wordnet->members.count,
    };
}

uint32_t wordnet_member_count(const struct wordnet *wordnet)
{
    return (uint32_t)wordnet->members.count;
}

struct slice wordnet_member(const struct wordnet *wordnet, uint32_t member)
{
    assert(member < wordnet->members.count);
    return string_of(wordnet, wordnet->members.items[member]);
}

size_t wordnet_wider(const struct wordnet *wordnet, uint32_t synset,
                     uint32_t synsets[static WORDNET_WIDER_MAX])
{
    const struct synset *all = wordnet->synsets.items;
    const size_t next = (size_t)synset + 1;
    const uint32_t end =
        next < wordnet->synsets.count ? all[next].first_pointer : (uint32_t)wordnet->pointers.count;
    size_t count = 0;

    assert(synset < wordnet->synsets.count);
    for (uint32_t i = all[synset].first_pointer; i < end && count < WORDNET_WIDER_MAX; i++)
        if (wordnet->pointers.items[i] != NONE)
            synsets[count++] = wordnet->pointers.items[i];
    return count;
}
