/*
 * A table of classes. Prepositions of place (up, down, over, under, left) say something about a
 * character, and so do no, not and numbers: these are missing on purpose.
 */

#include "index/search/fallback/function_words.h"

#include <stddef.h>
#include <string.h>

/* Each begins and ends with a space. */
static const char articles[] = " a an the this that these those it its i me my we our you your he "
                               "she they them their one ones "
                               "some any other something thing things ";
static const char prepositions[] =
    " of with in on at to for from by as into through about and or than if ";
/* Also verbs of a request. */
static const char auxiliaries[] =
    " is are be am was were been do does did has have had can could should would will may might "
    "must let get got make makes made use used using find type write enter insert put add show "
    "copy paste need want looks look looking called calls call named means mean going goes go ";
static const char question_words[] = " how what which where who when why whats hows ";
static const char what_all_characters_are[] =
    " symbol symbols sign signs character characters letter letters char chars emoji emojis "
    "emoticon icon icons button buttons glyph glyphs unicode text kind sort ";
/* Also how it is written. */
static const char notations[] =
    " html xml css latex tex ascii utf8 utf entity entities code codes codepoint codepoints escape "
    "escaped shortcut keyboard shortcode ";

static const char *const classes[] = {
    articles, prepositions, auxiliaries, question_words, what_all_characters_are, notations,
};

static bool has_word(const char *words, struct slice word)
{
    const char *at = words, *end = words + strlen(words);

    while ((at = memmem(at, (size_t)(end - at), word.bytes, word.size)) != NULL && at > words) {
        if (at[-1] == ' ' && at[word.size] == ' ')
            return word.size > 0;
        at++;
    }
    return false;
}

bool function_word(struct slice word)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (has_word(classes[i], word))
            return true;
    return false;
}

bool function_word_joins(struct slice word)
{
    return has_word(prepositions, word) || slice_is(word, "without");
}
