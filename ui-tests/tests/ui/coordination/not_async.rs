//! Blocks are awaited.
fn run() {
    mea::select! {
        () = async {} => {}
    }
    mea::join!(async {});
}

fn main() {}
