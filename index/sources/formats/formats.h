#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_FORMATS_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/sources/records/facts.h"
#include "index/sources/records/locale_names.h"
#include "index/sources/records/private_names.h"
#include "index/sources/records/records.h"
#include "index/sources/records/source.h"

/*
 * The formats of the sources, each in a module named like its function. They do not open files:
 * they get the bytes, borrowed for the call, and do not trust them.
 *
 * Each adds its records in the order in which the file has them. Returns SOURCE_OK; SOURCE_DAMAGED
 * with a reason, and then the records added are worthless; or -ENOMEM. Valid records that are not
 * used (other properties, types of later versions, sequences of more than SEQUENCE_MAX code points)
 * are skipped.
 */

/* NameAliases.txt: texts, TEXT_CORRECTION to TEXT_ABBREVIATION. */
int aliases_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* NamesList.txt: texts, TEXT_INFORMAL, and references. */
int names_list_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* NamedSequences.txt: sequences. */
int named_sequences_read(const char *bytes, size_t size, struct records *records,
                         struct reason *reason);

/* emoji-test.txt: sequences with their order, of one code point too. */
int emoji_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* emoji-variation-sequences.txt: characters with both presentations. */
int emoji_variations_read(const char *bytes, size_t size, struct records *records,
                          struct reason *reason);

/* A language's file of annotations, plain or derived: texts, TEXT_SHORT_NAME and TEXT_KEYWORD. */
int annotations_read(const char *bytes, size_t size, uint8_t language, struct records *records,
                     struct reason *reason);

/* A language's file of common/main: names of territories and currencies; if not all, only the other names
 * of territories. Those of a damaged file are worthless. */
int ldml_names_read(const char *bytes, size_t size, uint8_t language, bool all,
                    struct locale_names *names, struct reason *reason);

/* supplementalData.xml of CLDR: the present currency of each region, LOCALE_TENDER. Those of a damaged
 * file are worthless. */
int region_currencies_read(const char *bytes, size_t size, uint8_t language,
                           struct locale_names *names, struct reason *reason);

/* Is there an emoji of these code points? */
struct subdivisions_wanted {
    bool (*has)(void *context, const uint32_t *points, size_t count);
    void *context;
};

/* A language's file of common/subdivisions: texts, TEXT_KEYWORD, of the flags that are wanted. */
int subdivisions_read(const char *bytes, size_t size, uint8_t language,
                      const struct subdivisions_wanted *wanted, struct records *records,
                      struct reason *reason);

/* Unihan_Readings.txt, compressed by bzip2: texts, TEXT_DEFINITION, and spellings,
 * SPELLING_MANDARIN to SPELLING_CANTONESE. */
int unihan_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* htmlmathml-f.ent, the entities of HTML as a DTD: texts, TEXT_HTML. */
int entities_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* glyphlist.txt, the Adobe Glyph List: spellings, SPELLING_GLYPH. */
int glyphs_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* keysymdef.h, X11's names of characters: spellings, SPELLING_KEYSYM. */
int keysyms_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* A Compose file of X11: spellings, SPELLING_COMPOSE. */
int compose_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/* Input methods of the m17n library, rfc1345.mim and math-latex.mim: spellings, SPELLING_DIGRAPH
 * and SPELLING_LATEX. */
int digraphs_read(const char *bytes, size_t size, struct records *records, struct reason *reason);
int latex_read(const char *bytes, size_t size, struct records *records, struct reason *reason);

/*
 * ICU's characters do not come from a file, and are not buffered: without them there cannot be an
 * index. They go straight to the visitor, together with the private-use characters that have been
 * named, and the characters that ICU does not know and newer files name; *count says how many. Returns 0, -ECANCELED when the
 * visitor stopped it, or -EIO with a reason.
 */
int characters_read(const struct source_visitor *visitor, void *context,
                    const struct private_names *private, const struct facts *newer, uint32_t *count,
                    struct reason *reason);

#endif
