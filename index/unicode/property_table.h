#ifndef CHARFINDER_INDEX_UNICODE_PROPERTY_TABLE_H
#define CHARFINDER_INDEX_UNICODE_PROPERTY_TABLE_H

#include <unicode/uvernum.h>

/*
 * The properties that a query can ask for, a row each. All that deals with properties reads this
 * table: queries, the index and its verification, error messages and help texts.
 *
 *     ROW(name, key, icu, kind, spell, order, example, complaint)
 *
 *     name       PROPERTY_<name> in the program
 *     key        stands before the colon of a query, as ICU's names of the property may, too
 *     icu        ICU's property; UCHAR_INVALID_CODE: Unicode has none
 *     kind       what its values are: PROPERTY_KIND_<kind>
 *     spell      how a value is written in answers and in an index: spell_<spell> in property.c
 *     order      the order of the values in an index: by_<order> in property.c
 *     example    a value, for help texts
 *     complaint  the error message for an invalid value: what is wrong and what to do
 *
 * The facets come first (PROPERTY_FACETS), then the other properties that help texts show
 * (PROPERTY_SHOWN), then the rest of what ICU has: enumerated properties, and binary ones. To add a
 * property, add a row to the end of its part. The order of the rows is that of all help texts, and
 * the layout of an index: it names the keys that it has, and one with other keys is rebuilt.
 * Whatever else changes the values in an index takes a new FORMAT_VERSION.
 */
#define PROPERTIES_SHOWN(ROW)                                                                      \
    ROW(BLOCK, "block", UCHAR_BLOCK, NAMED, block, first_document, "arrows",                       \
        "unknown block: use a name that /api/v1/blocks or --list blocks shows, as in "             \
        "block:arrows or block:\"Box Drawing\"")                                                   \
    ROW(SCRIPT, "script", UCHAR_SCRIPT, NAMED, long_name, name, "greek",                           \
        "unknown script: use a name that /api/v1/scripts or --list scripts shows, as in "          \
        "script:greek or script:\"Old Italic\"")                                                   \
    ROW(CATEGORY, "category", UCHAR_GENERAL_CATEGORY, CATEGORIES, short_name, name, "So",          \
        "unknown category: use a name that /api/v1/categories or --list categories shows, as in "  \
        "category:So or category:Symbol")                                                          \
    ROW(AGE, "age", UCHAR_AGE, VERSIONS, version, version, ">=14",                                 \
        "invalid age: use a version of Unicode, as in age:15.0, age:>=14 or age:<6.1")             \
    ROW(EMOJI, "emoji", UCHAR_EMOJI, YES_NO, yes_no, name, "yes",                                  \
        "invalid emoji value: use yes or no, as in emoji:yes")                                     \
    ROW(BIDI, "bidi", UCHAR_BIDI_CLASS, NAMED, long_name, name, "R",                               \
        "unknown bidirectional class: use a short or long name, as in bidi:R or "                  \
        "bidi:\"Arabic Letter\"")                                                                  \
    ROW(PLANE, "plane", UCHAR_INVALID_CODE, PLANES, nothing, name, "1",                            \
        "invalid plane: use a number from 0 to 16, as in plane:1")                                 \
    ROW(WIDTH, "width", UCHAR_EAST_ASIAN_WIDTH, NAMED, long_name, name, "wide",                    \
        PROPERTY_USE_NAME "width:wide")                                                            \
    ROW(DECOMPOSITION, "dt", UCHAR_DECOMPOSITION_TYPE, NAMED, long_name, name, "super",            \
        PROPERTY_USE_NAME "dt:super")                                                              \
    ROW(NUMERIC_VALUE, "nv", UCHAR_NUMERIC_VALUE, NUMBERS, fraction, fraction, "1/2",              \
        "invalid number: use digits, a fraction or NaN, as in nv:1/2, nv:>=1000 or nv:NaN")        \
    ROW(COMBINING_CLASS, "ccc", UCHAR_CANONICAL_COMBINING_CLASS, NAMED, combining_class, name,     \
        "230", PROPERTY_USE_NAME "ccc:230 or ccc:above")                                           \
    ROW(MIRRORED, "mirrored", UCHAR_BIDI_MIRRORED, YES_NO, yes_no, name, "yes",                    \
        PROPERTY_USE_YES "mirrored:yes")                                                           \
    ROW(EMOJI_GROUP, "group", UCHAR_INVALID_CODE, EMOJI_GROUPS, emoji_group, emoji_group, "food",  \
        "unknown group of emoji: use a name or a word of it that --list group shows, as in "       \
        "group:food or group:\"Travel & Places\"")

