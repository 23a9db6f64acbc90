#ifndef CHARFINDER_INDEX_UPDATE_TRANSFER_CERTIFICATE_H
#define CHARFINDER_INDEX_UPDATE_TRANSFER_CERTIFICATE_H

/*
 * What is wrong with a server's certificate, in words. libcurl's own message says it where it is built with
 * OpenSSL; with GnuTLS it only names files, and the fault is in the bits of gnutls_certificate_status_t.
 * Thread-safe.
 */

/* The name of libcurl's TLS library ("GnuTLS/3.7.9"), and its result of the verification. Returns NULL if
 * libcurl's message says more. */
const char *certificate_fault(const char *library, long result);

#endif
