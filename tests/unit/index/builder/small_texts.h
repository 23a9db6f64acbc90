#ifndef CHARFINDER_TESTS_UNIT_INDEX_BUILDER_SMALL_TEXTS_H
#define CHARFINDER_TESTS_UNIT_INDEX_BUILDER_SMALL_TEXTS_H

/*
 * A few documents that have texts.
 */

#include "index/builder/documents/spellings.h"
#include "index/builder/documents/texts.h"
#include "index/builder/terms/vocabulary.h"
#include "tests/unit/index/builder/small_documents.h"

struct small_texts {
    struct small_documents small;
    struct vocabulary vocabulary;
    struct texts texts;
    struct spellings spellings;
};

static inline void small_texts_begin(struct small_texts *world)
{
    *world = (struct small_texts){.texts = {.entries = VECTOR_INIT}};
    small_begin(&world->small);
}

static inline void small_texts_release(struct small_texts *world)
{
    texts_release(&world->texts);
    spellings_release(&world->spellings);
    vocabulary_release(&world->vocabulary);
    small_release(&world->small);
}

static inline void small_text(struct small_texts *world, const char *character, enum text_kind kind,
                              unsigned language, const char *text)
{
    const struct slice slice = {.bytes = text, .size = strlen(text)};

    assert_int_equal(texts_add(&world->texts, &world->vocabulary,
                               small_document(&world->small, character), kind, language, slice),
                     0);
}

/* Settles and writes the texts and spellings added so far. */
static inline void small_texts_write(struct small_texts *world)
{
    const struct documents *documents = &world->small.documents;

    for (uint32_t i = 0; i < documents_count(documents); i++)
        chunks_u8(&world->small.chunks, CHUNK_PROM, 0);
    spellings_write(&world->spellings, &world->small.chunks);
    assert_int_equal(texts_settle(&world->texts, documents, &world->vocabulary), 0);
    texts_write(&world->texts, documents_count(documents), &world->small.chunks);
    assert_false(chunks_failed(&world->small.chunks));
}

/* The document has exactly these texts of that kind and language, in this order: "one|other". */
static inline void assert_texts(const struct small_texts *world, const char *character,
                                enum text_kind kind, unsigned language, const char *expected)
{
    const struct chunks *chunks = &world->small.chunks;
    uint32_t document = small_document(&world->small, character);
    uint32_t first = format_u32_at(chunks->list[CHUNK_TBEG].bytes, document);
    uint32_t end = format_u32_at(chunks->list[CHUNK_TBEG].bytes, (size_t)document + 1);
    struct buffer found = BUFFER_INIT;

    for (uint32_t i = first; i < end; i++) {
        const char *text = chunks->list[CHUNK_TEXT].bytes + (size_t)i * FORMAT_TEXT_SIZE;
        uint32_t string = format_u32(text);
        uint32_t begin = format_u32_at(chunks->list[CHUNK_XOFF].bytes, string);
        uint32_t next = format_u32_at(chunks->list[CHUNK_XOFF].bytes, (size_t)string + 1);

        if (format_u16(text + 8) != kind || format_u16(text + 10) != language)
            continue;
        if (found.size > 0)
            buffer_append_text(&found, "|");
        buffer_append(&found, chunks->list[CHUNK_XTXT].bytes + begin, next - begin);
    }
    if (found.size != strlen(expected) ||
        (found.size > 0 && memcmp(found.bytes, expected, found.size) != 0))
        fail_msg("%s has \"%.*s\" instead of \"%s\"", character, (int)found.size,
                 found.size > 0 ? found.bytes : "", expected);
    buffer_release(&found);
}

/* The document has exactly these spellings of that kind, in the order of the index: "one|other". */
static inline void assert_spellings(const struct small_texts *world, const char *character,
                                    enum spelling_kind kind, const char *expected)
{
    const struct chunks *chunks = &world->small.chunks;
    const uint32_t document = small_document(&world->small, character);
    struct buffer found = BUFFER_INIT;

    for (size_t text = 0; (text + 1) * 4 < chunks->list[CHUNK_SPLO].size; text++) {
        uint32_t begin = format_u32_at(chunks->list[CHUNK_SPLO].bytes, text);
        uint32_t end = format_u32_at(chunks->list[CHUNK_SPLO].bytes, text + 1);
        uint32_t entry = format_u32_at(chunks->list[CHUNK_SPLB].bytes, text);

        for (; entry < format_u32_at(chunks->list[CHUNK_SPLB].bytes, text + 1); entry++) {
            const char *at = chunks->list[CHUNK_SPLE].bytes + (size_t)entry * FORMAT_SPELLING_SIZE;

            if (format_u32(at) != document || format_u32(at + 4) != kind)
                continue;
            if (found.size > 0)
                buffer_append_text(&found, "|");
            buffer_append(&found, chunks->list[CHUNK_SPLT].bytes + begin, end - begin);
        }
    }
    if (found.size != strlen(expected) ||
        (found.size > 0 && memcmp(found.bytes, expected, found.size) != 0))
        fail_msg("%s is spelled \"%.*s\" instead of \"%s\"", character, (int)found.size,
                 found.size > 0 ? found.bytes : "", expected);
    buffer_release(&found);
}

#endif
