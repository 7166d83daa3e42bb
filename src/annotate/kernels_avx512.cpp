#if defined(__x86_64__)
#define PX_KERNELS avx512
#define PX_NAME "avx512"
#define PX_WIDTH 16
#define PX_ROWS 12
#include "annotate/kernels_code.inc"
#endif
