// Any bytes as robots.txt; the rest of the input behind the first empty line is the address that is asked for.
#include <cstdint>
#include <cstdlib>

#include "fetch/robots.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t cut = input.find("\n\n");
    const px::Robots robots = px::Robots::parse(input.substr(0, cut), "parallax");
    (void)robots.allows(cut == std::string_view::npos ? "/" : input.substr(cut + 2));
    if (!(robots.delay() >= 0)) std::abort();
    return 0;
}
