#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_TEXT_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_TEXT_H

/*
 * The kinds of texts that a character has besides its official name. The numbers are part of the
 * index file: add to them, but never change them.
 */
enum text_kind {
    TEXT_CORRECTION,   /* formal aliases, NameAliases.txt */
    TEXT_CONTROL,      /* "LINE FEED" */
    TEXT_ALTERNATE,    /* "BYTE ORDER MARK" */
    TEXT_FIGMENT,      /* "HIGH OCTET PRESET" */
    TEXT_ABBREVIATION, /* "NBSP" */
    TEXT_INFORMAL,     /* informal aliases, NamesList.txt: "tilde" */
    TEXT_HTML,         /* a named character of HTML, without & and ;: "starf" */
    TEXT_SHORT_NAME, /* CLDR's name of it in a language, emoji-test.txt's in English: "red heart" */
    TEXT_KEYWORD,    /* CLDR: "love" */
    TEXT_DEFINITION, /* Unihan's kDefinition, a meaning each */
    TEXT_MARK,       /* of a letter: a name of its mark: "umlaut" */
    TEXT_NICKNAME,   /* another name, of a table of names: "baseball cap" */
    TEXT_KINDS,      /* how many there are */
};

/* A set of kinds. */
#define TEXT_BIT(kind) (1u << (kind))
#define TEXT_ALIASES                                                                               \
    (TEXT_BIT(TEXT_CORRECTION) | TEXT_BIT(TEXT_CONTROL) | TEXT_BIT(TEXT_ALTERNATE) |               \
     TEXT_BIT(TEXT_FIGMENT) | TEXT_BIT(TEXT_ABBREVIATION) | TEXT_BIT(TEXT_INFORMAL) |              \
     TEXT_BIT(TEXT_HTML) | TEXT_BIT(TEXT_MARK) | TEXT_BIT(TEXT_NICKNAME))
#define TEXT_KEYWORDS    (TEXT_BIT(TEXT_SHORT_NAME) | TEXT_BIT(TEXT_KEYWORD))
#define TEXT_DEFINITIONS TEXT_BIT(TEXT_DEFINITION)

#endif
