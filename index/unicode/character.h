#ifndef CHARFINDER_INDEX_UNICODE_CHARACTER_H
#define CHARFINDER_INDEX_UNICODE_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What ICU knows of one code point, whatever it is: assigned or not, a surrogate, a
 * noncharacter. Nothing here depends on an index.
 *
 * Property values carry Unicode's names (PropertyValueAliases.txt): categories the short one,
 * "So"; scripts the long one with spaces, "Old Italic"; blocks that of Blocks.txt; all others the
 * long one unchanged, "Other_Neutral". Strings are static unless they are arrays.
 */

/* The last code point; beyond it there is nothing to describe. */
#define CHARACTER_LAST 0x10FFFFu

/* Asks for the emoji form of the character before it. Sequences are compared without it. */
#define VARIATION_SELECTOR_16 0xFE0Fu

enum {
    CHARACTER_NAME_SIZE = 128,
    CHARACTER_BLOCK_SIZE = 64,
    CHARACTER_AGE_SIZE = 16,
    CHARACTER_SEQUENCE_MAX = 20, /* code points; U+FDFA decomposes to 18 */
};

/* The short facts that stand in every row of a result. */
struct character_facts {
    const char *category;              /* "So" */
    char block[CHARACTER_BLOCK_SIZE];  /* "Miscellaneous Symbols"; "No Block" */
    char script[CHARACTER_BLOCK_SIZE]; /* "Common", "Old Italic" */
    char age[CHARACTER_AGE_SIZE];      /* "1.1"; "" where unassigned */
};

struct character_sequence {
    uint32_t points[CHARACTER_SEQUENCE_MAX];
    size_t count;
};

struct character {
    uint32_t code_point;
    char name[CHARACTER_NAME_SIZE];  /* official; "" where there is none */
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
    bool is_assigned; /* to a character, a private use or a surrogate: not Cn */
    bool has_numeric_value;
    double numeric_value;
    int32_t mirror;                          /* the mirrored partner, or -1 */
    struct character_sequence decomposition; /* as UnicodeData.txt has it, one step; or empty */
    struct character_sequence nfd, nfkd;     /* itself where nothing decomposes */
    struct character_sequence upper, lower, title, folded; /* itself where nothing changes */
};

/* The code point must be at most CHARACTER_LAST in all of these. */
void character_facts(uint32_t code_point, struct character_facts *facts);
void character_describe(uint32_t code_point, struct character *character);

/* The name alone, or the label where there is none. */
void character_label(uint32_t code_point, char label[static CHARACTER_NAME_SIZE]);

/* Does it leave no ink: white space, controls, what only shapes or joins its neighbours? */
bool character_is_invisible(uint32_t code_point);

/* Does it turn or close the direction of writing (UAX #9), so that a text may look other than it
 * is? */
bool character_is_bidi_control(uint32_t code_point);

/* The block that it lies in, as a range of code points. Returns false where it lies in none. */
bool character_block_range(uint32_t code_point, uint32_t *first, uint32_t *last);

/* Its script in four letters (ISO 15924): "Ital". */
const char *character_script_code(uint32_t code_point);

#endif
