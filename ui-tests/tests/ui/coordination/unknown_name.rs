//! An unknown name in an arm is the only mistake.
async fn run() {
    mea::select! {
        n = stream.next() => println!("{n}"),
        () = async {} => println!("{m}"),
    }
}

fn main() {}
