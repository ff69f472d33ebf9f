#[mea::shared]
struct Bank {
    #[lock(mutex(journal))]
    journal: Vec<String>,
    #[lock(mutex(journal))]
    last_id: u64,
}

fn main() {}
