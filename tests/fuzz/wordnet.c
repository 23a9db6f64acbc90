/*
 * Any bytes as two files of WordNet, the data and after a form feed the index: they are refused with
 * a reason, or everything that they say can be read.
 */

#include <stdint.h>

#include "index/sources/formats/wordnet.h"
#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_synset(const struct wordnet *wordnet, uint32_t synset)
{
    uint32_t wider[WORDNET_WIDER_MAX];
    struct wordnet_members members = wordnet_members(wordnet, synset);

    demand(members.first < members.end);
    for (uint32_t i = members.first; i < members.end; i++)
        check_text(wordnet_member(wordnet, i).bytes, wordnet_member(wordnet, i).size);
    demand(wordnet_wider(wordnet, synset, wider) <= WORDNET_WIDER_MAX);
}

static void check_words(const struct wordnet *wordnet)
{
    for (uint32_t word = 0; word < wordnet_words(wordnet); word++) {
        uint32_t senses[WORDNET_SENSES_MAX];
        size_t count = wordnet_senses(wordnet, word, WORDNET_NOUN, senses);

        check_text(wordnet_word(wordnet, word).bytes, wordnet_word(wordnet, word).size);
        demand(count <= WORDNET_SENSES_MAX);
        for (size_t i = 0; i < count; i++)
            check_synset(wordnet, senses[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(bytes, '\f', size) : NULL;
    const size_t data = end ? (size_t)(end - bytes) : size, rest = end ? size - data - 1 : 0;
    struct wordnet *wordnet = wordnet_new();
    struct reason reason = {.text = ""};
    int r;

    demand(wordnet != NULL);
    r = wordnet_read_data(wordnet, WORDNET_NOUN, (const char *)bytes, data, &reason);
    if (r == SOURCE_OK)
        r = wordnet_read_index(wordnet, WORDNET_NOUN, (const char *)bytes + data + (end ? 1 : 0),
                               rest, &reason);
    demand((r == SOURCE_OK) == (reason.text[0] == '\0'));
    if (r == SOURCE_OK) {
        demand(wordnet_finish(wordnet) == 0);
        check_words(wordnet);
    }
    wordnet_free(wordnet);
    return 0;
}
