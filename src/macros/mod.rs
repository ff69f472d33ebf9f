//! The function-like macros: each forwards to its procedural macro together with `$crate`, so that
//! it works under whatever name the user's crate knows this one.

mod join;
mod lock_order;
mod race;
mod select;
mod select_loop;
mod try_join;
