//! A semaphore that says neither how many permits it has, nor that `new` takes the number.

#[mea::shared]
#[derive(Default)]
struct Bank {
    #[lock(semaphore)]
    uploads: (),
    #[lock(semaphore = )]
    downloads: (),
    #[lock(semaphore(8))]
    logins: (),
}

fn main() {}
