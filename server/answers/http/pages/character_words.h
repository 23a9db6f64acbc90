#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_WORDS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_WORDS_H

#include <stdbool.h>

#include "server/answers/http/pages/character_parts.h"

/*
 * The words of a character's page that depend on its document, in the language of the page. Each function
 * appends plain text.
 */

void character_words_category(struct buffer *out, const struct character_parts *view);
void character_words_all_of_block(struct buffer *out, const struct character_parts *view);

/* Its script, of the current way to type it, and of the current alias. Without a message, as the document has it. */
void character_words_script(struct buffer *out, const struct character_parts *view);
void character_words_typing(struct buffer *out, const struct character_parts *view);
void character_words_typing_where(struct buffer *out, const struct character_parts *view);
void character_words_alias_type(struct buffer *out, const struct character_parts *view);

/* Why it is not a character that one may use, if that is so. */
bool character_words_has_state(const struct character_parts *view);
void character_words_state(struct buffer *out, const struct character_parts *view);

/* What is not known of it because ICU is older. The document says that it is. */
void character_words_beyond_icu(struct buffer *out, const struct character_parts *view);

#endif
