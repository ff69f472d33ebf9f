#[mea::shared]
struct Bank {
    #[cfg(unix)]
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
