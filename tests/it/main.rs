//! Black-box tests: they use only `mea::`.
mod smoke;
mod tidy;
