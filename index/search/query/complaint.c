/*
 * The codes of complaints. What is said in English is written where the complaint is found.
 */

#include "index/search/query/complaint.h"

#include <assert.h>

#define CODE(complaint, code) [complaint] = (code),
static const char *const codes[] = {COMPLAINTS(CODE)};

const char *complaint_code(enum complaint complaint)
{
    assert(complaint < COMPLAINT_COUNT);
    return codes[complaint];
}
