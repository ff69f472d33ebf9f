#[mea::shared]
enum Bank {
    Open {
        #[lock(mutex)]
        accounts: u32,
    },
}

fn main() {}
