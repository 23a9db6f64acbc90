/*
 * Caret notation, as terminals show control characters: ^M is U+000D, ^[ is ESCAPE, ^? is DELETE.
 * Matches exactly two characters, and only capital letters: other texts with a caret are pasted
 * text or words.
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
