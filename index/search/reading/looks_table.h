#ifndef CHARFINDER_INDEX_SEARCH_READING_LOOKS_TABLE_H
#define CHARFINDER_INDEX_SEARCH_READING_LOOKS_TABLE_H

/*
 * What people call the parts of a character, and what names call them. In alphabetical order, all in
 * lower case, without articles; a hyphen is a space.
 *
 *   phrase   in the text
 *   words    of the query in its place: alternatives, or several parts with spaces between them
 *
 * Where a phrase is the beginning of another one, the longer one counts.
 */
#define LOOKS(ROW)                                                                                 \
    ROW("accent pointing left", "grave")                                                           \
    ROW("accent pointing right", "acute")                                                          \
    ROW("arrow on top", "circumflex|\"arrow above\"")                                              \
    ROW("back to front", "reversed|turned|mirrored")                                               \
    ROW("backward", "reversed|turned|leftwards")                                                   \
    ROW("backward accent", "grave")                                                                \
    ROW("backwards", "reversed|turned")                                                            \
    ROW("backwards accent", "grave")                                                               \
    ROW("bar above", "macron|overline")                                                            \
    ROW("bar below", "\"line below\"|\"macron below\"|underbar")                                   \
    ROW("bar on top", "macron|overline|bar")                                                       \
    ROW("bar over", "macron|overline|bar")                                                         \
    ROW("bar through", "stroke|bar|slash")                                                         \
    ROW("bar under", "\"line below\"|\"macron below\"|underbar")                                   \
    ROW("bidirectional", "\"left right\"|\"up down\"")                                             \
    ROW("bowl on top", "breve")                                                                    \
    ROW("box", "box|squared|square")                                                               \
    ROW("check", "check|tick")                                                                     \
    ROW("check mark", "check|tick")                                                                \
    ROW("checkmark", "check|tick")                                                                 \
    ROW("circle", "circle|circled")                                                                \
    ROW("circle above", "\"ring above\"")                                                          \
    ROW("circle around", "circled")                                                                \
    ROW("circle on top", "\"ring above\"")                                                         \
    ROW("circle over", "\"ring above\"")                                                           \
    ROW("circular", "circle|circled|circular")                                                     \
    ROW("combined", "ligature|digraph|ae|oe")                                                      \
    ROW("comma below", "\"comma below\"|cedilla")                                                  \
    ROW("comma under", "\"comma below\"|cedilla")                                                  \
    ROW("cross through", "stroke|slash|crossed")                                                   \
    ROW("crossed out", "stroke|slash|not|negated|crossed|no")                                      \
    ROW("cup on top", "breve")                                                                     \
    ROW("curly", "curly|squiggle|wave|curved|loop")                                                \
    ROW("curve on top", "breve|\"inverted breve\"")                                                \
    ROW("curved", "curved|curly")                                                                  \
    ROW("curvy", "curved|curly|squiggle|wave")                                                     \
    ROW("dot above", "\"dot above\"")                                                              \
    ROW("dot below", "\"dot below\"")                                                              \
    ROW("dot inside", "dot|dotted")                                                                \
    ROW("dot on top", "\"dot above\"")                                                             \
    ROW("dot over", "\"dot above\"")                                                               \
    ROW("dot under", "\"dot below\"")                                                              \
    ROW("dot underneath", "\"dot below\"")                                                         \
    ROW("dots above", "diaeresis|\"two dots above\"")                                              \
    ROW("dots on top", "diaeresis|\"two dots above\"")                                             \
    ROW("dots over", "diaeresis|\"two dots above\"")                                               \
    ROW("double dots", "diaeresis")                                                                \
    ROW("double ended", "\"left right\"|\"up down\"")                                              \
    ROW("double headed", "\"left right\"|\"up down\"|\"two headed\"")                              \
    ROW("empty", "white|open|empty")                                                               \
    ROW("empty set", "\"empty set\"")                                                              \
    ROW("encircled", "circled")                                                                    \
    ROW("facing left", "left|leftwards")                                                           \
    ROW("facing right", "right|rightwards")                                                        \
    ROW("fat", "heavy|bold|black|fullwidth")                                                       \
    ROW("filled", "black|filled|solid")                                                            \
    ROW("filled in", "black|filled|solid")                                                         \
    ROW("flipped", "reversed|turned|inverted|mirrored")                                            \
    ROW("going in circle", "circle|circular|clockwise")                                            \
    ROW("hacek", "caron")                                                                          \
    ROW("hat", "circumflex|caron|hat")                                                             \
    ROW("hat on top", "circumflex|caron")                                                          \
    ROW("hollow", "white|outline|open|hollow")                                                     \
    ROW("hook", "hook|cedilla|ogonek|\"comma below\"")                                             \
    ROW("hook below", "cedilla|ogonek|hook|\"comma below\"")                                       \
    ROW("hook on bottom", "cedilla|ogonek|hook|\"comma below\"")                                   \
    ROW("hook under", "cedilla|ogonek|hook|\"comma below\"")                                       \
    ROW("hook underneath", "cedilla|ogonek|hook|\"comma below\"")                                  \
    ROW("in box", "box|squared|square|button")                                                     \
    ROW("in brackets", "parenthesized|bracket|brackets")                                           \
    ROW("in circle", "circled|circle")                                                             \
    ROW("in parentheses", "parenthesized")                                                         \
    ROW("in square", "squared|square|box|button")                                                  \
    ROW("in triangle", "triangle")                                                                 \
    ROW("inside box", "box|squared|square|button")                                                 \
    ROW("inside circle", "circled|circle")                                                         \
    ROW("inside square", "squared|square|box|button")                                              \
    ROW("inside triangle", "triangle")                                                             \
    ROW("inverted", "inverted|turned|reversed")                                                    \
    ROW("inverted hat", "caron")                                                                   \
    ROW("joined", "ligature|digraph|ae|oe")                                                        \
    ROW("line above", "macron|overline|\"line above\"")                                            \
    ROW("line across", "stroke|bar|slash")                                                         \
    ROW("line below", "\"line below\"|\"macron below\"")                                           \
    ROW("line on top", "macron|overline")                                                          \
    ROW("line over", "macron|overline")                                                            \
    ROW("line through", "stroke|slash|not|negated|crossed|no")                                     \
    ROW("line under", "\"line below\"|\"macron below\"")                                           \
    ROW("line underneath", "\"line below\"|\"macron below\"")                                      \
    ROW("long dash", "\"em dash\"|\"horizontal bar\"")                                             \
    ROW("long hyphen", "\"em dash\"|\"en dash\"")                                                  \
    ROW("longer dash", "\"em dash\"|\"horizontal bar\"")                                           \
    ROW("lowered", "subscript")                                                                    \
    ROW("medium dash", "\"en dash\"")                                                              \
    ROW("mirror image", "reversed|turned|mirrored")                                                \
    ROW("mirrored", "reversed|turned|mirrored")                                                    \
    ROW("on its head", "turned|inverted")                                                          \
    ROW("on its side", "sideways|turned|rotated")                                                  \
    ROW("outline", "white|outline|open")                                                           \
    ROW("outlined", "white|outline|open|outlined")                                                 \
    ROW("over each other", "over|above|stacked")                                                   \
    ROW("pointed hat", "circumflex")                                                               \
    ROW("pointing both directions", "\"left right\"|\"up down\"")                                  \
    ROW("pointing both ways", "\"left right\"|\"up down\"")                                        \
    ROW("pointing down", "down|downwards")                                                         \
    ROW("pointing in both directions", "\"left right\"|\"up down\"")                               \
    ROW("pointing left", "left|leftwards")                                                         \
    ROW("pointing left and right", "\"left right\"")                                               \
    ROW("pointing right", "right|rightwards")                                                      \
    ROW("pointing up", "up|upwards")                                                               \
    ROW("pointing up and down", "\"up down\"")                                                     \
    ROW("points both directions", "\"left right\"|\"up down\"")                                    \
    ROW("points both ways", "\"left right\"|\"up down\"")                                          \
    ROW("points down", "down|downwards")                                                           \
    ROW("points in both directions", "\"left right\"|\"up down\"")                                 \
    ROW("points left", "left|leftwards")                                                           \
    ROW("points right", "right|rightwards")                                                        \
    ROW("points up", "up|upwards")                                                                 \
    ROW("pointy hat", "circumflex")                                                                \
    ROW("raised", "superscript|modifier")                                                          \
    ROW("reverse", "reversed|turned")                                                              \
    ROW("ring on top", "\"ring above\"")                                                           \
    ROW("ring over", "\"ring above\"")                                                             \
    ROW("roof", "circumflex")                                                                      \
    ROW("rotated", "turned|rotated|sideways")                                                      \
    ROW("round", "circle|circled|circular|round")                                                  \
    ROW("shaded", "black|shaded|shade|fill")                                                       \
    ROW("short dash", "\"en dash\"|hyphen")                                                        \
    ROW("sideways", "sideways|turned|rotated")                                                     \
    ROW("slash", "stroke|slash|solidus")                                                           \
    ROW("slash across", "stroke|slash")                                                            \
    ROW("slash through", "stroke|slash|not|negated|crossed|no")                                    \
    ROW("small circle on top", "\"ring above\"")                                                   \
    ROW("small line above", "macron|overline")                                                     \
    ROW("solid", "black|solid|filled")                                                             \
    ROW("square around", "squared|box")                                                            \
    ROW("squiggle", "tilde|squiggle|wave")                                                         \
    ROW("squiggle above", "tilde")                                                                 \
    ROW("squiggle on top", "tilde")                                                                \
    ROW("squiggle over", "tilde")                                                                  \
    ROW("squiggly", "squiggle|wave|wavy|tilde|squiggly")                                           \
    ROW("squiggly line", "tilde|wavy|wave")                                                        \
    ROW("stacked", "over|above|stacked")                                                           \
    ROW("strike through", "stroke|slash")                                                          \
    ROW("stroke through", "stroke")                                                                \
    ROW("struck out", "stroke|slash|crossed")                                                      \
    ROW("struck through", "stroke|slash")                                                          \
    ROW("stuck together", "ligature|digraph|ae|oe")                                                \
    ROW("swirly", "loop|spiral|cyclone|curly")                                                     \
    ROW("tail", "cedilla|ogonek|tail|hook")                                                        \
    ROW("thick", "heavy|bold|black")                                                               \
    ROW("three horizontal lines", "\"identical to\"|trigram|hamburger")                            \
    ROW("three lines", "\"identical to\"|trigram|hamburger|\"triple bar\"")                        \
    ROW("tick mark", "check|tick")                                                                 \
    ROW("tilde on top", "tilde")                                                                   \
    ROW("tilde over", "tilde")                                                                     \
    ROW("tiny", "superscript|modifier|small")                                                      \
    ROW("together", "ligature|digraph|ae|oe")                                                      \
    ROW("turned over", "turned|inverted")                                                          \
    ROW("two dots", "diaeresis|\"two dot\"|colon")                                                 \
    ROW("two dots above", "diaeresis|\"two dots above\"")                                          \
    ROW("two dots below", "\"diaeresis below\"|\"two dots below\"")                                \
    ROW("two dots on top", "diaeresis|\"two dots above\"")                                         \
    ROW("two dots over", "diaeresis|\"two dots above\"")                                           \
    ROW("two dots under", "\"diaeresis below\"|\"two dots below\"")                                \
    ROW("two lines above", "\"double acute\"|\"double overline\"")                                 \
    ROW("two strokes above", "\"double acute\"")                                                   \
    ROW("two way", "\"left right\"|\"up down\"")                                                   \
    ROW("u on top", "breve")                                                                       \
    ROW("umlaut", "diaeresis|umlaut")                                                              \
    ROW("underlined", "\"line below\"|\"macron below\"")                                           \
    ROW("unfilled", "white|outline|open")                                                          \
    ROW("upside down", "turned|inverted")                                                          \
    ROW("upside down hat", "caron")                                                                \
    ROW("v on top", "caron")                                                                       \
    ROW("v over", "caron")                                                                         \
    ROW("wavy", "wave|wavy|squiggle|tilde|almost")                                                 \
    ROW("wavy line", "tilde|wavy|wave")                                                            \
    ROW("wavy line on top", "tilde")                                                               \
    ROW("wiggle", "tilde|squiggle|wave")                                                           \
    ROW("wiggly", "squiggle|wave|wavy|tilde")

#endif
