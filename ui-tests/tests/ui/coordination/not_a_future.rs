//! An arm waits for a future.
async fn run() {
    mea::select! {
        n = 5 => println!("{n}"),
        () = async {} => {}
    }
}

fn main() {}
