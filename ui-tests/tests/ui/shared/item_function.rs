#[mea::shared]
fn bank() {}

fn main() {
    bank();
}
