/*
 * The URI is only checked for what could not be sent as a line of its own: its reader knows whether
 * the address exists.
 */

#include "server/config/contact.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Printable ASCII without what RFC 3986 leaves out of every URI. */
static int is_in_uri(unsigned char byte)
{
    return byte > ' ' && byte < 0x7F && !strchr("\"<>\\^`{|}", byte);
}

const char *contact_check(const char *text)
{
    static const char *const schemes[] = {"mailto:", "https://", "tel:"};
    size_t size = strlen(text), scheme = 0;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
            scheme = strlen(schemes[i]);
    if (scheme == 0 || size == scheme)
        return "is not a URI such as mailto:security@example.org or https://example.org/security";
    if (size > CONTACT_MAX)
        return "is longer than 255 bytes";
    for (size_t i = 0; i < size; i++)
        if (!is_in_uri((unsigned char)text[i]))
            return "has a character that no URI has; write it as % and two digits";
    return NULL;
}

const char *contact_copy(char contact[static CONTACT_MAX + 1], const char *text)
{
    const char *problem = contact_check(text);

    if (!problem)
        (void)snprintf(contact, CONTACT_MAX + 1, "%s", text);
    return problem;
}
