/*
 * Superscripts and subscripts of LaTeX, Lean, Agda and Julia: ^2, _i, ^{n}, \^-, \_beta; the
 * characters of a longer one are answered in its order: ^{-1}. Only what is in the table has such a
 * form in Unicode.
 *
 * After what it belongs to (x^2, 10^-3, x_{i}) it must be a number or in braces: x_1 is a name of programs, and
 * T^T is a face.
 */

#include <string.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/math_letters.h"
#include "index/search/reading/points.h"
#include "index/search/reading/table.h"

enum { CHARACTERS_MAX = 16, BASE_SIZE_MAX = 8 };

/* Pairs: a character, and its raised form. */
static const char raised[] =
    "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ"
    "AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿφᵠχᵡεᵋαᵅιᶥυᶹəᵊ";

static const char lowered[] = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ"
                              "βᵦγᵧρᵨφᵩχᵪəₔ";

/* 0: there is none. */
static uint32_t form_of(const char *pairs, uint32_t code_point)
{
    const size_t size = strlen(pairs);

    for (size_t at = 0; at < size;) {
        const uint32_t from = (uint32_t)utf8_next(pairs, size, &at);
        const uint32_t form = (uint32_t)utf8_next(pairs, size, &at);

        if (from == code_point)
            return form;
    }
    return 0;
}

/* "beta", "\beta": one symbol that is named. */
static uint32_t form_of_name(const char *pairs, struct slice name)
{
    struct math_symbol symbol;
    uint32_t form = 0;

    if (name.size > 1 && math_symbol(name, &symbol))
        for (size_t i = 0; i < symbol.count && form == 0; i++)
            form = form_of(pairs, symbol.points[i]);
    return form;
}

static bool is_number(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!ascii_is_digit(text.bytes[i]) && (i > 0 || !strchr("+-n", text.bytes[i])))
            return false;
    return true;
}

/* Removes letters and digits before the mark. Returns false if what is left belongs to none. */
static bool remove_base(struct slice *text)
{
    struct slice left = *text;

    while (left.size > 0 && (ascii_is_letter(*left.bytes) || ascii_is_digit(*left.bytes))) {
        left.bytes++;
        left.size--;
    }
    if (left.size == text->size)
        return true;
    if (text->size - left.size > BASE_SIZE_MAX || left.size < 2 || *left.bytes == '\\')
        return false;
    text->bytes = left.bytes;
    text->size = left.size;
    left.bytes++;
    left.size--;
    return *left.bytes == '{' || (*text->bytes == '^' && is_number(left));
}

void reading_superscripts(struct reader *reader)
{
    struct slice text = reader->text;
    struct points points = {.count = 0};
    const char *pairs;
    uint32_t form;

    if (text.bytes[0] != '\\' && text.bytes[0] != '^' && text.bytes[0] != '_' &&
        (!(memchr(text.bytes, '^', text.size) || memchr(text.bytes, '_', text.size)) ||
         !remove_base(&text)))
        return;
    if (text.size > 1 && text.bytes[0] == '\\') {
        text.bytes++;
        text.size--;
    }
    if (text.size < 2 || (text.bytes[0] != '^' && text.bytes[0] != '_'))
        return;
    pairs = text.bytes[0] == '^' ? raised : lowered;
    reader_label(reader, text.bytes[0] == '^' ? "superscript" : "subscript");
    text.bytes++;
    text.size--;
    if (text.size > 2 && text.bytes[0] == '{' && text.bytes[text.size - 1] == '}') {
        text.bytes++;
        text.size -= 2;
    }
    form = form_of_name(pairs, text);
    if (form != 0) {
        reader_add_point(reader, form);
        return;
    }
    for (size_t at = 0; at < text.size;) {
        form = form_of(pairs, (uint32_t)utf8_next(text.bytes, text.size, &at));
        if (form == 0 || points.count == CHARACTERS_MAX)
            return;
        points_add(&points, form);
    }
    reader_add_points(reader, points.list, points.count);
}
