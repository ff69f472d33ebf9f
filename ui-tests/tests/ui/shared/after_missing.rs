#[mea::shared(after)]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

#[mea::shared(after())]
struct Users {
    #[lock(mutex)]
    table: u32,
}

fn main() {}
