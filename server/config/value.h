#ifndef CHARFINDER_SERVER_CONFIG_VALUE_H
#define CHARFINDER_SERVER_CONFIG_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/sources/language_names.h"

/*
 * The value of a setting with the type that it was written in, as JSON has it. All pointers are
 * borrowed for the call that takes the value.
 */

enum {
    SETTING_NAMES = LANGUAGES_MAX, /* names in a list; a longer one is refused */
    SETTING_OBJECTS = 16,          /* objects in a list; a longer one is refused */
    SETTING_MEMBERS = 8,           /* members of an object; more are refused */
};

enum value_type {
    VALUE_OFF,     /* switches a service off */
    VALUE_NUMBER,  /* in `number` */
    VALUE_TEXT,    /* in `text` */
    VALUE_TRUTH,   /* in `truth` */
    VALUE_NAMES,   /* in `names` */
    VALUE_OBJECTS, /* in `objects`: at least one is not a text */
    VALUE_OTHER,   /* a type that no setting takes */
};

struct setting_member {
    const char *key; /* NULL: the element was not an object, but this text */
    enum value_type type;
    const char *text;
    bool truth;
};

struct setting_object {
    struct setting_member members[SETTING_MEMBERS];
    size_t count; /* of the members; only the first SETTING_MEMBERS are there */
};

struct setting_value {
    enum value_type type;
    long long number;
    const char *text;
    bool truth;
    const char *const *names;             /* the first SETTING_NAMES of them */
    size_t name_count;                    /* and how many there are */
    const struct setting_object *objects; /* likewise */
    size_t object_count;
};

#endif
