/*
 * Any bytes as a table of names. What it gives must be fit for a record, and a reading goes on after
 * every bad line to the end.
 */

#include "index/sources/tables/table.h"

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_line(const struct table_line *line, const struct table *table)
{
    demand(line->name.size <= TABLE_NAME_MAX);
    demand(line->name.bytes + line->name.size <= table->rest.bytes);
    check_points(line->points, line->count);
    check_text(line->name.bytes, line->name.size);
    if (line->use == TABLE_SPELLING)
        demand((unsigned)line->spelling < SPELLING_KINDS);
    else
        demand((unsigned)line->text < TEXT_KINDS);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *copy = malloc(size ? size : 1);
    struct table table;
    struct table_line line;
    enum table_outcome outcome;
    unsigned before = 0;

    demand(copy);
    if (size > 0)
        memcpy(copy, bytes, size);
    table_open(&table, copy, size);
    do {
        struct reason reason = {.text = ""};

        outcome = table_next(&table, &line, &reason);
        demand(outcome == TABLE_END || table.line > before);
        demand((outcome == TABLE_BAD) == (reason.text[0] != '\0'));
        if (outcome == TABLE_BAD)
            check_text(reason.text, strlen(reason.text));
        if (outcome == TABLE_LINE)
            check_line(&line, &table);
        before = table.line;
    } while (outcome != TABLE_END);
    free(copy);
    return 0;
}
