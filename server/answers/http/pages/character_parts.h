#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_PARTS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_PARTS_H

#include "index/unicode/character.h"
#include "server/answers/http/pages/reader.h"
#include "server/answers/http/pages/subject.h"
#include "server/answers/json/json_tree.h"
#include "server/base/site.h"

/* What the page of a character is written from; only the modules that write it look into this. */
struct character_parts {
    const struct subject *subject;
    const struct repertoire *repertoire; /* of the index, or NULL */
    const struct reader *who;
    struct preference preference; /* of the reader; not without an index */
    const struct site *site;
    bool pictured, fonts;         /* struct character_options */
    struct character_facts facts; /* of the first code point */
    bool drawn;                   /* its glyph may stand in the page */
    struct json_reader reader;
};

#endif
