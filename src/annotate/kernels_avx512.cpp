#if defined(__x86_64__)
#include <immintrin.h>
#define PX_KERNELS avx512
#define PX_NAME "avx512"
#define PX_WIDTH 16
#define PX_ROWS 12
#define PX_GROUP 4
#define PX_ADD_PRODUCTS(sum, x, w) ((Integers)_mm512_dpbusd_epi32((__m512i)(sum), (__m512i)(x), (__m512i)(w)))
#include "annotate/kernels_code.inc"
#endif
