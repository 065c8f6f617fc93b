#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

/** 2 to the power of x, for x from -126 to 126, with a polynomial for the fractional part. */
static inline float power_of_two(float x) {
  // Adding and subtracting this constant rounds to an integer.
  const float rounder = 12582912.0f;
  const float shifted = x + rounder;
  const float rest = x - (shifted - rounder);
  int32_t whole;
  memcpy(&whole, &shifted, sizeof whole);
  float power = 1.5403530e-4f;
  power = power * rest + 1.3333558e-3f;
  power = power * rest + 9.6181291e-3f;
  power = power * rest + 5.5504109e-2f;
  power = power * rest + 2.4022651e-1f;
  power = power * rest + 6.9314718e-1f;
  power = power * rest + 1.0f;
  int32_t bits;
  memcpy(&bits, &power, sizeof bits);
  bits += (int32_t) ((uint32_t) whole << 23);
  memcpy(&power, &bits, sizeof power);
  return power;
}

/** tanh without branches and calls, so that compilers can vectorise it; check-tanh.c measures its error. */
static inline float tanh_of(float x) {
  const float square = x * x;
  float small = 2.1869488e-2f;
  small = small * square - 5.3968254e-2f;
  small = small * square + 1.3333334e-1f;
  small = small * square - 3.3333334e-1f;
  small = x + x * square * small;
  const float size = fabsf(x) < 10.0f ? fabsf(x) : 10.0f;
  // e to the power of 2x
  const float power = power_of_two(size * 2.8853901f);
  const float large = copysignf(1.0f - 2.0f / (power + 1.0f), x);
  const float both = fabsf(x) < 0.25f ? small : large;
  return x == x ? both : x;
}
