//! What is waited for `with` another future is made anew all the time, without a loop as well.
use mea::mpsc::UnboundedReceiver;

async fn make_room() {}

async fn run(mut commands: UnboundedReceiver<u32>) {
    mea::select! {
        command = commands.recv(), with () = make_room() => println!("{command:?}"),
    }
}

fn main() {}
