#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_SOURCE_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/checksum.h"
#include "index/base/reason.h"
#include "index/sources/records/spelling.h"
#include "index/sources/records/text.h"
#include "index/unicode/emoji_group.h"

/*
 * What a source is and what it provides: the types shared by the modules of this folder and the
 * builder. sources.h reads them.
 */

enum source_id {
    SOURCE_ICU,         /* "icu"       names and properties */
    SOURCE_UCD,         /* "ucd"       unicode/UnicodeData.txt and others, if newer than ICU */
    SOURCE_ALIASES,     /* "aliases"   unicode/NameAliases.txt */
    SOURCE_NAMES_LIST,  /* "nameslst"  unicode/NamesList.txt: informal aliases, cross references */
    SOURCE_SEQUENCES,   /* "sequence"  unicode/NamedSequences.txt */
    SOURCE_EMOJI,       /* "emoji"     unicode/emoji/emoji-test.txt */
    SOURCE_VARIATIONS,  /* "emojivar"  unicode/emoji/emoji-variation-sequences.txt */
    SOURCE_ANNOTATIONS, /* "cldr"      unicode/cldr/common/annotations{,Derived}/LANGUAGE.xml */
    SOURCE_UNIHAN,      /* "unihan"    unicode/Unihan_Readings.txt.bz2: definitions, readings */
    SOURCE_HTML,        /* "html"      xml/w3c-sgml-lib/…/htmlmathml-f.ent: named characters */
    SOURCE_GLYPHS,      /* "glyphs"    aglfn/glyphlist.txt: names of glyphs in fonts */
    SOURCE_KEYSYMS,     /* "keysyms"   ../include/X11/keysymdef.h: names of keys of X11 */
    SOURCE_COMPOSE,     /* "compose"   X11/locale/en_US.UTF-8/Compose: sequences of keys */
    SOURCE_DIGRAPHS,    /* "digraphs"  m17n/rfc1345.mim */
    SOURCE_LATEX,       /* "latex"     m17n/math-latex.mim: commands of LaTeX */
    SOURCE_NAMES,       /* "names"     names.d: the project's own tables of names */
    SOURCE_SITE,        /* "site"      the site's tables of names */
    SOURCE_WORDNET,     /* "wordnet"   wordnet/{data,index}.{noun,verb,adj,adv}: synonyms */
    SOURCE_COUNT,
};

enum source_state {
    SOURCE_OK,
    SOURCE_MISSING, /* one of its files does not exist */
    SOURCE_DAMAGED, /* it exists but cannot be read, or has another format */
};

enum {
    SOURCE_NAME_SIZE = 8,
    LANGUAGE_SIZE = 16,  /* "sr_Cyrl_BA", NUL-filled */
    LANGUAGES_MAX = 184, /* CLDR 41 has 146 */
    SEQUENCE_MAX = 16,   /* code points of a sequence; the longest emoji has 10 */
};

struct digests; /* index/sources/formats/digests.h */

enum { SOURCES_FOLDERS_MAX = 8 }; /* folders that may be named, besides the last one */

#define SOURCES_DIRECTORY "/usr/share"              /* where Debian installs them */
#define SOURCES_SITE      "/etc/charfinder/names.d" /* where a site has its tables of names */

/* Where to read, and which languages. All pointers are borrowed. */
struct sources_options {
    const char *const *newer; /* folders that are searched before the next one; of any layout of
                                 index/sources/formats/folders.h */
    size_t newer_count;
    bool usual;                   /* before all of them, the folders of index/sources/usual.h */
    const char *directory;        /* laid out as SOURCES_DIRECTORY, the default (NULL); a header is
                                     read from the directory "include" beside it */
    const char *const *languages; /* of annotations, as CLDR names them: "de", "pt_PT"; English is
                                     always among them; NULL: English alone */
    size_t language_count;
    bool all_languages; /* all that CLDR has; `languages` is ignored */
    const char *names;  /* the folder of the project's tables; NULL: where they are installed */
    const char *const
        *site; /* the folders of the site's tables; NULL: SOURCES_SITE, if it exists */
    size_t site_count;
    /* Called while an index is built, for each line of a table that is left out, up to a limit:
     * "/etc/charfinder/names.d/icons.tsv:3: unknown kind …". NULL: not called. */
    void (*complain)(void *context, const char *complaint);
    void *complain_context;
    /* What identifying knows already, and adds to; NULL: nothing. It changes no result. */
    struct digests *digests;
};

