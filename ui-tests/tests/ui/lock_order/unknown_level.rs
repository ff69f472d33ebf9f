mea::lock_order! {
    enum First;
    First => Second;
}

fn main() {}
