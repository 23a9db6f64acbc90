#ifndef CHARFINDER_INDEX_SEARCH_READING_MATH_LETTERS_H
#define CHARFINDER_INDEX_SEARCH_READING_MATH_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"

/*
 * The block Mathematical Alphanumeric Symbols: which letter is where. Some letters are in the block
 * Letterlike Symbols instead, as ℝ is. Thread-safe.
 */
enum math_alphabet {
    MATH_BOLD,
    MATH_ITALIC,
    MATH_BOLD_ITALIC,
    MATH_SCRIPT,
    MATH_BOLD_SCRIPT,
    MATH_FRAKTUR,
    MATH_DOUBLE_STRUCK,
    MATH_BOLD_FRAKTUR,
    MATH_SANS,
    MATH_SANS_BOLD,
    MATH_SANS_ITALIC,
    MATH_SANS_BOLD_ITALIC,
    MATH_MONOSPACE,
};

/* A letter or a digit as it is named in LaTeX. ε and φ have two forms; LaTeX and Unicode disagree
 * about which one the plain name is. */
struct math_symbol {
    uint32_t points[2]; /* in the order of preference */
    size_t count;       /* 1 or 2 */
    bool is_capital;    /* a letter or, as "Gamma", the name of one */
};

/* Reads "R", "7", "seven", "alpha", "\alpha", "α", "nabla". Returns false if the text is anything
 * else. */
bool math_symbol(struct slice name, struct math_symbol *symbol);

/* The letter, digit or Greek letter in this alphabet. 0: the alphabet does not have it. */
uint32_t math_letter(enum math_alphabet alphabet, uint32_t code_point);

#endif
