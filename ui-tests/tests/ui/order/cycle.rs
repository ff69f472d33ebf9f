//! Circular orders, with the way around.
mea::lock_order! {
    enum Config, Users, Sessions;
    Config => Users => Sessions;
    Sessions => Config;
}

fn main() {}
