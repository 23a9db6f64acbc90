/*
 * The block is an array of alphabets, each in the order of ASCII or of Greek, with holes where a letter had
 * been encoded before. So two tables describe it.
 */

#include "index/search/reading/math_letters.h"

#include "index/base/utf8.h"

enum {
    CAPITAL_FIRST = 0x391, /* GREEK CAPITAL LETTER ALPHA */
    SMALL_FIRST = 0x3B1,
    GREEK_LETTERS = 25, /* alpha to omega, with the final sigma or, among the capitals, ϴ */
};

/* The first characters of each alphabet. 0: it has none of these. */
static const struct {
    uint32_t capital, small, digit, greek;
} alphabets[] = {
    [MATH_BOLD] = {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8},
    [MATH_ITALIC] = {0x1D434, 0x1D44E, 0, 0x1D6E2},
    [MATH_BOLD_ITALIC] = {0x1D468, 0x1D482, 0, 0x1D71C},
    [MATH_SCRIPT] = {0x1D49C, 0x1D4B6, 0, 0},
    [MATH_BOLD_SCRIPT] = {0x1D4D0, 0x1D4EA, 0, 0},
    [MATH_FRAKTUR] = {0x1D504, 0x1D51E, 0, 0},
    [MATH_DOUBLE_STRUCK] = {0x1D538, 0x1D552, 0x1D7D8, 0},
    [MATH_BOLD_FRAKTUR] = {0x1D56C, 0x1D586, 0, 0},
    [MATH_SANS] = {0x1D5A0, 0x1D5BA, 0x1D7E2, 0},
    [MATH_SANS_BOLD] = {0x1D5D4, 0x1D5EE, 0x1D7EC, 0x1D756},
    [MATH_SANS_ITALIC] = {0x1D608, 0x1D622, 0, 0},
    [MATH_SANS_BOLD_ITALIC] = {0x1D63C, 0x1D656, 0, 0x1D790},
    [MATH_MONOSPACE] = {0x1D670, 0x1D68A, 0x1D7F6, 0},
};

/* Where a code point of the block is unassigned, because the letter was there before. */
static const struct {
    uint32_t reserved, letter;
} letterlike[] = {
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B},
    {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F},
    {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111},
    {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
    {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
};

/* What follows the Greek letters in each alphabet, in this order; ∇ is between the cases. */
static const uint32_t greek_symbols[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};

static const char *const digits[] = {"zero", "one", "two",   "three", "four",
                                     "five", "six", "seven", "eight", "nine"};

/* In the order of the block Greek and Coptic. */
static const char *const greek[] = {
    "alpha", "beta",   "gamma",   "delta",  "varepsilon", "zeta",    "eta",  "theta", "iota",
    "kappa", "lambda", "mu",      "nu",     "xi",         "omicron", "pi",   "rho",   "varsigma",
    "sigma", "tau",    "upsilon", "varphi", "chi",        "psi",     "omega"};

static const struct {
    const char *name;
    uint32_t points[2];
} others[] = {
    {"epsilon", {0x3F5, 0x3B5}}, {"phi", {0x3D5, 0x3C6}}, {"vartheta", {0x3D1}},
    {"varkappa", {0x3F0}},       {"varrho", {0x3F1}},     {"varpi", {0x3D6}},
    {"varTheta", {0x3F4}},       {"nabla", {0x2207}},     {"partial", {0x2202}},
    {"Epsilon", {0x395}},        {"Phi", {0x3A6}},
};

static bool is_ascii_letter(uint32_t code_point)
{
    return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
}

static bool is_digit(uint32_t code_point)
{
    return code_point >= '0' && code_point <= '9';
}

static void set(struct math_symbol *symbol, uint32_t first, uint32_t second)
{
    *symbol = (struct math_symbol){.points = {first, second}, .count = second == 0 ? 1 : 2};
    symbol->is_capital = (first >= 'A' && first <= 'Z') ||
                         (first >= CAPITAL_FIRST && first < CAPITAL_FIRST + GREEK_LETTERS);
}

/* "gamma", or "Gamma". */
static bool is_name(struct slice name, const char *small, bool *is_capital)
{
    if (name.size != strlen(small) || memcmp(name.bytes + 1, small + 1, name.size - 1) != 0)
        return false;
    *is_capital = name.bytes[0] == small[0] - 'a' + 'A';
    return *is_capital || name.bytes[0] == small[0];
}

bool math_symbol(struct slice name, struct math_symbol *symbol)
{
    size_t at = 0;
    bool is_capital;

    if (name.size > 1 && name.bytes[0] == '\\') {
        name.bytes++;
        name.size--;
    }
    if (name.size == 0)
        return false;
    set(symbol, (uint32_t)utf8_next(name.bytes, name.size, &at), 0);
    if (at == name.size)
        return math_letter(MATH_BOLD, symbol->points[0]) != 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (slice_is(name, others[i].name)) {
            set(symbol, others[i].points[0], others[i].points[1]);
            return true;
        }
    }
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
        if (slice_is(name, digits[i])) {
            set(symbol, '0' + (uint32_t)i, 0);
            return true;
        }
    }
    for (size_t i = 0; i < GREEK_LETTERS; i++) {
        if (is_name(name, greek[i], &is_capital) && !(is_capital && greek[i][0] == 'v')) {
            set(symbol, (is_capital ? CAPITAL_FIRST : SMALL_FIRST) + (uint32_t)i, 0);
            return true;
        }
    }
    return false;
}

/* The place in the Greek part of an alphabet, from 0; or -1. */
static int greek_place(uint32_t code_point)
{
    const int nabla = GREEK_LETTERS, small = nabla + 1, symbols = small + GREEK_LETTERS;

    if (code_point == 0x3F4) /* ϴ is where the capitals have no final sigma */
        return 0x3A2 - CAPITAL_FIRST;
    if (code_point == 0x2207)
        return nabla;
    if (code_point >= CAPITAL_FIRST && code_point < CAPITAL_FIRST + GREEK_LETTERS)
        return code_point == 0x3A2 ? -1 : (int)code_point - CAPITAL_FIRST;
    if (code_point >= SMALL_FIRST && code_point < SMALL_FIRST + GREEK_LETTERS)
        return small + (int)code_point - SMALL_FIRST;
    for (size_t i = 0; i < sizeof greek_symbols / sizeof *greek_symbols; i++)
        if (greek_symbols[i] == code_point)
            return symbols + (int)i;
    return -1;
}

uint32_t math_letter(enum math_alphabet alphabet, uint32_t code_point)
{
    uint32_t letter = 0;

    if (is_digit(code_point)) {
        letter = alphabets[alphabet].digit;
        return letter == 0 ? 0 : letter + code_point - '0';
    }
    if (is_ascii_letter(code_point)) {
        letter = code_point < 'a' ? alphabets[alphabet].capital + code_point - 'A'
                                  : alphabets[alphabet].small + code_point - 'a';
        for (size_t i = 0; i < sizeof letterlike / sizeof *letterlike; i++)
            if (letterlike[i].reserved == letter)
                return letterlike[i].letter;
        return letter;
    }
    if (alphabets[alphabet].greek == 0 || greek_place(code_point) < 0)
        return 0;
    return alphabets[alphabet].greek + (uint32_t)greek_place(code_point);
}
