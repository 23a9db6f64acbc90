#ifndef CHARFINDER_INDEX_FILE_CHARINDEX_H
#define CHARFINDER_INDEX_FILE_CHARINDEX_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/file/image.h"
#include "index/file/postings.h"
#include "index/sources/sources.h"
#include "index/unicode/property.h"

/*
 * A loaded index: opaque, immutable, reference counted, safe to read from any thread.
 *
 * Its documents are numbered from 0. First the characters in the order of their code points: every
 * character that has a name, and the 65 control characters, which have a label instead
 * (<control-0007>). Then the sequences (named ones, and emoji of several code points), in the order
 * of their code points, ignoring U+FE0F. Every returned pointer lives as long as the caller's
 * reference to the index. The suffix _le marks numbers that are little-endian, as in the file.
 */

struct charindex;

enum {
    CHARINDEX_GENERATION_SIZE = 17, /* 16 hexadecimal digits and a NUL */
    CHARINDEX_TIERS = 8,            /* of prominence */
};

enum charindex_outcome {
    CHARINDEX_OK = 0,
    CHARINDEX_INVALID = 1, /* not an index that this program can read; see the reason */
};

/*
 * Lifetime (implemented in index/file/load.c), sources (origin.c), the repertoire (repertoire.c),
 * terms (terms.c), spellings (spellings.c) and meanings (meanings.c). All other functions are in
 * charindex.c.
 *
 * Reads the bytes of an index without trusting them: everything that a later call relies on is
 * checked here. On CHARINDEX_OK *out holds one reference. The bytes begin at a multiple of 8. The
 * index borrows them, and they must not change until the last reference is gone. Returns -ENOMEM
 * when memory ran out.
 */
int charindex_parse(const void *bytes, size_t size, struct charindex **out, struct reason *reason);

/* The same for an image. On CHARINDEX_OK the image is frozen and belongs to the index (*image is
 * emptied); otherwise it still belongs to the caller. */
int charindex_adopt(struct image *image, struct charindex **out, struct reason *reason);

/* The same for memory that is filled when it is first read (paging.h), which on CHARINDEX_OK belongs to the
 * index. Only for a file that could not have been made on purpose by another user: this program has
 * verified it when it saved it, so of its content only the checksums are compared. Not to be shared. */
struct paging;
int charindex_adopt_paged(struct paging *paging, struct charindex **out, struct reason *reason);

/* Was the index built from these sources, in these languages? If not, the reason names a
 * difference. */
bool charindex_made_from(const struct charindex *index, const struct sources *sources,
                         struct reason *reason);

struct charindex *charindex_ref(struct charindex *index);
void charindex_unref(struct charindex *index); /* NULL is allowed */

/* Another handle of the same index, with one reference and its own count, which keeps the index
 * alive. For threads: each query takes and releases a reference, and if threads shared the count,
 * each would move its cache line between processors. Returns NULL when memory ran out. */
struct charindex *charindex_share(struct charindex *index);

/* The image, with the bytes of the file. */
struct slice charindex_image(const struct charindex *index);

/* A short digest of everything in the index, the same for the same sources on every machine: 16
 * hexadecimal digits, NUL-terminated. */
const char *charindex_generation(const struct charindex *index);

const char *
charindex_unicode_version(const struct charindex *index); /* of its characters: "15.0" */
/* Unicode's, of ICU: older than the above where files are newer than ICU. */
const char *charindex_icu_unicode(const struct charindex *index);
const char *charindex_icu_version(const struct charindex *index); /* "72.1" */
/* Unicode's, as the files of unicode-data say, "15.1"; "" if they do not. */
const char *charindex_data_version(const struct charindex *index);
const struct sources *charindex_sources(const struct charindex *index); /* its sources */
/* What it knows of characters beyond ICU; NULL: nothing. So is that of no index (NULL). */
const struct repertoire *charindex_repertoire(const struct charindex *index);
/* Is the character of the newest version of the index, or of any later one than ICU's? */
bool charindex_is_new(const struct charindex *index, uint32_t code_point);
uint32_t charindex_characters(const struct charindex *index); /* with a name */
uint32_t charindex_sequences(const struct charindex *index);
uint32_t charindex_terms(const struct charindex *index); /* distinct words */

