/*
 * Makes every fsync and fdatasync of a process and its children cost what it costs on a slower disk: preloaded (LD_PRELOAD), it does
 * the real one and then waits for the "disk", which all processes share and which flushes once at a time.
 *
 * CAIRN_SYNC_NANOS: what a flush costs. CAIRN_SYNC_FILE: a file of zeros, at least 4 KiB, through which the processes know of each
 * other. CAIRN_SYNC_SHARED: 1 when those who come while a flush runs share the next one, as Linux does above a disk of its own; 0 when
 * each has a flush of its own, as where a server or a controller takes them one by one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Who flushes is believed to be dead when it is late by so much. */
#define LATE_NANOS 100000000u

struct disk {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t ready, started, done;
    uint64_t busy_until; /* of the flush that runs, monotonic nanoseconds; 0: none does */
};

static struct disk *disk;
static long cost;
static int shared;
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static struct timespec at(uint64_t nanos) {
    struct timespec t = {(time_t)(nanos / 1000000000u), (long)(nanos % 1000000000u)};
    return t;
}

__attribute__((constructor)) static void begin(void) {
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    const char *nanos = getenv("CAIRN_SYNC_NANOS"), *file = getenv("CAIRN_SYNC_FILE"), *merge = getenv("CAIRN_SYNC_SHARED");
    int fd = nanos && file && merge ? open(file, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *map = mmap(NULL, sizeof(struct disk), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map == MAP_FAILED) return;
    cost = atol(nanos);
    shared = *merge == '1';
    disk = map;
    /* The first process begins alone, before it has children. */
    if (!disk->ready) {
        pthread_mutexattr_t mutex;
        pthread_mutexattr_init(&mutex);
        pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&mutex, PTHREAD_MUTEX_ROBUST);
        pthread_mutex_init(&disk->lock, &mutex);
        pthread_condattr_t condition;
        pthread_condattr_init(&condition);
        pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
        pthread_condattr_setclock(&condition, CLOCK_MONOTONIC);
        pthread_cond_init(&disk->changed, &condition);
        disk->ready = 1;
    }
}

static void take_lock(void) {
    if (pthread_mutex_lock(&disk->lock) == EOWNERDEAD) pthread_mutex_consistent(&disk->lock);
}

/* A flush that begins after this was called has ended when it returns. */
static void flush(void) {
    take_lock();
    uint64_t mine = shared ? disk->started + 1 : 0;
    while (mine == 0 || disk->done < mine) {
        if (disk->busy_until && disk->busy_until + LATE_NANOS > now()) {
            struct timespec until = at(disk->busy_until + LATE_NANOS);
            if (pthread_cond_timedwait(&disk->changed, &disk->lock, &until) == EOWNERDEAD) pthread_mutex_consistent(&disk->lock);
            continue;
        }
        uint64_t number = ++disk->started, end = now() + (uint64_t)cost;
        disk->busy_until = end;
        pthread_mutex_unlock(&disk->lock);
        struct timespec until = at(end);
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
        }
        take_lock();
        if (disk->busy_until == end) disk->busy_until = 0;
        if (disk->done < number) disk->done = number;
        pthread_cond_broadcast(&disk->changed);
        break;
    }
    pthread_mutex_unlock(&disk->lock);
}

static int slow(int (*real)(int), int fd) {
    int result = real(fd);
    if (disk) {
        int error = errno;
        flush();
        errno = error;
    }
    return result;
}

int fsync(int fd) { return slow(real_fsync, fd); }
int fdatasync(int fd) { return slow(real_fdatasync, fd); }
