//! An arm waits for one thing more.
use std::future::ready;

async fn run() {
    mea::select!(
        if let a = ready(1)
            && let b = ready(2)
            && let c = ready(3)
        {
            println!("{a} {b} {c}");
        } else if let () = async {} {
        }
    );
}

fn main() {}
