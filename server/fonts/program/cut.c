/*
 * Slices by HarfBuzz. The glyphs that shaping makes of the code points go with them, and so do the
 * tables of coloured glyphs. A variable font becomes its default instance, because a slice with all
 * axes has several times the size.
 *
 * Of a text of several emoji the glyphs that shaping can make are those of every shorter text, too: of two people
 * with a skin tone each, all couples. Their images are nearly all of the slice. So the tables that shape are cut as usual,
 * but without images, and the images are cut separately for the glyphs of the whole text. Both keep the numbers of the font.
 */

#include "server/fonts/program/cut.h"

#include <stdlib.h>

#include <hb-subset.h>

#include "server/fonts/program/pack.h"
#include "server/fonts/program/shape.h"

static const hb_tag_t variations[] = {
    HB_TAG('f', 'v', 'a', 'r'), HB_TAG('g', 'v', 'a', 'r'), HB_TAG('a', 'v', 'a', 'r'),
    HB_TAG('c', 'v', 'a', 'r'), HB_TAG('H', 'V', 'A', 'R'), HB_TAG('V', 'V', 'A', 'R'),
    HB_TAG('M', 'V', 'A', 'R'), HB_TAG('S', 'T', 'A', 'T'),
};

/* Images of glyphs, where a font has them, and what would bring other glyphs. */
static const hb_tag_t images[] = {HB_TAG('C', 'B', 'D', 'T'), HB_TAG('C', 'B', 'L', 'C'),
                                  HB_TAG('s', 'b', 'i', 'x')};
static const hb_tag_t shaping[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
                                   HB_TAG('G', 'D', 'E', 'F')};

enum { TABLES_MAX = 64 };

static void drop_tables(hb_subset_input_t *input, const hb_tag_t *tags, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), tags[i]);
}

static hb_subset_input_t *wanted(const uint32_t *points, size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();

    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    drop_tables(input, variations, sizeof variations / sizeof *variations);
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

/* What is wanted of these code points, with the numbers of glyphs as they are. */
static hb_subset_input_t *wanted_numbered(const uint32_t *points, size_t count)
{
    hb_subset_input_t *input = wanted(points, count);

    if (input)
        hb_subset_input_set_flags(input,
                                  hb_subset_input_get_flags(input) | HB_SUBSET_FLAGS_RETAIN_GIDS);
    return input;
}

/* The face with what these code points are shaped to, and without images. */
static hb_face_t *cut_frame(hb_face_t *face, const uint32_t *points, size_t count)
{
    hb_subset_input_t *input = wanted_numbered(points, count);
    hb_face_t *frame;

    if (!input)
        return NULL;
    drop_tables(input, images, sizeof images / sizeof *images);
    frame = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    return frame;
}

/* The same with the images of these glyphs, and no other. */
static hb_face_t *cut_images(hb_face_t *face, const struct shaped_glyph *glyphs, size_t count)
{
    hb_subset_input_t *input = wanted_numbered(NULL, 0);
    hb_face_t *cut;

    if (!input)
        return NULL;
    drop_tables(input, shaping, sizeof shaping / sizeof *shaping);
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_glyph_set(input), glyphs[i].number);
    cut = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    return cut;
}

static bool add_table(hb_face_t *whole, hb_face_t *part, hb_tag_t tag)
{
    hb_blob_t *table = hb_face_reference_table(part, tag);
    bool added = hb_blob_get_length(table) > 0 && hb_face_builder_add_table(whole, tag, table);

    hb_blob_destroy(table);
    return added;
}

/* A face that was built here lists its tables only after it has been written and read. */
static hb_face_t *written(hb_face_t *made)
{
    hb_blob_t *blob = hb_face_reference_blob(made);
    hb_face_t *face = hb_face_create(blob, 0);

    hb_blob_destroy(blob);
    return face;
}

/* A face with the tables of both. NULL if there are no images. */
static hb_face_t *join(hb_face_t *made, hb_face_t *pictured)
{
    hb_face_t *whole = hb_face_builder_create(), *frame = written(made);
    hb_tag_t tags[TABLES_MAX];
    unsigned count = TABLES_MAX;
    bool some = false;

    (void)hb_face_get_table_tags(frame, 0, &count, tags);
    for (unsigned i = 0; i < count; i++)
        (void)add_table(whole, frame, tags[i]);
    for (size_t i = 0; i < sizeof images / sizeof *images; i++)
        some = add_table(whole, pictured, images[i]) || some;
    hb_face_destroy(frame);
    if (some)
        return whole;
    hb_face_destroy(whole);
    return NULL;
}

bool cut_text(struct slice font, unsigned face_number, const uint32_t *points, size_t count,
              struct buffer *out)
{
    struct shaped_glyph glyphs[SHAPE_MAX];
    size_t shaped = shape_text(font, face_number, points, count, glyphs);
    hb_blob_t *blob;
    hb_face_t *face, *frame, *pictured, *whole = NULL;
    bool done;

    if (shaped == 0)
        return false;
    blob = hb_blob_create(font.bytes, (unsigned)font.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    face = hb_face_create(blob, face_number);
    frame = cut_frame(face, points, count);
    pictured = cut_images(face, glyphs, shaped);
    if (frame && pictured)
        whole = join(frame, pictured);
    done = whole && has_all(frame, points, count) && pack(whole, out);
    hb_face_destroy(whole);
    hb_face_destroy(pictured);
    hb_face_destroy(frame);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return done;
}