/*
 * Documents.
 */

uint32_t charindex_documents(const struct charindex *index); /* characters, controls, sequences */
/* The number of the first sequence: all documents below it are single characters. */
uint32_t charindex_first_sequence(const struct charindex *index);

/* The code point of a character, the first one of a sequence. */
uint32_t charindex_code_point(const struct charindex *index, uint32_t document);
/* All code points of a document. Returns how many. */
size_t charindex_points(const struct charindex *index, uint32_t document,
                        uint32_t points[static SEQUENCE_MAX]);

/* The document of a code point, or false: unassigned, private use, surrogate. */
bool charindex_find(const struct charindex *index, uint32_t code_point, uint32_t *document);
/* The first character whose code point is at least this one; charindex_first_sequence() if there is
 * none. */
uint32_t charindex_find_from(const struct charindex *index, uint32_t code_point);
/* The longest sequence that is a prefix of the text of these code points, ignoring U+FE0F in both.
 * Returns how many of the points it takes; 0: none. */
size_t charindex_find_sequence(const struct charindex *index, const uint32_t *points, size_t count,
                               uint32_t *document);
/* The document with exactly this official name, in upper case. Characters only. */
bool charindex_find_name(const struct charindex *index, const char *name, size_t size,
                         uint32_t *document);

/* The official name, or the label of a control character, or the name of a sequence. */
struct slice charindex_name(const struct charindex *index, uint32_t document);
/* The lines of `count` consecutive documents, "U+0039\t9\tDIGIT NINE\r\n" each; the code points of
 * a sequence are separated by spaces. */
struct slice charindex_lines(const struct charindex *index, uint32_t document, uint32_t count);
/* The end of the document's JSON object: ,"category":"So","block":…,"script":…,"age":"1.1"; a
 * sequence has the properties of its first code point. */
struct slice charindex_properties(const struct charindex *index, uint32_t document);

/* How well known the document is, 0 to 255; see index/unicode/prominence.h. */
unsigned charindex_prominence(const struct charindex *index, uint32_t document);
/* All documents, divided into tiers by prominence; tier 0 is the best known. */
struct postings charindex_tier(const struct charindex *index, unsigned tier);

/* The emoji that a sequence is a variant of by tone or gender; itself if it is not a variant. */
uint32_t charindex_base(const struct charindex *index, uint32_t document);
/* Has it a text and an emoji presentation, for which U+FE0E and U+FE0F ask? Characters only. */
bool charindex_has_presentations(const struct charindex *index, uint32_t document);

/* The variants of a base, as ascending documents. Returns how many. */
uint32_t charindex_variants(const struct charindex *index, uint32_t document,
                            const uint32_t **variants_le);

/* Code points that the character's entry in the code charts refers to, or that refer to it.
 * Returns how many, ascending. */
uint32_t charindex_references_to(const struct charindex *index, uint32_t document,
                                 const uint32_t **points_le);
uint32_t charindex_references_from(const struct charindex *index, uint32_t document,
                                   const uint32_t **points_le);

/* Other characters that look alike (Unicode Technical Standard #39, skeletons), as documents.
 * Returns how many, ascending. */
uint32_t charindex_confusables(const struct charindex *index, uint32_t document,
                               const uint32_t **documents_le);

/* The characters that this one decomposes to, canonically or by compatibility, apart from marks, and
 * those that decompose to it, as documents. Returns how many, ascending. */
uint32_t charindex_decompositions(const struct charindex *index, uint32_t document,
                                  const uint32_t **documents_le);

/*
 * Words. A term is a distinct folded word. Terms are numbered from 0 in byte order, so that those
 * with a common prefix are adjacent.
 */

