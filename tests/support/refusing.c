/* A file system that refuses one operation: the n-th open, write, link, rename, mkdir or fsync below a folder, in a
   process and all that it starts. Loaded in front of the C library:

     REFUSE_BELOW  the folder
     REFUSE_COUNT  a file of 4096 bytes: two numbers, how many there were in all processes together, and which one is
                   refused, 0 for none; behind them stands what was refused */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define ROOM 4096
static _Atomic long *count, *at;
static char *told;
static const char *below;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("REFUSE_COUNT");
  below = getenv("REFUSE_BELOW");
  if (!file || !below) return;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int fd = real(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *shared = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (shared == MAP_FAILED) return;
  count = shared;
  at = count + 1;
  told = (char *)(count + 2);
}

static int refused(const char *name, int dir, const char *path, int reason) {
  char whole[2 * PATH_MAX], base[PATH_MAX];
  if (!count || !path) return 0;
  if (path[0] != '/') {
    char link[64];
    snprintf(link, sizeof link, dir == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", dir);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    snprintf(whole, sizeof whole, "%s/%s", base, path);
    path = whole;
  }
  if (strncmp(path, below, strlen(below)) != 0) return 0;
  if (atomic_fetch_add(count, 1) + 1 != *at) return 0;
  snprintf(told, ROOM - 2 * sizeof(long), "%s %s", name, path);
  errno = reason;
  return 1;
}

static int refused_fd(const char *name, int fd, int reason) {
  char link[64], path[PATH_MAX];
  int kept = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  errno = kept;
  if (length < 0) return 0;
  path[length] = 0;
  return refused(name, AT_FDCWD, path, reason);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, #name)
#define MODE \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }
#define REASON ((flags & (O_WRONLY | O_RDWR)) ? ENOSPC : EIO)
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    MODE REAL(int, name, const char *, int, ...); \
    return refused("open", AT_FDCWD, path, REASON) ? -1 : real(path, flags, mode); \
  }
#define OPENAT(name) \
  int name(int dir, const char *path, int flags, ...) { \
    MODE REAL(int, name, int, const char *, int, ...); \
    return refused("open", dir, path, REASON) ? -1 : real(dir, path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *raw, size_t size) {
  REAL(ssize_t, write, int, const void *, size_t);
  return fd > 2 && refused_fd("write", fd, ENOSPC) ? -1 : real(fd, raw, size);
}
ssize_t sendfile64(int to, int from, off64_t *begin, size_t size) {
  REAL(ssize_t, sendfile64, int, int, off64_t *, size_t);
  return refused_fd("write", to, ENOSPC) ? -1 : real(to, from, begin, size);
}
ssize_t sendfile(int to, int from, off_t *begin, size_t size) {
  REAL(ssize_t, sendfile, int, int, off_t *, size_t);
  return refused_fd("write", to, ENOSPC) ? -1 : real(to, from, begin, size);
}
int fsync(int fd) {
  REAL(int, fsync, int);
  return refused_fd("fsync", fd, EIO) ? -1 : real(fd);
}
int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return refused_fd("fsync", fd, EIO) ? -1 : real(fd);
}
int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  return refused("mkdir", AT_FDCWD, path, ENOSPC) ? -1 : real(path, mode);
}
int link(const char *from, const char *to) {
  REAL(int, link, const char *, const char *);
  return refused("link", AT_FDCWD, to, EIO) ? -1 : real(from, to);
}
int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
  REAL(int, linkat, int, const char *, int, const char *, int);
  return refused("link", to_dir, to, EIO) ? -1 : real(from_dir, from, to_dir, to, flags);
}
int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  return refused("rename", AT_FDCWD, from, EIO) ? -1 : real(from, to);
}
int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
  REAL(int, renameat2, int, const char *, int, const char *, unsigned);
  return refused("rename", from_dir, from, EIO) ? -1 : real(from_dir, from, to_dir, to, flags);
}
