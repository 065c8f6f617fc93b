#pragma once

#include "attention.h"

/**
 * Where HAS_FLOAT_BLOCKS is defined.
 *
 * @returns whether it computed them: it does where heads share keys, and the work memory has room
 */
bool attend_to_few(const struct ggml_compute_params * params, const struct attention * of);
