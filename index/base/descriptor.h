#ifndef CHARFINDER_INDEX_BASE_DESCRIPTOR_H
#define CHARFINDER_INDEX_BASE_DESCRIPTOR_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Reads and writes all bytes, where the kernel may do a part of them, or be interrupted by a signal. For
 * descriptors that block. Thread-safe, and safe in a signal handler; errno is not preserved.
 */

/* Reads from this offset until the buffer is full or the file ends. Returns how many bytes, or a negative
 * errno. */
ssize_t descriptor_read_at(int file, void *bytes, size_t size, size_t offset);

/* Writes all of it, or returns a negative errno after a part: -ENOSPC, and also -EIO if the kernel writes
 * nothing without an error. Otherwise 0. */
int descriptor_write(int file, const void *bytes, size_t size);

#endif
