/*
 * libFuzzer: any text as a flag's value; the first byte says which flag. A value that is accepted is in
 * its range, and a refused one is told in one line that names the flag. Hosts are not resolved.
 */

#include "server/config/config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/base/limits.h"
#include "tests/fuzz/demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_config(const struct config *config)
{
    demand(config->threads >= 1 && config->threads <= LIMIT_REACTORS);
    demand(config->max_sessions >= 1 && config->max_sessions <= LIMIT_SESSIONS);
    demand(config->max_connections >= 1 && config->max_connections <= LIMIT_HTTP_CONNECTIONS);
    demand(config->index.languages.count <= LANGUAGES_MAX);
    for (size_t i = 0; i < config->index.languages.count; i++)
        demand(memchr(config->index.languages.names[i], '\0', LANGUAGE_SIZE));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct origin origin = {.kind = ORIGIN_FLAG, .place = "--flag"};
    struct reason reason = {.text = ""};
    struct config config;
    struct draft draft;
    char *text;
    int r;

    if (size == 0)
        return 0;
    text = malloc(size);
    demand(text && draft_init(&draft, &config) == 0);
    memcpy(text, bytes + 1, size - 1);
    text[size - 1] = '\0';
    r = draft_set_text(&draft, bytes[0] % SETTING_COUNT, &origin, text, &reason);
    demand(r == 0 || r == ORIGIN_FLAG);
    demand((r == 0) == (reason.text[0] == '\0') && !strpbrk(reason.text, "\r\n\x1B"));
    if (r == 0)
        check_config(&config);
    config_release(&config);
    free(text);
    return 0;
}