bool charindex_term(const struct charindex *index, const char *word, size_t size, uint32_t *term);
struct slice charindex_term_text(const struct charindex *index, uint32_t term);
/* The terms with this prefix: from `first` to `end` - 1. */
struct term_range {
    uint32_t first, end;
};
struct term_range charindex_terms_with(const struct charindex *index, const char *prefix,
                                       size_t size);
/* The text of adjacent terms, one after another. */
struct slice charindex_terms_text(const struct charindex *index, struct term_range terms);

/* The terms with this ending, adjacent in the order of endings: places `first` to `end` - 1.
 * Implemented in index/file/endings.c. */
struct term_range charindex_terms_ending(const struct charindex *index, struct slice ending);
/* The term at a place of that order. */
uint32_t charindex_ending_term(const struct charindex *index, uint32_t place);

/* The kind of text that contains a word. Keywords have a field for each language. */
enum {
    FIELD_NAME,       /* official names of characters */
    FIELD_SEQUENCE,   /* names of sequences */
    FIELD_ALIAS,      /* TEXT_ALIASES */
    FIELD_DEFINITION, /* TEXT_DEFINITIONS */
    FIELD_KEYWORD,    /* TEXT_KEYWORDS of language 0; for language n: FIELD_KEYWORD + n */
    FIELDS_MAX = FIELD_KEYWORD + LANGUAGES_MAX,
};

/* The lists of postings of the terms of a range: lists first to end - 1, by term and then by
 * field. */
struct list_range {
    uint32_t first, end;
};
struct list_range charindex_lists(const struct charindex *index, struct term_range terms);
unsigned charindex_list_field(const struct charindex *index, uint32_t list);
struct postings charindex_list(const struct charindex *index, uint32_t list);
/* How common a term is: the binary logarithm of the number of documents in its first list, which are those
 * with the word in their names, if there are any. */
unsigned charindex_commonness(const struct charindex *index, uint32_t term);
/* The number of runs in all lists of the range. */
uint32_t charindex_lists_runs(const struct charindex *index, struct list_range lists);

/* The stored union of all lists of these terms, in all fields, for prefixes and words whose lists have very
 * many runs. One with too many runs itself is a bitmap: a bit a document, charindex_documents() of them, in
 * little-endian words. Returns false if the union is not stored. */
struct stored_union {
    struct postings set;    /* without runs if it is a bitmap */
    const uint64_t *bitmap; /* NULL: it is not */
};
bool charindex_stored_union(const struct charindex *index, struct term_range terms,
                            struct stored_union *stored);

/* Terms that stand for each other in English: forms of a word, British and American spellings, digits
 * and the word of the number (inflection_key() in index/text/inflection.h). They have one stem.
 * Implemented in index/file/forms.c. */
#define CHARINDEX_NO_STEM UINT32_MAX
uint32_t charindex_stems(const struct charindex *index);
struct slice charindex_stem_text(const struct charindex *index, uint32_t stem);
/* The stem of a term, or CHARINDEX_NO_STEM. */
uint32_t charindex_stem_of(const struct charindex *index, uint32_t term);
/* The stem with this text, or CHARINDEX_NO_STEM. */
uint32_t charindex_stem(const struct charindex *index, const char *text, size_t size);

/* The words of a text as terms, except those too long to be one. */
struct word_list {
    const uint32_t *terms_le;
    uint32_t count;
};

/* The terms with this stem, ascending; at least one. */
struct word_list charindex_forms(const struct charindex *index, uint32_t stem);

struct word_list charindex_name_words(const struct charindex *index, uint32_t document);
/* The end of the run of documents, starting with this one, whose names have the same words, as all
 * 42,720 ideographs of an extension do. */
uint32_t charindex_name_words_end(const struct charindex *index, uint32_t document);

/* The texts of a document other than its name, numbered from first to end - 1: by kind, then
 * language, then in the order of their source. */
