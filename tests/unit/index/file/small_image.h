#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_IMAGE_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_IMAGE_H

/*
 * An index of seven characters and two sequences, built by the layout in index/file/format.h
 * without any code of the real builder. It is small enough to damage every byte, and has at least
 * one of everything that an index can have.
 *
 * All of it (terms, lists, runs, ranks, offsets) is derived from a description
 * (small_description.h). Values of properties are those that property_table.h has for the first
 * code point.
 */

#include <stdlib.h>

#include "index/base/slice.h"
#include "index/file/charindex.h"
#include "index/file/endings.h"
#include "index/sources/sources.h"
#include "index/unicode/property.h"
#include "tests/unit/index/file/small_chunks.h"

/*
 * The header, and the sources.
 */

static inline void small_image_header(struct small_image *image, const struct sources *sources)
{
    uint8_t *header = image->bytes;

    memcpy(header, FORMAT_MAGIC, sizeof FORMAT_MAGIC - 1);
    format_put_u32(header + FORMAT_AT_VERSION, FORMAT_VERSION);
    format_put_u32(header + FORMAT_AT_BYTE_ORDER, FORMAT_BYTE_ORDER);
    format_put_u64(header + FORMAT_AT_LENGTH, image->size);
    memcpy(header + FORMAT_AT_ICU, sources->icu_version, 4);
    memcpy(header + FORMAT_AT_UNICODE, sources->unicode_version, 4);
    memcpy(header + FORMAT_AT_DATA, sources->data_version, 4);
    memcpy(header + FORMAT_AT_NEWER, sources->newer_version, 4);
    format_put_u32(header + FORMAT_AT_DOCUMENTS, SMALL_DOCUMENTS);
    format_put_u32(header + FORMAT_AT_CHARACTERS, SMALL_CHARACTERS);
    format_put_u32(header + FORMAT_AT_TERMS, SMALL_TERMS);
    format_put_u32(header + FORMAT_AT_SEQUENCES, SMALL_SEQUENCES);
    format_put_u32(header + FORMAT_AT_CHUNKS, CHUNK_COUNT);
}

static inline void small_image_sources(struct small_image *image, const struct sources *sources)
{
    const char *reasons[SOURCE_COUNT];

    small_image_begin(image, CHUNK_SRCS);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        small_image_append(image, sources->list[i].name, FORMAT_SOURCE_NAME_SIZE);
        small_image_append(image, sources->list[i].digest, CHECKSUM_SIZE);
        small_image_append_u32(image, sources->list[i].state);
        small_image_append_u32(image, sources->list[i].records);
        small_image_append(image, sources->list[i].version, 4);
        reasons[i] = sources->list[i].reason.text;
    }
    small_image_end(image);
    small_image_texts(image, CHUNK_ROFF, CHUNK_RTXT, reasons, SOURCE_COUNT);
    small_image_bytes(image, CHUNK_LANG, small_languages, sizeof small_languages);
}

/*
 * Documents.
 */

static inline bool small_is_sequence(size_t document)
{
    return small_documents[document].points[1] != 0;
}

/* "" for a control: its label is not a name. */
static inline const char *small_name(size_t document)
{
    const char *name = strrchr(small_documents[document].line, '\t') + 1;

    return *name == '<' ? "" : name;
}

static inline void small_image_points(struct small_image *image)
{
    size_t at = 0;

    small_image_begin(image, CHUNK_DOCS);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        if (!small_is_sequence(i))
            small_image_append_u32(image, small_documents[i].points[0]);
    small_image_end(image);
    small_image_begin(image, CHUNK_SOFF);
    small_image_append_u32(image, 0);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        if (small_is_sequence(i))
            small_image_append_u32(image, at += small_documents[i].points[2] ? 3 : 2);
    small_image_end(image);
    small_image_begin(image, CHUNK_SPTS);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        for (size_t k = 0; small_is_sequence(i) && k < 3 && small_documents[i].points[k]; k++)
            small_image_append_u32(image, small_documents[i].points[k]);
    small_image_end(image);
}

