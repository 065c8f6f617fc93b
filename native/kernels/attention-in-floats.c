/* Attention of many rows with floats: for prompts, and for images on CPUs without VNNI. */
#include "many-rows-attention.h"

#ifdef HAS_FLOAT_BLOCKS

#include "attention-in-floats.h"
#include "attend.h"

bool attend_in_floats(const struct ggml_compute_params * params, const struct attention * of) {
  return attend_to_all(params, of);
}

#endif
