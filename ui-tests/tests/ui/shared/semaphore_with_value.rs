#[mea::shared]
struct Bank {
    #[lock(semaphore = 8)]
    uploads: Vec<u8>,
}

fn main() {}
