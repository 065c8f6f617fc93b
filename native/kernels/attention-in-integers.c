/* Attention of many rows with 16-bit integers: for images, on CPUs with VNNI. */
#include "integer-blocks.h"
#include "many-rows-attention.h"

#ifdef HAS_INTEGER_BLOCKS

#include "attention-in-integers.h"
#include "attend.h"

bool attend_in_integers(const struct ggml_compute_params * params, const struct attention * of) {
  return attend_to_all(params, of);
}

#endif
