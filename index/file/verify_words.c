/*
 * Verifies words and their postings, and the texts of documents.
 */

#include "index/file/endings.h"
#include "index/file/verify.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"

bool verify_terms(const struct charindex *index)
{
    if (!verify_texts(index, CHUNK_TERM, index->terms, CHUNK_TTXT))
        return false;
    for (uint32_t term = 1; term < index->terms; term++)
        if (slice_compare(charindex_term_text(index, term - 1), charindex_term_text(index, term)) >=
            0)
            return false;
    return true;
}

/* Since they ascend, no term is there twice. */
bool verify_endings(const struct charindex *index)
{
    for (uint32_t place = 0; place < index->terms; place++)
        if (view_u32(index, CHUNK_TEND, place) >= index->terms ||
            (place > 0 &&
             endings_compare(charindex_term_text(index, charindex_ending_term(index, place - 1)),
                             charindex_term_text(index, charindex_ending_term(index, place))) >= 0))
            return false;
    return true;
}

static unsigned commonness_of(const struct charindex *index, uint32_t list)
{
    return 31u - (unsigned)__builtin_clz(charindex_list(index, list).total | 1);
}

/* Every term has at least one list, and at most one per field. */
static bool fields_valid(const struct charindex *index)
{
    const unsigned fields = FIELD_KEYWORD + (unsigned)index->sources.language_count;

    for (uint32_t term = 0; term < index->terms; term++) {
        uint32_t first = view_u32(index, CHUNK_LBEG, term);
        uint32_t end = view_u32(index, CHUNK_LBEG, (size_t)term + 1);

        if (first == end || charindex_commonness(index, term) != commonness_of(index, first))
            return false;
        for (uint32_t list = first; list < end; list++)
            if (charindex_list_field(index, list) >= fields ||
                (list > first &&
                 charindex_list_field(index, list - 1) >= charindex_list_field(index, list)))
                return false;
    }
    return true;
}

bool verify_lists(const struct charindex *index)
{
    if (!verify_offsets(index, CHUNK_LBEG, index->terms, index->lists) ||
        !verify_offsets(index, CHUNK_LRUN, index->lists,
                        view_count(index, CHUNK_RUNS, sizeof(struct posting_run))) ||
        !fields_valid(index))
        return false;
    for (uint32_t list = 0; list < index->lists; list++) {
        struct postings postings = charindex_list(index, list);

        if (postings.count == 0 || !verify_postings(&postings, index->documents))
            return false;
    }
    return true;
}

/* A union has runs or a bitmap. */
static bool union_valid(const struct charindex *index, uint32_t at)
{
    struct postings set = view_postings(index, CHUNK_UBEG, CHUNK_URUN, CHUNK_UTOT, at);
    const size_t size = format_bitmap_words(index->documents) * sizeof(uint64_t);
    uint32_t bitmap = view_u32(index, CHUNK_UMAP, at);

    if (bitmap == FORMAT_NO_BITMAP)
        return set.count > 0 && verify_postings(&set, index->documents);
    return set.count == 0 && set.total > 0 && set.total <= index->documents &&
           bitmap < view_count(index, CHUNK_UBIT, size) &&
           verify_bitmap(index, index->chunks[CHUNK_UBIT].bytes + bitmap * size);
}

bool verify_unions(const struct charindex *index)
{
    struct term_range before = {.first = 0, .end = 0};

    if (!verify_offsets(index, CHUNK_UBEG, index->unions,
                        view_count(index, CHUNK_URUN, sizeof(struct posting_run))))
        return false;
    for (uint32_t i = 0; i < index->unions; i++) {
        struct term_range terms = {.first = view_u32(index, CHUNK_UKEY, (size_t)i * 2),
                                   .end = view_u32(index, CHUNK_UKEY, (size_t)i * 2 + 1)};

        if (terms.first >= terms.end || terms.end > index->terms)
            return false;
        if (terms.first < before.first || (terms.first == before.first && terms.end <= before.end))
            return false;
        if (!union_valid(index, i))
            return false;
        before = terms;
    }
    return true;
}

bool verify_word_lists(const struct charindex *index)
{
    size_t words = view_count(index, CHUNK_WTRM, 4);

    if (!verify_offsets(index, CHUNK_WOFF, index->word_lists, words))
        return false;
    for (size_t i = 0; i < words; i++)
        if (view_u32(index, CHUNK_WTRM, i) >= index->terms)
            return false;
    return true;
}

bool verify_name_words(const struct charindex *index)
{
    const char *bitmap = index->chunks[CHUNK_NBIT].bytes;
    uint32_t rank = 0;

    if (!verify_bitmap(index, bitmap) || (format_u64(bitmap) & 1) == 0)
        return false;
    for (size_t word = 0; word < format_bitmap_words(index->documents); word++) {
        if (view_u32(index, CHUNK_NRNK, word) != rank)
            return false;
        rank += (uint32_t)__builtin_popcountll(format_u64(bitmap + word * 8));
    }
    if (rank != view_count(index, CHUNK_NLST, 4))
        return false;
    for (uint32_t run = 0; run < rank; run++)
        if (view_u32(index, CHUNK_NLST, run) >= index->word_lists)
            return false;
    return true;
}

/* Kind and language as one number, in whose order the texts of a document ascend. */
static unsigned text_order(const char *entry)
{
    return (unsigned)format_u16(entry + 8) << 16 | format_u16(entry + 10);
}

static bool text_valid(const struct charindex *index, const char *entry)
{
    uint16_t kind = format_u16(entry + 8), language = format_u16(entry + 10);

    return format_u32(entry) < index->strings && format_u32(entry + 4) < index->word_lists &&
           kind < TEXT_KINDS &&
           (TEXT_BIT(kind) & TEXT_KEYWORDS ? language < index->sources.language_count
                                           : language == 0);
}

bool verify_document_texts(const struct charindex *index)
{
    if (!verify_texts(index, CHUNK_XOFF, index->strings, CHUNK_XTXT) ||
        !verify_offsets(index, CHUNK_TBEG, index->documents, index->texts))
        return false;
    for (uint32_t document = 0; document < index->documents; document++) {
        struct text_range texts = charindex_texts(index, document);

        for (uint32_t at = texts.first; at < texts.end; at++) {
            const char *entry = index->chunks[CHUNK_TEXT].bytes + (size_t)at * FORMAT_TEXT_SIZE;

            if (!text_valid(index, entry) ||
                (at > texts.first && text_order(entry - FORMAT_TEXT_SIZE) > text_order(entry)))
                return false;
        }
    }
    return true;
}
