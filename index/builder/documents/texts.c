/*
 * Aliases, keywords and definitions. There are 75,000 with English alone and two million with all
 * of CLDR's languages, so an entry is small, and each distinct string is stored once.
 */

#include "index/builder/documents/texts.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "index/base/ascii.h"

struct text_entry {
    uint32_t document;
    uint8_t kind, language;
    uint32_t string, words;
    uint32_t arrival;
};

void texts_release(struct texts *texts)
{
    vector_release(&texts->entries);
    pool_release(&texts->strings);
    vector_release(&texts->words);
}

/* The same string always has the same words. */
static uint32_t words_of(struct texts *texts, struct vocabulary *vocabulary, uint32_t string,
                         struct slice text)
{
    uint32_t words;

    if (string < texts->words.count)
        return texts->words.items[string];
    words = vocabulary_list(vocabulary, text.bytes, text.size);
    vector_append(&texts->words, &words);
    return words;
}

int texts_add(struct texts *texts, struct vocabulary *vocabulary, uint32_t document,
              enum text_kind kind, unsigned language, struct slice text)
{
    struct text_entry entry = {
        .document = document,
        .kind = (uint8_t)kind,
        .language = (uint8_t)language,
        .string = pool_add(&texts->strings, text.bytes, text.size),
        .arrival = (uint32_t)texts->entries.count,
    };

    if (entry.string == POOL_FAILED)
        return -ENOMEM;
    entry.words = words_of(texts, vocabulary, entry.string, text);
    vector_append(&texts->entries, &entry);
    return entry.words == POOL_FAILED || texts->words.failed || texts->entries.failed ? -ENOMEM : 0;
}

size_t texts_count(const struct texts *texts)
{
    return texts->entries.count;
}

enum text_kind texts_kind(const struct texts *texts, size_t text)
{
    assert(text < texts->entries.count);
    return texts->entries.items[text].kind;
}

uint32_t texts_document(const struct texts *texts, size_t text)
{
    assert(text < texts->entries.count);
    return texts->entries.items[text].document;
}

unsigned texts_language(const struct texts *texts, size_t text)
{
    assert(text < texts->entries.count);
    return texts->entries.items[text].language;
}

uint32_t texts_words(const struct texts *texts, size_t text)
{
    assert(text < texts->entries.count);
    return texts->entries.items[text].words;
}

struct slice texts_bytes(const struct texts *texts, size_t text)
{
    assert(text < texts->entries.count);
    return pool_get(&texts->strings, texts->entries.items[text].string);
}

int texts_repeat(struct texts *texts, size_t text, uint32_t document, enum text_kind kind)
{
    struct text_entry entry;

    assert(text < texts->entries.count);
    entry = texts->entries.items[text];
    entry.document = document;
    entry.kind = (uint8_t)kind;
    entry.arrival = (uint32_t)texts->entries.count;
    vector_append(&texts->entries, &entry);
    return texts->entries.failed ? -ENOMEM : 0;
}

static int entry_compare(const void *left, const void *right)
{
    const struct text_entry *a = left, *b = right;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->language != b->language)
        return a->language < b->language ? -1 : 1;
    return (a->arrival > b->arrival) - (a->arrival < b->arrival);
}

static bool same_group(const struct text_entry *a, const struct text_entry *b)
{
    return a->document == b->document && a->kind == b->kind && a->language == b->language;
}

/* Is it the document's name? Official names are ASCII in upper case. */
static bool is_name(const struct texts *texts, const struct documents *documents,
                    const struct text_entry *entry)
{
    struct slice name = documents_name(documents, entry->document);
    struct slice text = pool_get(&texts->strings, entry->string);

    if (slice_equal(name, text))
        return true;
    if (name.size != text.size)
        return false;
    for (size_t i = 0; i < name.size; i++)
        if (ascii_upper(text.bytes[i]) != name.bytes[i])
            return false;
    return true;
}

/* Drops duplicates and official names. `seen` has, for each string, the last group that contained
 * it. */
static void drop_duplicates(struct texts *texts, const struct documents *documents, uint32_t *seen)
{
    struct text_entry *entries = texts->entries.items;
    uint32_t group = 0;
    size_t count = 0;

    for (size_t i = 0; i < texts->entries.count; i++) {
        struct text_entry entry = entries[i];

        if (i == 0 || count == 0 || !same_group(&entries[count - 1], &entry))
            group++;
        if (seen[entry.string] == group)
            continue;
        seen[entry.string] = group;
        if ((TEXT_BIT(entry.kind) & (TEXT_BIT(TEXT_INFORMAL) | TEXT_BIT(TEXT_NICKNAME))) &&
            is_name(texts, documents, &entry))
            continue;
        entries[count++] = entry;
    }
    texts->entries.count = count;
}

static unsigned field_of(const struct text_entry *entry)
{
    if (TEXT_ALIASES & TEXT_BIT(entry->kind))
        return FIELD_ALIAS;
    if (TEXT_DEFINITIONS & TEXT_BIT(entry->kind))
        return FIELD_DEFINITION;
    assert(TEXT_KEYWORDS & TEXT_BIT(entry->kind));
    return FIELD_KEYWORD + (unsigned)entry->language;
}

int texts_settle(struct texts *texts, const struct documents *documents,
                 struct vocabulary *vocabulary)
{
    uint32_t *seen = calloc((size_t)texts->strings.count + 1, sizeof *seen);
    int r = 0;

    if (!seen)
        return -ENOMEM;
    vector_sort(&texts->entries, entry_compare);
    drop_duplicates(texts, documents, seen);
    free(seen);
    for (size_t i = 0; r == 0 && i < texts->entries.count; i++) {
        const struct text_entry *entry = &texts->entries.items[i];

        r = vocabulary_post(vocabulary, entry->words, field_of(entry), entry->document, 1);
    }
    return r;
}

void texts_add_evidence(const struct texts *texts, unsigned english,
                        struct prominence_evidence *evidence)
{
    for (size_t i = 0; i < texts->entries.count; i++) {
        const struct text_entry *entry = &texts->entries.items[i];
        struct prominence_evidence *of = &evidence[entry->document];

        if (entry->kind == TEXT_HTML)
            of->html_names++;
        else if (entry->kind != TEXT_MARK && entry->kind != TEXT_NICKNAME &&
                 (TEXT_ALIASES & TEXT_BIT(entry->kind)))
            of->aliases++;
        else if ((TEXT_KEYWORDS & TEXT_BIT(entry->kind)) && entry->language == english)
            of->annotations++;
    }
}

void texts_write(const struct texts *texts, uint32_t documents, struct chunks *chunks)
{
    const struct text_entry *entries = texts->entries.items;
    size_t count = texts->entries.count, at = 0;

    for (uint32_t document = 0; document < documents; document++) {
        chunks_u32(chunks, CHUNK_TBEG, at);
        for (; at < count && entries[at].document == document; at++) {
            chunks_u32(chunks, CHUNK_TEXT, entries[at].string);
            chunks_u32(chunks, CHUNK_TEXT, entries[at].words);
            chunks_u16(chunks, CHUNK_TEXT, entries[at].kind);
            chunks_u16(chunks, CHUNK_TEXT, entries[at].language);
        }
    }
    chunks_u32(chunks, CHUNK_TBEG, at);
    pool_write(&texts->strings, chunks, CHUNK_XOFF, CHUNK_XTXT);
}
