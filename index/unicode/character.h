#ifndef CHARFINDER_INDEX_UNICODE_CHARACTER_H
#define CHARFINDER_INDEX_UNICODE_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/unicode/repertoire.h"
#include "index/unicode/version.h"

/*
 * What is known of one code point of any kind: assigned or not, a surrogate, a noncharacter. ICU is
 * asked, and before it a repertoire where there is one (NULL: ICU alone). Nothing here depends on an
 * index. Thread-safe.
 *
 * Property values have Unicode's names (PropertyValueAliases.txt): categories the short one, "So";
 * scripts the long one with spaces, "Old Italic"; blocks that of Blocks.txt; all others the long
 * one unchanged, "Other_Neutral". Strings are static unless they are arrays.
 */

/* The last code point. */
#define CHARACTER_LAST 0x10FFFFu

/* Requests the emoji form of the preceding character. Sequences are compared without it. */
#define VARIATION_SELECTOR_16 0xFE0Fu

enum {
    CHARACTER_NAME_SIZE = 128,
    CHARACTER_BLOCK_SIZE = 64,
    CHARACTER_SEQUENCE_MAX = 20, /* code points; U+FDFA decomposes to 18 */
};

/* The short facts in every row of a result. */
struct character_facts {
    const char *category;              /* "So" */
    char block[CHARACTER_BLOCK_SIZE];  /* "Miscellaneous Symbols"; "No Block" */
    char script[CHARACTER_BLOCK_SIZE]; /* "Common", "Old Italic" */
    char age[VERSION_SIZE];            /* "1.1"; "" where unassigned */
};

struct character_sequence {
    uint32_t points[CHARACTER_SEQUENCE_MAX];
    size_t count;
};

struct character {
    uint32_t code_point;
    char name[CHARACTER_NAME_SIZE]; /* official; "" if ICU has none: an index may (description.h) */
    char label[CHARACTER_NAME_SIZE]; /* the name, or <control-0007>, <reserved-0378>, … */
    char alias[CHARACTER_NAME_SIZE]; /* a corrected name (formal alias), or "" */
    struct character_facts facts;
    const char *category_name;      /* "Other_Symbol" */
    const char *bidi_class;         /* "Other_Neutral" */
    const char *east_asian_width;   /* "Neutral" */
    const char *line_break;         /* "Alphabetic" */
    const char *decomposition_type; /* "Canonical", "Compat", …; "None" */
    int combining_class;            /* 0 to 240 */
    int plane;                      /* 0 to 16 */
    bool mirrored;
    bool alphabetic;
    bool white_space;
    bool emoji;
    bool is_private;
    bool is_surrogate;
    bool is_noncharacter;
    bool is_assigned;   /* to a character, a private use or a surrogate: not Cn */
    bool is_beyond_icu; /* assigned by the repertoire alone: ICU's algorithms do not know it */
    bool has_numeric_value;
    double numeric_value;
    int32_t mirror;                          /* the mirrored partner, or -1 */
    struct character_sequence decomposition; /* from UnicodeData.txt, one step; or empty */
    struct character_sequence nfd, nfkd;     /* the character itself if it does not decompose */
    struct character_sequence upper, lower, title, folded; /* the character itself if unchanged */
};

/* The code point must not exceed CHARACTER_LAST in any of these functions. */
void character_facts(const struct repertoire *repertoire, uint32_t code_point,
                     struct character_facts *facts);
void character_describe(const struct repertoire *repertoire, uint32_t code_point,
                        struct character *character);

/* Only the name, or the label if there is none. */
void character_label(const struct repertoire *repertoire, uint32_t code_point,
                     char label[static CHARACTER_NAME_SIZE]);

/* Is it drawn blank: white space, controls, characters that only shape or join their neighbours? */
bool character_is_invisible(const struct repertoire *repertoire, uint32_t code_point);

/* Does it change or end the direction of writing (UAX #9), so that a text may be displayed in
 * another order than it has? */
bool character_is_bidi_control(const struct repertoire *repertoire, uint32_t code_point);

/* Is it drawn in colour unless text is asked for (Emoji_Presentation)? */
bool character_is_colourful(const struct repertoire *repertoire, uint32_t code_point);

/* The block that contains it, as a range of code points. Returns false if there is none. */
bool character_block_range(const struct repertoire *repertoire, uint32_t code_point,
                           uint32_t *first, uint32_t *last);

/* The one character that the two are canonically equivalent to (NFC): e and U+0301 are é. 0: there is
 * none. */
uint32_t character_compose(uint32_t base, uint32_t mark);

/* Its script as four letters (ISO 15924): "Ital". */
const char *character_script_code(const struct repertoire *repertoire, uint32_t code_point);

#endif
