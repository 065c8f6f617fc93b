#pragma once

#include "attention.h"

/* With fewer keys attention costs little, and replies stay equal to llama.cpp's to the last bit. */
enum { fewest_keys = 1024 };

/**
 * Where HAS_FLOAT_BLOCKS is defined.
 *
 * @returns whether it computed them: it does where heads share keys, and the work memory has room
 */
bool attend_to_few(const struct ggml_compute_params * params, const struct attention * of);
