#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_XML_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_XML_H

#include <stddef.h>

#include "index/base/reason.h"

/*
 * The XML of CLDR's files. They name a DTD, which is never loaded, because no handler of expat's is set
 * that could. A file must not declare entities either: CLDR's do not, and entities can expand a few
 * bytes to any size.
 */

struct xml;

enum { XML_DEPTH_MAX = 32 }; /* levels of nested elements; CLDR has 10 */

/* What a reader is told. The root has depth 1. Not called after an error. */
struct xml_handlers {
    void (*start)(void *context, struct xml *xml, unsigned depth, const char *element,
                  const char *const *attributes);
    /* A part of an element's text, in UTF-8; one text may come in several parts. NULL: not wanted. */
    void (*text)(void *context, struct xml *xml, const char *bytes, size_t size);
    void (*end)(void *context, struct xml *xml, unsigned depth); /* NULL: not wanted */
};

/* The value of an attribute, NUL-terminated; NULL: the element does not have it. */
const char *xml_attribute(const char *const *attributes, const char *name);

/* The text of an element that means "as in the parent language": three arrows up. */
#define XML_INHERITED "\xE2\x86\x91\xE2\x86\x91\xE2\x86\x91"

/* Ends the reading: the file is damaged. */
void xml_stop(struct xml *xml, const char *what);

/* Reads a whole file with this root element. Returns SOURCE_OK; SOURCE_DAMAGED with a reason; or
 * -ENOMEM. */
int xml_read(const char *bytes, size_t size, const char *root, const struct xml_handlers *handlers,
             void *context, struct reason *reason);

#endif