/* ICU's other properties, with values of Unicode's names, and with "yes" and "no". */
#define PROPERTIES_NAMED(ROW)                                                                      \
    PROPERTY_ROW_NAMED(ROW, JOINING_GROUP, "jg", "Ain")                                            \
    PROPERTY_ROW_NAMED(ROW, JOINING_TYPE, "jt", "D")                                               \
    PROPERTY_ROW_NAMED(ROW, LINE_BREAK, "lb", "QU")                                                \
    PROPERTY_ROW_NAMED(ROW, NUMERIC_TYPE, "nt", "De")                                              \
    PROPERTY_ROW_NAMED(ROW, HANGUL_SYLLABLE_TYPE, "hst", "LV")                                     \
    PROPERTY_ROW_NAMED(ROW, NFD_QUICK_CHECK, "nfd_qc", "N")                                        \
    PROPERTY_ROW_NAMED(ROW, NFKD_QUICK_CHECK, "nfkd_qc", "N")                                      \
    PROPERTY_ROW_NAMED(ROW, NFC_QUICK_CHECK, "nfc_qc", "M")                                        \
    PROPERTY_ROW_NAMED(ROW, NFKC_QUICK_CHECK, "nfkc_qc", "M")                                      \
    PROPERTY_ROW_CLASS(ROW, LEAD_CANONICAL_COMBINING_CLASS, "lccc")                                \
    PROPERTY_ROW_CLASS(ROW, TRAIL_CANONICAL_COMBINING_CLASS, "tccc")                               \
    PROPERTY_ROW_NAMED(ROW, GRAPHEME_CLUSTER_BREAK, "gcb", "ZWJ")                                  \
    PROPERTY_ROW_NAMED(ROW, SENTENCE_BREAK, "sb", "AT")                                            \
    PROPERTY_ROW_NAMED(ROW, WORD_BREAK, "wb", "MN")                                                \
    PROPERTY_ROW_NAMED(ROW, BIDI_PAIRED_BRACKET_TYPE, "bpt", "o")                                  \
    PROPERTY_ROW_NAMED(ROW, INDIC_POSITIONAL_CATEGORY, "inpc", "Top")                              \
    PROPERTY_ROW_NAMED(ROW, INDIC_SYLLABIC_CATEGORY, "insc", "Virama")                             \
    PROPERTY_ROW_NAMED(ROW, VERTICAL_ORIENTATION, "vo", "U")

