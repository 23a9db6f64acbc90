#ifndef CHARFINDER_ANSWERS_ASSETS_H
#define CHARFINDER_ANSWERS_ASSETS_H

#include <stddef.h>

/*
 * The files of static/, compiled into the program: nothing to install beside it, nothing that
 * can be missing or changed while it runs. assets.c is generated (assets.cmake).
 */

struct asset {
    const char *path; /* "/static/app.js" */
    const char *type; /* "text/javascript; charset=utf-8" */
    const char *etag; /* quoted; a digest of the bytes */
    const unsigned char *bytes;
    size_t size;
    const unsigned char *gzip; /* the same, compressed; NULL where that is not smaller */
    size_t gzip_size;
};

/* The asset at exactly that path, or NULL. */
const struct asset *asset_find(const char *path, size_t size);

#endif
