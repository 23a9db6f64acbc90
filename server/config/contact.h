#ifndef CHARFINDER_SERVER_CONFIG_CONTACT_H
#define CHARFINDER_SERVER_CONFIG_CONTACT_H

/*
 * Whom to tell of a security problem: the URI in a Contact field of security.txt (RFC 9116, section
 * 2.5.3).
 */

enum { CONTACT_MAX = 255 }; /* bytes */

/* Returns NULL if the text is a URI of mailto:, https: or tel:; or what is wrong, as the end of a
 * sentence about the text (static). */
const char *contact_check(const char *text);

/* The same, and copies a good one. */
const char *contact_copy(char contact[static CONTACT_MAX + 1], const char *text);

#endif
