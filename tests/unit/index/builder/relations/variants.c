/*
 * Bases of emoji by their code points. Whatever is removed, the result must be an existing emoji.
 */

#include "index/builder/relations/variants.h"

#include <stdlib.h>

#include "tests/unit/index/builder/small_documents.h"

#define TONE_1 "\U0001F3FB"
#define TONE_5 "\U0001F3FF"
#define JOINER "\u200D"
#define EMOJI  "\uFE0F" /* the variation selector for emoji style */
#define FEMALE "\u2640"
#define MALE   "\u2642"
#define PERSON "\U0001F9D1"
#define MAN    "\U0001F468"
#define WOMAN  "\U0001F469"
#define GIRL   "\U0001F467"
#define ROCKET "\U0001F680"
#define HEART  "\u2764"
#define MARK   "\U0001F48B"
#define KISS   "\U0001F48F"
#define BALL   "\u26F9"
#define WAVING "\U0001F44B"
#define FLAG_C "\U0001F1E8"
#define FLAG_H "\U0001F1ED"
#define HAIR   "\U0001F9B0"
#define SHAKE  "\U0001F91D"
#define RIGHT  "\U0001FAF1"
#define LEFT   "\U0001FAF2"

/* All characters that occur in the sequences of these tests. */
static void begin(struct small_documents *small)
{
    static const struct {
        uint32_t code_point;
        const char *name;
    } characters[] = {
        {'#', "NUMBER SIGN"},
        {0x200D, "ZERO WIDTH JOINER"},
        {0x20E3, "COMBINING ENCLOSING KEYCAP"},
        {0x2640, "FEMALE SIGN"},
        {0x2642, "MALE SIGN"},
        {0x26F9, "PERSON WITH BALL"},
        {0x2764, "HEAVY BLACK HEART"},
        {0x1F1E8, "REGIONAL INDICATOR SYMBOL LETTER C"},
        {0x1F1ED, "REGIONAL INDICATOR SYMBOL LETTER H"},
        {0x1F3FB, "EMOJI MODIFIER FITZPATRICK TYPE-1-2"},
        {0x1F3FF, "EMOJI MODIFIER FITZPATRICK TYPE-6"},
        {0x1F44B, "WAVING HAND SIGN"},
        {0x1F467, "GIRL"},
        {0x1F468, "MAN"},
        {0x1F469, "WOMAN"},
        {0x1F48B, "KISS MARK"},
        {0x1F48F, "KISS"},
        {0x1F680, "ROCKET"},
        {0x1F91D, "HANDSHAKE"},
        {0x1F9B0, "EMOJI COMPONENT RED HAIR"},
        {0x1F9D1, "ADULT"},
        {0x1FAF1, "RIGHTWARDS HAND"},
        {0x1FAF2, "LEFTWARDS HAND"},
    };

    small_begin(small);
    for (size_t i = 0; i < COUNT(characters); i++)
        small_character(small, characters[i].code_point, characters[i].name);
}

struct pair {
    const char *sequence, *base;
};

static void assert_bases(const struct small_documents *small, const struct pair *pairs,
                         size_t count)
{
    const struct documents *documents = &small->documents;
    uint32_t *bases = calloc(documents->sequences + 1, sizeof *bases);

    assert_non_null(bases);
    assert_int_equal(variants_find(documents, bases), 0);
    for (size_t i = 0; i < count; i++) {
        uint32_t document = small_document(small, pairs[i].sequence);
        uint32_t base = small_document(small, pairs[i].base);

        assert_true(document >= documents->characters);
        if (bases[document - documents->characters] != base)
            fail_msg("the base of %s is not %s", pairs[i].sequence, pairs[i].base);
    }
    free(bases);
}

/* These are all the sequences; each must have the base that its pair names. */
static void assert_pairs(const struct pair *pairs, size_t count)
{
    struct small_documents small;

    begin(&small);
    for (size_t i = 0; i < count; i++)
        small_sequence(&small, pairs[i].sequence, "someone", (uint32_t)i + 1);
    small_number(&small);
    assert_int_equal(small.documents.sequences, count);
    assert_bases(&small, pairs, count);
    small_release(&small);
}

