//! A precondition stands before `let`.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>, on: bool) {
    mea::select!(
        if let Ok(n) = rx.recv() && on {
            println!("{n}");
        } else if let () = async {} {
        }
    );
}

fn main() {}
