#[mea::shared]
union Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
