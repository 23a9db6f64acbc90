#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_SPELLING_KINDS_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_SPELLING_KINDS_H

/*
 * The kinds of spellings, a row each.
 *
 *     ROW(name, word, label)
 *
 *     name   SPELLING_<name> in the program
 *     word   the kind in a table of names (names.d/README.md)
 *     label  what people see
 *
 * Where a text is a spelling of several kinds, the characters of the first kind here come first.
 * The numbers of the kinds are in the index file: another order takes a new FORMAT_VERSION, a row
 * at the end does not.
 */
#define SPELLINGS(ROW)                                                                             \
    ROW(SITE, "site", "name of this site")                                                         \
    ROW(EMOTICON, "emoticon", "emoticon")                                                          \
    ROW(ASCII, "ascii", "ASCII spelling")                                                          \
    ROW(LATEX, "latex", "LaTeX")                                                                   \
    ROW(HTML, "html", "HTML")                                                                      \
    ROW(CURRENCY, "currency", "currency code")                                                     \
    ROW(KEYSYM, "keysym", "X11 keysym")                                                            \
    ROW(GLYPH, "glyph", "glyph name")                                                              \
    ROW(DIGRAPH, "digraph", "RFC 1345 digraph")                                                    \
    ROW(COMPOSE, "compose", "Compose key")                                                         \
    ROW(COMPATIBILITY, "compatibility", "compatibility form")                                      \
    ROW(MANDARIN, "mandarin", "Mandarin")                                                          \
    ROW(JAPANESE_ON, "japanese-on", "Japanese on reading")                                         \
    ROW(JAPANESE_KUN, "japanese", "Japanese")                                                      \
    ROW(KOREAN, "korean", "Korean")                                                                \
    ROW(CANTONESE, "cantonese", "Cantonese")                                                       \
    ROW(REGION, "region", "code of a country")                                                     \
    ROW(TYPST, "typst", "Typst")                                                                   \
    ROW(INPUT, "input", "input method")

#endif
