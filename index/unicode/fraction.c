/*
 * Fractions as text. Unicode writes them with a numerator and a denominator, and ICU answers with a
 * floating-point number, so the denominator is found again: no character's is above 320.
 */

#include "index/unicode/fraction.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "index/base/ascii.h"

enum {
    DIGITS_MAX = 20,
    DENOMINATOR_MAX = 320,
    SIGNIFICANT_DIGITS = 6, /* of large numbers: none has more, apart from zeros */
};

static const double nearly = 1e-5;
static const double exact_below = 1 << 24; /* integers that a float holds */

/* Reads digits. Returns how many there were. */
static size_t read_digits(const char *text, size_t size, size_t *at, double *number)
{
    size_t begin = *at;

    for (*number = 0; *at < size && ascii_is_digit(text[*at]); ++*at)
        *number = *number * 10 + (text[*at] - '0');
    return *at - begin;
}

static bool is_nan(const char *text, size_t size)
{
    return size == 3 && strncasecmp(text, "NaN", 3) == 0;
}

bool fraction_read(const char *text, size_t size, float *value)
{
    bool negative = size > 0 && text[0] == '-';
    double number, part = 0, divisor = 1;
    size_t at = negative, digits;

    *value = NAN;
    if (is_nan(text, size))
        return true;
    digits = read_digits(text, size, &at, &number);
    if (digits == 0 || digits > DIGITS_MAX)
        return false;
    if (at < size && (text[at] == '/' || text[at] == '.')) {
        bool decimal = text[at++] == '.';

        digits = read_digits(text, size, &at, &part);
        if (digits == 0 || digits > DIGITS_MAX || (!decimal && part == 0))
            return false;
        divisor = decimal ? pow(10, (double)digits) : part;
        if (decimal)
            number = number * divisor + part;
    }
    number /= divisor;
    *value = (float)(negative && number > 0 ? -number : number); /* no zero is below zero */
    return at == size;
}

/* 1000000000000: a float holds only the first digits. */
static void write_large(double value, char out[static FRACTION_SIZE])
{
    int zeros = (int)floor(log10(fabs(value))) - SIGNIFICANT_DIGITS + 1;
    double head = round(value / pow(10, zeros));
    int size = snprintf(out, FRACTION_SIZE, "%.0f", head);

    while (zeros-- > 0 && size + 1 < FRACTION_SIZE)
        out[size++] = '0';
    out[size] = '\0';
}

void fraction_write(float value, char out[static FRACTION_SIZE])
{
    int denominator = 1;

    if (isnan(value)) {
        (void)snprintf(out, FRACTION_SIZE, "NaN");
        return;
    }
    if (fabs((double)value) >= exact_below) {
        write_large(value, out);
        return;
    }
    while (denominator < DENOMINATOR_MAX &&
           fabs((double)value * denominator - round((double)value * denominator)) > nearly)
        denominator++;
    if (denominator == 1)
        (void)snprintf(out, FRACTION_SIZE, "%.0f", value);
    else
        (void)snprintf(out, FRACTION_SIZE, "%.0f/%d", round((double)value * denominator),
                       denominator);
}

uint32_t fraction_bits(float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

float fraction_of_bits(uint32_t bits)
{
    float value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

int fraction_compare(float a, float b)
{
    if (isnan(a) || isnan(b))
        return !!isnan(a) - !!isnan(b);
    return (a > b) - (a < b);
}