static void test_tones_are_removed(void **state)
{
    static const struct pair pairs[] = {
        {WAVING TONE_1, WAVING},
        {WAVING TONE_5, WAVING},
        {PERSON JOINER ROCKET, PERSON JOINER ROCKET},
        {PERSON TONE_1 JOINER ROCKET, PERSON JOINER ROCKET},
        {PERSON JOINER SHAKE JOINER PERSON, PERSON JOINER SHAKE JOINER PERSON},
        {PERSON TONE_1 JOINER SHAKE JOINER PERSON TONE_5, PERSON JOINER SHAKE JOINER PERSON},
    };

    (void)state;
    assert_pairs(pairs, COUNT(pairs));
}

static void test_genders_are_removed(void **state)
{
    static const struct pair pairs[] = {
        {BALL EMOJI JOINER MALE EMOJI, BALL},
        {BALL EMOJI JOINER FEMALE EMOJI, BALL},
        {BALL TONE_5, BALL},
        {BALL TONE_5 JOINER FEMALE EMOJI, BALL},
    };

    (void)state;
    assert_pairs(pairs, COUNT(pairs));
}

static void test_professions_are_those_of_a_person(void **state)
{
    static const struct pair pairs[] = {
        {PERSON JOINER ROCKET, PERSON JOINER ROCKET},
        {MAN JOINER ROCKET, PERSON JOINER ROCKET},
        {WOMAN JOINER ROCKET, PERSON JOINER ROCKET},
        {WOMAN TONE_1 JOINER ROCKET, PERSON JOINER ROCKET},
        {MAN JOINER HAIR, PERSON JOINER HAIR},
        {PERSON JOINER HAIR, PERSON JOINER HAIR},
    };

    (void)state;
    assert_pairs(pairs, COUNT(pairs));
}

/* A step may lead over emoji that do not exist. */
static void test_steps_that_are_missing_are_skipped(void **state)
{
    static const struct pair pairs[] = {
        {PERSON JOINER ROCKET, PERSON JOINER ROCKET},
        {WOMAN TONE_1 JOINER ROCKET, PERSON JOINER ROCKET}, /* WOMAN JOINER ROCKET is missing */
        {BALL TONE_1 JOINER MALE EMOJI, BALL},
        {WOMAN TONE_5 JOINER HAIR, WOMAN TONE_5 JOINER HAIR}, /* no step exists */
    };

    (void)state;
    assert_pairs(pairs, COUNT(pairs));
}

/* Only the person is replaced if no emoji exists without the gender sign. */
static void test_a_person_with_a_gender_sign(void **state)
{
    static const struct pair pairs[] = {
        {MAN JOINER ROCKET JOINER MALE, PERSON JOINER ROCKET JOINER MALE},
        {PERSON JOINER ROCKET JOINER MALE, PERSON JOINER ROCKET JOINER MALE},
        {MAN JOINER HAIR JOINER MALE, PERSON JOINER HAIR}, /* both are removed in one step */
        {PERSON JOINER HAIR, PERSON JOINER HAIR},
    };

    (void)state;
    assert_pairs(pairs, COUNT(pairs));
}

static void test_what_differs_by_more_is_not_a_variant(void **state)
{
    static const struct pair pairs[] = {
        {FLAG_C FLAG_H, FLAG_C FLAG_H},
        {"#" EMOJI "\u20E3", "#" EMOJI "\u20E3"},
        {MAN JOINER WOMAN JOINER GIRL, MAN JOINER WOMAN JOINER GIRL},
        {WOMAN JOINER GIRL, WOMAN JOINER GIRL},
        {MAN JOINER GIRL, MAN JOINER GIRL},
        {WOMAN JOINER HEART EMOJI JOINER MAN, WOMAN JOINER HEART EMOJI JOINER MAN},
        {HEART JOINER FEMALE "#", HEART JOINER FEMALE "#"}, /* the sign is not at the end */
        {TONE_1 TONE_5, TONE_1 TONE_5},                     /* nothing is left */
    };

    (void)state;
    assert_pairs(pairs, COUNT(pairs));
}

