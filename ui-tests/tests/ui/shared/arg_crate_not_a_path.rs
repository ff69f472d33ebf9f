#[mea::shared(crate = "mea")]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
