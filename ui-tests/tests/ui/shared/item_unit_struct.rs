#[mea::shared]
struct Bank;

fn main() {}
