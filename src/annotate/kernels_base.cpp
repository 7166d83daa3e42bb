#define PX_KERNELS base
#define PX_NAME "base"
#define PX_WIDTH 4
#define PX_ROWS 4
#include "annotate/kernels_code.inc"
