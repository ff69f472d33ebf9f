#[mea::shared]
struct Bank {
    #[cfg(feature = "accounts")]
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
