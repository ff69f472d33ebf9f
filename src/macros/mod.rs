//! The function-like macros: each forwards to its procedural macro together with `$crate`, so that
//! it works under whatever name the user's crate knows this one.

mod lock_order;
