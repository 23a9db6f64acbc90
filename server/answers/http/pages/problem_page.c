/*
 * Errors for people. The page says what the problem document says, and offers ways out: the start page, and
 * a search for what was asked.
 *
 * Its links are relative, as those of all pages are, but its address may be at any depth: so they begin
 * with as many "../" as the path has parts.
 */

#include "server/answers/http/pages/problem_page.h"

#include <stdio.h>
#include <string.h>

#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/template.h"
#include "server/answers/http/pages/complaint_words.h"
#include "server/answers/http/pages/document.h"
#include "server/answers/http/pages/form.h"
#include "server/answers/http/pages/reader.h"
#include "server/answers/http/request/negotiate.h"
#include "server/answers/http/request/target.h"
#include "server/answers/json/json_tree.h"

enum { DEPTH_MAX = 32 }; /* of a path that relative links lead out of */

struct view {
    const struct api_request *request;
    const struct messages *messages;
    unsigned status;
    struct slice wanted; /* what to search for, or empty; in the target */
    struct json_reader reader;
};

static struct slice raw_path(const struct api_request *request)
{
    const char *query =
        request->target_size > 0 ? memchr(request->target, '?', request->target_size) : NULL;

    return (struct slice){request->target,
                          query ? (size_t)(query - request->target) : request->target_size};
}

static size_t count_slashes(struct slice text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += text.bytes[i] == '/';
    return count;
}

/* Leads from the address to the start page. */
static void text_root(struct buffer *out, const struct view *view)
{
    const struct slice prefix = view->request->site.prefix;
    struct slice path = raw_path(view->request);
    size_t depth;

    if (prefix.size > 0 && path.size > prefix.size && slice_has_prefix(path, prefix) &&
        path.bytes[prefix.size] == '/')
        path = (struct slice){path.bytes + prefix.size, path.size - prefix.size};
    depth = count_slashes(path);
    if (path.size == 0 || path.bytes[0] != '/' || depth > DEPTH_MAX) {
        buffer_append(out, prefix.bytes, prefix.size);
        buffer_append_text(out, "/");
        return;
    }
    buffer_append_text(out, "./");
    for (; depth > 1; depth--)
        buffer_append_text(out, "../");
}

static void text_files(struct buffer *out, const struct view *view)
{
    text_root(out, view);
    buffer_append_text(out, asset_directory() + 1);
}

static void text_wanted(struct buffer *out, const struct view *view)
{
    buffer_append(out, view->wanted.bytes, view->wanted.size);
}

static void text_search_link(struct buffer *out, const struct view *view)
{
    text_root(out, view);
    buffer_append_text(out, "?query=");
    form_append(out, view->wanted);
}

static void text_language(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, view->messages->language);
}

static void text_direction(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, messages_direction(view->messages));
}

/* What the status means; rare ones in the words of HTTP. */
static void text_heading(struct buffer *out, const struct view *view)
{
    char key[32];

    (void)snprintf(key, sizeof key, "problem.%u", view->status);
    if (!message_append_known(out, view->messages, slice_of(key)))
        json_reader_text(&view->reader, slice_of("title"), out);
}

static bool has_code(const struct view *view)
{
    return json_reader_has(&view->reader, slice_of("code"));
}

/* What is wrong with a query is said in the language of the page; the rest in English, as programs are told. */
static void text_detail(struct buffer *out, const struct view *view)
{
    static const char *const names[] = {"code", "key", "closest"};
    struct buffer texts[] = {BUFFER_INIT, BUFFER_INIT, BUFFER_INIT};
    struct slice slices[3];

    if (!has_code(view)) {
        json_reader_text(&view->reader, slice_of("detail"), out);
        return;
    }
    for (size_t i = 0; i < 3; i++) {
        json_reader_text(&view->reader, slice_of(names[i]), &texts[i]);
        slices[i] =
            (struct slice){.bytes = texts[i].bytes ? texts[i].bytes : "", .size = texts[i].size};
    }
    complaint_words_append(out, view->messages, slices[0], slices[1], slices[2]);
    for (size_t i = 0; i < 3; i++)
        buffer_release(&texts[i]);
}

