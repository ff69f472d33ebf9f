#[mea::shared]
struct Bank {
    #[lock(mutex(1))]
    journal: Vec<String>,
    #[lock(rwlock())]
    last_id: u64,
}

fn main() {}
