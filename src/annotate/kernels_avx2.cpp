#if defined(__x86_64__)
#include <immintrin.h>
#define PX_KERNELS avx2
#define PX_NAME "avx2"
#define PX_WIDTH 8
#define PX_ROWS 6
#define PX_GROUP 2
#define PX_ADD_PRODUCTS(sum, x, w) ((sum) + (Integers)_mm256_madd_epi16((__m256i)(x), (__m256i)(w)))
#include "annotate/kernels_code.inc"
#endif
