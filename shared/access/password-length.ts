/** A password that a program could try all variants of within a day is none. */
export const minPasswordLength = 8;
export const maxPasswordLength = 200;
