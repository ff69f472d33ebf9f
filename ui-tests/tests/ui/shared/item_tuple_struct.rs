#[mea::shared]
struct Bank(#[lock(mutex)] u32);

fn main() {}
