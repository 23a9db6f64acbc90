#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_EXPAT_LINE_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_EXPAT_LINE_H

#include <expat.h>

/* The line that a parser has reached, from 1. expat 2.9 (Debian 13) deprecates the function that
 * version 2.5 (Debian 12) has, and gives another. */
static inline unsigned long expat_line(XML_Parser parser)
{
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
    return (unsigned long)XML_GetCurrentLineNumber64(parser);
#else
    return (unsigned long)XML_GetCurrentLineNumber(parser);
#endif
}

#endif
