#include "annotate/kernels.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

namespace px {

namespace base {
extern const Kernels kernels;
}
#if defined(__x86_64__)
namespace avx2 {
extern const Kernels kernels;
}
namespace avx512 {
extern const Kernels kernels;
}
#endif

const Kernels* const* runnable_kernels(std::size_t& count) {
#if defined(__x86_64__)
    static constexpr std::array<const Kernels*, 3> all = {&base::kernels, &avx2::kernels, &avx512::kernels};
    const bool has_avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") != 0 &&
                            __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0;
    count = has_avx512 ? 3 : has_avx2 ? 2 : 1;
#else
    static constexpr std::array<const Kernels*, 1> all = {&base::kernels};
    count = 1;
#endif
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
