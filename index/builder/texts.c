/*
 * Aliases, keywords and definitions. There are 75,000 with English alone and two million with all
 * of CLDR's languages, so a text is a small entry, and what it says is stored once however many
 * say it.
 */

#include "index/builder/texts.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct text_entry {
    uint32_t document;
    uint8_t kind, language;
    uint32_t string, words;
    uint32_t arrival;
};

void texts_release(struct texts *texts)
{
    buffer_release(&texts->entries);
    pool_release(&texts->strings);
    buffer_release(&texts->words);
}

static struct text_entry *entries_of(const struct texts *texts, size_t *count)
{
    *count = texts->entries.size / sizeof(struct text_entry);
    return (void *)texts->entries.bytes; /* as malloc() aligned them */
}

/* The same string always has the same words. */
static uint32_t words_of(struct texts *texts, struct vocabulary *vocabulary, uint32_t string,
                         struct slice text)
{
    uint32_t words;

    if (texts->words.size == (size_t)string * sizeof words) {
        words = vocabulary_list(vocabulary, text.bytes, text.size);
        buffer_append(&texts->words, &words, sizeof words);
        return words;
    }
    memcpy(&words, texts->words.bytes + (size_t)string * sizeof words, sizeof words);
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
        .arrival = (uint32_t)(texts->entries.size / sizeof entry),
    };

    if (entry.string == POOL_FAILED)
        return -ENOMEM;
    entry.words = words_of(texts, vocabulary, entry.string, text);
    buffer_append(&texts->entries, &entry, sizeof entry);
    return entry.words == POOL_FAILED || texts->words.failed || texts->entries.failed ? -ENOMEM : 0;
}

size_t texts_count(const struct texts *texts)
{
    return texts->entries.size / sizeof(struct text_entry);
}

static struct text_entry entry_at(const struct texts *texts, size_t text)
{
    size_t count;
    const struct text_entry *entries = entries_of(texts, &count);

    assert(text < count);
    return entries[text];
}

enum text_kind texts_kind(const struct texts *texts, size_t text)
{
    return entry_at(texts, text).kind;
}

uint32_t texts_document(const struct texts *texts, size_t text)
{
    return entry_at(texts, text).document;
}

int texts_repeat(struct texts *texts, size_t text, uint32_t document, enum text_kind kind)
{
    struct text_entry entry = entry_at(texts, text);

    entry.document = document;
    entry.kind = (uint8_t)kind;
    entry.arrival = (uint32_t)texts_count(texts);
    buffer_append(&texts->entries, &entry, sizeof entry);
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

/* Official names are ASCII in upper case. */
static bool is_official_name(const struct texts *texts, const struct documents *documents,
                             const struct text_entry *entry)
{
    struct slice name = documents_name(documents, entry->document);
    struct slice text = pool_get(&texts->strings, entry->string);

    if (name.size != text.size)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = text.bytes[i];

        if ((c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c) != name.bytes[i])
            return false;
    }
    return true;
}

/* Keeps the entries that say something new. `seen` has a number a string: the last group that
 * had it. */
static size_t drop_repetitions(const struct texts *texts, const struct documents *documents,
                               struct text_entry *entries, size_t count, uint32_t *seen)
{
    uint32_t group = 0;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        struct text_entry entry = entries[i];

        if (i == 0 || kept == 0 || !same_group(&entries[kept - 1], &entry))
            group++;
        if (seen[entry.string] == group)
            continue;
        seen[entry.string] = group;
        if (entry.kind == TEXT_INFORMAL && is_official_name(texts, documents, &entry))
            continue;
        entries[kept++] = entry;
    }
    return kept;
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
    size_t count;
    struct text_entry *entries = entries_of(texts, &count);
    uint32_t *seen = calloc((size_t)texts->strings.count + 1, sizeof *seen);
    int r = 0;

    if (!seen)
        return -ENOMEM;
    if (count > 0) {
        qsort(entries, count, sizeof *entries, entry_compare);
        count = drop_repetitions(texts, documents, entries, count, seen);
        texts->entries.size = count * sizeof *entries;
    }
    for (size_t i = 0; r == 0 && i < count; i++)
        r = vocabulary_post(vocabulary, entries[i].words, field_of(&entries[i]),
                            entries[i].document, 1);
    free(seen);
    return r;
}

void texts_testify(const struct texts *texts, unsigned english,
                   struct prominence_evidence *evidence)
{
    size_t count;
    const struct text_entry *entries = entries_of(texts, &count);

    for (size_t i = 0; i < count; i++) {
        struct prominence_evidence *of = &evidence[entries[i].document];

        if (entries[i].kind == TEXT_HTML)
            of->html_names++;
        else if (entries[i].kind != TEXT_MARK && (TEXT_ALIASES & TEXT_BIT(entries[i].kind)))
            of->aliases++;
        else if ((TEXT_KEYWORDS & TEXT_BIT(entries[i].kind)) && entries[i].language == english)
            of->annotations++;
    }
}

void texts_write(const struct texts *texts, uint32_t documents, struct chunks *chunks)
{
    size_t count, at = 0;
    const struct text_entry *entries = entries_of(texts, &count);

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
