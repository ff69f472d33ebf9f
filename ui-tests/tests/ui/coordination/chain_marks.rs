//! Marks in the chain are calls.
use std::future::ready;

async fn run() {
    mea::select!(
        if let n = keep(ready(1)) {
            println!("{n}");
        } else if let n = control(control(ready(1))) {
            println!("{n}");
        } else if let n = kepp(ready(1)) {
            println!("{n}");
        }
    );
}

fn main() {}
