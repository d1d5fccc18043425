// The time of day shifted by what a file says, for a program that is started with LD_PRELOAD: system tests let days
// pass in whole processes. The file, named by WARMLINE_SHIFT, holds one int64 in the machine's order: milliseconds to
// add. All who map it see a change at once. Spans (CLOCK_MONOTONIC) run as they are, so that nothing waits longer or
// shorter.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

constexpr std::int64_t ms_per_s = 1000, ns_per_ms = 1'000'000, ns_per_s = 1'000'000'000;

/// The file in memory; nullptr without one: the time is as it is.
const volatile std::int64_t* open_shift() {
    const char* path = std::getenv("WARMLINE_SHIFT");
    const int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return nullptr;
    void* memory = mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<const volatile std::int64_t*>(memory);
}

std::int64_t shift_ms() {
    static const auto* const shift = open_shift();
    return shift ? *shift : 0;
}

using GetTime = int(clockid_t, timespec*);
int real_time(clockid_t clock, timespec* out) {
    static auto* const real = reinterpret_cast<GetTime*>(dlsym(RTLD_NEXT, "clock_gettime"));
    return real(clock, out);
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* out) noexcept {
    const int done = real_time(clock, out);
    if (done != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return done;
    const auto shift = shift_ms();
    out->tv_sec += shift / ms_per_s;
    out->tv_nsec += shift % ms_per_s * ns_per_ms;
    if (out->tv_nsec >= ns_per_s || out->tv_nsec < 0) {
        const bool over = out->tv_nsec > 0;
        out->tv_sec += over ? 1 : -1;
        out->tv_nsec += over ? -ns_per_s : ns_per_s;
    }
    return 0;
}

extern "C" int gettimeofday(timeval* out, void*) noexcept {
    timespec now{};
    const int done = clock_gettime(CLOCK_REALTIME, &now);
    *out = {now.tv_sec, now.tv_nsec / 1000};
    return done;
}

extern "C" time_t time(time_t* out) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
