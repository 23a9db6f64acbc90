/*
 * A socket's file is stale if the kernel refuses to connect to it. It also refuses if the socket is bound
 * and does not listen yet, so binding and listening happen under a lock.
 *
 * The rights are right from the first moment on: bind() gives the file the mode of the socket itself,
 * less the umask. So it begins with its owner's rights alone, and gets the others when it belongs to
 * the right group.
 */

#include "server/transport/accept/socket_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char *path_of(const struct config_address *address)
{
    return ((const struct sockaddr_un *)&address->address)->sun_path;
}

enum { FOLDER_SIZE = sizeof((struct sockaddr_un *)0)->sun_path };

static void folder_of(const char *path, char folder[static FOLDER_SIZE])
{
    (void)snprintf(folder, FOLDER_SIZE, "%.*s", (int)(strrchr(path, '/') - path + 1), path);
}

static int folder_refuse(const char *folder, struct reason *why)
{
    int r = -errno;

    reason_set(why, "%s: %s: make the folder first, and let the daemon write to it", folder,
               strerror(errno));
    return r;
}

/* Locks the folder of the path until the descriptor is closed. Returns it, or -errno. */
static int folder_lock(const char *path, struct reason *why)
{
    char folder[FOLDER_SIZE];
    int fd, r;

    folder_of(path, folder);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return folder_refuse(folder, why);
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    r = -errno;
    reason_set(why, "%s is locked by another process: try again", folder);
    (void)close(fd);
    return r;
}

/* Does no process listen on the socket at the address? */
static bool is_stale(const struct config_address *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool refused = fd >= 0 &&
                   connect(fd, (const struct sockaddr *)&address->address, address->size) < 0 &&
                   errno == ECONNREFUSED;

    if (fd >= 0)
        (void)close(fd);
    return refused;
}

static int refuse_file(struct reason *why)
{
    reason_set(why, "a file that is not a socket is there: remove it, or choose another path");
    return -EEXIST;
}

/* Something is at the path already. Returns 0 when it has been removed. */
static int make_way(const struct config_address *address, struct reason *why)
{
    struct stat found;
    int r;

    if (lstat(path_of(address), &found) < 0)
        return errno == ENOENT ? 0 : -errno;
    if (!S_ISSOCK(found.st_mode))
        return refuse_file(why);
    if (!is_stale(address)) {
        reason_set(why, "another process listens there: stop it, or choose another path");
        return -EADDRINUSE;
    }
    if (unlink(path_of(address)) == 0 || errno == ENOENT)
        return 0;
    r = -errno;
    reason_set(why, "an unused socket is there, and cannot be removed: %s", strerror(errno));
    return r;
}

static int bind_file(struct socket_file *file, int socket, const struct config_address *address,
                     struct reason *why)
{
    const struct sockaddr *name = (const struct sockaddr *)&address->address;
    struct stat made;
    int r = bind(socket, name, address->size) < 0 ? -errno : 0;

    if (r == -EADDRINUSE) {
        r = make_way(address, why);
        if (r == 0)
            r = bind(socket, name, address->size) < 0 ? -errno : 0;
    }
    if (r < 0)
        return r;
    if (lstat(path_of(address), &made) < 0)
        return -errno;
    *file = (struct socket_file){
        .ours = true, .device = made.st_dev, .inode = made.st_ino, .made = made.st_mtim};
    return 0;
}

static int refuse_rights(const struct config_file_rights *rights, int error, struct reason *why)
{
    reason_set(why,
               "its file cannot be given to %s:%s: %s; a socket unit of systemd can: SocketUser=, "
               "SocketGroup=",
               rights->owner, rights->group, strerror(error));
    return -error;
}

static int give_rights(const struct config_address *address, struct reason *why)
{
    const struct config_file_rights *rights = &address->file;

    if ((rights->uid != (uid_t)-1 || rights->gid != (gid_t)-1) &&
        lchown(path_of(address), rights->uid, rights->gid) < 0)
        return refuse_rights(rights, errno, why);
    return chmod(path_of(address), rights->mode) < 0 ? -errno : 0;
}

int socket_file_listen(struct socket_file *file, int socket, const struct config_address *address,
                       struct reason *why)
{
    int folder = folder_lock(path_of(address), why), r;

    *file = (struct socket_file){.ours = false};
    if (folder < 0)
        return folder;
    (void)fchmod(socket, address->file.mode & S_IRWXU);
    r = bind_file(file, socket, address, why);
    if (r == 0)
        r = give_rights(address, why);
    if (r == 0 && listen(socket, SOMAXCONN) < 0)
        r = -errno;
    if (r < 0)
        socket_file_remove(file, address);
    (void)close(folder);
    return r;
}

/* As chown(2) has it for users without privileges. */
static bool may_give(const struct config_file_rights *rights)
{
    return geteuid() == 0 ||
           ((rights->uid == (uid_t)-1 || rights->uid == geteuid()) &&
            (rights->gid == (gid_t)-1 || rights->gid == getegid() || group_member(rights->gid)));
}

int socket_file_check(const struct config_address *address, struct reason *why)
{
    const char *path = path_of(address);
    char folder[FOLDER_SIZE];
    struct stat found;

    folder_of(path, folder);
    if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) < 0)
        return folder_refuse(folder, why);
    if (lstat(path, &found) == 0 && !S_ISSOCK(found.st_mode))
        return refuse_file(why);
    return may_give(&address->file) ? 0 : refuse_rights(&address->file, EPERM, why);
}

static bool is_ours(const struct socket_file *file, const struct stat *found)
{
    return S_ISSOCK(found->st_mode) && found->st_dev == file->device &&
           found->st_ino == file->inode && found->st_mtim.tv_sec == file->made.tv_sec &&
           found->st_mtim.tv_nsec == file->made.tv_nsec;
}

bool socket_file_lost(const struct socket_file *file, const struct config_address *address)
{
    struct stat found;

    return file->ours && (lstat(path_of(address), &found) < 0 || !is_ours(file, &found));
}

void socket_file_remove(struct socket_file *file, const struct config_address *address)
{
    struct stat found;

    if (file->ours && lstat(path_of(address), &found) == 0 && is_ours(file, &found))
        (void)unlink(path_of(address));
    *file = (struct socket_file){.ours = false};
}
