/*
 * Caret notation, as terminals show control characters: ^M is U+000D, ^[ is ESCAPE, ^? is DELETE.
 * Exactly two characters, and only capital letters: anything else with a caret is text or words.
 */

#include "index/search/notation/table.h"

enum notation_result notation_read_caret(struct notation_reader *reader)
{
    char control;

    if (reader->size != 2)
        return NOTATION_NO_MATCH;
    control = reader->text[1];
    if (control != '?' && (control < '@' || control > '_'))
        return NOTATION_NO_MATCH;
    return notation_add(reader, (uint32_t)control ^ 0x40);
}
