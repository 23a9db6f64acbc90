#ifndef CHARFINDER_TESTS_UNIT_INDEX_BUILDER_SMALL_WORDNET_H
#define CHARFINDER_TESTS_UNIT_INDEX_BUILDER_SMALL_WORDNET_H

/*
 * A few words of WordNet. Include cmocka first.
 */

#include <string.h>

#include "index/sources/formats/wordnet.h"

/* Words and what they mean:
 *   lorry, camion    a truck, which is a vehicle, which is a conveyance, then transport
 *   tyre             Tyre or Sur, a city; or a tire, in short Tr, which is a hoop
 *   trash            rubbish, which is waste; or to pan
 *   drawing_pin      a pushpin, which is a tack
 *   laud             to praise, which is to express */
static inline struct wordnet *small_wordnet(void)
{
    static const char nouns[] =
        "00000001 06 n 01 conveyance 0 001 @ 00000010 n 0000 | \n"
        "00000002 06 n 01 vehicle 0 001 @ 00000001 n 0000 | \n"
        "00000003 06 n 01 truck 0 001 @ 00000002 n 0000 | \n"
        "00000004 06 n 02 lorry 0 camion 0 001 @ 00000003 n 0000 | \n"
        "00000005 15 n 02 Tyre 0 Sur 0 000 | \n"
        "00000006 06 n 03 tire 0 tyre 0 Tr 0 001 @ 00000007 n 0000 | \n"
        "00000007 06 n 01 hoop 0 000 | \n"
        "00000008 06 n 02 rubbish 0 trash 0 000 | \n"
        "00000009 06 n 02 pushpin 0 drawing_pin 0 001 @ 00000011 n 0000 | \n"
        "00000010 06 n 01 transport 0 000 | \n"
        "00000011 06 n 01 tack 0 000 | \n";
    static const char verbs[] = "00000001 06 v 02 pan 0 trash 0 000 | \n"
                                "00000002 06 v 02 praise 0 laud 0 001 @ 00000003 v 0000 | \n"
                                "00000003 06 v 01 express 0 000 | \n";
    static const char noun_index[] = "camion n 1 0 1 0 00000004\n"
                                     "drawing_pin n 1 0 1 0 00000009\n"
                                     "lorry n 1 0 1 0 00000004\n"
                                     "trash n 1 0 1 0 00000008\n"
                                     "tyre n 2 0 1 0 00000005 00000006\n";
    static const char verb_index[] = "laud v 1 0 1 0 00000002\n"
                                     "trash v 1 0 1 0 00000001\n";
    struct wordnet *wordnet = wordnet_new();
    struct reason reason;

    assert_non_null(wordnet);
    assert_int_equal(wordnet_read_data(wordnet, WORDNET_NOUN, nouns, sizeof nouns - 1, &reason),
                     SOURCE_OK);
    assert_int_equal(wordnet_read_data(wordnet, WORDNET_VERB, verbs, sizeof verbs - 1, &reason),
                     SOURCE_OK);
    assert_int_equal(
        wordnet_read_index(wordnet, WORDNET_NOUN, noun_index, sizeof noun_index - 1, &reason),
        SOURCE_OK);
    assert_int_equal(
        wordnet_read_index(wordnet, WORDNET_VERB, verb_index, sizeof verb_index - 1, &reason),
        SOURCE_OK);
    assert_int_equal(wordnet_finish(wordnet), 0);
    return wordnet;
}

#endif
