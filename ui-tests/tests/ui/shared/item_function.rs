//! A function.

#[mea::shared]
fn bank() {}

fn main() {
    bank();
}
