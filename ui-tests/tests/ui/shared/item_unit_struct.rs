//! A struct without fields.

#[mea::shared]
struct Bank;

fn main() {}
