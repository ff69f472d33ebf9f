#[mea::shared(unorderd, before(Log), 3)]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
