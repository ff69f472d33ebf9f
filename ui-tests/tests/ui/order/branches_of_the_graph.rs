//! Two levels that `lock_order!` puts side by side.
use mea::order::Held;

mea::lock_order! {
    pub enum Config, Users, Sessions, Log;
    Config => Users => Log;
    Config => Sessions => Log;
}

fn all(held: &mut Held<Config>) {
    let users = held.skip_to::<Users>();
    let sessions = users.skip_to::<Sessions>();
    sessions.skip_to::<Log>().skip_to::<Config>();
}

fn main() {}
