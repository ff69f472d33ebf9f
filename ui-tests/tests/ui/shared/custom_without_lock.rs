#[mea::shared]
struct Bank {
    #[lock(custom)]
    accounts: u32,
    #[lock(custom = 8)]
    rates: u32,
}

fn main() {}
