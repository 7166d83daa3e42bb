#include "annotate/kernels.hpp"

#include <cstdlib>
#include <string_view>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace px {

namespace base {
extern const Kernels kernels;
}
#if defined(__x86_64__)
namespace avx2 {
extern const Kernels kernels;
}
namespace avxvnni {
extern const Kernels kernels;
}
namespace avx512 {
extern const Kernels kernels;
}

namespace {

/// The compiler's own question does not know this one: leaf 7, part 1, bit 4 of eax.
bool has_avx_vnni() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a & 16U) != 0;
}

}  // namespace
#endif

const Kernels* const* runnable_kernels(std::size_t& count) {
#if defined(__x86_64__)
    static const std::vector<const Kernels*> all = [] {
        std::vector<const Kernels*> found{&base::kernels};
        const auto has = [](int known) { return known != 0; };
        const bool has_avx2 = has(__builtin_cpu_supports("avx2"));
        if (has_avx2) found.push_back(&avx2::kernels);
        if (has_avx2 && has_avx_vnni()) found.push_back(&avxvnni::kernels);
        if (has_avx2 && has(__builtin_cpu_supports("avx512f")) && has(__builtin_cpu_supports("avx512vl")) &&
            has(__builtin_cpu_supports("avx512dq")) && has(__builtin_cpu_supports("avx512bw")) &&
            has(__builtin_cpu_supports("avx512vnni")))
            found.push_back(&avx512::kernels);
        return found;
    }();
#else
    static const std::vector<const Kernels*> all{&base::kernels};
#endif
    count = all.size();
    return all.data();
}

const Kernels& kernels_for_this_processor() {
    std::size_t count = 0;
    const Kernels* const* runnable = runnable_kernels(count);
    if (const char* wanted = std::getenv("PARALLAX_KERNELS"); wanted != nullptr)
        for (std::size_t i = 0; i < count; ++i)
            if (std::string_view(wanted) == runnable[i]->name) return *runnable[i];
    return *runnable[count - 1];
}

}  // namespace px