static void text_detail_language(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, has_code(view) ? view->messages->language : "en");
}

static void text_status_words(struct buffer *out, const struct view *view)
{
    const struct message_value values[] = {MESSAGE_NUMBER("status", view->status), {0}};

    message_append(out, view->messages, slice_of("problem.status"), values);
}

static void text_search_before(struct buffer *out, const struct view *view)
{
    message_append_part(out, view->messages, "problem.search", NULL, "{query}", MESSAGE_BEFORE);
}

static void text_search_after(struct buffer *out, const struct view *view)
{
    message_append_part(out, view->messages, "problem.search", NULL, "{query}", MESSAGE_AFTER);
}

static const struct {
    const char *name;
    void (*write)(struct buffer *out, const struct view *view);
} texts[] = {
    {"language", text_language},
    {"direction", text_direction},
    {"heading", text_heading},
    {"detail", text_detail},
    {"detail-language", text_detail_language},
    {"status-words", text_status_words},
    {"search-before", text_search_before},
    {"search-after", text_search_after},
    {"root", text_root},
    {"files", text_files},
    {"wanted", text_wanted},
    {"search-link", text_search_link},
};

static void view_text(void *context, struct slice name, struct buffer *out)
{
    const struct view *view = context;

    if (slice_has_prefix(name, slice_of(MESSAGE_PREFIX))) {
        message_append(out, view->messages, message_key(name), NULL);
        return;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (slice_is(name, texts[i].name)) {
            texts[i].write(out, view);
            return;
        }
    json_reader_text(&view->reader, name, out);
}

static bool view_section(void *context, struct slice name, unsigned round)
{
    struct view *view = context;

    if (slice_is(name, "wanted-known"))
        return round == 0 && view->wanted.size > 0;
    return json_reader_section(&view->reader, name, round);
}

/* The query of the address; or, where there is nothing, the last part of its path: who types /snowman
 * wants one. */
static struct slice find_wanted(const struct target *target, bool nowhere)
{
    const struct slice *query = target_value(target, "query");
    const char *slash;

    if (!query)
        query = target_value(target, "q");
    if (query)
        return *query;
    if (!nowhere || target->plain == 0 || target->path.size < 2)
        return (struct slice){.bytes = "", .size = 0};
    slash = memrchr(target->path.bytes, '/', target->plain);
    return (struct slice){slash + 1, target->path.size - (size_t)(slash + 1 - target->path.bytes)};
}

/* Returns the messages of the language that the page speaks. */
static const struct messages *render(struct buffer *out, const struct api_request *request,
                                     const struct api_reply *reply, const struct json_t *problem)
{
    const bool nowhere = reply->status == 404 && reply->route == COUNTED_NOWHERE;
    struct view view = {.request = request, .status = reply->status};
    const struct template_view filled = {
        .text = view_text, .section = view_section, .context = &view};
    struct target target;
    struct reason reason;
    const bool parsed =
        request->target_size > 0 &&
        target_parse(&target, request->target, request->target_size, &reason) == TARGET_OK;

    view.wanted = parsed ? find_wanted(&target, nowhere) : (struct slice){.bytes = "", .size = 0};
    view.messages = reader_messages(request, parsed ? &target : NULL);
    json_reader_open(&view.reader, problem);
    template_render(out, asset_template("problem.html"), &filled);
    if (parsed)
        target_release(&target);
    return view.messages;
}

void problem_page_offer(const struct api_request *request, struct api_reply *reply)
{
    struct buffer body = BUFFER_INIT;
    const struct messages *messages;
    struct json_t *problem;

    if (reply->status < 400 || !reply_is_problem(reply) || !negotiate_page(request->accept))
        return;
    problem = json_tree_read((struct slice){reply->bytes, reply->size});
    if (!problem)
        return;
    messages = render(&body, request, reply, problem);
    json_tree_free(problem);
    if (reply_replace_body(reply, DOCUMENT_TYPE, &body))
        document_headers(reply, messages);
}
