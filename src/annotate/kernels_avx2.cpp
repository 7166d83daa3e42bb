#if defined(__x86_64__)
#define PX_KERNELS avx2
#define PX_NAME "avx2"
#define PX_WIDTH 8
#define PX_ROWS 6
#include "annotate/kernels_code.inc"
#endif
