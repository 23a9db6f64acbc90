/*
 * A sense counts by its frequency among those of its part of speech. Verbs count only where a word
 * is nothing else, because characters mostly show things (trash is what is thrown away, not to
 * criticize), and generalizing a verb soon gives "be" or "do". Names come last:
 * "tyre" means a wheel's, not Tyre in Lebanon.
 */

#include "index/builder/relations/related.h"

#include <strings.h>

enum {
    SENSES = 4, /* of each part of speech */
    RANKED_MAX = SENSES * WORDNET_PARTS,
    WIDER_MAX = RANKED_MAX * WORDNET_WIDER_MAX,
    WIDENED = 2, /* how many of the more general meanings are generalized again */
};

struct synsets {
    size_t count;
    uint32_t list[WIDER_MAX];
};

/* Is the word a name in this sense? Names have capital letters, the words of the index do not. */
static bool is_name(const struct wordnet *wordnet, uint32_t synset, struct slice word)
{
    struct wordnet_members members = wordnet_members(wordnet, synset);

    for (uint32_t i = members.first; i < members.end; i++) {
        struct slice member = wordnet_member(wordnet, i);

        if (member.size == word.size && strncasecmp(member.bytes, word.bytes, word.size) == 0)
            return !slice_equal(member, word);
    }
    return false;
}

static void rank_senses(const struct wordnet *wordnet, uint32_t word, struct synsets *ranked,
                        bool *verb)
{
    const struct slice text = wordnet_word(wordnet, word);
    uint32_t synsets[WORDNET_PARTS][WORDNET_SENSES_MAX];
    size_t counts[WORDNET_PARTS];

    for (int part = 0; part < WORDNET_PARTS; part++)
        counts[part] = wordnet_senses(wordnet, word, (enum wordnet_part)part, synsets[part]);
    *verb = counts[WORDNET_NOUN] + counts[WORDNET_ADJECTIVE] + counts[WORDNET_ADVERB] == 0;
    if (!*verb)
        counts[WORDNET_VERB] = 0;
    for (int names = 0; names < 2; names++)
        for (size_t sense = 0; sense < SENSES; sense++)
            for (int part = 0; part < WORDNET_PARTS; part++)
                if (sense < counts[part] &&
                    is_name(wordnet, synsets[part][sense], text) == (names == 1))
                    ranked->list[ranked->count++] = synsets[part][sense];
}

static void add_members(const struct wordnet *wordnet, const struct synsets *synsets,
                        struct related *related)
{
    for (size_t i = 0; i < synsets->count; i++) {
        struct wordnet_members members = wordnet_members(wordnet, synsets->list[i]);

        for (uint32_t k = members.first; k < members.end && related->count < RELATED_MAX; k++)
            related->members[related->count++] = k;
    }
}

static void widen(const struct wordnet *wordnet, const struct synsets *from, size_t count,
                  struct synsets *to)
{
    for (size_t i = 0; i < count && i < from->count; i++)
        if (to->count + WORDNET_WIDER_MAX <= WIDER_MAX)
            to->count += wordnet_wider(wordnet, from->list[i], to->list + to->count);
}

void related_find(const struct wordnet *wordnet, uint32_t word, unsigned steps,
                  struct related *related)
{
    struct synsets here = {.count = 0};
    bool verb;

    related->count = 0;
    rank_senses(wordnet, word, &here, &verb);
    add_members(wordnet, &here, related);
    related->synonyms = related->count;
    for (unsigned step = 0; !verb && step < steps; step++) {
        struct synsets wider = {.count = 0};

        widen(wordnet, &here, step == 0 ? here.count : WIDENED, &wider);
        add_members(wordnet, &wider, related);
        here = wider;
    }
}
