#ifndef CHARFINDER_INDEX_SEARCH_READING_LOOKS_TABLE_H
#define CHARFINDER_INDEX_SEARCH_READING_LOOKS_TABLE_H

/*
 * What people call the parts of a character, and what names call them. In alphabetical order, all in
 * lower case, without articles; a hyphen is a space.
 *
 *   whose    PEOPLE's alone, or a word of NAMES too: then it counts only in a text with an article
 *   phrase   in the text
 *   words    of the query in its place, as alternatives
 *
 * The best alternative is the first. Without any, the phrase is left out. Where a phrase is the
 * beginning of another one, the longer one counts.
 */
#define LOOKS(ROW)                                                                                 \
    ROW(PEOPLE, "8 on its side", "infinity")                                                       \
    ROW(PEOPLE, "accent pointing left", "grave")                                                   \
    ROW(PEOPLE, "accent pointing right", "acute")                                                  \
    ROW(PEOPLE, "arrow on top", "circumflex|\"arrow above\"")                                      \
    ROW(PEOPLE, "back to front", "reversed|turned|mirrored")                                       \
    ROW(PEOPLE, "backward", "reversed|turned|leftwards")                                           \
    ROW(PEOPLE, "backward accent", "grave")                                                        \
    ROW(PEOPLE, "backwards", "reversed|turned")                                                    \
    ROW(PEOPLE, "backwards accent", "grave")                                                       \
    ROW(PEOPLE, "bar above", "macron|overline")                                                    \
    ROW(PEOPLE, "bar below", "\"line below\"|\"macron below\"|underbar")                           \
    ROW(PEOPLE, "bar on top", "macron|overline|bar")                                               \
    ROW(PEOPLE, "bar over", "macron|overline|bar")                                                 \
    ROW(PEOPLE, "bar through", "stroke|bar|slash")                                                 \
    ROW(PEOPLE, "bar under", "\"line below\"|\"macron below\"|underbar")                           \
    ROW(PEOPLE, "bidirectional", "\"left right\"|\"up down\"")                                     \
    ROW(PEOPLE, "bowl on top", "breve")                                                            \
    ROW(NAMES, "box", "box|squared|square")                                                        \
    ROW(PEOPLE, "character for", "")                                                               \
    ROW(NAMES, "check", "check|tick")                                                              \
    ROW(NAMES, "check mark", "check|tick")                                                         \
    ROW(NAMES, "checkmark", "check|tick")                                                          \
    ROW(NAMES, "circle", "circle|circled")                                                         \
    ROW(PEOPLE, "circle above", "\"ring above\"")                                                  \
    ROW(PEOPLE, "circle around", "circled")                                                        \
    ROW(PEOPLE, "circle on top", "\"ring above\"")                                                 \
    ROW(PEOPLE, "circle over", "\"ring above\"")                                                   \
    ROW(PEOPLE, "circle with dot", "\"circled dot\"|sun|fisheye|bullseye")                         \
    ROW(PEOPLE, "circle with dot in center", "\"circled dot\"|sun|fisheye|bullseye")               \
    ROW(PEOPLE, "circle with dot in centre", "\"circled dot\"|sun|fisheye|bullseye")               \
    ROW(PEOPLE, "circle with dot in middle", "\"circled dot\"|sun|fisheye|bullseye")               \
    ROW(PEOPLE, "circle with dot inside", "\"circled dot\"|sun|fisheye|bullseye")                  \
    ROW(PEOPLE, "circle with line through", "prohibited|\"circled division slash\"|diameter")      \
    ROW(PEOPLE, "circle with slash", "prohibited|\"circled division slash\"|diameter")             \
    ROW(PEOPLE, "circle with slash through", "prohibited|\"circled division slash\"|diameter")     \
    ROW(NAMES, "circular", "circle|circled|circular")                                              \
    ROW(NAMES, "combined", "ligature|digraph|ae|oe")                                               \
    ROW(PEOPLE, "comma below", "\"comma below\"|cedilla")                                          \
    ROW(PEOPLE, "comma under", "\"comma below\"|cedilla")                                          \
    ROW(PEOPLE, "cross through", "stroke|slash|crossed")                                           \
    ROW(PEOPLE, "crossed out", "stroke|slash|not|negated|crossed|no")                              \
    ROW(PEOPLE, "crossed out circle", "prohibited|\"circled division slash\"|diameter")            \
    ROW(PEOPLE, "cup on top", "breve")                                                             \
    ROW(NAMES, "curly", "curly|squiggle|wave|curved|loop")                                         \
    ROW(PEOPLE, "curve on top", "breve|\"inverted breve\"")                                        \
    ROW(NAMES, "curved", "curved|curly")                                                           \
    ROW(PEOPLE, "curvy", "curved|curly|squiggle|wave")                                             \
    ROW(PEOPLE, "dot above", "\"dot above\"")                                                      \
    ROW(PEOPLE, "dot below", "\"dot below\"")                                                      \
    ROW(PEOPLE, "dot in center", "dot|dotted")                                                     \
    ROW(PEOPLE, "dot in centre", "dot|dotted")                                                     \
    ROW(PEOPLE, "dot in middle", "dot|dotted")                                                     \
    ROW(PEOPLE, "dot inside", "dot|dotted")                                                        \
    ROW(PEOPLE, "dot on top", "\"dot above\"")                                                     \
    ROW(PEOPLE, "dot over", "\"dot above\"")                                                       \
    ROW(PEOPLE, "dot under", "\"dot below\"")                                                      \
    ROW(PEOPLE, "dot underneath", "\"dot below\"")                                                 \
    ROW(PEOPLE, "dots above", "diaeresis|\"two dots above\"")                                      \
    ROW(PEOPLE, "dots on top", "diaeresis|\"two dots above\"")                                     \
    ROW(PEOPLE, "dots over", "diaeresis|\"two dots above\"")                                       \
    ROW(PEOPLE, "double dots", "diaeresis")                                                        \
    ROW(PEOPLE, "double ended", "\"left right\"|\"up down\"")                                      \
    ROW(PEOPLE, "double headed", "\"left right\"|\"up down\"|\"two headed\"")                      \
    ROW(PEOPLE, "drawing of", "")                                                                  \
    ROW(PEOPLE, "eight on its side", "infinity")                                                   \
    ROW(PEOPLE, "emoji", "")                                                                       \
    ROW(PEOPLE, "emoji for", "")                                                                   \
    ROW(PEOPLE, "empty", "white|open|empty")                                                       \
    ROW(PEOPLE, "empty set", "\"empty set\"")                                                      \
    ROW(PEOPLE, "encircled", "circled")                                                            \
    ROW(NAMES, "equals", "equal|equals|equality")                                                  \
    ROW(NAMES, "equals sign", "equal|equals")                                                      \
    ROW(PEOPLE, "facing left", "left|leftwards")                                                   \
    ROW(PEOPLE, "facing right", "right|rightwards")                                                \
    ROW(PEOPLE, "fat", "heavy|bold|black|fullwidth")                                               \
    ROW(PEOPLE, "filled", "black|filled|solid")                                                    \
    ROW(PEOPLE, "filled in", "black|filled|solid")                                                 \
    ROW(PEOPLE, "flipped", "reversed|turned|inverted|mirrored")                                    \
    ROW(PEOPLE, "going in circle", "circle|circular|clockwise")                                    \
    ROW(PEOPLE, "hacek", "caron")                                                                  \
    ROW(PEOPLE, "hat on top", "circumflex|caron")                                                  \
    ROW(PEOPLE, "hollow", "white|outline|open|hollow")                                             \
    ROW(NAMES, "hook", "cedilla|\"comma below\"|ogonek|hook")                                      \
    ROW(PEOPLE, "hook below", "cedilla|\"comma below\"|ogonek|hook")                               \
    ROW(PEOPLE, "hook on bottom", "cedilla|\"comma below\"|ogonek|hook")                           \
    ROW(PEOPLE, "hook under", "cedilla|\"comma below\"|ogonek|hook")                               \
    ROW(PEOPLE, "hook underneath", "cedilla|\"comma below\"|ogonek|hook")                          \
    ROW(PEOPLE, "how do i get", "")                                                                \
    ROW(PEOPLE, "how do i make", "")                                                               \
    ROW(PEOPLE, "how do i type", "")                                                               \
    ROW(PEOPLE, "how do i write", "")                                                              \
    ROW(PEOPLE, "how do you make", "")                                                             \
    ROW(PEOPLE, "how do you type", "")                                                             \
    ROW(PEOPLE, "how do you write", "")                                                            \
    ROW(PEOPLE, "how to get", "")                                                                  \
    ROW(PEOPLE, "how to insert", "")                                                               \
    ROW(PEOPLE, "how to make", "")                                                                 \
    ROW(PEOPLE, "how to type", "")                                                                 \
    ROW(PEOPLE, "how to write", "")                                                                \
    ROW(PEOPLE, "icon", "")                                                                        \
    ROW(PEOPLE, "icon for", "")                                                                    \
    ROW(PEOPLE, "image of", "")                                                                    \
    ROW(PEOPLE, "in box", "box|squared|square|button")                                             \
    ROW(PEOPLE, "in brackets", "parenthesized|bracket|brackets")                                   \
    ROW(PEOPLE, "in circle", "circled|circle")                                                     \
    ROW(PEOPLE, "in parentheses", "parenthesized")                                                 \
    ROW(PEOPLE, "in square", "squared|square|box|button")                                          \
    ROW(PEOPLE, "in triangle", "triangle")                                                         \
    ROW(PEOPLE, "inside box", "box|squared|square|button")                                         \
    ROW(PEOPLE, "inside circle", "circled|circle")                                                 \
    ROW(PEOPLE, "inside square", "squared|square|box|button")                                      \
    ROW(PEOPLE, "inside triangle", "triangle")                                                     \
    ROW(PEOPLE, "inverted", "inverted|turned|reversed")                                            \
    ROW(PEOPLE, "inverted hat", "caron")                                                           \
    ROW(NAMES, "joined", "ligature|digraph|ae|oe")                                                 \
    ROW(PEOPLE, "lazy eight", "infinity")                                                          \
    ROW(PEOPLE, "line above", "macron|overline|\"line above\"")                                    \
    ROW(PEOPLE, "line across", "stroke|bar|slash")                                                 \
    ROW(PEOPLE, "line below", "\"line below\"|\"macron below\"")                                   \
    ROW(PEOPLE, "line on top", "macron|overline")                                                  \
    ROW(PEOPLE, "line over", "macron|overline")                                                    \
    ROW(PEOPLE, "line through", "stroke|slash|not|negated|crossed|no")                             \
    ROW(PEOPLE, "line under", "\"line below\"|\"macron below\"")                                   \
    ROW(PEOPLE, "line underneath", "\"line below\"|\"macron below\"")                              \
    ROW(PEOPLE, "long dash", "\"em dash\"|\"horizontal bar\"")                                     \
    ROW(PEOPLE, "long hyphen", "\"em dash\"|\"en dash\"")                                          \
    ROW(PEOPLE, "longer dash", "\"em dash\"|\"horizontal bar\"")                                   \
    ROW(PEOPLE, "lowered", "subscript")                                                            \
    ROW(PEOPLE, "medium dash", "\"en dash\"")                                                      \
    ROW(PEOPLE, "mirror image", "reversed|turned|mirrored")                                        \
    ROW(PEOPLE, "mirrored", "reversed|turned|mirrored")                                            \
    ROW(PEOPLE, "on its head", "turned|inverted")                                                  \
    ROW(PEOPLE, "on its side", "sideways|turned|rotated")                                          \
    ROW(PEOPLE, "outline", "white|outline|open")                                                   \
    ROW(PEOPLE, "outlined", "white|outline|open|outlined")                                         \
    ROW(PEOPLE, "over each other", "over|above|stacked")                                           \
    ROW(PEOPLE, "picture of", "")                                                                  \
    ROW(PEOPLE, "pointed hat", "circumflex")                                                       \
    ROW(PEOPLE, "pointing both directions", "\"left right\"|\"up down\"")                          \
    ROW(PEOPLE, "pointing both ways", "\"left right\"|\"up down\"")                                \
    ROW(PEOPLE, "pointing down", "down|downwards")                                                 \
    ROW(PEOPLE, "pointing in both directions", "\"left right\"|\"up down\"")                       \
    ROW(PEOPLE, "pointing left", "left|leftwards")                                                 \
    ROW(PEOPLE, "pointing left and right", "\"left right\"")                                       \
    ROW(PEOPLE, "pointing right", "right|rightwards")                                              \
    ROW(PEOPLE, "pointing up", "up|upwards")                                                       \
    ROW(PEOPLE, "pointing up and down", "\"up down\"")                                             \
    ROW(PEOPLE, "points both directions", "\"left right\"|\"up down\"")                            \
    ROW(PEOPLE, "points both ways", "\"left right\"|\"up down\"")                                  \
    ROW(PEOPLE, "points down", "down|downwards")                                                   \
    ROW(PEOPLE, "points in both directions", "\"left right\"|\"up down\"")                         \
    ROW(PEOPLE, "points left", "left|leftwards")                                                   \
    ROW(PEOPLE, "points right", "right|rightwards")                                                \
    ROW(PEOPLE, "points up", "up|upwards")                                                         \
    ROW(PEOPLE, "pointy hat", "circumflex")                                                        \
    ROW(PEOPLE, "raised", "superscript|modifier")                                                  \
    ROW(NAMES, "reverse", "reversed|turned")                                                       \
    ROW(PEOPLE, "ring on top", "\"ring above\"")                                                   \
    ROW(PEOPLE, "ring over", "\"ring above\"")                                                     \
    ROW(NAMES, "roof", "circumflex")                                                               \
    ROW(PEOPLE, "rotated", "turned|rotated|sideways")                                              \
    ROW(NAMES, "round", "circle|circled|circular|round")                                           \
    ROW(PEOPLE, "shaded", "black|shaded|shade|fill")                                               \
    ROW(PEOPLE, "short dash", "\"en dash\"|hyphen")                                                \
    ROW(PEOPLE, "sideways", "sideways|turned|rotated")                                             \
    ROW(PEOPLE, "sideways 8", "infinity")                                                          \
    ROW(PEOPLE, "sideways eight", "infinity")                                                      \
    ROW(PEOPLE, "sign", "")                                                                        \
    ROW(PEOPLE, "sign for", "")                                                                    \
    ROW(PEOPLE, "sign meaning", "")                                                                \
    ROW(NAMES, "slash", "stroke|slash|solidus")                                                    \
    ROW(PEOPLE, "slash across", "stroke|slash")                                                    \
    ROW(PEOPLE, "slash through", "stroke|slash|not|negated|crossed|no")                            \
    ROW(PEOPLE, "small circle on top", "\"ring above\"")                                           \
    ROW(PEOPLE, "small line above", "macron|overline")                                             \
    ROW(PEOPLE, "solid", "black|solid|filled")                                                     \
    ROW(NAMES, "square", "square|squared|box")                                                     \
    ROW(PEOPLE, "square around", "squared|box")                                                    \
    ROW(NAMES, "squiggle", "tilde|squiggle|wave")                                                  \
    ROW(PEOPLE, "squiggle above", "tilde")                                                         \
    ROW(PEOPLE, "squiggle on top", "tilde")                                                        \
    ROW(PEOPLE, "squiggle over", "tilde")                                                          \
    ROW(PEOPLE, "squiggly", "squiggle|wave|wavy|tilde|squiggly")                                   \
    ROW(PEOPLE, "squiggly line", "tilde|wavy|wave")                                                \
    ROW(PEOPLE, "squiggly line above", "tilde")                                                    \
    ROW(PEOPLE, "squiggly line on top", "tilde")                                                   \
    ROW(PEOPLE, "squiggly line over", "tilde")                                                     \
    ROW(NAMES, "stacked", "over|above|stacked")                                                    \
    ROW(PEOPLE, "strike through", "stroke|slash")                                                  \
    ROW(PEOPLE, "stroke through", "stroke")                                                        \
    ROW(PEOPLE, "struck out", "stroke|slash|crossed")                                              \
    ROW(PEOPLE, "struck through", "stroke|slash")                                                  \
    ROW(PEOPLE, "stuck together", "ligature|digraph|ae|oe")                                        \
    ROW(PEOPLE, "swirly", "loop|spiral|cyclone|curly")                                             \
    ROW(PEOPLE, "symbol", "")                                                                      \
    ROW(PEOPLE, "symbol for", "")                                                                  \
    ROW(PEOPLE, "symbol meaning", "")                                                              \
    ROW(NAMES, "tail", "cedilla|ogonek|tail|hook")                                                 \
    ROW(PEOPLE, "that means", "")                                                                  \
    ROW(PEOPLE, "thick", "heavy|bold|black")                                                       \
    ROW(PEOPLE, "three horizontal lines", "\"identical to\"|trigram|hamburger")                    \
    ROW(PEOPLE, "three lines", "\"identical to\"|trigram|hamburger|\"triple bar\"")                \
    ROW(NAMES, "tick", "check|tick")                                                               \
    ROW(NAMES, "tick mark", "check|tick")                                                          \
    ROW(PEOPLE, "tilde on top", "tilde")                                                           \
    ROW(PEOPLE, "tilde over", "tilde")                                                             \
    ROW(PEOPLE, "tiny", "superscript|modifier|small")                                              \
    ROW(PEOPLE, "to left", "left|leftwards")                                                       \
    ROW(PEOPLE, "to right", "right|rightwards")                                                    \
    ROW(PEOPLE, "together", "ligature|digraph|ae|oe")                                              \
    ROW(PEOPLE, "turned over", "turned|inverted")                                                  \
    ROW(PEOPLE, "two dots", "diaeresis|\"two dot\"|colon")                                         \
    ROW(PEOPLE, "two dots above", "diaeresis|\"two dots above\"")                                  \
    ROW(PEOPLE, "two dots below", "\"diaeresis below\"|\"two dots below\"")                        \
    ROW(PEOPLE, "two dots on top", "diaeresis|\"two dots above\"")                                 \
    ROW(PEOPLE, "two dots over", "diaeresis|\"two dots above\"")                                   \
    ROW(PEOPLE, "two dots under", "\"diaeresis below\"|\"two dots below\"")                        \
    ROW(PEOPLE, "two lines above", "\"double acute\"|\"double overline\"")                         \
    ROW(PEOPLE, "two strokes above", "\"double acute\"")                                           \
    ROW(PEOPLE, "two way", "\"left right\"|\"up down\"")                                           \
    ROW(PEOPLE, "u on top", "breve")                                                               \
    ROW(PEOPLE, "umlaut", "diaeresis|umlaut")                                                      \
    ROW(PEOPLE, "underlined", "\"line below\"|\"macron below\"")                                   \
    ROW(PEOPLE, "unfilled", "white|outline|open")                                                  \
    ROW(PEOPLE, "upside down", "turned|inverted")                                                  \
    ROW(PEOPLE, "upside down hat", "caron")                                                        \
    ROW(PEOPLE, "v on top", "caron")                                                               \
    ROW(PEOPLE, "v over", "caron")                                                                 \
    ROW(NAMES, "wavy", "wave|wavy|squiggle|tilde|almost")                                          \
    ROW(PEOPLE, "wavy line", "tilde|wavy|wave")                                                    \
    ROW(PEOPLE, "wavy line above", "tilde")                                                        \
    ROW(PEOPLE, "wavy line on top", "tilde")                                                       \
    ROW(PEOPLE, "wavy line over", "tilde")                                                         \
    ROW(PEOPLE, "what is", "")                                                                     \
    ROW(PEOPLE, "which means", "")                                                                 \
    ROW(PEOPLE, "wiggle", "tilde|squiggle|wave")                                                   \
    ROW(PEOPLE, "wiggly", "squiggle|wave|wavy|tilde")                                              \
    ROW(PEOPLE, "with hat", "circumflex|caron")                                                    \
    ROW(PEOPLE, "without dot", "dotless")                                                          \
    ROW(PEOPLE, "without dots", "dotless")

#endif