struct text_range {
    uint32_t first, end;
};
struct text {
    enum text_kind kind;
    uint8_t language; /* index in charindex_sources()->languages, of TEXT_KEYWORDS */
    struct slice bytes;
    struct word_list words;
};
struct text_range charindex_texts(const struct charindex *index, uint32_t document);
struct text charindex_text(const struct charindex *index, uint32_t at);
/* The parts of a text, for callers that need only one of them. */
enum text_kind charindex_text_kind(const struct charindex *index, uint32_t at, uint8_t *language);
struct word_list charindex_text_words(const struct charindex *index, uint32_t at);

/* All texts in place, little-endian as in the file, for loops over very many of them. */
struct table_text {
    uint32_t string_le, word_list_le;
    uint16_t kind_le, language_le;
};
struct text_table {
    const struct table_text *entries;     /* by number */
    const uint32_t *begins_le, *terms_le; /* of the word lists, one after another */
    const uint8_t *commonness;            /* of each term */
};
struct text_table charindex_text_table(const struct charindex *index);

static inline struct word_list text_table_words(const struct text_table *table, uint32_t at)
{
    uint32_t list = le32toh(table->entries[at].word_list_le);
    uint32_t begin = le32toh(table->begins_le[list]);

    return (struct word_list){.terms_le = table->terms_le + begin,
                              .count = le32toh(table->begins_le[list + 1]) - begin};
}

/*
 * Spellings: exact texts that stand for characters, as ":-)", and are looked up as a whole.
 */

/* Which characters are spelled like this, as entries first to end - 1. Case counts: only if nothing
 * has exactly this text, the range is that of all texts that differ in case alone. Within one text,
 * entries are by kind, and then the best character comes first. Empty: none. The text must be valid
 * UTF-8. */
struct spelling_range {
    uint32_t first, end;
    bool exact; /* not empty, and the case is the same */
};
struct spelling_range charindex_spellings(const struct charindex *index, struct slice text);
struct spelling {
    uint32_t document;
    enum spelling_kind kind;
};
struct spelling charindex_spelling(const struct charindex *index, uint32_t at);

/* All of them, to be listed or checked: texts 0 to charindex_spelling_texts() - 1,
 * ascending without regard to case, and their entries. */
uint32_t charindex_spelling_texts(const struct charindex *index);
struct slice charindex_spelling_text(const struct charindex *index, uint32_t text);
struct spelling_range charindex_spelling_entries(const struct charindex *index, uint32_t text);

/* How a document is spelled, as entries. Returns how many, ascending: by text, and then by kind. */
uint32_t charindex_spelled(const struct charindex *index, uint32_t document,
                           const uint32_t **entries_le);
/* The text that an entry belongs to. */
uint32_t charindex_spelling_text_of(const struct charindex *index, uint32_t entry);

/*
 * Meanings: words and phrases of English that no character has in a name, alias or keyword, and
 * queries that mean the same or something more general.
 */

/* The queries of a phrase, as numbers first to end - 1, the likeliest first. The phrase is folded
 * words (index/text/words.h) with a space between them. Empty: none. */
struct meaning_range {
    uint32_t first, end;
};
struct meaning_range charindex_meanings(const struct charindex *index, struct slice phrase);
struct meaning {
    struct slice query;
    bool wider; /* more general */
};
struct meaning charindex_meaning(const struct charindex *index, uint32_t at);

/* All phrases, ascending: 0 to charindex_meaning_phrases() - 1. */
uint32_t charindex_meaning_phrases(const struct charindex *index);
struct slice charindex_meaning_phrase(const struct charindex *index, uint32_t phrase);

/*
 * Properties: for each value the documents that have it. Values are numbered over all properties.
 * Those of one property are adjacent, in the order that property_order_of() defines.
 */

struct value_range {
    uint32_t first, end;
};
/* Empty for planes, which are ranges of code points. */
struct value_range charindex_values(const struct charindex *index, enum property property);
struct slice charindex_value_name(const struct charindex *index, uint32_t value);
struct postings charindex_value(const struct charindex *index, uint32_t value);

#endif
