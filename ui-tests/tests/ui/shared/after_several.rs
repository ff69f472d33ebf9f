mea::lock_order! {
    enum Config, Log;
}

#[mea::shared(after(Config, Log))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
