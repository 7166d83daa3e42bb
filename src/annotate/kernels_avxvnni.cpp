#if defined(__x86_64__)
#include <immintrin.h>
#define PX_KERNELS avxvnni
#define PX_NAME "avxvnni"
#define PX_WIDTH 8
#define PX_ROWS 6
#define PX_GROUP 4
#define PX_ADD_PRODUCTS(sum, x, w) ((Integers)_mm256_dpbusd_avx_epi32((__m256i)(sum), (__m256i)(x), (__m256i)(w)))
#include "annotate/kernels_code.inc"
#endif