/* Two people with different tones: no code points lead to the base, but the name does. */
static void test_the_name_before_a_colon_is_a_base(void **state)
{
    static const struct pair pairs[] = {
        {PERSON TONE_1 JOINER HEART EMOJI JOINER MARK JOINER PERSON TONE_5, KISS},
        {RIGHT TONE_1 JOINER LEFT TONE_5, SHAKE},
        {MAN JOINER HEART JOINER MAN, MAN JOINER HEART JOINER MAN}, /* it does not have a tone */
        {RIGHT TONE_5 JOINER LEFT TONE_1, RIGHT TONE_5 JOINER LEFT TONE_1},
        {LEFT TONE_5 JOINER LEFT TONE_1, LEFT TONE_5 JOINER LEFT TONE_1},
    };
    struct small_documents small;

    (void)state;
    begin(&small);
    small_sequence(&small, KISS, "kiss", 1);
    small_sequence(&small, SHAKE, "handshake", 2);
    small_sequence(&small, pairs[0].sequence, "kiss: person, person, light skin tone", 3);
    small_sequence(&small, pairs[1].sequence, "handshake: light skin tone", 4);
    small_sequence(&small, pairs[2].sequence, "kiss: man, man", 5);
    small_sequence(&small, pairs[3].sequence, "hand: of no emoji", 6);
    small_sequence(&small, pairs[4].sequence, ": of no name", 7);
    small_number(&small);
    assert_int_equal(small.documents.sequences, COUNT(pairs));
    assert_bases(&small, pairs, COUNT(pairs));
    small_release(&small);
}

/* Names that refer to each other do not give a base, and the search still ends. */
static void test_cycles_end(void **state)
{
    static const struct pair pairs[] = {
        {RIGHT TONE_1 JOINER LEFT, RIGHT TONE_1 JOINER LEFT},
        {LEFT TONE_1 JOINER RIGHT, LEFT TONE_1 JOINER RIGHT},
    };
    struct small_documents small;
    uint32_t bases[COUNT(pairs)];

    (void)state;
    begin(&small);
    small_sequence(&small, pairs[0].sequence, "a: b", 1);
    small_sequence(&small, pairs[1].sequence, "b: a", 2);
    /* A second name for each, as if both sources had one. */
    small_sequence(&small, pairs[0].sequence, "b", 3);
    small_sequence(&small, pairs[1].sequence, "a", 4);
    small_number(&small);
    assert_int_equal(small.documents.sequences, COUNT(pairs));
    assert_int_equal(variants_find(&small.documents, bases), 0);
    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_int_equal(bases[i], small.documents.characters + i);
    small_release(&small);
}

static void test_both_ways_are_written(void **state)
{
    struct small_documents small;
    uint32_t bases[4], base, variants[3];

    (void)state;
    begin(&small);
    small_sequence(&small, WAVING TONE_5, "waving hand: dark", 1);
    small_sequence(&small, WAVING TONE_1, "waving hand: light", 2);
    small_sequence(&small, FLAG_C FLAG_H, "flag: Switzerland", 3);
    small_number(&small);
    base = small_document(&small, WAVING);
    variants[0] = small_document(&small, FLAG_C FLAG_H);
    variants[1] = small_document(&small, WAVING TONE_1);
    variants[2] = small_document(&small, WAVING TONE_5);
    assert_int_equal(variants_find(&small.documents, bases), 0);
    variants_write(&small.documents, bases, &small.chunks);
    assert_numbers(&small.chunks, CHUNK_BASE, (const uint32_t[]){variants[0], base, base}, 3);
    assert_numbers(&small.chunks, CHUNK_VARK, &base, 1);
    assert_numbers(&small.chunks, CHUNK_VARB, (const uint32_t[]){0, 2}, 2);
    assert_numbers(&small.chunks, CHUNK_VARV, variants + 1, 2);
    small_release(&small);
}

static void test_no_sequences(void **state)
{
    struct small_documents small;
    uint32_t bases[1] = {77};

    (void)state;
    begin(&small);
    small_number(&small);
    assert_int_equal(variants_find(&small.documents, bases), 0);
    assert_int_equal(bases[0], 77);
    variants_write(&small.documents, bases, &small.chunks);
    assert_numbers(&small.chunks, CHUNK_BASE, NULL, 0);
    assert_numbers(&small.chunks, CHUNK_VARV, NULL, 0);
    assert_false(chunks_failed(&small.chunks));
    small_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tones_are_removed),
        cmocka_unit_test(test_genders_are_removed),
        cmocka_unit_test(test_professions_are_those_of_a_person),
        cmocka_unit_test(test_steps_that_are_missing_are_skipped),
        cmocka_unit_test(test_a_person_with_a_gender_sign),
        cmocka_unit_test(test_what_differs_by_more_is_not_a_variant),
        cmocka_unit_test(test_the_name_before_a_colon_is_a_base),
        cmocka_unit_test(test_cycles_end),
        cmocka_unit_test(test_both_ways_are_written),
        cmocka_unit_test(test_no_sequences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
