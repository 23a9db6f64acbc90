#ifndef CHARFINDER_INDEX_BASE_CONTAINER_OF_H
#define CHARFINDER_INDEX_BASE_CONTAINER_OF_H

#include <stddef.h>

/*
 * The struct that contains a member, from a pointer to that member:
 *
 *     struct session *session = container_of(deadline, struct session, deadline);
 *
 * `pointer` must not be NULL, must not be const, and must point to that member of such a struct.
 * The compiler rejects a pointer of another type. `pointer` is evaluated once; the result costs one
 * subtraction at most.
 */
#define container_of(pointer, type, member)                                                        \
    ((type *)(void *)((char *)(1 ? (pointer) : &((type *)0)->member) - offsetof(type, member)))

#endif