#define PROPERTIES_YES_NO(ROW)                                                                     \
    PROPERTY_ROW_YES_NO(ROW, ALPHABETIC, "alphabetic")                                             \
    PROPERTY_ROW_YES_NO(ROW, ASCII_HEX_DIGIT, "ascii_hex_digit")                                   \
    PROPERTY_ROW_YES_NO(ROW, BIDI_CONTROL, "bidi_control")                                         \
    PROPERTY_ROW_YES_NO(ROW, DASH, "dash")                                                         \
    PROPERTY_ROW_YES_NO(ROW, DEFAULT_IGNORABLE_CODE_POINT, "default_ignorable_code_point")         \
    PROPERTY_ROW_YES_NO(ROW, DEPRECATED, "deprecated")                                             \
    PROPERTY_ROW_YES_NO(ROW, DIACRITIC, "diacritic")                                               \
    PROPERTY_ROW_YES_NO(ROW, EXTENDER, "extender")                                                 \
    PROPERTY_ROW_YES_NO(ROW, FULL_COMPOSITION_EXCLUSION, "full_composition_exclusion")             \
    PROPERTY_ROW_YES_NO(ROW, GRAPHEME_BASE, "grapheme_base")                                       \
    PROPERTY_ROW_YES_NO(ROW, GRAPHEME_EXTEND, "grapheme_extend")                                   \
    PROPERTY_ROW_YES_NO(ROW, GRAPHEME_LINK, "grapheme_link")                                       \
    PROPERTY_ROW_YES_NO(ROW, HEX_DIGIT, "hex_digit")                                               \
    PROPERTY_ROW_YES_NO(ROW, HYPHEN, "hyphen")                                                     \
    PROPERTY_ROW_YES_NO(ROW, ID_CONTINUE, "id_continue")                                           \
    PROPERTY_ROW_YES_NO(ROW, ID_START, "id_start")                                                 \
    PROPERTY_ROW_YES_NO(ROW, IDEOGRAPHIC, "ideographic")                                           \
    PROPERTY_ROW_YES_NO(ROW, IDS_BINARY_OPERATOR, "ids_binary_operator")                           \
    PROPERTY_ROW_YES_NO(ROW, IDS_TRINARY_OPERATOR, "ids_trinary_operator")                         \
    PROPERTY_ROW_YES_NO(ROW, JOIN_CONTROL, "join_control")                                         \
    PROPERTY_ROW_YES_NO(ROW, LOGICAL_ORDER_EXCEPTION, "logical_order_exception")                   \
    PROPERTY_ROW_YES_NO(ROW, LOWERCASE, "lowercase")                                               \
    PROPERTY_ROW_YES_NO(ROW, MATH, "math")                                                         \
    PROPERTY_ROW_YES_NO(ROW, NONCHARACTER_CODE_POINT, "noncharacter_code_point")                   \
    PROPERTY_ROW_YES_NO(ROW, QUOTATION_MARK, "quotation_mark")                                     \
    PROPERTY_ROW_YES_NO(ROW, RADICAL, "radical")                                                   \
    PROPERTY_ROW_YES_NO(ROW, SOFT_DOTTED, "soft_dotted")                                           \
    PROPERTY_ROW_YES_NO(ROW, TERMINAL_PUNCTUATION, "terminal_punctuation")                         \
    PROPERTY_ROW_YES_NO(ROW, UNIFIED_IDEOGRAPH, "unified_ideograph")                               \
    PROPERTY_ROW_YES_NO(ROW, UPPERCASE, "uppercase")                                               \
    PROPERTY_ROW_YES_NO(ROW, WHITE_SPACE, "white_space")                                           \
    PROPERTY_ROW_YES_NO(ROW, XID_CONTINUE, "xid_continue")                                         \
    PROPERTY_ROW_YES_NO(ROW, XID_START, "xid_start")                                               \
    PROPERTY_ROW_YES_NO(ROW, CASE_SENSITIVE, "case_sensitive")                                     \
    PROPERTY_ROW_YES_NO(ROW, S_TERM, "sentence_terminal")                                          \
    PROPERTY_ROW_YES_NO(ROW, VARIATION_SELECTOR, "variation_selector")                             \
    PROPERTY_ROW_YES_NO(ROW, NFD_INERT, "nfd_inert")                                               \
    PROPERTY_ROW_YES_NO(ROW, NFKD_INERT, "nfkd_inert")                                             \
    PROPERTY_ROW_YES_NO(ROW, NFC_INERT, "nfc_inert")                                               \
    PROPERTY_ROW_YES_NO(ROW, NFKC_INERT, "nfkc_inert")                                             \
    PROPERTY_ROW_YES_NO(ROW, SEGMENT_STARTER, "segment_starter")                                   \
    PROPERTY_ROW_YES_NO(ROW, PATTERN_SYNTAX, "pattern_syntax")                                     \
    PROPERTY_ROW_YES_NO(ROW, PATTERN_WHITE_SPACE, "pattern_white_space")                           \
    PROPERTY_ROW_YES_NO(ROW, POSIX_ALNUM, "alnum")                                                 \
    PROPERTY_ROW_YES_NO(ROW, POSIX_BLANK, "blank")                                                 \
    PROPERTY_ROW_YES_NO(ROW, POSIX_GRAPH, "graph")                                                 \
    PROPERTY_ROW_YES_NO(ROW, POSIX_PRINT, "print")                                                 \
    PROPERTY_ROW_YES_NO(ROW, POSIX_XDIGIT, "xdigit")                                               \
    PROPERTY_ROW_YES_NO(ROW, CASED, "cased")                                                       \
    PROPERTY_ROW_YES_NO(ROW, CASE_IGNORABLE, "case_ignorable")                                     \
    PROPERTY_ROW_YES_NO(ROW, CHANGES_WHEN_LOWERCASED, "changes_when_lowercased")                   \
    PROPERTY_ROW_YES_NO(ROW, CHANGES_WHEN_UPPERCASED, "changes_when_uppercased")                   \
    PROPERTY_ROW_YES_NO(ROW, CHANGES_WHEN_TITLECASED, "changes_when_titlecased")                   \
    PROPERTY_ROW_YES_NO(ROW, CHANGES_WHEN_CASEFOLDED, "changes_when_casefolded")                   \
    PROPERTY_ROW_YES_NO(ROW, CHANGES_WHEN_CASEMAPPED, "changes_when_casemapped")                   \
    PROPERTY_ROW_YES_NO(ROW, CHANGES_WHEN_NFKC_CASEFOLDED, "changes_when_nfkc_casefolded")         \
    PROPERTY_ROW_YES_NO(ROW, EMOJI_PRESENTATION, "emoji_presentation")                             \
    PROPERTY_ROW_YES_NO(ROW, EMOJI_MODIFIER, "emoji_modifier")                                     \
    PROPERTY_ROW_YES_NO(ROW, EMOJI_MODIFIER_BASE, "emoji_modifier_base")                           \
    PROPERTY_ROW_YES_NO(ROW, EMOJI_COMPONENT, "emoji_component")                                   \
    PROPERTY_ROW_YES_NO(ROW, REGIONAL_INDICATOR, "regional_indicator")                             \
    PROPERTY_ROW_YES_NO(ROW, PREPENDED_CONCATENATION_MARK, "prepended_concatenation_mark")         \
    PROPERTY_ROW_YES_NO(ROW, EXTENDED_PICTOGRAPHIC, "extended_pictographic")