/* The number of a text among the distinct ones; adds it if it is new. */
static inline size_t small_distinct(const char **texts, size_t *count, const char *text)
{
    size_t at = 0;

    while (at < *count && strcmp(texts[at], text) != 0)
        at++;
    texts[at] = text;
    *count += at == *count;
    return at;
}

static inline void small_image_tails(struct small_image *image)
{
    const char *tails[SMALL_DOCUMENTS];
    size_t count = 0;

    small_image_begin(image, CHUNK_PROP);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++) {
        uint8_t number[2];

        format_put_u16(number, (uint16_t)small_distinct(tails, &count, small_documents[i].tail));
        small_image_append(image, number, sizeof number);
    }
    small_image_end(image);
    assert(count == SMALL_TAILS);
    small_image_texts(image, CHUNK_POFF, CHUNK_PTXT, tails, count);
}

static inline void small_image_names(struct small_image *image)
{
    size_t sorted[SMALL_DOCUMENTS], count = 0;

    for (size_t i = 0; i < SMALL_DOCUMENTS; i++) {
        size_t at = count;

        if (small_is_sequence(i) || !small_name(i)[0])
            continue;
        for (; at > 0 && strcmp(small_name(sorted[at - 1]), small_name(i)) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = i;
        count++;
    }
    assert(count == SMALL_CHARACTERS);
    small_image_begin(image, CHUNK_NAME);
    for (size_t i = 0; i < count; i++)
        small_image_append_u32(image, sorted[i]);
    small_image_end(image);
}

static inline void small_image_documents(struct small_image *image, const char *face)
{
    const char *lines[SMALL_DOCUMENTS];

    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        lines[i] = i == SMALL_IS_FACE ? face : small_documents[i].line;
    small_image_points(image);
    small_image_texts(image, CHUNK_LOFF, CHUNK_LINE, lines, SMALL_DOCUMENTS);
    small_image_tails(image);
    small_image_names(image);
    small_image_begin(image, CHUNK_PROM);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        small_image_append(image, &small_documents[i].prominence, 1);
    small_image_end(image);
    small_image_begin(image, CHUNK_BASE);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        if (small_is_sequence(i))
            small_image_append_u32(image, small_documents[i].base);
    small_image_end(image);
    small_image_begin(image, CHUNK_EVAR);
    for (size_t i = 0; i < SMALL_COUNT(small_presentations); i++)
        small_image_append_u32(image, small_presentations[i]);
    small_image_end(image);
}

/*
 * Terms.
 */

enum { SMALL_FIELDS = FIELD_KEYWORD + SMALL_LANGUAGES };

struct small_terms {
    struct slice words[SMALL_TERMS]; /* in byte order */
    uint32_t documents[SMALL_TERMS][SMALL_FIELDS];
    size_t count;
};

static inline bool small_next_word(const char **words, struct slice *word)
{
    *word = (struct slice){.bytes = *words, .size = strcspn(*words, " ")};
    *words += word->size + ((*words)[word->size] == ' ');
    return word->size > 0;
}

static inline size_t small_term(const struct small_terms *terms, struct slice word)
{
    size_t at = 0;

    while (at < terms->count && slice_compare(terms->words[at], word) < 0)
        at++;
    return at;
}

static inline void small_terms_add(struct small_terms *terms, const char *words, unsigned field,
                                   enum small_document_number document)
{
    struct slice word;

    while (small_next_word(&words, &word)) {
        size_t at = small_term(terms, word), after = terms->count - at;

        if (after == 0 || !slice_equal(terms->words[at], word)) {
            assert(terms->count < SMALL_TERMS);
            memmove(&terms->words[at + 1], &terms->words[at], after * sizeof *terms->words);
            memmove(&terms->documents[at + 1], &terms->documents[at],
                    after * sizeof *terms->documents);
            memset(&terms->documents[at], 0, sizeof *terms->documents);
            terms->words[at] = word;
            terms->count++;
        }
        terms->documents[at][field] |= UINT32_C(1) << document;
    }
}

static inline unsigned small_text_field(const struct small_text *text)
{
    switch (text->kind) {
    case TEXT_DEFINITION:
        return FIELD_DEFINITION;
    case TEXT_SHORT_NAME:
    case TEXT_KEYWORD:
        return FIELD_KEYWORD + text->language;
    default:
        return FIELD_ALIAS;
    }
}

static inline void small_terms_make(struct small_terms *terms)
{
    *terms = (struct small_terms){.count = 0};
    for (unsigned i = 0; i < SMALL_DOCUMENTS; i++)
        small_terms_add(terms, small_documents[i].words,
                        small_is_sequence(i) ? FIELD_SEQUENCE : FIELD_NAME,
                        (enum small_document_number)i);
    for (size_t i = 0; i < SMALL_TEXTS; i++)
        small_terms_add(terms, small_texts[i].words, small_text_field(&small_texts[i]),
                        small_texts[i].document);
    assert(terms->count == SMALL_TERMS);
}

static inline void small_image_commonness(struct small_image *image,
                                          const struct small_terms *terms)
{
    uint8_t logarithms[SMALL_TERMS];

    for (size_t term = 0; term < SMALL_TERMS; term++) {
        unsigned field = 0;

        while (terms->documents[term][field] == 0)
            field++;
        logarithms[term] = 0;
        for (int count = __builtin_popcount(terms->documents[term][field]); count > 1; count /= 2)
            logarithms[term]++;
    }
    small_image_bytes(image, CHUNK_TLOG, logarithms, sizeof logarithms);
}

static inline void small_image_lists(struct small_image *image, const struct small_terms *terms)
{
    uint32_t sets[SMALL_LISTS];
    uint8_t fields[SMALL_LISTS];
    size_t count = 0, runs;

    small_image_begin(image, CHUNK_LBEG);
    for (size_t term = 0; term < SMALL_TERMS; term++) {
        small_image_append_u32(image, count);
        for (unsigned field = 0; field < SMALL_FIELDS; field++)
            if (terms->documents[term][field]) {
                assert(count < SMALL_LISTS);
                sets[count] = terms->documents[term][field];
                fields[count++] = (uint8_t)field;
            }
    }
    small_image_append_u32(image, count);
    small_image_end(image);
    assert(count == SMALL_LISTS);
    small_image_bytes(image, CHUNK_LFLD, fields, sizeof fields);
    runs = small_image_sets(image, CHUNK_LRUN, sets, count);
    assert(runs == SMALL_RUNS);
    (void)runs;
}

static inline void small_image_unions(struct small_image *image, const struct small_terms *terms)
{
    uint32_t sets[SMALL_UNIONS] = {0}, bitmap;

    small_image_begin(image, CHUNK_UKEY);
    for (size_t i = 0; i < SMALL_UNIONS; i++) {
        struct slice prefix = slice_of(small_unions[i]);
        size_t end = small_term(terms, prefix);

        small_image_append_u32(image, end);
        for (; end < SMALL_TERMS && slice_has_prefix(terms->words[end], prefix); end++)
            for (unsigned field = 0; field < SMALL_FIELDS; field++)
                sets[i] |= terms->documents[end][field];
        small_image_append_u32(image, end);
    }
    small_image_end(image);
    bitmap = sets[SMALL_UNIONS - 1]; /* of the last union */
    sets[SMALL_UNIONS - 1] = 0;
    (void)small_image_sets(image, CHUNK_UBEG, sets, SMALL_UNIONS);
    format_put_u32(small_image_chunk(image, CHUNK_UTOT) + (SMALL_UNIONS - 1) * sizeof(uint32_t),
                   (uint32_t)__builtin_popcount(bitmap));
    small_image_begin(image, CHUNK_UMAP);
    for (size_t i = 0; i < SMALL_UNIONS; i++)
        small_image_append_u32(image, i + 1 < SMALL_UNIONS ? FORMAT_NO_BITMAP : 0);
    small_image_end(image);
    small_image_begin(image, CHUNK_UBIT);
    small_image_append_bitmap(image, bitmap);
    small_image_end(image);
}

static inline void small_image_endings(struct small_image *image, const struct small_terms *terms)
{
    size_t order[SMALL_TERMS];

    for (size_t i = 0; i < SMALL_TERMS; i++) {
        size_t at = i;

        for (; at > 0 && endings_compare(terms->words[order[at - 1]], terms->words[i]) > 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    small_image_begin(image, CHUNK_TEND);
    for (size_t i = 0; i < SMALL_TERMS; i++)
        small_image_append_u32(image, order[i]);
    small_image_end(image);
}

static inline void small_image_terms(struct small_image *image, const struct small_terms *terms)
{
    size_t at = 0;

    small_image_begin(image, CHUNK_TERM);
    for (size_t i = 0; i < SMALL_TERMS; i++) {
        small_image_append_u32(image, at);
        at += terms->words[i].size;
    }
    small_image_append_u32(image, at);
    small_image_end(image);
    small_image_begin(image, CHUNK_TTXT);
    for (size_t i = 0; i < SMALL_TERMS; i++)
        small_image_append(image, terms->words[i].bytes, terms->words[i].size);
    small_image_end(image);
    small_image_endings(image, terms);
    small_image_commonness(image, terms);
    small_image_lists(image, terms);
    small_image_unions(image, terms);
}

static inline void small_image_forms(struct small_image *image, const struct small_terms *terms)
{
    const char *stems[SMALL_STEMS];
    size_t forms[SMALL_FORMS], ends[SMALL_STEMS], of_terms[SMALL_TERMS], count = 0;

    memset(of_terms, 0xFF, sizeof of_terms);
    for (size_t i = 0; i < SMALL_STEMS; i++) {
        const char *words = small_stems[i].terms;
        struct slice word;

        stems[i] = small_stems[i].stem;
        while (small_next_word(&words, &word)) {
            assert(count < SMALL_FORMS);
            forms[count] = small_term(terms, word);
            of_terms[forms[count++]] = i;
        }
        ends[i] = count;
    }
    assert(count == SMALL_FORMS);
    small_image_texts(image, CHUNK_STEM, CHUNK_STXT, stems, SMALL_STEMS);
    small_image_begin(image, CHUNK_FBEG);
    small_image_append_u32(image, 0);
    for (size_t i = 0; i < SMALL_STEMS; i++)
        small_image_append_u32(image, ends[i]);
    small_image_end(image);
    small_image_begin(image, CHUNK_FTRM);
    for (size_t i = 0; i < count; i++)
        small_image_append_u32(image, forms[i]);
    small_image_end(image);
    small_image_begin(image, CHUNK_FORM);
    for (size_t i = 0; i < SMALL_TERMS; i++)
        small_image_append_u32(image, of_terms[i]);
    small_image_end(image);
}

/*
 * Words of names and texts.
 */

struct small_word_lists {
    const char *words[SMALL_DOCUMENTS + SMALL_TEXTS]; /* distinct */
    size_t count;
    size_t of_names[SMALL_DOCUMENTS], of_texts[SMALL_TEXTS];
};

static inline void small_word_lists_make(struct small_word_lists *lists)
{
    lists->count = 0;
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        lists->of_names[i] = small_distinct(lists->words, &lists->count, small_documents[i].words);
    for (size_t i = 0; i < SMALL_TEXTS; i++)
        lists->of_texts[i] = small_distinct(lists->words, &lists->count, small_texts[i].words);
    assert(lists->count == SMALL_WORD_LISTS);
}

static inline void small_image_word_lists(struct small_image *image,
                                          const struct small_word_lists *lists,
                                          const struct small_terms *terms)
{
    struct slice word;
    size_t at = 0;

    small_image_begin(image, CHUNK_WOFF);
    small_image_append_u32(image, 0);
    for (size_t i = 0; i < lists->count; i++) {
        for (const char *words = lists->words[i]; small_next_word(&words, &word);)
            at++;
        small_image_append_u32(image, at);
    }
    small_image_end(image);
    small_image_begin(image, CHUNK_WTRM);
    for (size_t i = 0; i < lists->count; i++)
        for (const char *words = lists->words[i]; small_next_word(&words, &word);)
            small_image_append_u32(image, small_term(terms, word));
    small_image_end(image);
}

/* One bit for each name whose words differ from those of the name before, and the lists of
 * words. */
static inline void small_image_name_words(struct small_image *image,
                                          const struct small_word_lists *lists)
{
    uint32_t starts = 1;

    for (unsigned i = 1; i < SMALL_DOCUMENTS; i++)
        if (lists->of_names[i] != lists->of_names[i - 1])
            starts |= UINT32_C(1) << i;
    assert(__builtin_popcount(starts) == SMALL_NAME_RUNS);
    small_image_begin(image, CHUNK_NBIT);
    small_image_append_bitmap(image, starts);
    small_image_end(image);
    small_image_begin(image, CHUNK_NRNK);
    small_image_append_u32(image, 0);
    small_image_end(image);
    small_image_begin(image, CHUNK_NLST);
    for (unsigned i = 0; i < SMALL_DOCUMENTS; i++)
        if (starts >> i & 1)
            small_image_append_u32(image, lists->of_names[i]);
    small_image_end(image);
}

static inline void small_image_document_texts(struct small_image *image,
                                              const struct small_word_lists *lists)
{
    const char *strings[SMALL_TEXTS];
    size_t at = 0;

    small_image_begin(image, CHUNK_TBEG);
    for (size_t i = 0; i <= SMALL_DOCUMENTS; i++) {
        small_image_append_u32(image, at);
        while (at < SMALL_TEXTS && small_texts[at].document == i)
            at++;
    }
    small_image_end(image);
    assert(at == SMALL_TEXTS);
    small_image_begin(image, CHUNK_TEXT);
    for (size_t i = 0; i < SMALL_TEXTS; i++) {
        small_image_append_u32(image, i);
        small_image_append_u32(image, lists->of_texts[i]);
        small_image_append_u32(image, small_texts[i].kind | small_texts[i].language << 16);
        strings[i] = small_texts[i].text;
    }
    small_image_end(image);
    small_image_texts(image, CHUNK_XOFF, CHUNK_XTXT, strings, SMALL_TEXTS);
}

/*
 * Spellings.
 */

/* Each row is an entry; rows of the same text are adjacent. */
static inline void small_image_spellings(struct small_image *image)
{
    const char *texts[SMALL_COUNT(small_spellings)];
    size_t begins[SMALL_COUNT(small_spellings)], count = 0;

    for (size_t i = 0; i < SMALL_COUNT(small_spellings); i++) {
        if (count > 0 && strcmp(texts[count - 1], small_spellings[i].text) == 0)
            continue;
        texts[count] = small_spellings[i].text;
        begins[count++] = i;
    }
    assert(count == SMALL_SPELLINGS);
    small_image_texts(image, CHUNK_SPLO, CHUNK_SPLT, texts, count);
    small_image_begin(image, CHUNK_SPLB);
    for (size_t i = 0; i < count; i++)
        small_image_append_u32(image, begins[i]);
    small_image_append_u32(image, SMALL_COUNT(small_spellings));
    small_image_end(image);
    small_image_begin(image, CHUNK_SPLE);
    for (size_t i = 0; i < SMALL_COUNT(small_spellings); i++) {
        small_image_append_u32(image, small_spellings[i].document);
        small_image_append_u32(image, small_spellings[i].kind);
    }
    small_image_end(image);
}

/*
 * Tiers and values of properties.
 */

struct small_values {
    struct small_value {
        struct property_value key; /* first: property_order compares these */
        char text[PROPERTY_VALUE_SIZE];
        uint32_t documents;
    } list[(size_t)PROPERTY_COUNT * SMALL_DOCUMENTS];
    size_t first[PROPERTY_COUNT + 1]; /* the first of each property, and the end of the last one */
};

static inline void small_value_spell(enum property property, size_t document,
                                     char text[static PROPERTY_VALUE_SIZE])
{
    const bool emoji = small_documents[document].emoji;
    uint32_t number;

    if (property == PROPERTY_EMOJI)
        number = emoji;
    else if (property == PROPERTY_EMOJI_GROUP)
        number = emoji ? EMOJI_GROUP_SYMBOLS : EMOJI_GROUP_NONE;
    else
        number = property_number(NULL, property, small_documents[document].points[0]);
    property_spell(NULL, property, number, text);
}

/* Appends the values of a property, in its order. */
static inline size_t small_values_add(struct small_value *values, enum property property)
{
    size_t count = 0;

    for (unsigned i = 0; i < SMALL_DOCUMENTS; i++) {
        char text[PROPERTY_VALUE_SIZE];
        size_t at = 0;

        small_value_spell(property, i, text);
        while (at < count && strcmp(values[at].text, text) != 0)
            at++;
        if (at == count) {
            values[count] = (struct small_value){.key = {.first = i}};
            memcpy(values[count++].text, text, sizeof text);
        }
        values[at].documents |= UINT32_C(1) << i;
    }
    for (size_t i = 0; i < count; i++)
        values[i].key.name = slice_of(values[i].text);
    qsort(values, count, sizeof *values, property_order_of(property));
    return count;
}

static inline void small_values_make(struct small_values *values)
{
    size_t count = 0;

    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        values->first[i] = count;
        if (property_kind((enum property)i) != PROPERTY_KIND_PLANES)
            count += small_values_add(values->list + count, (enum property)i);
    }
    values->first[PROPERTY_COUNT] = count;
}

static inline void small_image_values(struct small_image *image)
{
    struct small_values values;
    const char *names[(size_t)PROPERTY_COUNT * SMALL_DOCUMENTS];
    uint32_t sets[CHARINDEX_TIERS + (size_t)PROPERTY_COUNT * SMALL_DOCUMENTS] = {0};
    size_t count;

    small_values_make(&values);
    count = values.first[PROPERTY_COUNT];
    for (unsigned i = 0; i < SMALL_DOCUMENTS; i++)
        sets[small_documents[i].tier] |= UINT32_C(1) << i;
    for (size_t i = 0; i < count; i++) {
        names[i] = values.list[i].text;
        sets[CHARINDEX_TIERS + i] = values.list[i].documents;
    }
    small_image_begin(image, CHUNK_VKEY);
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        const char *key = property_name((enum property)i);

        small_image_append(image, key, strlen(key));
        small_image_append(image, "\n", 1);
    }
    small_image_end(image);
    small_image_begin(image, CHUNK_VBEG);
    for (unsigned i = 0; i <= PROPERTY_COUNT; i++)
        small_image_append_u32(image, values.first[i]);
    small_image_end(image);
    small_image_texts(image, CHUNK_VOFF, CHUNK_VTXT, names, count);
    (void)small_image_sets(image, CHUNK_SBEG, sets, CHARINDEX_TIERS + count);
}

/*
 * Relations.
 */

static inline void small_image_relations(struct small_image *image)
{
    uint32_t variants[SMALL_DOCUMENTS] = {0}, to[SMALL_DOCUMENTS] = {0};
    uint32_t from[SMALL_DOCUMENTS] = {0}, confusables[SMALL_DOCUMENTS] = {0};
    uint32_t decompositions[SMALL_DOCUMENTS] = {0}, spelled[SMALL_DOCUMENTS] = {0};

    for (unsigned i = 0; i < SMALL_DOCUMENTS; i++)
        if (small_is_sequence(i) && small_documents[i].base != i)
            variants[small_documents[i].base] |= UINT32_C(1) << i;
    for (size_t i = 0; i < SMALL_COUNT(small_references); i++) {
        to[small_references[i].from] |= UINT32_C(1) << small_references[i].to;
        from[small_references[i].to] |= UINT32_C(1) << small_references[i].from;
    }
    for (size_t i = 0; i < SMALL_COUNT(small_confusables); i++)
        confusables[small_confusables[i].from] |= UINT32_C(1) << small_confusables[i].to;
    for (size_t i = 0; i < SMALL_COUNT(small_decompositions); i++)
        decompositions[small_decompositions[i].from] |= UINT32_C(1) << small_decompositions[i].to;
    for (size_t i = 0; i < SMALL_COUNT(small_spellings); i++)
        spelled[small_spellings[i].document] |= UINT32_C(1) << i;
    small_image_relation(image, CHUNK_VARK, variants, false);
    small_image_relation(image, CHUNK_RTOK, to, true);
    small_image_relation(image, CHUNK_RFRK, from, true);
    small_image_relation(image, CHUNK_CONK, confusables, false);
    small_image_relation(image, CHUNK_DECK, decompositions, false);
    small_image_relation(image, CHUNK_SPRK, spelled, false);
}

/*
 * Meanings.
 */

static inline void small_image_meanings(struct small_image *image)
{
    const char *phrases[SMALL_MEANINGS];

    for (size_t i = 0; i < SMALL_MEANINGS; i++)
        phrases[i] = small_meanings[i].phrase;
    small_image_texts(image, CHUNK_MWOF, CHUNK_MWTX, phrases, SMALL_MEANINGS);
    small_image_begin(image, CHUNK_MBEG);
    for (size_t i = 0; i < SMALL_MEANINGS; i++)
        small_image_append_u32(image, small_meanings[i].first);
    small_image_append_u32(image, SMALL_MEANING_ENTRIES);
    small_image_end(image);
    small_image_begin(image, CHUNK_MLST);
    for (size_t i = 0; i < SMALL_MEANING_ENTRIES; i += 2) /* they are an even number */
        small_image_append_u32(image, small_meaning_entries[i] |
                                          (uint32_t)small_meaning_entries[i + 1] << 16);
    small_image_end(image);
    small_image_texts(image, CHUNK_MQOF, CHUNK_MQTX, small_meaning_queries, SMALL_MEANING_QUERIES);
}

/*
 * What is known beyond ICU: a block of its own, and the capital letter of a small one, where no version
 * of Unicode has any.
 */

static inline void small_image_repertoire(struct small_image *image)
{
    static const char names[] = "Small\0Small_Block"; /* with the NUL at its end */

    small_image_begin(image, CHUNK_NEWB);
    for (unsigned i = 0; i <= PROPERTY_COUNT; i++)
        small_image_append_u32(image, i > PROPERTY_BLOCK);
    small_image_end(image);
    small_image_begin(image, CHUNK_NEWR);
    small_image_append_u32(image, 0x3FF00);
    small_image_append_u32(image, 0x3FF0F);
    small_image_append_u32(image, REPERTOIRE_VALUES);
    small_image_end(image);
    small_image_begin(image, CHUNK_NEWP);
    small_image_append_u32(image, PROPERTY_BLOCK);
    small_image_end(image);
    small_image_begin(image, CHUNK_NEWN);
    small_image_append_u32(image, 0);
    small_image_append_u32(image, sizeof "Small");
    small_image_end(image);
    small_image_bytes(image, CHUNK_NEWT, names, sizeof names);
    small_image_begin(image, CHUNK_NEWM);
    small_image_append_u32(image, REPERTOIRE_UPPER | UINT32_C(1) << 16);
    small_image_append_u32(image, 0x3FF01);
    small_image_append_u32(image, 0);
    small_image_end(image);
    small_image_begin(image, CHUNK_NEWC);
    small_image_append_u32(image, 0x3FF00);
    small_image_end(image);
}

/*
 * The whole image.
 */

/* Built from these sources, in German and English, and with another line for GRINNING FACE, whose
 * name must begin with G to preserve the order of names. */
static inline void small_image_make_from(struct small_image *image, const struct sources *sources,
                                         const char *face)
{
    struct small_terms terms;
    struct small_word_lists lists;

    small_terms_make(&terms);
    small_word_lists_make(&lists);
    memset(image, 0, sizeof *image);
    image->size = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;
    small_image_sources(image, sources);
    small_image_documents(image, face);
    small_image_terms(image, &terms);
    small_image_forms(image, &terms);
    small_image_word_lists(image, &lists, &terms);
    small_image_name_words(image, &lists);
    small_image_document_texts(image, &lists);
    small_image_spellings(image);
    small_image_values(image);
    small_image_relations(image);
    small_image_meanings(image);
    small_image_repertoire(image);
    image->size = format_file_size(image->size);
    small_image_header(image, sources);
    small_image_seal(image);
}

/* This machine's ICU, and no other source. */
static inline void small_image_make_with(struct small_image *image, const char *face)
{
    static const struct sources_options nowhere = {.directory = "/nonexistent"};
    struct sources sources;

    if (sources_identify(&nowhere, &sources) != 0)
        assert(!"there is memory");
    small_image_make_from(image, &sources, face);
}

static inline void small_image_make(struct small_image *image)
{
    small_image_make_with(image, SMALL_FACE);
}

#endif
