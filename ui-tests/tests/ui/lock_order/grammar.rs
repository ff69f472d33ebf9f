//! Statements that are none; each is reported.

mea::lock_order! {
    pub enum First, Second;
    First;
    First Second;
    => Second;
    First => 2;
    pub struct Third;
    enum;
    #[doc = "an order"]
    First => Second;
    enum Fourth Fifth;
    Second
}

fn main() {}
