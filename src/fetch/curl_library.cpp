#include "fetch/curl_library.hpp"

#include <dlfcn.h>

namespace px {
namespace {

template <typename Function>
bool take(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

const CurlLibrary* open_library(CurlLibrary& curl) {
    void* library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return nullptr;
    decltype(&curl_global_init) start = nullptr;
    const bool whole =
        take(library, "curl_global_init", start) && take(library, "curl_easy_init", curl.init) &&
        take(library, "curl_easy_setopt", curl.set) && take(library, "curl_easy_perform", curl.perform) &&
        take(library, "curl_easy_getinfo", curl.info) && take(library, "curl_easy_cleanup", curl.cleanup) &&
        take(library, "curl_easy_strerror", curl.words) && take(library, "curl_slist_append", curl.append) &&
        take(library, "curl_slist_free_all", curl.free_list);
    if (!whole || start(CURL_GLOBAL_DEFAULT) != CURLE_OK) return nullptr;
    return &curl;
}

}  // namespace

const CurlLibrary* CurlLibrary::load() {
    static CurlLibrary curl;
    static const CurlLibrary* const loaded = open_library(curl);
    return loaded;
}

}  // namespace px
