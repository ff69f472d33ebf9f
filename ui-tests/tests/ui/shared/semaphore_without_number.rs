#[mea::shared]
struct Bank {
    #[lock(semaphore)]
    uploads: (),
    #[lock(semaphore = )]
    downloads: (),
    #[lock(semaphore(8))]
    logins: (),
}

fn main() {}
