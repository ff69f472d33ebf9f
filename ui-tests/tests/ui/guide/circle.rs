//! An order that is none.
mea::lock_order! {
    pub enum Config, Users, Sessions;
    Config => Users => Sessions;
    Sessions => Config;
}

fn main() {}
