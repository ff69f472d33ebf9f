//! `crate` with something that is no path.

#[mea::shared(crate = "mea")]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
