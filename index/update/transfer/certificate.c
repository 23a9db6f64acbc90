/*
 * The bits are GnuTLS's interface, so that they stay. Several may be set: the first that a person can
 * do something about counts.
 */

#include "index/update/transfer/certificate.h"

#include <stddef.h>
#include <string.h>

const char *certificate_fault(const char *library, long result)
{
    static const struct {
        unsigned bit; /* of gnutls/gnutls.h */
        const char *text;
    } faults[] = {
        {5, "it was revoked"},
        {10, "it has expired, or the clock of this machine is wrong"},
        {9, "it is not valid yet, or the clock of this machine is wrong"},
        {6, "no authority that is known here has signed it; SSL_CERT_FILE names a file of others"},
        {7, "its signer is not an authority"},
        {8, "its signature algorithm is no longer secure"},
    };

    if (!library || strncmp(library, "GnuTLS/", 7) != 0)
        return NULL;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        if (result >> faults[i].bit & 1)
            return faults[i].text;
    return NULL;
}
