//! `after` names a level that is not there.
#[mea::shared(after(UsersNmaes))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

#[mea::shared]
struct Users {
    #[lock(rwlock)]
    names: u32,
}

fn main() {}
