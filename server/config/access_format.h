#ifndef CHARFINDER_SERVER_CONFIG_ACCESS_FORMAT_H
#define CHARFINDER_SERVER_CONFIG_ACCESS_FORMAT_H

#include <stdbool.h>

/* How the access log is written. */

enum access_format {
    ACCESS_OFF,     /* there is none */
    ACCESS_COMMON,  /* lines as most web servers write them */
    ACCESS_JSON,    /* an object a line */
    ACCESS_JOURNAL, /* entries of the journal, with fields */
    ACCESS_FORMATS
};

#define ACCESS_FORMAT_NAMES "off, common, json, journal"

bool access_format_parse(const char *name, enum access_format *format); /* "common" */
const char *access_format_name(enum access_format format);

#endif
