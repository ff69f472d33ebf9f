mea::lock_order! {
    enum Config;
}

#[mea::shared(unordered, after(Config), crate = mea, unordered, after(Config), crate = ::mea)]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
