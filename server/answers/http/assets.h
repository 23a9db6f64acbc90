#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ASSETS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"

/*
 * The files of static/, compiled into the program: nothing to install beside it, nothing that
 * can be missing or changed while it runs. assets.c is generated (assets.cmake).
 *
 * They are served from one directory, whose name is a digest of all of them: what stands at a path
 * never changes, and the modules, which import each other by relative names, always fit together.
 */

struct asset {
    const char *path; /* "/static/0123456789abcdef/main.js" */
    const char *type; /* "text/javascript; charset=utf-8" */
    const char *etag; /* quoted; a digest of the bytes */
    bool immutable;   /* its path names the digest; else it is asked for again each time */
    const unsigned char *bytes;
    size_t size;
    const unsigned char *gzip; /* the same, compressed; NULL where that is not smaller */
    size_t gzip_size;
};

/* The asset at exactly that path, or NULL. */
const struct asset *asset_find(const char *path, size_t size);

/* "/static/0123456789abcdef", where the page's files are. */
const char *asset_directory(void);

/* The directory's last part: it is another one whenever any file of static/ is. */
const char *asset_digest(void);

/* The template of that file name, which must exist; no path leads to it. */
struct slice asset_template(const char *name);

#endif
