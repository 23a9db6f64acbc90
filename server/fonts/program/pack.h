#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_PACK_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_PACK_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Compresses a font to WOFF2, by libwoff2, whose interface is C++. Returns the size, and *out, to be freed
 * with free(); or 0 if the font is damaged or memory ran out. */
size_t pack_woff2(const void *font, size_t size, char **out);

#ifdef __cplusplus
}
#endif

#endif
