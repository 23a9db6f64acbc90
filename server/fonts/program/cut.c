/*
 * Slices by HarfBuzz. The glyphs that shaping makes of the code points go with them, and so do the
 * tables of coloured glyphs. A variable font becomes its default instance, because a slice with all
 * axes has several times the size.
 */

#include "server/fonts/program/cut.h"

#include <stdlib.h>

#include <hb-subset.h>

#include "server/fonts/program/pack.h"

static const hb_tag_t variations[] = {
    HB_TAG('f', 'v', 'a', 'r'), HB_TAG('g', 'v', 'a', 'r'), HB_TAG('a', 'v', 'a', 'r'),
    HB_TAG('c', 'v', 'a', 'r'), HB_TAG('H', 'V', 'A', 'R'), HB_TAG('V', 'V', 'A', 'R'),
    HB_TAG('M', 'V', 'A', 'R'), HB_TAG('S', 'T', 'A', 'T'),
};

static hb_subset_input_t *wanted(const uint32_t *points, size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_t *dropped;

    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof variations / sizeof *variations; i++)
        hb_set_add(dropped, variations[i]);
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_unicode_set(input), points[i]);
    return input;
}

static bool has_all(hb_face_t *face, const uint32_t *points, size_t count)
{
    hb_set_t *covered = hb_set_create();
    bool all = true;

    hb_face_collect_unicodes(face, covered);
    for (size_t i = 0; i < count; i++)
        all = all && hb_set_has(covered, points[i]);
    hb_set_destroy(covered);
    return all;
}

static bool pack(hb_face_t *face, struct buffer *out)
{
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned size;
    const char *bytes = hb_blob_get_data(blob, &size);
    char *packed = NULL;
    size_t packed_size = bytes ? pack_woff2(bytes, size, &packed) : 0;

    buffer_append(out, packed, packed_size);
    free(packed);
    hb_blob_destroy(blob);
    return packed_size > 0 && !out->failed;
}

bool cut_slice(struct slice font, unsigned face_number, const uint32_t *points, size_t count,
               struct buffer *out)
{
    hb_blob_t *blob =
        hb_blob_create(font.bytes, (unsigned)font.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, face_number), *slice = NULL;
    hb_subset_input_t *input = wanted(points, count);
    bool done;

    if (input && face_number < hb_face_count(blob))
        slice = hb_subset_or_fail(face, input);
    done = slice && has_all(slice, points, count) && pack(slice, out);
    hb_face_destroy(slice);
    if (input)
        hb_subset_input_destroy(input);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return done;
}
