#pragma once

#include "attention.h"

/* Both return whether they computed it: they do where the work memory has room. */

/** Where HAS_FLOAT_BLOCKS is defined. */
bool attend_in_floats(const struct ggml_compute_params * params, const struct attention * of);

/** Where HAS_INTEGER_BLOCKS is defined. */
bool attend_in_integers(const struct ggml_compute_params * params, const struct attention * of);
