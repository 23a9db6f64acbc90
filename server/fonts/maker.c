/*
 * A font that crashes the program that reads it, or keeps it busy without end, is left out from then on, and
 * its characters go to the next best face. The same happens to a character that a font cannot give: its
 * slice is halved until only that one is left.
 */

#include "server/fonts/maker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/unicode/character.h"
#include "server/base/log.h"
#include "server/fonts/ask.h"

/*
 * Faces.
 */

static void file_key(const struct font_file *file, uint8_t key[static CHECKSUM_SIZE])
{
    char text[sizeof ASK_MAKING + CHECKSUM_SIZE];

    memcpy(text, ASK_MAKING, sizeof ASK_MAKING);
    memcpy(text + sizeof ASK_MAKING, file->key, CHECKSUM_SIZE);
    checksum_of(text, sizeof text, key);
}

/* Returns 0, MAKER_STOPPED or -errno. */
static int learn_file(struct maker *maker, size_t number, struct reason *reason)
{
    const struct font_file *file = &maker->files.list.items[number];
    const struct wire_request request = {.task = WIRE_FACES};
    uint8_t key[CHECKSUM_SIZE];
    struct buffer told = BUFFER_INIT;
    int r = 0;

    file_key(file, key);
    if (!keep_get(maker->around.keep, key, &told)) {
        r = ask_program(maker->around.helper, file, &request, &told, reason);
        if (r == 0 && !told.failed)
            keep_put(maker->around.keep, key, (struct slice){told.bytes, told.size});
    }
    if (r == 0 && told.size > 0 && told.bytes[0] == ASK_TAKEN)
        r = faces_add(&maker->faces, number, (struct slice){told.bytes + 1, told.size - 1});
    if (r == FACES_INVALID)
        r = 0;
    buffer_release(&told);
    return r;
}

int maker_learn(struct maker *maker, struct reason *reason)
{
    int r = folders_list(&maker->files, maker->around.folders, maker->around.folder_count);

    for (size_t i = 0; r == 0 && i < maker->files.list.count; i++)
        r = learn_file(maker, i, reason);
    if (r == 0) {
        maker->broken = calloc(maker->faces.list.count + 1, sizeof(bool));
        r = maker->broken ? 0 : -ENOMEM;
    }
    return r;
}

/*
 * The plan.
 */

static bool is_control(uint32_t point)
{
    enum { CONTROLS_END = 0x20, DELETE = 0x7f, C1_END = 0xa0 };

    return point < CONTROLS_END || (point >= DELETE && point < C1_END);
}

static void plan_wanted(struct maker *maker, uint32_t row)
{
    const struct charindex *index = maker->around.index;
    uint32_t end = charindex_first_sequence(index);
    struct plan_wish wish = {.row = row};

    for (uint32_t document = charindex_find_from(index, row * FONT_ROW); document < end;
         document++) {
        uint32_t point = charindex_code_point(index, document);

        if (point / FONT_ROW != row)
            break;
        if (!is_control(point))
            font_points_add(character_is_colourful(charindex_repertoire(index), point)
                                ? &wish.colour
                                : &wish.text,
                            point);
    }
    plan_row(&maker->plan, &maker->faces, maker->broken, &wish);
}

/* Other faces for the characters that this one does not give. */
static void plan_again(struct maker *maker, const struct plan_part *part)
{
    struct plan_wish wish = {.row = part->row, .text = part->points};
    bool before = maker->broken[part->face];

    maker->broken[part->face] = true;
    plan_row(&maker->plan, &maker->faces, maker->broken, &wish);
    maker->broken[part->face] = before;
}

/*
 * Slices.
 */

static void part_key(const struct maker *maker, const struct plan_part *part,
                     uint8_t key[static CHECKSUM_SIZE])
{
    const struct face *face = &maker->faces.list.items[part->face];
    struct {
        char making[sizeof ASK_MAKING];
        uint8_t file[CHECKSUM_SIZE];
        uint32_t face, row;
        struct font_points points;
    } all;

    memset(&all, 0, sizeof all);
    memcpy(all.making, ASK_MAKING, sizeof ASK_MAKING);
    memcpy(all.file, maker->files.list.items[face->file].key, CHECKSUM_SIZE);
    all.face = face->number;
    all.row = part->row;
    all.points = part->points;
    checksum_of(&all, sizeof all, key);
}

