//! A struct whose fields have no names.

#[mea::shared]
struct Bank(#[lock(mutex)] u32);

fn main() {}
