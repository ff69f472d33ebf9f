//! The guards of every lock: `map` and its kin, formatting, owners; and the functions that make them,
//! for those who write a lock of their own.

mod access;
mod adopt;
mod custom;
mod family;
mod fmt;
mod owned;