static int cut(struct maker *maker, const struct plan_part *part, struct buffer *out,
               struct reason *reason)
{
    const struct face *face = &maker->faces.list.items[part->face];
    struct wire_request request = {.task = WIRE_CUT, .face = face->number};
    int r;

    request.count = (uint32_t)plan_points(part, request.points);
    r = ask_program(maker->around.helper, &maker->files.list.items[face->file], &request, out,
                    reason);
    if (r != 0 || out->failed || out->bytes[0] == ASK_DEADLY)
        return r;
    if (out->bytes[0] == ASK_REFUSED || out->size - 1 > FONT_SLICE_MAX) {
        out->size = 1;
        out->bytes[0] = request.count > 1 ? ASK_LARGE : ASK_REFUSED;
    }
    return 0;
}

static void add_slice(struct maker *maker, const struct plan_part *part, struct slice woff2)
{
    const struct face *face = &maker->faces.list.items[part->face];
    struct font_slice *slice;

    if (maker->slices.count >= FONT_SET_SLICES || maker->bytes + woff2.size > FONT_SET_BYTES) {
        if (!maker->full)
            log_notice(
                "Not all fonts are served: there would be more than %d slices or %d MB; list "
                "fewer folders in font_dirs",
                FONT_SET_SLICES, FONT_SET_BYTES >> 20);
        maker->full = true;
        return;
    }
    slice = font_slice_new(part->row, &part->points, face->full_name, face->postscript_name, woff2);
    if (!slice)
        return;
    maker->bytes += woff2.size;
    vector_append(&maker->slices, &slice); /* NOLINT(bugprone-sizeof-expression): pointers */
    if (maker->slices.failed)
        font_slice_unref(slice);
}

void maker_break_font(struct maker *maker, size_t file)
{
    for (size_t i = 0; i < maker->faces.list.count; i++)
        if (maker->faces.list.items[i].file == file)
            maker->broken[i] = true;
}

static void use_result(struct maker *maker, struct plan_part *part, struct slice result)
{
    struct plan_part rest;

    switch ((enum ask_result)result.bytes[0]) {
    case ASK_TAKEN:
        add_slice(maker, part, (struct slice){result.bytes + 1, result.size - 1});
        return;
    case ASK_LARGE:
        rest = plan_split(part);
        vector_append(&maker->plan.parts, part);
        vector_append(&maker->plan.parts, &rest);
        return;
    case ASK_DEADLY:
        maker_break_font(maker, maker->faces.list.items[part->face].file);
        plan_again(maker, part);
        return;
    case ASK_REFUSED:
        plan_again(maker, part);
        return;
    }
}

/* Takes a part from what is kept, or has it made. */
static int take_part(struct maker *maker, struct plan_part part, struct reason *reason)
{
    struct buffer result = BUFFER_INIT;
    uint8_t key[CHECKSUM_SIZE];
    int r = 0;

    if (maker->broken[part.face]) {
        plan_again(maker, &part);
        return 0;
    }
    part_key(maker, &part, key);
    if (!keep_get(maker->around.keep, key, &result)) {
        r = cut(maker, &part, &result, reason);
        if (r == 0 && !result.failed)
            keep_put(maker->around.keep, key, (struct slice){result.bytes, result.size});
    }
    if (r == 0 && result.size > 0)
        use_result(maker, &part, (struct slice){result.bytes, result.size});
    buffer_release(&result);
    return r;
}

int maker_row(struct maker *maker, uint32_t row, struct reason *reason)
{
    int r = 0;

    plan_wanted(maker, row);
    while (r == 0 && maker->plan.parts.count > 0)
        r = take_part(maker, maker->plan.parts.items[--maker->plan.parts.count], reason);
    if (r == 0)
        font_rows_add(&maker->made, row);
    return r == 0 && (maker->plan.parts.failed || maker->slices.failed) ? -ENOMEM : r;
}

void maker_init(struct maker *maker, const struct maker_surroundings *surroundings)
{
    *maker = (struct maker){.around = *surroundings};
}

void maker_release(struct maker *maker)
{
    for (size_t i = 0; i < maker->slices.count; i++)
        font_slice_unref(maker->slices.items[i]);
    vector_release(&maker->slices);
    vector_release(&maker->plan.parts);
    free(maker->broken);
    maker->broken = NULL;
    faces_release(&maker->faces);
    folders_release(&maker->files);
}