/* Those that ICU has from some version on. */
#if U_ICU_VERSION_MAJOR_NUM >= 74
#define PROPERTIES_OF_ICU_74(ROW)                                                                  \
    PROPERTY_ROW_YES_NO(ROW, IDS_UNARY_OPERATOR, "ids_unary_operator")                             \
    PROPERTY_ROW_YES_NO(ROW, ID_COMPAT_MATH_START, "id_compat_math_start")                         \
    PROPERTY_ROW_YES_NO(ROW, ID_COMPAT_MATH_CONTINUE, "id_compat_math_continue")
#else
#define PROPERTIES_OF_ICU_74(ROW)
#endif
#if U_ICU_VERSION_MAJOR_NUM >= 76
#define PROPERTIES_OF_ICU_76(ROW)                                                                  \
    PROPERTY_ROW_YES_NO(ROW, MODIFIER_COMBINING_MARK, "modifier_combining_mark")
#else
#define PROPERTIES_OF_ICU_76(ROW)
#endif

#define PROPERTIES(ROW)                                                                            \
    PROPERTIES_SHOWN(ROW)                                                                          \
    PROPERTIES_NAMED(ROW)                                                                          \
    PROPERTIES_YES_NO(ROW)                                                                         \
    PROPERTIES_OF_ICU_74(ROW)                                                                      \
    PROPERTIES_OF_ICU_76(ROW)

#define PROPERTY_ROW_NAMED(ROW, id, key, example)                                                  \
    ROW(id, key, UCHAR_##id, NAMED, long_name, name, example, PROPERTY_USE_NAME key ":" example)
#define PROPERTY_ROW_CLASS(ROW, id, key)                                                           \
    ROW(id, key, UCHAR_##id, NAMED, combining_class, name, "230", PROPERTY_USE_NAME key ":230")
#define PROPERTY_ROW_YES_NO(ROW, id, key)                                                          \
    ROW(id, key, UCHAR_##id, YES_NO, yes_no, name, "yes", PROPERTY_USE_YES key ":yes")

#define PROPERTY_USE_NAME "unknown value: use one of Unicode's short or long names, as in "
#define PROPERTY_USE_YES  "invalid value: use yes or no, as in "

#endif
