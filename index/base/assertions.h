#ifndef CHARFINDER_INDEX_BASE_ASSERTIONS_H
#define CHARFINDER_INDEX_BASE_ASSERTIONS_H

/*
 * Assertions are part of the program: a broken invariant must stop it, in production above all. The
 * build includes this header into every source (CMakeLists.txt), so that no build can lose them.
 */
#ifdef NDEBUG
#error "assertions are part of the program: build without -DNDEBUG"
#endif

#endif
