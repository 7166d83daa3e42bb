#pragma once
// Internal to fetch/: libcurl, opened when it is first needed.

#include <curl/curl.h>

namespace px {

struct CurlLibrary {
    decltype(&curl_easy_init) init = nullptr;
    decltype(&curl_easy_setopt) set = nullptr;
    decltype(&curl_easy_perform) perform = nullptr;
    decltype(&curl_easy_getinfo) info = nullptr;
    decltype(&curl_easy_cleanup) cleanup = nullptr;
    decltype(&curl_easy_strerror) words = nullptr;
    decltype(&curl_slist_append) append = nullptr;
    decltype(&curl_slist_free_all) free_list = nullptr;

    /// Null if it is not installed or too old.
    [[nodiscard]] static const CurlLibrary* load();
};

}  // namespace px
