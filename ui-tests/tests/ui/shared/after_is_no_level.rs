#[mea::shared(after(String))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
