#ifndef CHARFINDER_INDEX_UNICODE_FRACTION_H
#define CHARFINDER_INDEX_UNICODE_FRACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Numeric values of characters (UAX #44, Numeric_Value): 7, 1/2, -1/2, 1/320, 1000000000000, and
 * NaN where a character has none. As float they are distinct, and equal ones are equal. Thread-safe.
 */

enum { FRACTION_SIZE = 64 }; /* bytes of any number as text, with its NUL */

/* Reads the whole text: "-1/2", "0.5", "1000", or "NaN" in any case. Returns false if it is not a
 * number, or has more than 20 digits. */
bool fraction_read(const char *text, size_t size, float *value);

/* Writes "1/2", "1000", "NaN": the smallest denominator, and all digits of large numbers. */
void fraction_write(float value, char out[static FRACTION_SIZE]);

/* The number as bits, for places that hold an integer. */
uint32_t fraction_bits(float value);
float fraction_of_bits(uint32_t bits);

/* Orders numbers, NaN after all others: <0, 0, >0. */
int fraction_compare(float a, float b);

#endif
