/*
 * Control characters by the key that types them: "Ctrl-M", "control+[", "C-m", "<C-m>". The caret
 * notation ^M is part of the query language.
 */

#include "index/base/ascii.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"

void reading_control_keys(struct reader *reader)
{
    struct slice text = reader->text;
    char key;

    if (text.size > 2 && text.bytes[0] == '<' && text.bytes[text.size - 1] == '>') {
        text.bytes++;
        text.size -= 2;
    }
    if (scan_take(&text, "ctrl") || scan_take(&text, "control") || scan_take(&text, "ctl")) {
        if (!scan_take_any(&text, "+-"))
            return;
    } else if (!scan_take(&text, "c-")) {
        return;
    }
    if (text.size != 1)
        return;
    key = ascii_upper(text.bytes[0]);
    if (key == '?' || (key >= '@' && key <= '_'))
        reader_add_point(reader, (uint32_t)key ^ 0x40);
}
