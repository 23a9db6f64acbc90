/*
 * Tries all readings of the table. The class of a text's first byte rules most of them out.
 */

#include "index/search/reading/readings.h"

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/query/query.h"
#include "index/search/reading/table.h"

struct reading {
    const char *label;
    unsigned first;
    enum reading_place place;
    void (*read)(struct reader *reader);
};

#define READING_ENTRY(name, label, first, place) {label, first, place, reading_##name},
static const struct reading readings[] = {READINGS(READING_ENTRY)};
#undef READING_ENTRY

static enum reading_first class_of(char byte)
{
    if ((unsigned char)byte >= 0x80)
        return FIRST_OTHER;
    if (ascii_is_digit(byte))
        return FIRST_DIGIT;
    return ascii_is_letter(byte) ? FIRST_LETTER : FIRST_PUNCTUATION;
}

void readings_find(const struct charindex *index, struct slice text, struct budget *budget,
                   struct reading_answers *answers)
{
    struct reader reader = {.index = index, .text = slice_trim(text), .budget = budget};
    enum reading_first first;

    answers->count = answers->document_count = answers->query_count = 0;
    reader.answers = answers;
    if (reader.text.size == 0 || text.size > QUERY_MAX_SIZE ||
        !utf8_valid(reader.text.bytes, reader.text.size))
        return;
    first = class_of(reader.text.bytes[0]);
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        if (!(readings[i].first & (unsigned)first))
            continue;
        reader.label = readings[i].label;
        reader.place = readings[i].place;
        readings[i].read(&reader);
    }
}