struct source {
    char name[SOURCE_NAME_SIZE]; /* NUL-filled; one of SOURCE_NAME_SIZE bytes has no NUL */
    enum source_state state;
    uint32_t records;   /* that it gave; 0 if it was only identified */
    uint8_t version[4]; /* of its content, where its files say it: 17.0.0, or 48; else zeros */
    uint8_t digest[CHECKSUM_SIZE]; /* of all its input: the bytes of its files, or ICU's versions */
    struct reason reason;          /* for the log: why the state is not SOURCE_OK, else "" */
};

/* A source has the worst state of its files, and the reason of the first failure: "WHAT: WHY". SOURCE_OK
 * changes nothing. */
void source_degrade(struct source *source, enum source_state state, const char *what,
                    const struct reason *why);

/*
 * Annotations are a source for each language, with one state for all, the worst. A language that
 * was asked for but has no file is not in the list; English always is, because
 * the names of emoji-test.txt are English. Languages beyond LANGUAGES_MAX are left out.
 */
struct sources {
    struct source list[SOURCE_COUNT];
    size_t language_count; /* sorted in byte order, "en" among them */
    char languages[LANGUAGES_MAX][LANGUAGE_SIZE];
    uint8_t icu_version[4];
    uint8_t unicode_version[4]; /* ICU's */
    uint8_t newer_version[4];   /* Unicode's of SOURCE_UCD; 0: ICU's is the newest */
    uint8_t data_version[4];    /* Unicode's, as the files of unicode-data say; 0: they do not */
};

/*
 * The records. Pointers are valid during the call only; text is valid UTF-8.
 */

/* A character, with ICU's name. */
struct source_character {
    uint32_t code_point;
    const char *name; /* official name in ASCII, or the label of a control character */
    size_t name_size;
    size_t words_size; /* bytes of the name that are indexed: without a hexadecimal ending */
    bool named;        /* by Unicode; false: the name is a label, or a table's */
};

/* A sequence of several characters with a name, or what emoji-test.txt says about an emoji, which
 * may be a single character, with or without U+FE0F: that character's English short name. */
struct source_sequence {
    const uint32_t *points; /* as they should be written, including U+FE0F */
    size_t count;           /* 1 to SEQUENCE_MAX */
    const char *name;
    size_t name_size;
    uint32_t order;         /* place in emoji-test.txt, from 1; 0: not an emoji */
    enum emoji_group group; /* there */
};

/* Another text of a character or sequence, which may or may not be among those given before. */
struct source_text {
    const uint32_t *points; /* with or without U+FE0F */
    size_t count;
    enum text_kind kind;
    uint8_t language; /* of TEXT_SHORT_NAME, TEXT_KEYWORD: index in sources.languages; else 0 */
    const char *text; /* not empty */
    size_t size;
};

/* An exact text that stands for a character or sequence. */
struct source_spelling {
    const uint32_t *points; /* with or without U+FE0F */
    size_t count;
    enum spelling_kind kind;
    const char *text; /* not empty */
    size_t size;
    uint32_t weight; /* greater is better among the characters that share text and kind */
};

enum {
    /* The weight of a SPELLING_MANDARIN divided by this: how often the ideograph was counted with this reading
     * in Chinese texts. */
    SPELLING_MANDARIN_COUNT = 64,
};

/* Each returns false to stop the reading. There are two phases: first the characters and sequences,
 * then the texts, spellings and references about them. */
struct wordnet;      /* index/sources/formats/wordnet.h */
struct repertoire;   /* index/unicode/repertoire.h */
struct locale_names; /* index/sources/records/locale_names.h */

struct source_visitor {
    /* What is known beyond ICU, before the first character: it holds until the reading ends. Not
     * called if ICU knows everything. */
    bool (*repertoire)(void *context, const struct repertoire *repertoire);
    bool (*character)(void *context, const struct source_character *character);
    bool (*sequence)(void *context, const struct source_sequence *sequence);

    /* Begins the second phase: all characters and sequences have been given. Always called once. */
    bool (*texts_begin)(void *context);
    bool (*text)(void *context, const struct source_text *text);
    bool (*spelling)(void *context, const struct source_spelling *spelling);
    bool (*reference)(void *context, uint32_t from, uint32_t to); /* see also */
    /* A character with a text and an emoji presentation, which U+FE0E and U+FE0F ask for. */
    bool (*presentations)(void *context, uint32_t code_point);
    /* Names of CLDR that are newer than ICU's, settled. The visitor may take over what they have, and
     * leave them empty. Not called if there are none; NULL: they are not read. */
    bool (*names)(void *context, struct locale_names *names);
    /* The words of English, finished; the visitor takes it over. Not called if it could not be
     * read. */
    bool (*wordnet)(void *context, struct wordnet *wordnet);
};

#endif
