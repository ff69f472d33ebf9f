//! An `async` block has no name, so nothing is known of it.
use mea::mpsc::UnboundedReceiver;

async fn run(mut commands: UnboundedReceiver<u32>) {
    mea::select_loop! {
        _ = async { println!("work") } => {}
        Ok(command) = commands.recv() => println!("{command}"),
        else => break,
    }
}

fn main() {}
