#define PX_KERNELS base
#define PX_NAME "base"
#define PX_WIDTH 4
#define PX_ROWS 4
#define PX_GROUP 2
#if defined(__SSE2__)
#include <emmintrin.h>
#define PX_ADD_PRODUCTS(sum, x, w) ((sum) + (Integers)_mm_madd_epi16((__m128i)(x), (__m128i)(w)))
#else
#define PX_ADD_PRODUCTS(sum, x, w) ((sum) + ((x) << 16 >> 16) * ((w) << 16 >> 16) + ((x) >> 16) * ((w) >> 16))
#endif
#include "annotate/kernels_code.inc"
